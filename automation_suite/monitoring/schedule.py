"""What the schedule asks for: the next start, and one that should have happened and did not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from cronsim import CronSim

from automation_suite.history.models import Run
from automation_suite.jobs import Job


def next_start(job: Job, now: datetime) -> datetime | None:
    """Return when a job starts next, in its own time zone; none when its schedule names no day that exists."""
    return next(CronSim(job.schedule, now.astimezone(ZoneInfo(job.time_zone))), None)


def earlier_starts(job: Job, since: datetime, now: datetime, most: int) -> list[datetime]:
    """Return the starts that the schedule asked for between two moments, both excluded, in UTC, the oldest first.

    Args:
        job: Whose.
        since: After it.
        now: Before it.
        most: How many at most; the newest are kept.
    """
    backwards: Iterator[datetime] = CronSim(job.schedule, now.astimezone(ZoneInfo(job.time_zone)), reverse=True)
    newest_first = takewhile(lambda start: start > since, islice(backwards, most))
    return [start.astimezone(UTC) for start in newest_first][::-1]


def missed_start(job: Job, now: datetime) -> datetime | None:
    """Return the newest start that the schedule asks for, whose grace is over, and after which nothing has started.

    Times before the first run do not count: a suite that was set up today has missed nothing yesterday. A dry run
    counts as no start, because it leaves the work undone.
    """
    starts = Run.objects.filter(job=job.name, dry_run=False)
    first = starts.order_by("started_at").first()
    # The moment itself is not among the earlier ones, and a grace that ends now is over.
    before = now - timedelta(minutes=job.grace_minutes) + timedelta(seconds=1)
    due = next(CronSim(job.schedule, before.astimezone(ZoneInfo(job.time_zone)), reverse=True), None)
    if first is None or due is None or due <= first.started_at:
        return None
    return None if starts.filter(started_at__gte=due, started_at__lte=now).exists() else due
