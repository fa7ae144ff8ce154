"""Sales become events of the stock, each once however often it is seen; the stock follows from the events. Pure.

Stock is never taken from what a platform shows, and nothing is ever concluded from what an answer does not have: only an
order that is there takes something away, and only one that says that it was cancelled brings something back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True)
class Sale:
    """One line of an order.

    Attributes:
        platform: Where it was sold.
        account: Of which seller.
        order_id: The platform's number of the order.
        line_id: Of the line in it.
        sku: What was sold; empty when the listing has none.
        title: The same for people.
        quantity: How many.
        at: When.
        paid: Whether it is paid; what is not is only reserved.
        cancelled: Whether the platform says that it was cancelled.
    """

    platform: str
    account: str
    order_id: str
    line_id: str
    sku: str
    title: str
    quantity: int
    at: datetime
    paid: bool = True
    cancelled: bool = False

    @property
    def key(self) -> str:
        """What makes it one of its kind."""
        return f"{self.platform}:{self.account}:{self.order_id}:{self.line_id}"


@dataclass(frozen=True)
class Event:
    """Something that happened to the stock of an item; see ``StockEvent`` for what the attributes mean."""

    key: str
    sku: str
    kind: str
    change: int
    at: datetime
    platform: str = ""
    account: str = ""
    reference: str = ""


@dataclass(frozen=True)
class Taken:
    """What a look at the orders brought.

    Attributes:
        events: New events, the oldest first.
        reserved: How many of each item are ordered but not paid.
        unknown: Sales of something that the inventory does not know; somebody has to look at them.
    """

    events: tuple[Event, ...]
    reserved: Mapping[str, int]
    unknown: tuple[Sale, ...]


@dataclass(frozen=True)
class Stock:
    """How many there are of one item.

    Attributes:
        on_hand: How many are there; never below 0.
        reserved: How many of them are ordered but not paid.
        kept_back: How many the owner never offers.
        short: How many more were sold than there were.
        rises: How often something came in; what was asked of a person before that is asked again after it.
    """

    on_hand: int
    reserved: int = 0
    kept_back: int = 0
    short: int = 0
    rises: int = 0

    @property
    def available(self) -> int:
        """How many may be offered."""
        return max(0, self.on_hand - self.reserved - self.kept_back)


def take(sales: Iterable[Sale], known_keys: Collection[str], skus: Collection[str]) -> Taken:
    """Return what sales mean for the stock; what is known already means nothing again.

    Args:
        sales: As the platforms answered, in any order, some of them several times.
        known_keys: Of all events that were taken in before.
        skus: Of all items of the inventory.
    """
    by_key: dict[str, Sale] = {}
    for sale in sales:
        before = by_key.get(sale.key, sale)
        # Pages are read one after the other: the same line may be older on one of them.
        by_key[sale.key] = replace(sale, paid=sale.paid or before.paid, cancelled=sale.cancelled or before.cancelled)
    events: list[Event] = []
    reserved: Counter[str] = Counter()
    unknown: list[Sale] = []
    for sale in by_key.values():
        is_open = not sale.cancelled and f"{sale.key}:cancelled" not in known_keys
        if sale.sku not in skus:
            unknown += [sale] if is_open else []
        elif is_open and not sale.paid and sale.key not in known_keys:
            reserved[sale.sku] += sale.quantity
        else:
            events += _events(sale, known_keys)
    return Taken(tuple(sorted(events, key=lambda event: event.at)), dict(reserved), tuple(unknown))


def stocks(
    events: Iterable[Event], reserved: Mapping[str, int] | None = None, kept_back: Mapping[str, int] | None = None
) -> dict[str, Stock]:
    """Return the stock of each item that events are about. Their order does not matter, nor does a repeated one."""
    sums: Counter[str] = Counter()
    rises: Counter[str] = Counter()
    for event in {event.key: event for event in events}.values():
        sums[event.sku] += event.change
        rises[event.sku] += event.change > 0
    return stocks_of(sums, rises, reserved, kept_back)


def stocks_of(
    sums: Mapping[str, int],
    rises: Mapping[str, int],
    reserved: Mapping[str, int] | None = None,
    kept_back: Mapping[str, int] | None = None,
) -> dict[str, Stock]:
    """Return the same from the sum of the events of each item, and from how many of them brought something in."""
    return {
        sku: Stock(
            on_hand=max(0, total),
            reserved=(reserved or {}).get(sku, 0),
            kept_back=(kept_back or {}).get(sku, 0),
            short=max(0, -total),
            rises=rises.get(sku, 0),
        )
        for sku, total in sums.items()
    }


def _events(sale: Sale, known_keys: Collection[str]) -> list[Event]:
    found = []
    if sale.key not in known_keys and not sale.cancelled:
        found.append(_event(sale, sale.key, "sold", -sale.quantity))
    # What was never taken away is not brought back.
    if sale.key in known_keys and sale.cancelled and f"{sale.key}:cancelled" not in known_keys:
        found.append(_event(sale, f"{sale.key}:cancelled", "cancelled", sale.quantity))
    return found


def _event(sale: Sale, key: str, kind: str, change: int) -> Event:
    return Event(key, sale.sku, kind, change, sale.at, sale.platform, sale.account, sale.order_id)
