"""The figures of a job, by a few queries that stay quick however long the history grows."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum

from automation_suite.history.models import Run, Transfer, TransferState
from automation_suite.outcomes import Outcome

GOOD = tuple(outcome.value for outcome in Outcome if outcome.is_good)
_DAYS = timedelta(days=30)
# Enough for a stable 95th percentile, few enough to read at once.
_DURATIONS = 200


@dataclass(frozen=True)
class JobFigures:
    """How a job is doing. Dry runs count nowhere but in ``last``: they prove nothing about the work.

    Attributes:
        last: The newest run that has ended.
        last_good: The newest run that was good.
        streak: How many runs in a row were good; negative when that many were not.
        success_rate: Share of good runs in 30 days, 0 to 1; none without runs.
        runs: Number of runs in 30 days.
        median_seconds: Median duration of the last good runs, at most 200 of 30 days.
        p95_seconds: 95th percentile of the same.
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
    ended = newest_first(job).filter(ended_at__isnull=False)
    real = ended.filter(dry_run=False)
    recent = real.filter(started_at__gte=now - _DAYS)
    counts = dict(recent.order_by().values_list("outcome").annotate(number=Count("pk")))
    runs, good = sum(counts.values()), sum(counts.get(outcome, 0) for outcome in GOOD)
    durations = _durations(recent)
    return JobFigures(
        last=ended.first(),
        last_good=real.filter(outcome__in=GOOD).first(),
        streak=_streak(real),
        success_rate=good / runs if runs else None,
        runs=runs,
        median_seconds=statistics.median(durations) if durations else None,
        p95_seconds=percentile(durations, 0.95),
        moved_30_days=_moved(account, now - _DAYS),
        moved_ever=_moved(account, None),
    )


def newest_first(wanted: str) -> QuerySet[Run]:
    """Return the runs of a job, of a platform such as ``poshmark``, or with an empty name of all, the newest first."""
    rows = Run.objects.order_by("-started_at")
    if not wanted:
        return rows
    return rows.filter(job=wanted) if "." in wanted else rows.filter(job__startswith=f"{wanted}.")


def percentile(ordered: Sequence[float], share: float) -> float | None:
    """Return the smallest value that at least this share of ascending values does not exceed (nearest rank)."""
    return ordered[max(0, math.ceil(len(ordered) * share) - 1)] if ordered else None


def _streak(real: QuerySet[Run]) -> int:
    last = real.first()
    if last is None:
        return 0
    is_good = last.outcome in GOOD
    other = (real.exclude(outcome__in=GOOD) if is_good else real.filter(outcome__in=GOOD)).first()
    same = real.filter(started_at__gt=other.started_at).count() if other else real.count()
    return same if is_good else -same


def _durations(recent: QuerySet[Run]) -> list[float]:
    pairs = recent.filter(outcome__in=GOOD).values_list("started_at", "ended_at")[:_DURATIONS]
    return sorted((end - start).total_seconds() for start, end in pairs if end)


def _moved(account: str, since: datetime | None) -> Decimal:
    rows = Transfer.objects.filter(account=account, state=TransferState.CONFIRMED)
    rows = rows.filter(changed_at__gte=since) if since else rows
    # SQLite adds up as floating point and gives more places than there are.
    return (rows.aggregate(total=Sum("amount"))["total"] or Decimal(0)).quantize(Decimal("0.01"))
