"""How long something that was sold could be sold once more: from the sale until its other listings were seen down. Pure."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from automation_suite.stock_sync.ledger import Event
from automation_suite.stock_sync.listings import Listing

HEADS = ("SKU", "title", "platform", "listing", "sold at", "seen down at", "minutes", "who")


@dataclass(frozen=True)
class Delisting:
    """What became of a listing after its item was sold elsewhere: the receipt of taking it down.

    Attributes:
        sku: The item's.
        platform: Where it was offered.
        listing_id: By which the platform knows it.
        sold_at: When the item was sold elsewhere, as the other platform says.
        seen_down_at: When the platform showed that it is down; none as long as it does not.
        by_hand: Whether a person took it down, or has to.
        title: For people.
    """

    sku: str
    platform: str
    listing_id: str
    sold_at: datetime
    seen_down_at: datetime | None = None
    by_hand: bool = False
    title: str = ""

    def window(self, now: datetime) -> timedelta:
        """How long it could be sold once more; of one that is still up until now."""
        # Two platforms' clocks differ: down before it was sold is down at once.
        return max(timedelta(0), (self.seen_down_at or now) - self.sold_at)


@dataclass(frozen=True)
class Windows:
    """The times in which something could be sold once more.

    Attributes:
        closed: Of the listings that came down.
        open: Of those that are still up, until now.
    """

    closed: tuple[timedelta, ...] = ()
    open: tuple[timedelta, ...] = ()

    @property
    def middle(self) -> timedelta | None:
        """Median of all; none when there are none."""
        return _middle((*self.closed, *self.open))

    @property
    def longest(self) -> timedelta | None:
        """The longest of all; none when there are none."""
        return max((*self.closed, *self.open), default=None)

    @property
    def sentence(self) -> str:
        """The same for people; empty when nothing had to come down."""
        return " ".join(part for part in (self._down(), self._up()) if part)

    def _down(self) -> str:
        middle = _middle(self.closed)
        if middle is None:
            return ""
        if len(self.closed) == 1:
            return f"1 listing of a sold item was taken down, {_text(middle)} after the sale."
        longest = _text(max(self.closed))
        return (
            f"{len(self.closed):,} listings of sold items were taken down, in the middle {_text(middle)} after the sale,"
            f" at the longest {longest}."
        )

    def _up(self) -> str:
        if not self.open:
            return ""
        some = "1 listing of a sold item is" if len(self.open) == 1 else f"{len(self.open):,} listings of sold items are"
        return f"{some} still up, {_text(max(self.open))} after the sale."


def windows(delistings: Iterable[Delisting], now: datetime) -> Windows:
    """Return how long listings stayed up after their item was sold elsewhere."""
    every = list(delistings)
    return Windows(
        tuple(each.window(now) for each in every if each.seen_down_at is not None),
        tuple(each.window(now) for each in every if each.seen_down_at is None),
    )


def sold_out_at(events: Iterable[Event], kept_back: int = 0) -> datetime | None:
    """Return when the last piece of an item was sold.

    Args:
        events: Of the item, in any order.
        kept_back: How many the owner never offers.

    Returns:
        None when something is left to offer, or when the last piece did not go by a sale.
    """
    left, found = 0, None
    for event in sorted(events, key=lambda event: event.at):
        before, left = left, left + event.change
        if left > kept_back:
            found = None
        elif before > kept_back:
            found = event.at if event.kind == "sold" else None
    return found


def delistings(
    down: Mapping[tuple[str, str, str], datetime],
    listings: Iterable[Listing],
    events: Iterable[Event],
    kept_back: Mapping[str, int],
    by_hand: str,
) -> list[Delisting]:
    """Return what became of the listings of items that are sold out.

    Args:
        down: When listings were seen down, by their places: platform, account, number.
        listings: All that came down or was open when it was seen last.
        events: Of all items.
        kept_back: How many of some items are never offered.
        by_hand: The platform on which only a person can take something down.
    """
    of_sku: dict[str, list[Event]] = {}
    for event in events:
        of_sku.setdefault(event.sku, []).append(event)
    sold_at = {sku: sold_out_at(some, kept_back.get(sku, 0)) for sku, some in of_sku.items()}
    return [
        Delisting(
            listing.sku, listing.platform, listing.listing_id, at, down.get(listing.place),
            by_hand=listing.platform == by_hand, title=listing.title,
        )
        for listing in {each.place: each for each in listings}.values()
        if (at := sold_at.get(listing.sku))
    ]  # fmt: skip


def table(delistings: Iterable[Delisting], now: datetime) -> list[tuple[str, ...]]:
    """Return a row of texts under ``HEADS`` for each, the longest window first."""
    return [
        (
            each.sku, each.title, each.platform, each.listing_id, _moment(each.sold_at),
            _moment(each.seen_down_at) if each.seen_down_at else "still up",
            f"{each.window(now).total_seconds() / 60:.1f}", "you" if each.by_hand else "the suite",
        )
        for each in sorted(delistings, key=lambda each: each.window(now), reverse=True)
    ]  # fmt: skip


def _middle(times: Sequence[timedelta]) -> timedelta | None:
    return timedelta(seconds=statistics.median(time.total_seconds() for time in times)) if times else None


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _text(time: timedelta) -> str:
    """Return a time in the largest unit of which there are at least two."""
    seconds = time.total_seconds()
    for unit, length in (("days", 86_400), ("h", 3600), ("min", 60)):
        if seconds >= 2 * length:
            return f"{seconds / length:.0f} {unit}"
    return f"{seconds:.0f} s"
