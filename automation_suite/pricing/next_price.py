"""What an offer should cost next, or why it stays as it is. Pure.

Never below the floor, never beyond the step, never lower for a higher cost, nothing with asks of fewer than three sellers,
never twice in a day, never against the owner's own listings. What stands between the present price and the floor, and does
not fit into one step, is left to a person.
"""

from __future__ import annotations

import statistics
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from automation_suite.money import CENT
from automation_suite.plans.change import Change
from automation_suite.pricing.asks import Ask, comparable_totals, percentile
from automation_suite.pricing.floor import floor_price
from automation_suite.pricing.rules import PriceRules

RULE = "pricing"
_WHOLE = Decimal(100)
_WEEK = timedelta(days=7)
_SURE_FROM = 10


@dataclass(frozen=True)
class Offer:
    """One of the owner's offers, and what the inventory knows of its item.

    Attributes:
        offer_id: By which the platform knows it.
        sku: The item's.
        title: For people.
        condition: In the owner's words.
        price: As it was read from the platform.
        currency: Of all amounts.
        paid_for_shipping: What the buyer pays for sending.
        cost: What the item was bought for; none when nobody knows.
        list_price: What it was to be sold for at first; none when that is open.
        least_price: Below which the owner never offers it; none when the rules decide.
        shipping: What sending it costs the owner; none when the rules say.
        listed_at: When it went live; none when that is not known.
        changed_at: When its price was changed last; none when never, as far as is known.
        sold_for: What buyers paid the owner for the same item lately.
        unlike: Currency of the owner's own amounts when it is another one, so that they are left out; empty otherwise.
    """

    offer_id: str
    sku: str
    title: str
    condition: str
    price: Decimal
    currency: str = "USD"
    paid_for_shipping: Decimal = Decimal(0)
    cost: Decimal | None = None
    list_price: Decimal | None = None
    least_price: Decimal | None = None
    shipping: Decimal | None = None
    listed_at: datetime | None = None
    changed_at: datetime | None = None
    sold_for: Sequence[Decimal] = ()
    unlike: str = ""


@dataclass(frozen=True)
class Decision:
    """What became of one offer.

    Attributes:
        offer: Which.
        change: What is to change; none when it stays.
        why: Why it stays; empty when it changes.
        for_a_person: Whether somebody has to look at it.
        floor: Below which it never goes; none when it is not known.
        comparables: With how many sellers it was compared.
    """

    offer: Offer
    change: Change | None = None
    why: str = ""
    for_a_person: bool = False
    floor: Decimal | None = None
    comparables: int = 0


@dataclass(frozen=True)
class _Aim:
    price: Decimal
    reason: str


def next_price(
    offer: Offer,
    asks: Sequence[Ask] | None,
    own_sellers: Collection[str],
    rules: PriceRules,
    largest_step_percent: Decimal,
    now: datetime,
) -> Decision:
    """Return what an offer should cost next, or why it stays.

    Args:
        offer: As it was read.
        asks: For the same item; none when the platform did not answer.
        own_sellers: The owner's own names on the platform.
        rules: The numbers.
        largest_step_percent: Of the job: how far a price may go at once.
        now: The moment.
    """
    if asks is None:
        return Decision(offer, why="The platform did not tell what others ask.")
    floor = floor_of(offer, rules)
    if floor is None:
        return Decision(offer, why=_without_floor(offer), for_a_person=True)
    totals = comparable_totals(asks, offer.condition, offer.currency, own_sellers, rules.outlier_deviations)
    stays = _why_it_stays(offer, len(totals), rules, now)
    if stays:
        return Decision(offer, why=stays, floor=floor, comparables=len(totals))
    if floor > _highest(offer.price, largest_step_percent):
        too_far = _below_its_floor(offer, floor, largest_step_percent)
        return Decision(offer, why=too_far, for_a_person=True, floor=floor, comparables=len(totals))
    aim = _aim(offer, totals, floor, rules, now)
    price = _within_step(_charming(aim.price, floor, rules.charm), offer.price, largest_step_percent)
    if price == offer.price or (offer.price >= floor and _is_small(price, offer.price, rules)):
        return Decision(offer, why="Its price is right as it is.", floor=floor, comparables=len(totals))
    change = Change(
        kind="offer",
        object_id=offer.offer_id,
        label=offer.title,
        field="price",
        old=_text(offer.price),
        new=_text(price),
        reason=_reason(aim, price, floor, offer.currency),
        rule=RULE,
        confidence=_confidence(totals),
    )
    return Decision(offer, change, floor=floor, comparables=len(totals))


