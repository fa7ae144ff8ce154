"""What goes into one call of PutLogEvents. Pure.

The limits are those of https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

_MOST_EVENTS, _MOST_BYTES, _BYTES_BESIDE = 10_000, 1_048_576, 26
_LONGEST_SPAN = timedelta(hours=23)
# Regions have raised it to 1 MB one after the other.
_LONGEST_EVENT = 256 * 1024 - _BYTES_BESIDE
# AWS throws away what is older than 14 days, or more than 2 hours ahead.
_OLDEST, _NEWEST = timedelta(days=13), timedelta(hours=1)


class Event(NamedTuple):
    """A line of the log.

    Attributes:
        at: Milliseconds since 1970.
        message: The line.
    """

    at: int
    message: str


def events(lines: Iterable[bytes], now: datetime) -> list[Event]:
    """Read the lines that wait, in the order of their times.

    One that is too old for AWS, or was written under a clock that was wrong, is given the nearest time that AWS takes; its
    own time stands in the line.

    Args:
        lines: With their milliseconds first; a line that was cut off by a full disk is left out.
        now: The moment.
    """
    first, last = _milliseconds(now - _OLDEST), _milliseconds(now + _NEWEST)
    found = []
    for line in lines:
        at, _, message = line.rstrip(b"\n").partition(b" ")
        if at.isdigit() and message:
            found.append(Event(min(max(int(at), first), last), _cut(message)))
    return sorted(found, key=lambda event: event.at)


def batches(found: Sequence[Event]) -> Iterator[list[Event]]:
    """Divide events into calls that AWS takes.

    Args:
        found: In the order of their times.
    """
    batch, size = list[Event](), 0
    for event in found:
        its_size = len(event.message.encode()) + _BYTES_BESIDE
        full = len(batch) == _MOST_EVENTS or size + its_size > _MOST_BYTES
        if batch and (full or event.at - batch[0].at > _LONGEST_SPAN.total_seconds() * 1000):
            yield batch
            batch, size = [], 0
        batch.append(event)
        size += its_size
    if batch:
        yield batch


def _cut(message: bytes) -> str:
    whole = len(message) <= _LONGEST_EVENT
    return message.decode(errors="ignore") if whole else message[: _LONGEST_EVENT - 3].decode(errors="ignore") + "…"


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
