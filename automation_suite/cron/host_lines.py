"""At which times of the host cron has to call, so that no start of a job is missed. Pure.

Cron knows only the host's own time zone, while each job has its own. So cron calls at every time of the host that a
start can fall on within the next years, and the call itself looks whether a start is due (``starts.due_start``); if
none is, it ends at once. With host and job in one zone, or a host in UTC, that is one call or two a day.

What cron does with times that a change of the host's clock skips or repeats differs between crons. A minute that can
fall into such an hour is therefore called in every hour, which each of them does alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from cronsim import CronSim

from automation_suite.jobs import Job

EVERY_DAY = "* * *"
_DAY = timedelta(days=1)
# Clock changes that are known to come within this time are provided for; `cron install` then looks again.
_AHEAD = 3 * 366
_HOURS, _MINUTES, _MINUTES_A_DAY = 24, 60, 24 * 60

# Hour and minute of the host -> the day fields of the cron expression.
_Calls = dict[tuple[int, int], str]


def host_lines(jobs: Iterable[Job], host_zone: tzinfo, now: datetime) -> list[str]:
    """Return cron expressions in the host's time that together meet every start and make-up of the jobs.

    No two of them fall on the same minute.

    Args:
        jobs: That are started by the same command.
        host_zone: In which cron reads its table.
        now: From which on starts have to be met.
    """
    calls: _Calls = {}
    for job in jobs:
        for schedule in filter(None, (job.schedule, job.make_up)):
            for time, days in _calls(schedule, ZoneInfo(job.time_zone), host_zone, now):
                # Days that differ are left to the call to tell apart.
                calls[time] = days if calls.get(time, days) == days else EVERY_DAY
    return _written(calls, _uncertain_hours(host_zone, now))


def _calls(schedule: str, zone: tzinfo, host_zone: tzinfo, now: datetime) -> Iterator[tuple[tuple[int, int], str]]:
    parsed, days = CronSim(schedule, now), _days_of(schedule)
    for shift in _shifts(zone, host_zone, now):
        for hour in sorted(parsed.hours):
            for minute in sorted(parsed.minutes):
                day, rest = divmod(hour * _MINUTES + minute + shift, _MINUTES_A_DAY)
                yield divmod(rest, _MINUTES), days if day == 0 else EVERY_DAY
    for change in _clock_changes(zone, now):
        # A time that is skipped is made up for at the moment of the change, which is at no time of the schedule.
        if next(CronSim(schedule, (change - timedelta(seconds=1)).astimezone(zone)), None) == change:
            there = change.astimezone(host_zone)
            yield (there.hour, there.minute), EVERY_DAY


def _days_of(schedule: str) -> str:
    """Return the day fields of a schedule; every day when cron might not understand them as cronsim does."""
    days = " ".join(schedule.split()[2:])
    return days if set(days) <= set("0123456789*,-/ ") else EVERY_DAY


def _shifts(zone: tzinfo, host_zone: tzinfo, now: datetime) -> set[int]:
    """Return by how many minutes the host's clock can be ahead of the job's."""
    moments = [now, *_clock_changes(zone, now), *_clock_changes(host_zone, now)]
    return {int((_offset(host_zone, moment) - _offset(zone, moment)).total_seconds()) // 60 for moment in moments}


def _uncertain_hours(host_zone: tzinfo, now: datetime) -> set[int]:
    """Return the hours of the host that a change of its clock can skip or repeat."""
    hours = set[int]()
    for change in _clock_changes(host_zone, now):
        before, after = (
            change + _offset(host_zone, moment) for moment in (change - timedelta(seconds=1), change + timedelta(seconds=1))
        )
        first, last = min(before, after), max(before, after) - timedelta(seconds=1)
        hours |= {(first.hour + more) % _HOURS for more in range((last.hour - first.hour) % _HOURS + 1)}
    return hours


def _clock_changes(zone: tzinfo, now: datetime) -> list[datetime]:
    """Return the moments within the next years at which the clocks of a zone are changed."""
    start = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    days = [start + number * _DAY for number in range(_AHEAD)]
    return [
        _change_between(zone, day, day + _DAY) for day in days if _offset(zone, day) != _offset(zone, day + _DAY)
    ]  # fmt: skip


def _change_between(zone: tzinfo, before: datetime, after: datetime) -> datetime:
    while after - before > timedelta(minutes=1):
        middle = before + (after - before) // 2 // timedelta(minutes=1) * timedelta(minutes=1)
        before, after = (middle, after) if _offset(zone, middle) == _offset(zone, before) else (before, middle)
    return after


def _offset(zone: tzinfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta(0)


def _written(calls: _Calls, uncertain: Collection[int]) -> list[str]:
    in_every_hour = {minute for hour, minute in calls if hour in uncertain}
    lines = [f"{_list(in_every_hour, _MINUTES)} * {EVERY_DAY}"] if in_every_hour else []
    minutes_of: dict[tuple[str, int], set[int]] = defaultdict(set)
    for (hour, minute), days in calls.items():
        if minute not in in_every_hour:
            minutes_of[days, hour].add(minute)
    hours_of: dict[tuple[str, str], set[int]] = defaultdict(set)
    for (days, hour), minutes in minutes_of.items():
        hours_of[days, _list(minutes, _MINUTES)].add(hour)
    return [*lines, *sorted(f"{minutes} {_list(hours, _HOURS)} {days}" for (days, minutes), hours in hours_of.items())]


def _list(numbers: Collection[int], of: int) -> str:
    return "*" if len(numbers) == of else ",".join(str(number) for number in sorted(numbers))
