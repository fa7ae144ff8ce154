"""The last year of a job, day by day. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from itertools import groupby
from zoneinfo import ZoneInfo

from automation_suite.monitoring.error_budget import PastRun, day_verdicts
from automation_suite.monitoring.figures import GOOD
from automation_suite.outcomes import Outcome

DAYS = 365


class Kind(Enum):
    """How a day went, in the words of the legend."""

    DONE = "done"
    IDLE = "nothing to do"
    MENDED = "well in the end"
    FAILED = "failed"
    PERSON = "needed a person"
    UNKNOWN = "not known"
    MISSED = "did not run"
    REST = "nothing was to run"
    NO_DATA = "no data"


# The worst of a day that did not go well decides how it is shown.
_WORST_FIRST = ((Outcome.UNKNOWN, Kind.UNKNOWN), (Outcome.NEEDS_A_PERSON, Kind.PERSON), (Outcome.FAILED, Kind.FAILED))


@dataclass(frozen=True)
class Day:
    """One day and how it went."""

    day: date
    kind: Kind


@dataclass(frozen=True)
class Month:
    """A month of the calendar, or the part of it that belongs to the year.

    Attributes:
        name: Such as ``Nov 2026``.
        days: Each in its order.
    """

    name: str
    days: Sequence[Day]

    @property
    def first_row(self) -> int:
        """Weekday of the first day, 1 for Monday to 7 for Sunday."""
        return self.days[0].day.isoweekday()

    @property
    def in_words(self) -> str:
        """How the month went, for those who do not see it."""
        counts = Counter(day.kind for day in self.days)
        return f"{self.name}: " + ", ".join(f"{counts[kind]} {kind.value}" for kind in Kind if counts[kind])


def months(runs: Sequence[PastRun], starts: Sequence[datetime], time_zone: str, now: datetime) -> list[Month]:
    """Return the last year, month by month, the oldest first.

    Args:
        runs: Those that ended, without dry runs, the oldest first.
        starts: What the schedule asked for since the first of them, the oldest first.
        time_zone: In which the days begin.
        now: The moment.
    """
    days = list(_days(runs, starts, time_zone, now))
    return [Month(name, list(group)) for name, group in groupby(days, key=lambda day: f"{day.day:%b %Y}")]


def _days(runs: Sequence[PastRun], starts: Sequence[datetime], time_zone: str, now: datetime) -> Iterator[Day]:
    zone = ZoneInfo(time_zone)
    outcomes: dict[date, list[str]] = defaultdict(list)
    for run in runs:
        outcomes[run.started_at.astimezone(zone).date()].append(run.outcome)
    verdicts = day_verdicts(starts, runs, time_zone)
    asked = {start.astimezone(zone).date() for start in starts}
    first, today = min(outcomes, default=None), now.astimezone(zone).date()
    # Of a job that starts very often only the newest starts are given.
    first_asked = min(asked, default=date.min)
    for back in range(DAYS - 1, -1, -1):
        day = today - timedelta(days=back)
        if first is None or day < first:
            yield Day(day, Kind.NO_DATA)
        elif outcomes[day]:
            yield Day(day, _with_runs(outcomes[day], verdicts.get(day)))
        elif verdicts.get(day):
            # Its start was late in the evening, and the good run after midnight.
            yield Day(day, Kind.MENDED)
        elif day < first_asked:
            yield Day(day, Kind.NO_DATA)
        else:
            # Today may still bring it; what has come too late is among the things to look at.
            yield Day(day, Kind.MISSED if day in asked and day != today else Kind.REST)


def _with_runs(outcomes: Sequence[str], verdict: bool | None) -> Kind:
    """Return how a day went on which something ran; without a verdict its last run decides."""
    well = outcomes[-1] in GOOD if verdict is None else verdict
    bad = [kind for outcome, kind in _WORST_FIRST if outcome in outcomes]
    if not well:
        # A good run that came only after the next start had been due leaves the day missed.
        return bad[0] if bad else Kind.MISSED
    if bad:
        return Kind.MENDED
    return Kind.DONE if Outcome.DONE in outcomes else Kind.IDLE
