"""What was seen last of the listings on all platforms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, Q, QuerySet

from automation_suite.batches import batches
from automation_suite.inventory.models import Item, Listing
from automation_suite.stock_sync import listings as rules
from automation_suite.stock_sync.ledger import Event

# Rows of one statement.
_BATCH = 500


class _Seen(NamedTuple):
    """What was kept of a listing: all that looking at it again can change, but for the moments."""

    item: int
    kind: str
    address: str
    quantity: int
    by_hand: bool
    has_ended: bool


def known(*platforms: str) -> list[rules.Listing]:
    """Return the listings that were open when they were seen last, with their quantity of then.

    Args:
        platforms: Of which; of all when none is named.
    """
    rows = Listing.objects.filter(ended_at__isnull=True)
    return _read(rows.filter(platform__in=platforms) if platforms else rows)


def open_numbers(platform: str, account: str) -> dict[str, str]:
    """Return the SKU of each of a seller's listings that were open when they were seen last, by the platform's number."""
    rows = Listing.objects.filter(platform=platform, account=account, ended_at__isnull=True).order_by("pk")
    return dict(rows.values_list("listing_id", "item__sku"))


def numbered(platform: str, account: str, listing_ids: Collection[str]) -> list[rules.Listing]:
    """Return listings by their numbers, as they were seen last, those that have ended too."""
    return _read(Listing.objects.filter(platform=platform, account=account, listing_id__in=set(listing_ids)))


def live_since(platform: str, account: str) -> dict[str, datetime]:
    """Return since when a seller's open listings are known, by the platform's number of each."""
    rows = Listing.objects.filter(platform=platform, account=account, ended_at__isnull=True)
    return dict(rows.values_list("listing_id", "listed_at"))


def sold_out(platform: str, account: str) -> dict[str, str]:
    """Return the numbers of a seller's listings that had ended when they were seen last, by SKU; of several the newest."""
    rows = Listing.objects.filter(platform=platform, account=account, ended_at__isnull=False).order_by("ended_at")
    return dict(rows.values_list("item__sku", "listing_id"))


def saw(listings: Iterable[rules.Listing], now: datetime) -> int:
    """Keep what was just read from platforms, and return how much of it the inventory has an item for.

    A listing of which nothing is offered has ended. What was not read stays as it was.

    Args:
        listings: As they were read; of one that is there twice the last.
        now: When.
    """
    return _keep(listings, now, by_hand=False)


def ended(platform: str, account: str, listing_ids: Collection[str], now: datetime) -> int:
    """Write down that listings have ended, as the platform or a person said, and return of how many that is news."""
    rows = Listing.objects.filter(
        platform=platform, account=account, listing_id__in=set(listing_ids), ended_at__isnull=True
    )  # fmt: skip
    return rows.update(quantity=0, ended_at=now, seen_at=now)


def keep_by_hand(platform: str, account: str, addresses: Mapping[str, str | None], now: datetime) -> int:
    """Keep what the owner says of a platform that the suite cannot look at, and return how much of it is news.

    Args:
        platform: Such as ``poshmark``.
        account: Of which seller there.
        addresses: By SKU: the page of the listing, an empty text when it is there and its page is not known, none when it
            is not there.
        now: The moment.
    """
    with transaction.atomic():
        before = by_hand(platform, account)
        gone = [sku for sku, address in addresses.items() if address is None and sku in before]
        new = {sku: address for sku, address in addresses.items() if address is not None and before.get(sku) != address}
        listings = (rules.Listing(platform, account, "listing", sku, sku, "", 1, address) for sku, address in new.items())
        return ended(platform, account, gone, now) + _keep(listings, now, by_hand=True)


def by_hand(platform: str, account: str) -> dict[str, str]:
    """Return the address of each open listing that the owner keeps by hand, by SKU."""
    rows = Listing.objects.filter(platform=platform, account=account, by_hand=True, ended_at__isnull=True)
    return dict(rows.values_list("listing_id", "address"))


def taken_down(key: str, now: datetime) -> int:
    """End the listing kept by hand about which something was asked that the owner has done; return how many have ended.

    Args:
        key: Of the to-do, as ``stock_sync.listings`` makes it.
        now: The moment.
    """
    open_ones = Listing.objects.filter(by_hand=True, ended_at__isnull=True).values_list("platform", "account", "listing_id")
    meant = [place for place in open_ones if key.startswith(rules.key_of(_bare(*place)))]
    # A SKU may have a colon too: A:1 is not A.
    platform, account, listing_id = max(meant, key=lambda place: len(place[2]), default=("", "", ""))
    return ended(platform, account, [listing_id], now)


