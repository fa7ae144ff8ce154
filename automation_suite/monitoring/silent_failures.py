"""Failures that no run reports, because none ran, none ended, or each said that all was well.

What could not be told because a message was not delivered stands in ``findings.of_messages``.
"""

from __future__ import annotations

import socket
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise, takewhile
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from automation_suite.history.models import Run
from automation_suite.jobs import Job
from automation_suite.monitoring.finding import Finding
from automation_suite.monitoring.schedule import missed_start, unpunctual_starts
from automation_suite.outcomes import Outcome
from automation_suite.processes import still_runs
from automation_suite.settings import Settings
from automation_suite.starts import earlier_starts, next_start
from automation_suite.transfers import pauses

_GAPS_IN = timedelta(days=7)
_GAP_STARTS = 200
# Twice as long as ever before, because sales do not come evenly; a week is nothing to worry about.
_IDLE_TIMES = 2
_IDLE_AT_LEAST = timedelta(days=7)
_IDLE_WITHOUT_KNOWING = timedelta(days=14)
_BUSY_RUNS = 11
_SAME_FOR = timedelta(days=14)
_SAME_RUNS = 3
_LOOK_BACK = timedelta(days=365)
_MOST_RUNS = 500


def of_schedule(job: Job, settings: Settings, now: datetime) -> Iterator[Finding]:
    """Give what the schedule asked for and did not get: never scheduled, missed, gaps."""
    if next_start(job, now) is None:
        sentence = f'Its schedule "{job.schedule}" names no day on which it could start, so nothing ever starts it.'
        yield Finding(job.name, "critical", sentence, f"Correct schedule and days_off of {job.name} in jobs.toml.")
        return
    zone = ZoneInfo(job.time_zone)
    late = unpunctual_starts(job, now)
    due = missed_start(job, now)
    if late:
        since = late[0].astimezone(zone)
        sentence = (
            f"Nothing starts it by itself: none of the last {len(late)} scheduled starts came, since {since:%d %B, %H:%M}"
        )
        yield Finding(job.name, "critical", f"{sentence} ({job.time_zone}).", f"Type: {settings.command('cron install')}")
    elif due:
        when = due.astimezone(zone)
        yield Finding(
            job.name, "critical", f"It should have started at {when:%d %B, %H:%M} ({job.time_zone}) and did not.",
            f"{_look(settings)} To make up for it, type: {settings.command(job.platform)}",
        )  # fmt: skip
    yield from _gaps(job, settings, now)


def of_endings(job: Job, settings: Settings, now: datetime) -> Iterator[Finding]:
    """Give runs that have no end: stuck ones, crashed ones, and those of another machine that take too long."""
    longest = timedelta(seconds=job.time_limit_seconds * (job.retries + 2))
    # All jobs' at once: there are few, and asked for by job SQLite would look at every run that the job has ever had.
    without_end = Run.objects.filter(ended_at__isnull=True, started_at__lte=now).order_by("started_at")
    for row in (row for row in without_end if row.job == job.name):
        began, too_long = f"{row.started_at.astimezone():%d %B, %H:%M}", row.started_at < now - longest
        settles = f"The next run settles it and tells you. Type: {settings.command(job.platform)}"
        if row.host == socket.gethostname() and still_runs(row.process_id, row.started_at):
            if too_long:
                minutes = f"{longest / timedelta(minutes=1):.0f} minutes"
                sentence = f"The run of {began} is stuck: it may take {minutes} and still goes on."
                yield Finding(job.name, "critical", sentence, f"End it: type kill {row.process_id}. {settles}")
        elif row.host == socket.gethostname():
            yield Finding(
                job.name, "critical", f"The run of {began} crashed: it never ended and nothing of it runs.", settles
            )
        elif too_long:
            yield Finding(job.name, "critical", f"The run of {began} on {row.host} never ended.", settles)


