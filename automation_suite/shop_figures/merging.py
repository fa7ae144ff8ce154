"""What a new look at a shop's figures changes in those that are stored, and where days are missing. Pure.

Nothing is not 0: a figure that the platform had no data for is none, and a day that was not answered is a gap. What is
stored is never emptied by an answer that has less in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

# The table keeps four places, so that what was stored and what is pulled again are the same.
_PLACES = Decimal("0.0001")
_DAY = timedelta(days=1)

Key = tuple[date, str, str]


@dataclass(frozen=True)
class Figure:
    """One figure of one day; see ``DayFigure`` for what the attributes mean."""

    day: date
    name: str
    value: Decimal | None
    unit: str
    subject: str = ""

    @property
    def key(self) -> Key:
        """What tells it from all others of the same seller."""
        return self.day, self.subject, self.name


@dataclass(frozen=True)
class Merged:
    """What a look at the platform brought.

    Attributes:
        new: To be stored.
        changed: To be stored in the place of what is there: the platform has corrected it.
        lost: Stored figures of which the platform says nothing any more; they stay.
        contradictory: Figures that one answer had twice with different values; they are left out.
    """

    new: tuple[Figure, ...] = ()
    changed: tuple[Figure, ...] = ()
    lost: tuple[Figure, ...] = ()
    contradictory: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class Gap:
    """Days in a row of which a figure is not known, both ends included."""

    name: str
    first: date
    last: date


@dataclass(frozen=True)
class Total:
    """A sum over some days.

    Attributes:
        value: Of the days that are known; none when none is.
        missing: How many days are not known; with any the value is not the whole.
    """

    value: Decimal | None
    missing: int


def merge(stored: Mapping[Key, Figure], pulled: Iterable[Figure]) -> Merged:
    """Return what is to be stored. Merged twice, the same answer changes nothing the second time.

    Args:
        stored: What is there, by its key.
        pulled: What the platform answered, in any order.
    """
    values: dict[Key, list[Figure]] = {}
    for figure in pulled:
        values.setdefault(figure.key, []).append(_rounded(figure))
    new, changed, lost, contradictory = [], [], [], []
    for key, found in values.items():
        known = [figure for figure in found if figure.value is not None] or found[:1]
        before = stored.get(key)
        if any(figure != known[0] for figure in known):
            contradictory += known[:1]
        elif before is None:
            new += known[:1]
        elif known[0].value is None:
            lost += [before] if before.value is not None else []
        elif known[0] != _rounded(before):
            changed += known[:1]
    return Merged(tuple(new), tuple(changed), tuple(lost), tuple(contradictory))


def gaps(figures: Iterable[Figure], names: Iterable[str], first: date, last: date) -> list[Gap]:
    """Return where figures of the whole shop are not known between two days, both included."""
    known = {(figure.name, figure.day) for figure in figures if figure.value is not None and not figure.subject}
    found: list[Gap] = []
    for name in names:
        for day in days_between(first, last):
            if (name, day) in known:
                continue
            if found and found[-1].name == name and found[-1].last == day - _DAY:
                found[-1] = replace(found[-1], last=day)
            else:
                found.append(Gap(name, day, day))
    return found


def total(figures: Iterable[Figure], name: str, first: date, last: date) -> Total:
    """Return the sum of a figure of the whole shop between two days, both included."""
    values = {
        figure.day: figure.value
        for figure in figures
        if figure.name == name and not figure.subject and figure.value is not None and first <= figure.day <= last
    }
    missing = len(days_between(first, last)) - len(values)
    return Total(sum(values.values(), Decimal(0)) if values else None, missing)


def _rounded(figure: Figure) -> Figure:
    return figure if figure.value is None else replace(figure, value=figure.value.quantize(_PLACES))


def days_between(first: date, last: date) -> list[date]:
    """Return the days from one to another, both included."""
    return [first + number * _DAY for number in range((last - first).days + 1)]
