"""Starting in the foreground, at its times, what cron starts on a host.

APScheduler keeps the times: it has one entry for each platform, because jobs of a platform may share an account, and
calls ``run.py PLATFORM --scheduled``, the same as cron's lines do. That call decides by itself what is due and has not
been made, so a late one makes a start within its grace and none later, and one too many does nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from automation_suite import processes
from automation_suite.errors import SettingsError, first_line
from automation_suite.jobs import Job
from automation_suite.line_names import LineNames, named
from automation_suite.outcomes import EXIT_ALREADY_RUNNING
from automation_suite.project import PROJECT
from automation_suite.scheduler.presence import show_life
from automation_suite.scheduler.table_file import TableFile, kept_table
from automation_suite.settings import JSON_LINES, Settings, first_environment
from automation_suite.shared import logging_config
from automation_suite.shared.logging_config import BusinessAutomationLogger
from automation_suite.starts import may_be_due, next_call, next_start

# How often it looks at the table and at the clock.
_LOOK_SECONDS = 2.0
# So far back a changed table may have asked for a start: it is taken over after two looks.
_BEFORE_TAKING_OVER = timedelta(seconds=3 * _LOOK_SECONDS)
# The clock was set, or the computer has slept: the time that timers count and the time of day no longer agree.
_CLOCK_WAS_SET = 30.0
# Somebody else's run of an account, or a login by hand, is waited for.
_PAUSE_WHEN_RUNNING = 180.0
# The hourly look whether all is well, which tells of starts that were missed.
_HEALTH = "health-check"
_LOOK_AT_HEALTH_MINUTE = 50
_HEALTH_SECONDS = 300.0
# What a call takes beside the runs themselves: setting itself up after an upgrade, logs, mails.
_SECONDS_BESIDE_RUNS = 1200.0
_LOG = BusinessAutomationLogger("scheduler")


class Calls(BaseTrigger):
    """When the jobs of a platform ask to be called, for APScheduler.

    Args:
        jobs: Of the platform, those that are on.
    """

    def __init__(self, jobs: list[Job]) -> None:
        self._jobs = jobs

    def get_next_fire_time(self, _previous: datetime | None, now: datetime) -> datetime | None:
        """Return the next moment; however many there were until now, one call makes up for them."""
        return next_call(self._jobs, now)


class Scheduler:
    """What runs until it is told to end.

    Args:
        settings: Of this process.
        table: The jobs.
        say: Gets each line for the output.
    """

    def __init__(self, settings: Settings, table: TableFile, say: Callable[[str], None]) -> None:
        self._settings = settings
        self._table = table
        self._say = say
        self._times = AsyncIOScheduler(timezone=UTC)
        self._to_end = asyncio.Event()
        self._calls = set[asyncio.Task[None]]()

    async def run(self) -> None:
        """Start jobs at their times until SIGTERM or SIGINT; SIGHUP reads the table at once."""
        # It would tell in its own words that a platform is still running, which is no trouble here.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._to_end.set)
        loop.add_signal_handler(signal.SIGHUP, self._read_again)
        self._tell(f"has started, and goes by {self._settings.jobs_file}.")
        self._times.start()
        self._times.add_job(self._look_at_health, "cron", minute=_LOOK_AT_HEALTH_MINUTE, id=_HEALTH, max_instances=1)
        self._go_by_the_table(None)
        await self._look_until_told_to_end()
        await self._end()

    async def _look_until_told_to_end(self) -> None:
        ahead = _clock_ahead()
        while not await self._is_to_end_within(_LOOK_SECONDS):
            show_life(self._settings)
            if abs(_clock_ahead() - ahead) > _CLOCK_WAS_SET:
                self._tell("the clock was set, or this computer has slept.")
                self._go_by_the_table(None)
            elif self._has_changed():
                self._tell(f"{self._settings.jobs_file} has changed and was taken over.")
                self._go_by_the_table(datetime.now(UTC) - _BEFORE_TAKING_OVER)
            ahead = _clock_ahead()

    def _read_again(self) -> None:
        self._tell(f"reads {self._settings.jobs_file} again, as it was asked to.")
        if self._has_changed(at_once=True):
            self._go_by_the_table(datetime.now(UTC) - _BEFORE_TAKING_OVER)

    def _has_changed(self, at_once: bool = False) -> bool:
        try:
            return self._table.look(at_once)
        except SettingsError as error:
            reason = error.happened.removesuffix("Nothing was started.").strip()
        # Whatever is wrong with a new table, the one before goes on.
        except Exception as error:
            reason = f"{self._settings.jobs_file} cannot be used: {first_line(error)}"
        for line in reason.splitlines():
            self._tell(line)
        self._tell("the table was not taken over; the one before goes on. Correct it; nothing has to be started anew.")
        return False

    def _go_by_the_table(self, since: datetime | None) -> None:
        """Keep the times of the table that counts now.

        Args:
            since: Calls after this moment are made. None when it is not known what was called before: then what is due
                is made up for.
        """
        platforms = self._platforms()
        for entry in self._times.get_jobs():
            if entry.id not in {*platforms, _HEALTH}:
                entry.remove()
        for name, jobs in platforms.items():
            first = _first_call(jobs, since)
            if first:
                self._times.add_job(
                    self._call, Calls(jobs), args=(name,), id=name, next_run_time=first, replace_existing=True,
                    coalesce=True, max_instances=1, misfire_grace_time=None,
                )  # fmt: skip
            elif self._times.get_job(name):
                self._times.remove_job(name)
        self._tell_starts()

    def _platforms(self) -> dict[str, list[Job]]:
        on = [job for job in self._table.jobs if job.enabled]
        return {job.platform: [other for other in on if other.platform == job.platform] for job in on}

    async def _call(self, platform: str) -> None:
        """Let a platform run what is due, and call again for what has come due meanwhile."""
        with self._waited_for():
            while await self._called_again(platform):
                pass

    @contextlib.contextmanager
    def _waited_for(self) -> Iterator[None]:
        """Let the end wait for the task that is in the block."""
        task = asyncio.current_task()
        assert task is not None
        self._calls.add(task)
        try:
            yield
        finally:
            self._calls.discard(task)

    async def _called_again(self, platform: str) -> bool:
        """Call a platform once, and tell whether it has to be called again."""
        began = datetime.now(UTC)
        status = await self._run(platform)
        if self._to_end.is_set():
            return False
        jobs = self._platforms().get(platform, [])
        if status == EXIT_ALREADY_RUNNING and any(may_be_due(job, datetime.now(UTC)) for job in jobs):
            self._tell(f"calls {platform} again in {_PAUSE_WHEN_RUNNING / 60:g} minutes.")
            return not await self._is_to_end_within(_PAUSE_WHEN_RUNNING)
        following = next_call(jobs, began)
        return following is not None and following <= datetime.now(UTC)

    async def _run(self, platform: str) -> int | None:
        jobs = self._platforms().get(platform, [])
        lines = LineNames(platform, [job.name for job in jobs])

        def show(line: str) -> None:
            if line.strip():
                self._pass_on(line, lines)

        environment = {**first_environment(), "JOBS_FILE": str(kept_table(self._settings))}
        command = [sys.executable, str(PROJECT / "run.py"), platform, "--scheduled"]
        try:
            ended = await processes.run_beside(command, environment, _time_limit(jobs), show, self._to_end)
        except OSError as error:
            self._tell(f"{platform} could not be started ({error}). No money was moved.")
            return None
        if ended.timed_out:
            self._tell(f"{platform} took longer than all its jobs may and was ended. Type: python run.py health-check")
        elif ended.status < 0:
            self._tell(f"{platform} was ended by signal {-ended.status}. Type: python run.py health-check")
        return ended.status

    async def _look_at_health(self) -> None:
        """Look whether all is well; what is not is told by message, and in this output only when the log is there."""
        words = ["--quiet", *(["--watch"] if self._settings.watch_url.get_secret_value() else [])]
        environment = {**first_environment(), "JOBS_FILE": str(kept_table(self._settings))}
        command = [sys.executable, str(PROJECT / "run.py"), _HEALTH, *words]
        with self._waited_for():
            try:
                await processes.run_beside(command, environment, _HEALTH_SECONDS, self._show_log, self._to_end)
            except OSError as error:
                self._tell(f"{_HEALTH} could not be started ({error}).")

    async def _end(self) -> None:
        self._times.remove_all_jobs()
        if self._calls:
            self._tell("waits for the runs that go on to end.")
            await asyncio.wait(self._calls)
        self._times.shutdown(wait=False)
        self._tell("has ended.")

    async def _is_to_end_within(self, seconds: float) -> bool:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._to_end.wait(), seconds)
        return self._to_end.is_set()

    def _tell(self, text: str) -> None:
        _LOG.info("%s", text)
        self._say(named("scheduler", text))

    def _pass_on(self, line: str, lines: LineNames) -> None:
        """Show what a run has printed, which has logged by itself."""
        if logging_config.is_the_output():
            self._show_log(line)
        else:
            self._say(lines.name(line))

    def _show_log(self, line: str) -> None:
        """Pass on a line of the log where the log is the output; what is none is made one."""
        if not logging_config.is_the_output():
            return
        if self._settings.log_format == JSON_LINES and not line.startswith("{"):
            _LOG.warning("%s", line)
        else:
            logging_config.pass_on(line)

    def _tell_starts(self) -> None:
        now = datetime.now(UTC)
        starts = {job.name: next_start(job, now) for jobs in self._platforms().values() for job in jobs}
        for name, start in starts.items():
            words = f"next start {start:%a %d %b %Y %H:%M} {start.tzname()}" if start else "never starts"
            BusinessAutomationLogger("scheduler", job=name).info("%s", words)
            self._say(named(name, words))
        if not starts:
            self._tell(f"no job is on in {self._settings.jobs_file}, so nothing will be started.")


def _first_call(jobs: list[Job], since: datetime | None) -> datetime | None:
    now = datetime.now(UTC)
    if since is None and any(may_be_due(job, now) for job in jobs):
        return now
    return next_call(jobs, since or now)


def _time_limit(jobs: list[Job]) -> float:
    """Return the seconds after which all runs of a platform must have ended, with every new try and every pause."""
    runs = sum(job.time_limit_seconds * (job.retries + 1) for job in jobs)
    # A pause doubles each time.
    pauses = sum(job.retry_pause_seconds * 2.0**job.retries for job in jobs)
    return runs + pauses + _SECONDS_BESIDE_RUNS


def _clock_ahead() -> float:
    """Return by how many seconds the time of day is ahead of the time that timers count."""
    return time.time() - time.monotonic()
