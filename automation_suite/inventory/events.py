"""The event ledger in the database: appended, never changed, each event once; ``stock_sync.ledger`` makes stock of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Min, Sum

from automation_suite.batches import batches
from automation_suite.errors import PermanentError
from automation_suite.history.models import Run
from automation_suite.inventory import listings
from automation_suite.inventory.models import Item, StockEvent, StockEventKind
from automation_suite.stock_sync.ledger import Event

# Rows of one statement.
_BATCH = 500
_OF_EVENT = ("key", "item__sku", "kind", "change", "at", "platform", "account", "reference")


def all_events() -> list[Event]:
    """Return every event of every item, the oldest first."""
    rows = StockEvent.objects.order_by("at", "pk").values_list(*_OF_EVENT)
    return [Event(*row) for row in rows.iterator()]


def events_of(skus: Collection[str]) -> list[Event]:
    """Return every event of some items, the oldest first."""
    wanted, found = sorted(set(skus)), list[Event]()
    for some in batches(wanted, _BATCH):
        rows = StockEvent.objects.filter(item__sku__in=some)
        found += [Event(*row) for row in rows.order_by("at", "pk").values_list(*_OF_EVENT)]
    return sorted(found, key=lambda event: event.at)


def known_keys() -> set[str]:
    """Return the keys of all events: what has one of them was taken in before."""
    return set(StockEvent.objects.values_list("key", flat=True))


def append(events: Iterable[Event], run: Run | None, now: datetime, note: str = "") -> int:
    """Take in what has happened, all or nothing, and return how many events are new.

    What was sold where the owner keeps the listing by hand is offered there no more.

    Args:
        events: As ``stock_sync.ledger.take`` returns them. Left out is what was taken in before, and what was sold before
            the inventory had the item: the quantity with which the owner began is of what was left.
        run: That saw them; none when a person said so.
        now: The moment.
        note: About all of them, in one plain sentence.

    Raises:
        PermanentError: One is about something that the inventory does not have. Nothing was taken in.
    """
    with transaction.atomic():
        seen = list(events)
        numbers = locked({event.sku for event in seen})
        known, begun = known_keys(), beginnings(numbers.values())
        told = {event.key: event for event in seen if event.key not in known}.values()
        new = [event for event in told if event.kind != "sold" or event.at >= begun.get(event.sku, event.at)]
        if unknown := sorted({event.sku for event in new} - numbers.keys()):
            raise PermanentError(
                f"The inventory has no item {unknown[0]}. Nothing was taken in.",
                "Add it: python run.py inventory import FILE",
            )
        rows = [_row(event, numbers[event.sku], run, now, note) for event in new]
        StockEvent.objects.bulk_create(rows, batch_size=_BATCH)
        listings.sold(new)
    return len(new)


def count(counted: Mapping[str, int], now: datetime, note: str = "") -> int:
    """Write down how many of some items there are, and return for how many that is news.

    Args:
        counted: How many of each, by SKU.
        now: When they were counted.
        note: For the ledger, in one plain sentence.

    Raises:
        PermanentError: The inventory does not have one of them. Nothing was written down.
    """
    with transaction.atomic():
        locked(counted)
        before = sums()
        news = {sku: number for sku, number in counted.items() if before.get(sku) != number}
        return append((counted_event(sku, number, before.get(sku, 0), now) for sku, number in news.items()), None, now, note)


def locked(skus: Collection[str]) -> dict[str, int]:
    """Return the numbers of items by their SKU, and keep their stock from others until the transaction ends.

    Where a quantity is read before something is written about it, nothing may come between. SQLite lets only one process
    write anyhow.
    """
    rows = Item.objects.select_for_update().filter(sku__in=set(skus)).order_by("pk")
    return dict(rows.values_list("sku", "pk"))


def beginnings(numbers: Collection[int] | None = None) -> dict[str, datetime]:
    """Return when the first event of each item was that has any, by its SKU.

    Args:
        numbers: Of some items in the database; all when none.
    """
    rows = StockEvent.objects.values_list("item__sku")
    if numbers is None:
        return dict(rows.annotate(first=Min("at")))
    wanted, found = list(numbers), dict[str, datetime]()
    for some in batches(wanted, _BATCH):
        found |= dict(rows.filter(item__in=some).annotate(first=Min("at")))
    return found


def sums() -> dict[str, int]:
    """Return the sum of the events of each item that has any, by its SKU; below 0 when more was sold than there was."""
    return dict(StockEvent.objects.values_list("item__sku").annotate(total=Sum("change")))


def rises() -> dict[str, int]:
    """Return how often something came in of each item of which that happened, by its SKU."""
    rows = StockEvent.objects.filter(change__gt=0).values_list("item__sku")
    return dict(rows.annotate(times=Count("pk")))


def counted_event(sku: str, number: int, before: int, now: datetime) -> Event:
    """Return the event of a count. Pure.

    Args:
        sku: Of the item.
        number: How many there are.
        before: The sum of its events until now.
        now: When they were counted.
    """
    return Event(f"counted:{sku}:{now.isoformat()}", sku, "counted", number - before, now)


def _row(event: Event, item: int, run: Run | None, now: datetime, note: str) -> StockEvent:
    return StockEvent(
        item_id=item, kind=StockEventKind(event.kind), change=event.change, platform=event.platform, account=event.account,
        reference=event.reference, key=event.key, at=event.at, recorded_at=now, run=run, note=note,
    )  # fmt: skip
