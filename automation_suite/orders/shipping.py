"""Which orders have to be shipped and by when, which wait for a person, and what has to be picked for them. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from automation_suite.days_off import is_off
from automation_suite.orders.order import Order
from automation_suite.orders.rules import OrderRules

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class ToShip:
    """An order that has to leave.

    Attributes:
        order: Which.
        by: The last moment.
        late: Whether that has passed.
    """

    order: Order
    by: datetime
    late: bool


@dataclass(frozen=True)
class Held:
    """An order that waits for a person, and why, in plain sentences without anything personal."""

    order: Order
    why: tuple[str, ...]


@dataclass(frozen=True)
class Day:
    """What is to be done with the orders.

    Attributes:
        to_ship: The most urgent first.
        held: Neither picked nor shipped until a person releases them.
    """

    to_ship: tuple[ToShip, ...]
    held: tuple[Held, ...]


@dataclass(frozen=True)
class Pick:
    """One line of the pick list.

    Attributes:
        place: Where it lies; empty when nobody knows.
        sku: What.
        title: The same for people.
        quantity: How many, of all orders together.
        orders: The platforms' numbers of the orders.
        by: When the first of them has to leave.
    """

    place: str
    sku: str
    title: str
    quantity: int
    orders: tuple[str, ...]
    by: datetime


def sort_orders(
    orders: Iterable[Order],
    held_before: Mapping[str, Sequence[str]],
    released: Collection[str],
    told: Collection[str],
    rules: OrderRules,
    now: datetime,
) -> Day:
    """Sort open orders into what has to leave and what waits for a person.

    Args:
        orders: As the platforms answered; those that are paid and not shipped count, each once.
        held_before: Keys of orders that wait already, and why: they go on waiting, whatever the platform says by now.
        released: Keys of orders that a person has released.
        told: Keys of orders that were given a tracking number; platforms show that only after a while.
        rules: The numbers.
        now: The moment.
    """
    every = list({order.key: order for order in orders}.values())
    open_orders = [order for order in every if _is_open(order) and order.key not in told]
    to_ship, held = [], []
    for order in open_orders:
        why = () if order.key in released else _why_held(order, every, held_before.get(order.key, ()), rules)
        # No release ships what the buyer no longer wants.
        why = ("It was cancelled, or the buyer asks for that.",) if order.cancelled else why
        if why:
            held.append(Held(order, why))
        else:
            by = ship_by(order, rules)
            to_ship.append(ToShip(order, by, late=by < now))
    return Day(tuple(sorted(to_ship, key=lambda each: (each.by, each.order.key))), tuple(held))


def ship_by(order: Order, rules: OrderRules) -> datetime:
    """Return the last moment at which a paid order has to leave: the platform's, or by the handling time if that is earlier.

    Raises:
        ValueError: It is not paid.
    """
    if order.paid_at is None:
        raise ValueError(f"{order.key} is not paid")
    zone = ZoneInfo(rules.time_zone)
    paid = order.paid_at.astimezone(zone)
    day = paid.date() + _DAY * (paid.hour >= rules.closes_at)
    day = _working_day(day, rules)
    for _ in range(rules.handling_days):
        day = _working_day(day + _DAY, rules)
    own = datetime.combine(day + _DAY, time(), zone) - timedelta(seconds=1)
    return min(own, order.ship_by) if order.ship_by else own


def pick_list(to_ship: Iterable[ToShip], places: Mapping[str, str]) -> list[Pick]:
    """Return what has to be picked, in the order of the places where it lies.

    Args:
        to_ship: The orders that have to leave; held ones are none of them.
        places: Where each item lies, by SKU.
    """
    quantities: Counter[tuple[str, str]] = Counter()
    wanted: defaultdict[tuple[str, str], list[ToShip]] = defaultdict(list)
    for each in to_ship:
        for line in each.order.lines:
            # Without a SKU nobody knows whether two lines are the same thing.
            what = (line.sku, line.title if not line.sku else "")
            quantities[what] += line.quantity
            wanted[what].append(each)
    titles = {(line.sku, ""): line.title for found in wanted.values() for each in found for line in each.order.lines}
    picks = [
        Pick(
            place=places.get(sku, ""),
            sku=sku,
            title=title or titles[sku, ""],
            quantity=quantities[sku, title],
            orders=tuple(dict.fromkeys(each.order.order_id for each in found)),
            by=min(each.by for each in found),
        )
        for (sku, title), found in wanted.items()
    ]
    return sorted(picks, key=lambda pick: (pick.place, pick.by, pick.sku, pick.title))


def _is_open(order: Order) -> bool:
    return order.paid_at is not None and not order.shipped and not order.trackings


def _why_held(order: Order, every: Sequence[Order], before: Sequence[str], rules: OrderRules) -> tuple[str, ...]:
    found = list(before)
    if order.total >= rules.high_value:
        found.append(f"Its total of {order.total:.2f} {order.currency} is high; look at the buyer and the address.")
    if (rules.address != "nothing" and order.same_country is False) or (
        rules.address == "postcode" and order.same_postcode is False
    ):
        found.append("It goes to another place than the address of the buyer's account.")
    if order.payment_held:
        found.append("The platform holds its payment back; look there whether it has to be sent all the same.")
    if not order.lines:
        found.append("The platform did not say what was ordered.")
    twins = [other.order_id for other in every if other.key != order.key and _is_twin(order, other, rules)]
    if twins:
        found.append(f"The same buyer ordered the same in {', '.join(sorted(twins))}; ask which one is meant.")
    return tuple(dict.fromkeys(found))


def _is_twin(order: Order, other: Order, rules: OrderRules) -> bool:
    if other.cancelled or (order.platform, order.buyer) != (other.platform, other.buyer) or not order.buyer:
        return False
    near = abs(order.ordered_at - other.ordered_at) <= timedelta(hours=rules.duplicate_hours)
    return near and bool({_what(line.sku, line.title) for line in order.lines} & {
        _what(line.sku, line.title) for line in other.lines
    })  # fmt: skip


def _what(sku: str, title: str) -> str:
    return sku or title.casefold()


def _working_day(day: date, rules: OrderRules) -> date:
    """Return the day, or the next one on which something is shipped."""
    # Somebody may have made every weekday a day off; after a year of them that is no answer either.
    for _ in range(366):
        if not is_off(day, rules.days_off, rules.holidays):
            return day
        day += _DAY
    raise ValueError("the days off leave no day on which something could be shipped")
