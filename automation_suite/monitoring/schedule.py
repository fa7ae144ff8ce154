"""A start that should have happened and did not."""

from __future__ import annotations

from datetime import datetime, timedelta

from automation_suite.history.models import Run
from automation_suite.jobs import Job
from automation_suite.starts import last_start


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
