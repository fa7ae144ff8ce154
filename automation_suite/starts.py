"""When the schedule of a job asks for a start. Pure: it looks at the table and at the clock that it is given.

A schedule is meant in the time zone of the job. A time that daylight saving skips is made right after the change, one
that comes twice is made once; that is cronsim's rule, and Debian's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from cronsim import CronSim

from automation_suite.jobs import Job

_SECOND = timedelta(seconds=1)
# The 29th of February can be eight years away; a job whose every start falls on a day off must not be looked for longer.
_HORIZON = timedelta(days=9 * 366)


def starts_after(job: Job, now: datetime) -> Iterator[datetime]:
    """Give the starts of a job after a moment, in its own time zone, without its days off."""
    return _moments_after(job, job.schedule, now)


def next_start(job: Job, now: datetime) -> datetime | None:
    """Return when a job starts next, in its own time zone; none when there is no such day."""
    return next(starts_after(job, now), None)


def describe_next_start(job: Job, now: datetime) -> str:
    """Return when a job starts next, for people."""
    start = next_start(job, now) if job.enabled else None
    if start is None:
        return "never" if job.enabled else "off"
    return f"{start:%d %b %H:%M} {start.tzname()}"


def next_call(jobs: Iterable[Job], now: datetime) -> datetime | None:
    """Return the first moment after now at which one of the jobs starts or is made up for; none when there is none."""
    moments = [next(_moments_after(job, schedule, now), None) for job in jobs for schedule in _schedules(job)]
    # Two moments of one zone are compared by what its clock shows, which is wrong in an hour that comes twice.
    return min((moment.astimezone(UTC) for moment in moments if moment), default=None)


def last_start(job: Job, schedule: str, now: datetime) -> datetime | None:
    """Return the newest moment until now at which a schedule of a job asks for it, its days off left out.

    Args:
        job: Whose time zone and days off count.
        schedule: Its ``schedule`` or its ``make_up``.
        now: A moment that is itself such a start counts.
    """
    # cronsim does not count the moment that it begins with.
    moments = CronSim(schedule, _in_zone(job, now.replace(microsecond=0) + _SECOND), reverse=True)
    recent = takewhile(lambda moment: now - moment < _HORIZON, moments)
    return next((moment for moment in recent if not job.is_day_off(moment.date())), None)


def earlier_starts(job: Job, since: datetime, now: datetime, most: int) -> list[datetime]:
    """Return the starts that the schedule asked for between two moments, both excluded, in UTC, the oldest first.

    Args:
        job: Whose; its days off are left out.
        since: After it.
        now: Before it.
        most: How many at most; the newest are kept.
    """
    newest_first = takewhile(lambda start: start > since, CronSim(job.schedule, _in_zone(job, now), reverse=True))
    wanted = (start for start in newest_first if not job.is_day_off(start.date()))
    return [start.astimezone(UTC) for start in islice(wanted, most)][::-1]


def due_start(job: Job, schedule: str, now: datetime) -> datetime | None:
    """Return the start that is to be made now unless it has been made: the newest one, as long as its grace lasts.

    On a day off nothing is made, not even what was missed the day before.
    """
    start = last_start(job, schedule, now)
    if start is None or job.is_day_off(_in_zone(job, now).date()):
        return None
    return start if now - start <= timedelta(minutes=job.grace_minutes) else None


def may_be_due(job: Job, now: datetime) -> bool:
    """Tell whether a start or a make-up of a job is to be made now unless it has been made."""
    return any(due_start(job, schedule, now) for schedule in _schedules(job))


def _schedules(job: Job) -> list[str]:
    return [job.schedule, *([job.make_up] if job.make_up else [])]


def _moments_after(job: Job, schedule: str, now: datetime) -> Iterator[datetime]:
    for moment in takewhile(lambda moment: moment - now < _HORIZON, CronSim(schedule, _in_zone(job, now))):
        if not job.is_day_off(moment.date()):
            yield moment


def _in_zone(job: Job, moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(job.time_zone))
