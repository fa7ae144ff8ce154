"""Which tracking number belongs to which order: one for each order, each for one order, none for a held one. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from automation_suite.orders.carriers import is_plausible, plain_number
from automation_suite.orders.order import Order
from automation_suite.plans.change import Change

RULE = "tracking"
# The clock of who prints the labels and the suite's are not the same.
_CLOCK_SLACK = timedelta(minutes=10)


@dataclass(frozen=True)
class Parcel:
    """What somebody says was shipped, such as one row of the label printer's export.

    Attributes:
        order_id: The platform's number of the order.
        carrier: Who carries it.
        number: Tracking number.
        shipped_at: When it was handed over.
    """

    order_id: str
    carrier: str
    number: str
    shipped_at: datetime


@dataclass(frozen=True)
class Refused:
    """A parcel that becomes no change, and why, in one plain sentence."""

    parcel: Parcel
    why: str


@dataclass(frozen=True)
class Trackings:
    """What becomes of some parcels.

    Attributes:
        changes: One for each order that was shipped.
        refused: Parcels that a person has to look at.
    """

    changes: tuple[Change, ...]
    refused: tuple[Refused, ...]


def trackings(
    parcels: Iterable[Parcel],
    orders: Sequence[Order],
    held: Collection[str],
    used: Mapping[str, str],
    now: datetime,
) -> Trackings:
    """Return the tracking numbers that can be told to a platform.

    Args:
        parcels: In any order; the same one may be there several times.
        orders: All orders of one platform's seller that were read just now.
        held: Keys of the orders that wait for a person.
        used: Keys of orders by the tracking numbers that they were given before, however long ago.
        now: The moment.
    """
    every = list(dict.fromkeys(_plain(parcel) for parcel in parcels))
    by_id = {order.order_id: order for order in orders}
    taken = {plain_number(number): order.key for order in orders for number in order.trackings}
    taken |= {plain_number(number): key for number, key in used.items()}
    orders_of = Counter(parcel.order_id for parcel in every)
    numbers_of = Counter(parcel.number for parcel in every if parcel.number)
    changes, refused = [], []
    for parcel in every:
        order = by_id.get(parcel.order_id)
        why = (
            _why_not_itself(parcel, now)
            or _why_not_for(parcel, order, held, taken)
            or _why_not_together(orders_of[parcel.order_id], numbers_of[parcel.number])
        )
        if why or order is None:
            refused.append(Refused(parcel, why))
        elif taken.get(parcel.number) != order.key:
            changes.append(_change(parcel, order))
    return Trackings(tuple(changes), tuple(refused))


def _plain(parcel: Parcel) -> Parcel:
    return Parcel(parcel.order_id.strip(), parcel.carrier.strip(), plain_number(parcel.number), parcel.shipped_at)


def _why_not_itself(parcel: Parcel, now: datetime) -> str:
    if not parcel.number or not parcel.carrier:
        return "A carrier and a tracking number need each other."
    if is_plausible(parcel.carrier, parcel.number) is False:
        return f"{parcel.number} cannot be a tracking number of {parcel.carrier}; look at the label."
    if parcel.shipped_at > now + _CLOCK_SLACK:
        return "It was shipped later than now."
    return ""


def _why_not_for(parcel: Parcel, order: Order | None, held: Collection[str], taken: Mapping[str, str]) -> str:
    if order is None:
        return f"The platform has no order {parcel.order_id}."
    if taken.get(parcel.number, order.key) != order.key:
        return f"{parcel.number} is the tracking number of another order."
    if order.key in held:
        return "The order waits for a person; release it first."
    if order.cancelled:
        return "The order was cancelled, or the buyer asks for that."
    if order.paid_at is None:
        return "The order is not paid."
    if order.partly_shipped and taken.get(parcel.number) != order.key:
        return "A part of the order was sent already; tell the platform by hand what this parcel has in it."
    if parcel.shipped_at < order.ordered_at - _CLOCK_SLACK:
        return "It was shipped before it was ordered."
    others = {plain_number(number) for number in order.trackings} | {
        number for number, key in taken.items() if key == order.key
    }
    if others - {parcel.number}:
        return f"The order has the tracking number {sorted(others)[0]} already."
    if order.shipped and not others:
        return "The order is shipped already, without a tracking number."
    return ""


def _why_not_together(for_the_order: int, of_the_number: int) -> str:
    if for_the_order > 1:
        return f"{for_the_order} different parcels are named for this order; keep the right one."
    if of_the_number > 1:
        return f"{of_the_number} orders are named for this tracking number; keep the right one."
    return ""


def _change(parcel: Parcel, order: Order) -> Change:
    lines = [{"line_id": line.line_id, "quantity": line.quantity} for line in order.lines]
    return Change(
        kind="order",
        object_id=order.order_id,
        label=", ".join(line.title for line in order.lines)[:300] or order.order_id,
        field="tracking",
        old=None,
        new={
            "carrier": parcel.carrier,
            "number": parcel.number,
            "shipped_at": parcel.shipped_at.isoformat(timespec="seconds"),
            "lines": lines,
        },
        reason=f"Shipped with {parcel.carrier}.",
        rule=RULE,
    )
