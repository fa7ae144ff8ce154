"""Making up for a start that was missed or that failed by trouble that passes, later on the same day."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import DatabaseError

from automation_suite.errors import JournalError
from automation_suite.history.models import Run
from automation_suite.history.setup import migrate
from automation_suite.jobs import Job
from automation_suite.outcomes import Outcome
from automation_suite.starts import last_start


def not_needed(job: Job, now: datetime) -> str:
    """Return why a job need not run once more since its last scheduled start; empty when it must.

    A history that cannot be read is no reason: the run itself then says so and tells the owner.
    """
    if job.is_day_off(now.astimezone(ZoneInfo(job.time_zone)).date()):
        return "today is one of its days off, so nothing is made up for."
    due = last_start(job, job.schedule, now)
    try:
        migrate()
        since = Run.objects.filter(job=job.name, dry_run=False, started_at__gte=due or now, started_at__lte=now)
        outcomes = list(since.order_by("pk").values_list("outcome", flat=True))
    except (JournalError, DatabaseError):
        return ""
    return _reason([Outcome(outcome) for outcome in outcomes if outcome])


def _reason(outcomes: list[Outcome]) -> str:
    if any(outcome.is_good for outcome in outcomes):
        return "it has gone well since its last scheduled start, so there is nothing to make up for."
    if outcomes and outcomes[-1] in (Outcome.NEEDS_A_PERSON, Outcome.UNKNOWN):
        return "it waits for a person, so it is not tried again today."
    return ""
