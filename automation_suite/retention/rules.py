"""Which run folders go: by their age, then by the room that all of them take. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

# A run may still write, and what went wrong today is looked at today.
_NEVER_BEFORE = timedelta(days=1)
_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Folder:
    """What one run has left.

    Attributes:
        path: The folder.
        job: Such as ``poshmark.balance_transfer``.
        started_at: When its run began.
        size: Bytes of its files.
        good: Its run was good. Of a folder that the history does not know this is not known, so it counts as not good.
        needed: Why it stays however old it is; empty when nothing needs it.
    """

    path: Path
    job: str
    started_at: datetime
    size: int
    good: bool
    needed: str = ""


@dataclass(frozen=True)
class Limits:
    """How long and how much is kept.

    Attributes:
        good_days: Days that the folder of a good run is kept.
        other_days: Days that any other is kept.
        megabytes: Room for all of them, in megabytes; 0 is without a limit.
    """

    good_days: int
    other_days: int
    megabytes: int


@dataclass(frozen=True)
class Going:
    """A folder that goes, and why."""

    folder: Folder
    why: str


def going(folders: Sequence[Folder], limits: Limits, now: datetime) -> list[Going]:
    """Return the folders that go, those that are too old first.

    When the others still take too much room, good ones go first, and of the same kind the older one. Nothing goes that is
    needed, nor anything of the last day.
    """
    free = [folder for folder in folders if not folder.needed and now - folder.started_at > _NEVER_BEFORE]
    old = [Going(folder, why) for folder in free if (why := _too_old(folder, limits, now))]
    gone = {one.folder.path for one in old}
    rest = sum(folder.size for folder in folders if folder.path not in gone)
    left = sorted((folder for folder in free if folder.path not in gone), key=lambda one: (not one.good, one.started_at))
    return [*old, *_too_much(left, rest, limits)]


def _too_old(folder: Folder, limits: Limits, now: datetime) -> str:
    days = limits.good_days if folder.good else limits.other_days
    if now - folder.started_at <= timedelta(days=days):
        return ""
    return f"{'good' if folder.good else 'not good'}, older than {days} days"


def _too_much(left: Sequence[Folder], size: int, limits: Limits) -> Iterator[Going]:
    for folder in left:
        if not limits.megabytes or size <= limits.megabytes * _MEGABYTE:
            return
        size -= folder.size
        yield Going(folder, f"all together take more than {limits.megabytes} MB")