def sold(events: Iterable[Event]) -> None:
    """Take what was sold off the listings there that are kept by hand: nobody else tells that they offer less."""
    gone: Counter[tuple[str, str]] = Counter()
    latest: dict[tuple[str, str], datetime] = {}
    for event in events:
        if event.kind == "sold":
            place = (event.platform, event.sku)
            gone[place] -= event.change
            latest[place] = max(event.at, latest.get(place, event.at))
    kept = set(Listing.objects.filter(by_hand=True, ended_at__isnull=True).values_list("platform", "listing_id"))
    for (platform, sku), number in gone.items():
        if (platform, sku) not in kept:
            continue
        # Whatever name a mail has for the account: the owner has said of only one that it is there.
        rows = Listing.objects.filter(platform=platform, listing_id=sku, by_hand=True, ended_at__isnull=True)
        rows.filter(quantity__lte=number).update(quantity=0, ended_at=latest[platform, sku])
        rows.filter(quantity__gt=number).update(quantity=F("quantity") - number)


def _read(rows: QuerySet[Listing]) -> list[rules.Listing]:
    found = rows.order_by("pk").values_list(
        "platform", "account", "kind", "listing_id", "item__sku", "item__title", "quantity", "address"
    )  # fmt: skip
    return [rules.Listing(*row) for row in found.iterator()]


def _bare(platform: str, account: str, listing_id: str) -> rules.Listing:
    return rules.Listing(platform, account, "listing", listing_id, listing_id, listing_id, 0)


def _keep(listings: Iterable[rules.Listing], now: datetime, *, by_hand: bool) -> int:
    with transaction.atomic():
        numbers = dict(Item.objects.values_list("sku", "pk"))
        read = {listing.place: listing for listing in listings if listing.sku in numbers}
        kept = _kept_of({platform for platform, _, _ in read})
        # Nearly all of a shop is as it was: of that only the moment is written.
        same, others = list[int](), list[rules.Listing]()
        for place, listing in read.items():
            before = kept.get(place)
            if before and before[1] == _seen(listing, numbers[listing.sku], by_hand):
                same.append(before[0])
            else:
                others.append(listing)
        for some in batches(same, _BATCH):
            Listing.objects.filter(pk__in=some).update(seen_at=now)
        _write(others, numbers, [kept[listing.place][0] for listing in others if listing.place in kept], now, by_hand)
    return len(read)


def _kept_of(platforms: Collection[str]) -> dict[tuple[str, str, str], tuple[int, _Seen]]:
    """Return what is kept of the listings of platforms, with the key of each row."""
    rows = Listing.objects.filter(platform__in=platforms).annotate(has_ended=Q(ended_at__isnull=False))
    found = rows.values_list(
        "platform", "account", "listing_id", "pk", "item_id", "kind", "address", "quantity", "by_hand", "has_ended"
    )  # fmt: skip
    return {row[:3]: (row[3], _Seen(*row[4:])) for row in found.iterator()}


def _write(
    listings: Collection[rules.Listing], numbers: Mapping[str, int], keys: Collection[int], now: datetime, by_hand: bool
) -> None:
    """Write listings that are new or not as they were; of the latter the keys are given."""
    before: dict[tuple[str, str, str], Listing] = {}
    for some in batches(list(keys), _BATCH):
        before |= {(row.platform, row.account, row.listing_id): row for row in Listing.objects.filter(pk__in=some)}
    Listing.objects.bulk_create(
        [_row(listing, numbers[listing.sku], before.get(listing.place), now, by_hand) for listing in listings],
        batch_size=_BATCH, update_conflicts=True, unique_fields=["platform", "account", "listing_id"],
        update_fields=["item", "kind", "address", "quantity", "by_hand", "seen_at", "listed_at", "ended_at"],
    )  # fmt: skip


def _seen(listing: rules.Listing, item: int, by_hand: bool) -> _Seen:
    return _Seen(item, listing.kind, listing.address, listing.quantity, by_hand, has_ended=listing.quantity <= 0)


def _row(listing: rules.Listing, item: int, before: Listing | None, now: datetime, by_hand: bool) -> Listing:
    is_open = listing.quantity > 0
    goes_on = before is not None and (before.ended_at is None or not is_open)
    return Listing(
        item_id=item, platform=listing.platform, account=listing.account, kind=listing.kind, listing_id=listing.listing_id,
        address=listing.address, quantity=listing.quantity, by_hand=by_hand, seen_at=now,
        listed_at=before.listed_at if before and goes_on else now,
        ended_at=None if is_open else (before and before.ended_at) or now,
    )  # fmt: skip
