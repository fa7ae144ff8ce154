"""The items in the database as rows of the table, and rows of the table as items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from automation_suite.inventory import events, listings
from automation_suite.inventory.columns import BY_HAND, Entry
from automation_suite.inventory.models import Item, Photo

# Rows of one statement.
_BATCH = 500
_YES = "yes"
# Fields of an entry that stand in the item's own row, under the same name.
_OWN = (
    "title", "condition", "description", "condition_words", "category", "brand", "cost", "list_price", "floor_price",
    "currency", "weight_grams", "place", "gtin", "bought_on", "kept_back", "notes",
)  # fmt: skip
_LISTS = ("tags", "materials", "size_mm", "platforms")


def kept() -> dict[str, Entry]:
    """Return every item as a row of the table, by SKU; archived ones too."""
    sums, photos, there = events.sums(), photos_by_sku(), listings.by_hand(BY_HAND, BY_HAND)
    found = {}
    for item in Item.objects.order_by("sku"):
        quantity = max(0, sums[item.sku]) if item.sku in sums else None
        values = {name: getattr(item, name) for name in _OWN} | {name: tuple(getattr(item, name)) for name in _LISTS}
        found[item.sku] = Entry(
            sku=item.sku, quantity=quantity, quantity_before=quantity, aspects=item.aspects,
            on_poshmark=(there[item.sku] or _YES) if item.sku in there else "", photos=tuple(photos.get(item.sku, ())),
            archived=item.archived_at is not None, **values,
        )  # fmt: skip
    return found


def photos_by_sku() -> dict[str, list[str]]:
    """Return the pictures of each item that has some, in their order."""
    found: dict[str, list[str]] = {}
    for sku, place in Photo.objects.order_by("item__sku", "position").values_list("item__sku", "place"):
        found.setdefault(sku, []).append(place)
    return found


def keep(entries: Iterable[Entry], now: datetime) -> None:
    """Write items as rows of the table have them, new ones too. Their quantities are events, and so not written here.

    Args:
        entries: Whole rows.
        now: The moment.
    """
    wanted = {entry.sku: entry for entry in entries}
    with transaction.atomic():
        before = {item.sku: item for item in Item.objects.filter(sku__in=wanted)}
        rows = [_row(entry, before.get(sku), now) for sku, entry in wanted.items()]
        Item.objects.bulk_create(
            rows, batch_size=_BATCH, update_conflicts=True, unique_fields=["sku"],
            update_fields=[*_OWN, *_LISTS, "aspects", "archived_at", "changed_at"],
        )  # fmt: skip
        keep_photos({sku: entry.photos for sku, entry in wanted.items()}, {})
        _keep_listings(wanted, before.keys(), now)


def keep_photos(photos: Mapping[str, Iterable[str]], sums: Mapping[str, str]) -> None:
    """Write which pictures items have, in their order.

    Args:
        photos: By SKU.
        sums: SHA-256 of those that are files, by place; what is known already is kept.
    """
    before = photos_by_sku()
    news = {sku: places for sku, each in photos.items() if (places := list(each)) != before.get(sku, [])}
    numbers = dict(Item.objects.filter(sku__in=news).values_list("sku", "pk"))
    rows = Photo.objects.filter(item__in=numbers.values())
    known = dict(rows.exclude(sha256="").values_list("place", "sha256")) | dict(sums)
    rows.delete()
    Photo.objects.bulk_create(
        [
            Photo(item_id=numbers[sku], position=position, place=place, sha256=known.get(place, ""))
            for sku, places in news.items()
            for position, place in enumerate(places, 1)
        ],
        batch_size=_BATCH,
    )


def _row(entry: Entry, before: Item | None, now: datetime) -> Item:
    own = {name: getattr(entry, name) for name in _OWN} | {name: list(getattr(entry, name)) for name in _LISTS}
    since = before.archived_at if before else None
    return Item(
        sku=entry.sku, aspects=dict(entry.aspects), archived_at=(since or now) if entry.archived else None, created_at=now,
        changed_at=now, **own,
    )  # fmt: skip


def _keep_listings(entries: Mapping[str, Entry], known: Iterable[str], now: datetime) -> None:
    """Write which items are on the platform that only the owner sees; an old row does not open again what has sold there."""
    old, sums = set(known), events.sums()
    wanted = {
        sku: None if not entry.on_poshmark else "" if entry.on_poshmark == _YES else entry.on_poshmark
        for sku, entry in entries.items()
        if sku not in old or not entry.on_poshmark or sums.get(sku, 0) > 0
    }
    listings.keep_by_hand(BY_HAND, BY_HAND, wanted, now)
