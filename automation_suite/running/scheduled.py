"""What the table asks for now: starts that are due and have not been made, and make-ups that are needed."""

from __future__ import annotations

from datetime import datetime

from django.db import DatabaseError

from automation_suite.errors import JournalError
from automation_suite.history.models import Run
from automation_suite.history.setup import migrate
from automation_suite.jobs import Job
from automation_suite.running import make_up
from automation_suite.starts import due_start


def is_asked_for(job: Job, now: datetime) -> bool:
    """Tell whether a job is to run now because of its schedule or its make-up, once for each time that they name.

    A history that cannot be read keeps nothing from starting: the run itself then says so and tells the owner.
    """
    start = due_start(job, job.schedule, now)
    if start and not _has_started_since(job, start, now):
        return True
    later = due_start(job, job.make_up, now) if job.make_up else None
    return bool(later and not _has_started_since(job, later, now) and not make_up.not_needed(job, now))


def _has_started_since(job: Job, start: datetime, now: datetime) -> bool:
    try:
        migrate()
        # A dry run leaves the work undone; a run after now was begun under a clock that was wrong.
        return Run.objects.filter(job=job.name, dry_run=False, started_at__gte=start, started_at__lte=now).exists()
    except (JournalError, DatabaseError):
        return False
