"""What the suite promises, how far the last 30 and 365 days kept it, and how much of what may go wrong is used up.

The promises are the owner's: more than 99 % of the days, under 60 seconds a run, under one intervention a month, any
trouble resolved within 24 hours. An error budget is what a promise leaves for going wrong: 1 % of 365 days are 3.65 days.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from automation_suite.history.models import Incident, Run
from automation_suite.jobs import Job
from automation_suite.monitoring.figures import GOOD
from automation_suite.outcomes import Outcome
from automation_suite.starts import earlier_starts

WINDOWS = (30, 365)
_SHARE = 0.99
_SECONDS = 60.0
_QUICK = f"more than 99 % of the runs take under {_SECONDS:.0f} s"
_MONTH = 30
_RESOLVED_WITHIN = timedelta(hours=24)
# Five runs a day for a year. A job that runs more often is judged by fewer days, so that reading them stays quick.
_MOST_RUNS = 2000
_MOST_STARTS = 4000
_MOST_TROUBLES = 1000
_CALLS_A_PERSON = (Outcome.NEEDS_A_PERSON.value, Outcome.UNKNOWN.value)


@dataclass(frozen=True)
class PastRun:
    """A run that has ended: when, and how."""

    started_at: datetime
    ended_at: datetime
    outcome: str


@dataclass(frozen=True)
class Trouble:
    """An incident: from when to when, and how it stood at last. One that is still open has no end."""

    opened_at: datetime
    closed_at: datetime | None
    outcome: str


@dataclass(frozen=True)
class Past:
    """What the history knows of a job.

    Attributes:
        starts: What its schedule asked for since its first run, the oldest first.
        runs: Those that ended, without dry runs, the oldest first.
        troubles: Its incidents.
        time_zone: In which its days begin.
    """

    starts: Sequence[datetime]
    runs: Sequence[PastRun]
    troubles: Sequence[Trouble]
    time_zone: str


@dataclass(frozen=True)
class Tally:
    """What there was in some days, and how much of it broke a promise. Tallies of several jobs can be added.

    Attributes:
        days: Scheduled days that are over.
        bad_days: Those on which a start was followed by no good run before the next start.
        runs: Runs that ended.
        slow_runs: Those that took a minute or longer.
        interventions: Incidents in which a run asked for a person.
        troubles: Incidents that are over, or open for longer than a day.
        late_troubles: Those that took longer than a day.
        span: Days from the first run to now, at most those asked for; 0 without a run.
    """

    days: int = 0
    bad_days: int = 0
    runs: int = 0
    slow_runs: int = 0
    interventions: int = 0
    troubles: int = 0
    late_troubles: int = 0
    span: float = 0.0

    def __add__(self, other: Tally) -> Tally:
        """Return both together; the span is the longer one, because their days are the same days."""
        ours, theirs = asdict(self), asdict(other)
        return Tally(**{**{name: ours[name] + theirs[name] for name in ours}, "span": max(self.span, other.span)})


@dataclass(frozen=True)
class Promise:
    """How far one promise was kept in some days.

    Attributes:
        name: ``days``, ``runs``, ``interventions`` or ``troubles``.
        promise: What is promised, for people.
        window_days: How many days were looked at, 30 or 365.
        figure: A share from 0 to 1; for ``interventions`` their number a month. None when there was nothing to count.
        counted: Of how many days, runs or troubles; for ``interventions`` the days that the history covers.
        broken: How many of them broke the promise.
        allowed: How many may: the budget.
        kept: Whether it was kept; none without data.
        used: Share of the budget that is used up, above 1 when overdrawn; none without data, or when nothing may break
            the promise and something did.
    """

    name: str
    promise: str
    window_days: int
    figure: float | None
    counted: int
    broken: int
    allowed: float
    kept: bool | None
    used: float | None

    def as_dict(self) -> dict[str, Any]:
        """Return it for programs."""
        return asdict(self)

    def as_text(self) -> str:
        """Return it for people, without the promise itself."""
        if self.kept is None:
            return "no data"
        if self.figure is None:
            return "none came up: kept"
        verdict = "kept" if self.kept else "NOT KEPT"
        used = "" if self.used is None else f", {self.used * 100:.0f} % of the budget used"
        if self.name == "interventions":
            return f"{self.figure:.2g} a month, {self.broken} in {_number(self.counted, 'day')}{used}: {verdict}"
        return f"{_percent(self.figure)} of {_number(self.counted, self.name.removesuffix('s'))}{used}: {verdict}"


def of_jobs(jobs: Iterable[Job], now: datetime) -> list[Promise]:
    """Return how far the enabled jobs together have kept each promise, for each window; ``table`` shows it to people."""
    return budget((past_of(job, now) for job in jobs if job.enabled), now)


def past_of(job: Job, now: datetime) -> Past:
    """Return what the history knows of a job, as far as the longest window reaches."""
    since = now - timedelta(days=max(WINDOWS))
    real = Run.objects.filter(job=job.name, dry_run=False, started_at__lte=now)
    first = real.order_by("started_at").values_list("started_at", flat=True).first()
    ended = real.filter(ended_at__isnull=False, started_at__gte=since).order_by("-started_at")
    rows = list(ended.values_list("started_at", "ended_at", "outcome")[:_MOST_RUNS])
    if len(rows) == _MOST_RUNS:
        since = rows[-1][0]
    recent = Incident.objects.filter(job=job.name).filter(Q(closed_at__isnull=True) | Q(closed_at__gte=since))
    troubles = recent.order_by("-opened_at").values_list("opened_at", "closed_at", "outcome")[:_MOST_TROUBLES]
    return Past(
        starts=earlier_starts(job, max(first, since), now, _MOST_STARTS) if first else (),
        runs=[PastRun(start, end, outcome) for start, end, outcome in reversed(rows) if end],
        troubles=[Trouble(*row) for row in troubles],
        time_zone=job.time_zone,
    )


def tally(past: Past, window_days: int, now: datetime) -> Tally:
    """Count what there was in the last days and how much of it broke a promise. Pure.

    A day counts when it is over, that is when the schedule has asked for the next one: until then a later start may
    still make up for it. A start that nothing followed counts like one that failed.
    """
    since = now - timedelta(days=window_days)
    days = list(day_verdicts([start for start in past.starts if start >= since], past.runs, past.time_zone).values())
    runs = [run for run in past.runs if run.started_at >= since]
    troubles = [trouble for trouble in past.troubles if trouble.closed_at is None or trouble.closed_at >= since]
    calls = [run.ended_at for run in past.runs if run.outcome in _CALLS_A_PERSON]
    settled = [trouble for trouble in troubles if trouble.closed_at or now - trouble.opened_at > _RESOLVED_WITHIN]
    return Tally(
        days=len(days),
        bad_days=days.count(False),
        runs=len(runs),
        slow_runs=sum((run.ended_at - run.started_at).total_seconds() >= _SECONDS for run in runs),
        interventions=sum(_called_a_person(trouble, calls, now) for trouble in troubles),
        troubles=len(settled),
        late_troubles=sum((trouble.closed_at or now) - trouble.opened_at > _RESOLVED_WITHIN for trouble in settled),
        span=min((now - past.runs[0].started_at) / timedelta(days=1), window_days) if past.runs else 0.0,
    )


def day_verdicts(starts: Sequence[datetime], runs: Sequence[PastRun], time_zone: str) -> dict[date, bool]:
    """Tell for each day that is over whether each of its starts was followed by a good run before the next start. Pure.

    Args:
        starts: What the schedule asked for, the oldest first.
        runs: Those that ended, the oldest first.
        time_zone: In which the days begin.
    """
    good = [run.started_at for run in runs if run.outcome in GOOD]
    zone = ZoneInfo(time_zone)
    well: dict[date, bool] = defaultdict(lambda: True)
    for start, following in pairwise(starts):
        place = bisect_left(good, start)
        day = start.astimezone(zone).date()
        well[day] = (place < len(good) and good[place] < following) and well[day]
    still_going = starts[-1].astimezone(zone).date() if starts else None
    return {day: value for day, value in well.items() if day != still_going}


def promises(counted: Tally, window_days: int) -> list[Promise]:
    """Return how far each promise was kept. Pure.

    Days and runs may break theirs in 1 of 100 cases, as the owner's 99 % says of the days. Less than a month of history
    is judged as a month, because one intervention on the third day does not make ten a month. No trouble may take longer
    than a day. A history without any trouble has kept that promise; a history of less than a day knows nothing of both.
    """
    return [
        _share("days", "more than 99 % of the days go well", window_days, counted.days, counted.bad_days),
        _share("runs", _QUICK, window_days, counted.runs, counted.slow_runs),
        _interventions(counted, window_days),
        _troubles(counted, window_days),
    ]


def budget(pasts: Iterable[Past], now: datetime) -> list[Promise]:
    """Return each promise for each window, for several jobs together."""
    known = list(pasts)
    return [
        promise
        for window in WINDOWS
        for promise in promises(sum((tally(past, window, now) for past in known), Tally()), window)
    ]


def table(kept: Sequence[Promise]) -> list[tuple[str, ...]]:
    """Return the promises as rows for people, under their heads: one column for each window."""
    columns = [[promise for promise in kept if promise.window_days == window] for window in WINDOWS]
    heads = ("what is promised", *(f"last {window} days" for window in WINDOWS))
    return [heads, *((row[0].promise, *(promise.as_text() for promise in row)) for row in zip(*columns, strict=True))]


def _called_a_person(trouble: Trouble, calls: Sequence[datetime], now: datetime) -> bool:
    # The incident itself only knows how it stood at last; it may have asked for a person before.
    until = trouble.closed_at or now
    return trouble.outcome in _CALLS_A_PERSON or any(trouble.opened_at <= call <= until for call in calls)


def _share(name: str, promise: str, window_days: int, counted: int, broken: int) -> Promise:
    figure = 1 - broken / counted if counted else None
    allowed = counted * (1 - _SHARE)
    kept = figure > _SHARE if figure is not None else None
    return Promise(
        name, promise, window_days, figure, counted, broken, round(allowed, 2), kept, broken / allowed if counted else None
    )


def _interventions(counted: Tally, window_days: int) -> Promise:
    known, allowed = counted.span >= 1, max(counted.span, _MONTH) / _MONTH
    a_month = counted.interventions / allowed if known else None
    return Promise(
        "interventions", "under one intervention a month", window_days, a_month, round(counted.span), counted.interventions,
        round(allowed, 2), a_month < 1 if a_month is not None else None, a_month,
    )  # fmt: skip


def _troubles(counted: Tally, window_days: int) -> Promise:
    figure = 1 - counted.late_troubles / counted.troubles if counted.troubles else None
    known = counted.span >= 1 or counted.troubles > 0
    return Promise(
        "troubles", "any trouble is resolved within 24 hours", window_days, figure, counted.troubles, counted.late_troubles,
        0.0, counted.late_troubles == 0 if known else None, 0.0 if known and not counted.late_troubles else None,
    )  # fmt: skip


def _percent(share: float) -> str:
    # 99.96 % is not 100 %.
    return "100 %" if share == 1 else f"{min(share * 100, 99.9):.1f} %"


def _number(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