def floor_of(offer: Offer, rules: PriceRules) -> Decimal | None:
    """Return below what an offer never goes; none when neither its cost nor its least price is known."""
    if offer.cost is None:
        return offer.least_price
    shipping = rules.shipping if offer.shipping is None else offer.shipping
    by_cost = floor_price(offer.cost, shipping, offer.paid_for_shipping, rules)
    return max(by_cost, offer.least_price or by_cost)


def _without_floor(offer: Offer) -> str:
    if not offer.unlike:
        return "Neither its cost nor its least price is known."
    apart = f"It is offered in {offer.currency} and its amounts in the inventory are in {offer.unlike}"
    return f"{apart}, so its floor is not known."


def _why_it_stays(offer: Offer, comparables: int, rules: PriceRules, now: datetime) -> str:
    if offer.changed_at is not None and now - offer.changed_at < timedelta(hours=rules.pause_hours):
        return f"Its price was changed less than {rules.pause_hours:g} hours ago."
    if comparables < rules.least_comparables:
        return f"Too little data: {comparables} comparable asks, {rules.least_comparables} are needed."
    return ""


def _below_its_floor(offer: Offer, floor: Decimal, step_percent: Decimal) -> str:
    return (
        f"It is offered for {_text(offer.price)} {offer.currency}, below its floor of {_text(floor)}, and a step of"
        f" {step_percent:f} % does not reach it. Change it by hand, or correct its cost."
    )


def _aim(offer: Offer, totals: Sequence[Decimal], floor: Decimal, rules: PriceRules, now: datetime) -> _Aim:
    """Return the price to go to, whatever the step is. It never falls when the floor rises."""
    middle = statistics.median(totals)
    below = middle * (1 - rules.undercut_percent / _WHOLE) - offer.paid_for_shipping
    reason = f"{rules.undercut_percent:f} % below the median of {len(totals)} comparable asks, {_text(middle)}"
    if len(offer.sold_for) >= rules.least_own_sales and (paid := statistics.median(offer.sold_for)) > below:
        below, reason = paid, f"what the last {len(offer.sold_for)} buyers paid in the middle"
    if below < floor:
        below, reason = max(floor, _aged(offer, rules, now)), "the asks of others are below the floor"
    ceiling = _ceiling(offer, totals, rules)
    if below > max(ceiling, floor):
        below, reason = max(ceiling, floor), "the ceiling"
    return _Aim(below.quantize(CENT, ROUND_HALF_UP), reason)


def _aged(offer: Offer, rules: PriceRules, now: datetime) -> Decimal:
    """Return the list price less what its age takes off it; never more than the present price."""
    if offer.list_price is None or offer.listed_at is None:
        return offer.price
    beyond = now - offer.listed_at - timedelta(days=rules.decay_after_days)
    weeks = max(0, beyond // _WEEK)
    return min(offer.list_price * (1 - rules.decay_percent_a_week / _WHOLE) ** weeks, offer.price)


def _ceiling(offer: Offer, totals: Sequence[Decimal], rules: PriceRules) -> Decimal:
    if offer.list_price is not None:
        return offer.list_price * rules.ceiling_percent / _WHOLE
    return percentile(totals, rules.ceiling_percentile) - offer.paid_for_shipping


def _charming(price: Decimal, floor: Decimal, cents: str) -> Decimal:
    """Return the next price below that ends in such cents; where that is below the floor, the next one above the floor."""
    if not cents:
        return max(price, floor)
    ending = Decimal(f"0.{cents}")
    below = (price - ending).to_integral_value(ROUND_FLOOR) + ending
    return below if below >= floor else (floor - ending).to_integral_value(ROUND_CEILING) + ending


def _within_step(price: Decimal, old: Decimal, percent: Decimal) -> Decimal:
    lowest = (old * (1 - percent / _WHOLE)).quantize(CENT, ROUND_CEILING)
    return min(max(price, lowest), _highest(old, percent))


def _highest(old: Decimal, percent: Decimal) -> Decimal:
    return (old * (1 + percent / _WHOLE)).quantize(CENT, ROUND_FLOOR)


def _is_small(price: Decimal, old: Decimal, rules: PriceRules) -> bool:
    return abs(price - old) < old * rules.least_change_percent / _WHOLE


def _reason(aim: _Aim, price: Decimal, floor: Decimal, currency: str) -> str:
    way = "" if price == aim.price else f"; on the way to {_text(aim.price)}"
    return f"{aim.reason[0].upper()}{aim.reason[1:]}{way}. Floor: {_text(floor)} {currency}."


def _confidence(totals: Sequence[Decimal]) -> float:
    """Return how sure it is: many sellers who ask about the same are surer than few who do not."""
    middle = statistics.median(totals)
    spread = statistics.median([abs(total - middle) for total in totals]) / middle
    return round(min(1.0, len(totals) / _SURE_FROM) * max(0.3, 1 - float(spread)), 2)


def _text(amount: Decimal) -> str:
    return f"{amount:.2f}"
