"""The figures of a job, by a few queries that stay quick however long the history grows."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Count, Sum

from automation_suite.history.models import Run, Transfer, TransferState
from automation_suite.outcomes import Outcome

_GOOD = (Outcome.DONE, Outcome.NOTHING_TO_DO)
_DAYS = timedelta(days=30)
# Enough for a stable 95th percentile, few enough to read at once.
_DURATIONS = 200


@dataclass(frozen=True)
class JobFigures:
    """How a job is doing.

    Attributes:
        last: The newest run that has ended.
        last_good: The newest run that was good.
        streak: How many runs in a row were good; negative when that many were not.
        success_rate: Share of good runs in 30 days, 0 to 1; none without runs.
        runs: Number of runs in 30 days.
        median_seconds: Median duration of the last runs.
        p95_seconds: 95th percentile of the duration of the last runs.
        moved_30_days: Dollars that moved in 30 days.
        moved_ever: Dollars that moved ever.
    """

    last: Run | None
    last_good: Run | None
    streak: int
    success_rate: float | None
    runs: int
    median_seconds: float | None
    p95_seconds: float | None
    moved_30_days: Decimal
    moved_ever: Decimal


def job_figures(job: str, account: str, now: datetime) -> JobFigures:
    """Return the figures of a job.

    Args:
        job: Its name.
        account: Whose transfers count.
        now: The moment.
    """
    ended = Run.objects.filter(job=job, ended_at__isnull=False).order_by("-started_at")
    counts = dict(ended.filter(started_at__gte=now - _DAYS).order_by().values_list("outcome").annotate(number=Count("pk")))
    runs, good = sum(counts.values()), sum(counts.get(outcome.value, 0) for outcome in _GOOD)
    durations = _durations(job)
    return JobFigures(
        last=ended.first(),
        last_good=ended.filter(outcome__in=_GOOD).first(),
        streak=_streak(job),
        success_rate=good / runs if runs else None,
        runs=runs,
        median_seconds=statistics.median(durations) if durations else None,
        p95_seconds=_percentile(durations, 0.95),
        moved_30_days=_moved(account, now - _DAYS),
        moved_ever=_moved(account, None),
    )


def _streak(job: str) -> int:
    ended = Run.objects.filter(job=job, ended_at__isnull=False).order_by("-started_at")
    last = ended.first()
    if last is None:
        return 0
    is_good = Outcome(last.outcome).is_good
    other = (ended.exclude(outcome__in=_GOOD) if is_good else ended.filter(outcome__in=_GOOD)).first()
    same = ended.filter(started_at__gt=other.started_at).count() if other else ended.count()
    return same if is_good else -same


def _durations(job: str) -> list[float]:
    ended = Run.objects.filter(job=job, ended_at__isnull=False, outcome__in=_GOOD, dry_run=False).order_by("-started_at")
    pairs = ended.values_list("started_at", "ended_at")[:_DURATIONS]
    return sorted((end - start).total_seconds() for start, end in pairs if end)


def _percentile(ordered: Sequence[float], share: float) -> float | None:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else None


def _moved(account: str, since: datetime | None) -> Decimal:
    rows = Transfer.objects.filter(account=account, state=TransferState.CONFIRMED)
    rows = rows.filter(changed_at__gte=since) if since else rows
    return rows.aggregate(total=Sum("amount"))["total"] or Decimal("0.00")