def of_good_news(job: Job, settings: Settings, now: datetime) -> Iterator[Finding]:
    """Give what is suspicious although each run was good: nothing to do for too long, done without any change."""
    rows = Run.objects.filter(job=job.name, dry_run=False, started_at__range=(now - _LOOK_BACK, now)).order_by("-started_at")
    last = rows.filter(ended_at__isnull=False).values_list("outcome", flat=True).first()
    remedy = f"Look whether the pages show the same as the log. Type: {settings.command(f'open {job.name}')}"
    # Money that is paused has nothing to do, and the pause is told by itself.
    if last == Outcome.NOTHING_TO_DO and not (job.moves_money and pauses.current()):
        yield from (Finding(job.name, "warning", sentence, remedy) for sentence in _idle(rows, now))
    if last == Outcome.DONE:
        yield from (Finding(job.name, "warning", sentence, remedy) for sentence in _unchanged(job, rows, now))


def _gaps(job: Job, settings: Settings, now: datetime) -> Iterator[Finding]:
    real = Run.objects.filter(job=job.name, dry_run=False)
    first = real.order_by("started_at").values_list("started_at", flat=True).first()
    since = now - _GAPS_IN
    if first is None:
        return
    starts = earlier_starts(job, max(first, since), now, _GAP_STARTS)
    runs = list(
        real.filter(started_at__range=(since, now)).order_by("-started_at").values_list("started_at", flat=True)[:_MOST_RUNS]
    )
    # What no run has followed yet is a missed start. Of a job with very many runs only the newest days are looked at.
    known = [start for start in starts if runs and (len(runs) < _MOST_RUNS or start > runs[-1])]
    empty = [start for start, following in pairwise([*known, now]) if not _any_between(runs[::-1], start, following)]
    gaps = [start.astimezone(ZoneInfo(job.time_zone)) for start in empty if runs and start < runs[0]]
    if gaps:
        days = ", ".join(dict.fromkeys(f"{gap:%d %B}" for gap in gaps))
        sentence = (
            f"The history has a gap: no run came after {len(gaps)} of the last {len(starts)} scheduled starts ({days})."
        )
        yield Finding(job.name, "warning", sentence, f"{_look(settings)} There is nothing to make up for; it has run since.")


def _look(settings: Settings) -> str:
    return f"Look whether the computer was on, and at the lines in the crontab: {settings.command('cron show')}"


def _any_between(ascending: Sequence[datetime], start: datetime, end: datetime) -> bool:
    place = bisect_left(ascending, start)
    return place < len(ascending) and ascending[place] < end


def _idle(rows: QuerySet[Run], now: datetime) -> Iterator[str]:
    """Say so when nothing was to be done for twice as long as ever between the last runs that did something."""
    busy = list(rows.filter(outcome=Outcome.DONE).values_list("started_at", flat=True)[:_BUSY_RUNS])
    longest = max((later - earlier for later, earlier in pairwise(busy)), default=None)
    first = busy[0] if busy else rows.order_by("started_at").values_list("started_at", flat=True).first()
    idle = now - first if first else timedelta(0)
    allowed = max(_IDLE_AT_LEAST, _IDLE_TIMES * longest) if longest else _IDLE_WITHOUT_KNOWING
    if first and idle > allowed:
        usual = f"before, that lasted {_days(longest)} at most" if longest else "it has hardly ever done anything before"
        yield f"It has had nothing to do for {_days(idle)}, since {first.astimezone():%d %B %Y}; {usual}."


def _unchanged(job: Job, rows: QuerySet[Run], now: datetime) -> Iterator[str]:
    """Say so when it said done for two weeks and each time moved nothing, or named the very same figures."""
    done = list(rows.filter(outcome=Outcome.DONE).values_list("started_at", "amount", "figures")[:_MOST_RUNS])
    newest = done[0][2]
    if job.moves_money:
        same = list(takewhile(lambda run: run[1] is None, done))
    else:
        # A job that names no figures leaves nothing to compare.
        same = list(takewhile(lambda run: bool(newest) and run[2] == newest, done))
    if len(same) >= _SAME_RUNS and now - same[-1][0] >= _SAME_FOR:
        what = "moved no money" if job.moves_money else "found the very same figures each time"
        yield f'It has said "done" {len(same)} times since {same[-1][0].astimezone():%d %B %Y} and {what}.'


def _days(span: timedelta) -> str:
    days = max(1, round(span / timedelta(days=1)))
    return "1 day" if days == 1 else f"{days} days"
