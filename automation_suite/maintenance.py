"""Maintenance: windows in which failures of a job are expected, so that they are told only afterwards, if they last.

What needs a person and what is not known about money is told all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from automation_suite.history.models import Maintenance
from automation_suite.jobs import Job


def begin(job: str, since: datetime, until: datetime, reason: str) -> Maintenance:
    """Open a window.

    Args:
        job: A job, a platform such as ``poshmark``, or empty for all.
        since: Its begin.
        until: Its end.
        reason: For people.
    """
    return Maintenance.objects.create(job=job, since=since, until=until, reason=reason)


def end(now: datetime) -> int:
    """End every window that is open now and return how many there were."""
    return Maintenance.objects.filter(since__lte=now, until__gt=now).update(until=now)


def windows(now: datetime) -> Sequence[Maintenance]:
    """Return the windows that are open or still to come, the first one first."""
    return list(Maintenance.objects.filter(until__gt=now).order_by("since"))


def is_on(name: str, job: Job | None, now: datetime) -> bool:
    """Tell whether a job is in maintenance, by a window that somebody opened or by its own entry.

    Args:
        name: Of the job.
        job: Its entry; none when it no longer has one.
        now: The moment.
    """
    if job and job.in_maintenance(now.astimezone(job.zone)):
        return True
    wanted = Q(job="") | Q(job=name) | Q(job=name.partition(".")[0])
    return Maintenance.objects.filter(wanted, since__lte=now, until__gt=now).exists()
