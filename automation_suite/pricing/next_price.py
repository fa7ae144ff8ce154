"""What an offer should cost next, or why it stays as it is. Pure.

Never below the floor, never beyond the step, never lower for a higher cost, nothing with asks of fewer than three sellers,
never twice in a day, never against the owner's own listings. What stands between the present price and the floor, and does
not fit into one step, is left to a person.
"""

from __future__ import annotations

import statistics
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum

from automation_suite.money import CENT
from automation_suite.plans.change import Change
from automation_suite.pricing.asks import Ask, comparable_totals, percentile
from automation_suite.pricing.floor import floor_price
from automation_suite.pricing.rules import PriceRules

RULE = "pricing"
_WHOLE = Decimal(100)
_WEEK = timedelta(days=7)
_SURE_FROM = 10
_NO_NUMBER = "Its listing has no valid EAN, UPC or ISBN, by which others that sell the same are found: add it on eBay."


class Stays(StrEnum):
    """Why an offer stays as it is."""

    NOT_CHECKED = "not checked"
    NO_COST = "without a cost"
    NO_NUMBER = "without a number"
    LITTLE_DATA = "too little data"
    RESTS = "changed lately"
    BELOW_FLOOR = "below its floor"
    RIGHT = "right as it is"


# What somebody has to look at.
_FOR_A_PERSON = (Stays.NO_COST, Stays.BELOW_FLOOR)


@dataclass(frozen=True)
class Offer:
    """One of the owner's offers, and what the inventory knows of its item.

    Attributes:
        offer_id: By which the platform knows it.
        sku: The item's.
        title: For people.
        condition: In the platform's words; empty when it names none.
        price: As it was read from the platform.
        currency: Of all amounts.
        listing_id: By which buyers know it; empty when that is not known.
        has_number: Whether the listing has an EAN, UPC or ISBN, by which others that offer the same are found.
        paid_for_shipping: What the buyer pays for sending.
        cost: What the item was bought for; none when nobody knows.
        list_price: What it was to be sold for at first; none when that is open.
        least_price: Below which the owner never offers it; none when the rules decide.
        shipping: What sending it costs the owner; none when the rules say.
        listed_at: When it went live; none when that is not known.
        changed_at: When its price was changed last; none when never, as far as is known.
        sold_for: What buyers paid the owner for the same item lately.
    """

    offer_id: str
    sku: str
    title: str
    condition: str
    price: Decimal
    currency: str = "USD"
    listing_id: str = ""
    has_number: bool = True
    paid_for_shipping: Decimal = Decimal(0)
    cost: Decimal | None = None
    list_price: Decimal | None = None
    least_price: Decimal | None = None
    shipping: Decimal | None = None
    listed_at: datetime | None = None
    changed_at: datetime | None = None
    sold_for: Sequence[Decimal] = ()


@dataclass(frozen=True)
class Decision:
    """What became of one offer.

    Attributes:
        offer: Which.
        change: What is to change; none when it stays.
        stays: Why it stays, in general; none when it changes.
        why: The same about this one in a sentence; empty when it changes.
        floor: Below which it never goes; none when it is not known.
        comparables: With how many sellers it was compared.
    """

    offer: Offer
    change: Change | None = None
    stays: Stays | None = None
    why: str = ""
    floor: Decimal | None = None
    comparables: int = 0

    @property
    def for_a_person(self) -> bool:
        """Whether somebody has to look at it."""
        return self.stays in _FOR_A_PERSON


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
    floor = floor_of(offer, rules)
    if not offer.has_number:
        return Decision(offer, stays=Stays.NO_NUMBER, why=_NO_NUMBER, floor=floor)
    if floor is None:
        why = f"Neither its cost nor its floor price is known in {offer.currency}: write one into the inventory."
        return Decision(offer, stays=Stays.NO_COST, why=why)
    if asks is None:
        why = "It was not looked up what others ask, or the platform did not tell; the next run looks again."
        return Decision(offer, stays=Stays.NOT_CHECKED, why=why, floor=floor)
    totals = comparable_totals(asks, offer.condition, offer.currency, own_sellers, rules.outlier_deviations)
    if stays := _why_it_stays(offer, len(totals), floor, rules, largest_step_percent, now):
        return Decision(offer, stays=stays[0], why=stays[1], floor=floor, comparables=len(totals))
    aim = _aim(offer, totals, floor, rules, now)
    price = _within_step(_charming(aim.price, floor, rules.charm), offer.price, largest_step_percent)
    if price == offer.price or (offer.price >= floor and _is_small(price, offer.price, rules)):
        right = "Its price is right as it is."
        return Decision(offer, stays=Stays.RIGHT, why=right, floor=floor, comparables=len(totals))
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


def as_seen(offer: Offer, asks: Sequence[Ask] | None) -> Offer:
    """Return an offer with what its own listing among the asks says: what buyers pay for sending, and since when it is live.

    Where the listing is not among them, sending counts as free for buyers: then the floor is no lower than it has to be.
    """
    own = next((ask for ask in asks or () if ask.listing_id == offer.listing_id and offer.listing_id), None)
    if own is None:
        return offer
    return replace(offer, paid_for_shipping=own.shipping or Decimal(0), listed_at=own.since or offer.listed_at)


def floor_of(offer: Offer, rules: PriceRules) -> Decimal | None:
    """Return below what an offer never goes; none when neither its cost nor its least price is known."""
    if offer.cost is None:
        return offer.least_price
    by_cost = floor_price(offer.cost, cost_of_sending(offer, rules), offer.paid_for_shipping, rules)
    return max(by_cost, offer.least_price or by_cost)


def cost_of_sending(offer: Offer, rules: PriceRules) -> Decimal:
    """Return what sending costs the owner: by the item, by the rules, or else as much as the buyer pays for it.

    A rule of 0 means that nobody has said it. To take what the buyer pays for a gain then would put the floor too low.
    """
    return offer.shipping if offer.shipping is not None else rules.shipping or offer.paid_for_shipping


def _why_it_stays(
    offer: Offer, comparables: int, floor: Decimal, rules: PriceRules, step_percent: Decimal, now: datetime
) -> tuple[Stays, str] | None:
    if offer.changed_at is not None and now - offer.changed_at < timedelta(hours=rules.pause_hours):
        return Stays.RESTS, f"Its price was changed less than {rules.pause_hours:g} hours ago."
    if comparables < rules.least_comparables:
        few = f"Too little data: {comparables} comparable asks, {rules.least_comparables} are needed."
        return Stays.LITTLE_DATA, few
    if floor > _highest(offer.price, step_percent):
        return Stays.BELOW_FLOOR, (
            f"It is offered for {_text(offer.price)} {offer.currency}, below its floor of {_text(floor)}, and a step of"
            f" {step_percent:f} % does not reach it. Change it by hand, or correct its cost."
        )
    return None


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
