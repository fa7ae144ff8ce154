"""A report of sales from another tool lowers the stock, by each sale once, also when a mail told of it before."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction

from automation_suite.inventory import events, items
from automation_suite.inventory.mapping import ColumnMapping
from automation_suite.inventory.tables import Line
from automation_suite.stock_sync.ledger import Event, Sale, take

# A mail about a sale and its day in the report may lie so far apart.
_APART = timedelta(days=2)


@dataclass(frozen=True)
class Sold:
    """What a report of sales means.

    Attributes:
        new: Events that lower the stock.
        known: How many sales were taken in before.
        alike: Sales left out because the same item was sold there within two days by another number, as from a mail.
        older: Sales from before the inventory had the item; its quantity is of what was left.
        unknown: Sales of something that the inventory does not have.
    """

    new: tuple[Event, ...]
    known: int
    alike: tuple[Sale, ...]
    older: tuple[Sale, ...]
    unknown: tuple[Sale, ...]


def sales_of(lines: Sequence[Line], mapping: ColumnMapping, titles: Mapping[str, str], now: datetime) -> list[Sale]:
    """Return the sales of a report. Pure.

    One without a SKU is of the only item with exactly its title. Rows of one order are told apart by their place in it.

    Args:
        lines: Of the report.
        mapping: With the platform.
        titles: Of the items, by SKU.
        now: The moment; nothing was sold after it.
    """
    by_title: dict[str, list[str]] = defaultdict(list)
    for sku, title in titles.items():
        by_title[_plain(title)].append(sku)
    account, places, found = mapping.account or mapping.platform, Counter[str](), list[Sale]()
    for line in lines:
        order, title, quantity = line.values["order"], line.values.get("title", ""), line.values.get("quantity")
        places[order] += 1
        same = by_title.get(_plain(title), [])
        sku = line.values.get("sku") or (same[0] if len(same) == 1 else "")
        number = 1 if quantity is None else quantity
        sale = Sale(
            mapping.platform, account, order, str(places[order]), sku, title, number, _end_of(line.values["sold_on"], now)
        )
        found += [sale] if number else []
    return found


def compare(
    sales: Iterable[Sale],
    known_keys: set[str],
    skus: Iterable[str],
    beginnings: Mapping[str, datetime],
    before: Iterable[Event],
) -> Sold:
    """Return what sales mean for the stock. Pure.

    Args:
        sales: Of a report.
        known_keys: Of all events.
        skus: Of all items.
        beginnings: When the first event of each item was.
        before: Events that were taken in before.
    """
    every = list(sales)
    reported = {sale.key for sale in every}
    days: dict[tuple[str, str, str], list[datetime]] = defaultdict(list)
    for event in before:
        if event.kind == "sold" and event.key not in reported:
            days[event.platform, event.account, event.sku].append(event.at)
    fresh, alike, older = list[Sale](), list[Sale](), list[Sale]()
    for sale in (sale for sale in every if sale.key not in known_keys):
        told = days[sale.platform, sale.account, sale.sku]
        near = next((at for at in told if abs(at - sale.at) <= _APART), None)
        if near is not None:
            told.remove(near)
            alike.append(sale)
        elif sale.at < beginnings.get(sale.sku, sale.at):
            older.append(sale)
        else:
            fresh.append(sale)
    taken = take(fresh, known_keys, set(skus))
    known = sum(sale.key in known_keys for sale in every)
    return Sold(taken.events, known, tuple(alike), tuple(older), taken.unknown)


def apply(lines: Sequence[Line], mapping: ColumnMapping, now: datetime, *, note: str, keep: bool) -> Sold:
    """Take in a report of sales, all of it or nothing, and return what it meant.

    Args:
        lines: Of the report.
        mapping: With the platform.
        now: The moment.
        note: For the ledger: from which file.
        keep: Whether it is written; else it is only looked at.
    """
    with transaction.atomic():
        titles = items.titles()
        sales = sales_of(lines, mapping, titles, now)
        sold = compare(sales, events.known_keys(), titles, events.beginnings(), events.all_events())
        if keep:
            events.append(sold.new, None, now, note)
    return sold


def _end_of(day: date, now: datetime) -> datetime:
    """Return the last moment of a day: a report tells no time, and a sale of the day of a count counts."""
    return min(datetime.combine(day, time.max, UTC), now)


def _plain(title: str) -> str:
    return " ".join(title.casefold().split())
