"""A start that should have happened and did not."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from cronsim import CronSim

from automation_suite.history.models import Run
from automation_suite.jobs import Job
from automation_suite.starts import earlier_starts, last_start

# A computer that is off for a few mornings has missed them; so many without any start on time were never scheduled.
_UNPUNCTUAL = 3
_LAST_STARTS = 30
_RUNS_OF_THEM = 500
# A later start of the day has no grace of its own; a queue in front of it may take minutes.
_MAKE_UP_GRACE = timedelta(minutes=15)


def missed_start(job: Job, now: datetime) -> datetime | None:
    """Return the newest start that the schedule asks for, whose grace is over, and after which nothing has started.

    Times before the first run do not count: a suite that was set up today has missed nothing yesterday. A dry run
    counts as no start, because it leaves the work undone.
    """
    starts = Run.objects.filter(job=job.name, dry_run=False)
    first = starts.order_by("started_at").first()
    # A grace that ends now is over.
    due = last_start(job, job.schedule, now - timedelta(minutes=job.grace_minutes))
    if first is None or due is None or due <= first.started_at:
        return None
    return None if starts.filter(started_at__gte=due, started_at__lte=now).exists() else due


def unpunctual_starts(job: Job, now: datetime) -> list[datetime]:
    """Return the last scheduled starts of a job, three to thirty, when none of them came on time: nothing schedules it.

    Runs by hand that happen to come within the grace of a start count as scheduled. Nor is anything returned when a start
    that makes up for another came on time, or before the first run.
    """
    real = Run.objects.filter(job=job.name, dry_run=False, started_at__lte=now)
    first = real.order_by("started_at").values_list("started_at", flat=True).first()
    if first is None:
        return []
    grace = timedelta(minutes=job.grace_minutes)
    # A grace that ends now is over.
    starts = earlier_starts(job, first - grace, now - grace + timedelta(seconds=1), _LAST_STARTS)
    if len(starts) < _UNPUNCTUAL:
        return []
    runs = real.filter(started_at__gte=starts[0]).order_by("-started_at").values_list("started_at", flat=True)
    on_time = any(_on_time(job, run, grace) for run in runs[:_RUNS_OF_THEM])
    return [] if on_time else starts


def _on_time(job: Job, run: datetime, grace: timedelta) -> bool:
    zone = ZoneInfo(job.time_zone)
    schedules = ((job.schedule, grace), *(((job.make_up, _MAKE_UP_GRACE),) if job.make_up else ()))
    # The moment itself is not among the earlier ones.
    after = (run + timedelta(seconds=1)).astimezone(zone)
    return any(run - next(CronSim(words, after, reverse=True)) <= late for words, late in schedules)
