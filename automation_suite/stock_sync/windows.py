"""How long something that was sold could be sold once more: from the sale until its other listings were seen down. Pure."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


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
    """

    sku: str
    platform: str
    listing_id: str
    sold_at: datetime
    seen_down_at: datetime | None = None
    by_hand: bool = False


@dataclass(frozen=True)
class Windows:
    """The times in which something could be sold once more.

    Attributes:
        closed: How many listings came down.
        open: How many are still up.
        middle: Median of all; none when there are none. One that is still open counts until now.
        longest: The longest of all; none when there are none.
        worst: Where that is; none when there are none.
    """

    closed: int
    open: int
    middle: timedelta | None
    longest: timedelta | None
    worst: Delisting | None

    @property
    def sentence(self) -> str:
        """The same for people."""
        if self.middle is None or self.longest is None:
            return "Nothing had to come down."
        still = f"; {self.open} still up" if self.open else ""
        return (
            f"{self.closed} of {self.closed + self.open} listings of sold items came down{still}. In the middle after"
            f" {_minutes(self.middle)}, at the longest after {_minutes(self.longest)}."
        )


def windows(delistings: Iterable[Delisting], now: datetime) -> Windows:
    """Return how long listings stayed up after their item was sold elsewhere."""
    every: Sequence[tuple[timedelta, Delisting]] = [
        # Two platforms' clocks differ: down before it was sold is down at once.
        (max(timedelta(0), (each.seen_down_at or now) - each.sold_at), each)
        for each in delistings
    ]
    closed = sum(each.seen_down_at is not None for _, each in every)
    longest, worst = max(every, key=lambda pair: pair[0], default=(None, None))
    middle = timedelta(seconds=statistics.median(time.total_seconds() for time, _ in every)) if every else None
    return Windows(closed, len(every) - closed, middle, longest, worst)


def _minutes(time: timedelta) -> str:
    minutes = time.total_seconds() / 60
    return f"{minutes:.0f} min" if minutes >= 2 else f"{time.total_seconds():.0f} s"
