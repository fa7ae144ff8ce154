"""One run of one job, from the lock to the last word to the owner."""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.db import DatabaseError

from automation_suite import processes
from automation_suite.errors import JournalError
from automation_suite.history.models import Run
from automation_suite.history.setup import migrate
from automation_suite.jobs import Job
from automation_suite.monitoring import prometheus
from automation_suite.monitoring.outside import look_once_a_day
from automation_suite.monitoring.watcher import Watched
from automation_suite.notification import owner, rounds
from automation_suite.outcomes import EXIT_ALREADY_RUNNING, EXIT_FAILED, EXIT_INTERRUPTED, Outcome, exit_status
from automation_suite.retention import folders as retention
from automation_suite.run_context import RunContext
from automation_suite.running import ending, left_behind, robot_command
from automation_suite.running.conclusion import Conclusion
from automation_suite.running.lock import AlreadyRunningError, account_lock
from automation_suite.settings import Settings
from automation_suite.shared import logging_config
from automation_suite.shared.logging_config import BusinessAutomationLogger
from automation_suite.sightings import drift_words

_CANNOT_WRITE = (JournalError, DatabaseError, OSError)


@dataclass(frozen=True)
class _Attempt:
    conclusion: Conclusion
    interrupted: bool


def run_job(job: Job, settings: Settings, dry_run: bool = False, trace: bool = False) -> int:
    """Run a job and return its exit status. Whatever happens, the owner is told.

    Args:
        job: What to run.
        settings: Of this process.
        dry_run: Everything is read and compared, nothing is moved.
        trace: The browser is recorded; after the same failure has come twice it is recorded anyway.
    """
    logging_config.set_up(settings)
    logging_config.show(f"{job.title}{' (dry run)' if dry_run else ''}")
    with logging_config.words_of(BusinessAutomationLogger(job.platform, job=job.name)):
        return _run(job, settings, dry_run, trace)


def _run(job: Job, settings: Settings, dry_run: bool, trace: bool) -> int:
    try:
        with account_lock(settings.state_path / "locks", job.account_name) as lock:
            return _run_locked(job, settings, dry_run, trace, lock)
    except AlreadyRunningError as error:
        print(error, flush=True)
        return EXIT_ALREADY_RUNNING
    except _CANNOT_WRITE as error:
        sentence = f"{job.title} could not be started: {error}"
        _say_nothing_can_be_kept(job, sentence, "No money was moved.", settings, outcome=Outcome.FAILED.value)
        _tell_watcher(_watched(job, settings, dry_run), False, "could not be started")
        return EXIT_FAILED


def _run_locked(job: Job, settings: Settings, dry_run: bool, trace: bool, lock: int) -> int:
    migrate()
    left_behind.settle(job.account_name, settings)
    rounds.look(settings, datetime.now(UTC), starting=job.name)
    trace = trace or _fails_alike(job)
    watched = _watched(job, settings, dry_run)
    if watched:
        watched.begins(datetime.now(UTC))
    row = begin(job, settings, dry_run)
    log = BusinessAutomationLogger(job.platform, row.pk, job.name)
    log.info("%s begins%s.", job.title, " (dry run)" if dry_run else "")
    context = RunContext(row.pk, job.name, job.account_name, dry_run, trace)
    with logging_config.words_of(log):
        return _run_begun(job, settings, row, context, lock, watched)


def _run_begun(job: Job, settings: Settings, row: Run, context: RunContext, lock: int, watched: Watched | None) -> int:
    try:
        attempt = _attempts(job, settings, row, context, lock)
        ending.complete(row, attempt.conclusion, settings)
    except _CANNOT_WRITE as error:
        sentence = f"{job.title} has run, but its end could not be written down: {error}"
        _say_nothing_can_be_kept(job, sentence, "It is not known whether money was moved; look at Poshmark.", settings)
        _tell_watcher(watched, False, "its end could not be written down")
        return EXIT_FAILED
    logging_config.show(last_words(attempt.conclusion, Path(row.folder)))
    rounds.look(settings, datetime.now(UTC))
    owner.deliver(settings)
    _tell_watcher(watched, attempt.conclusion.outcome.is_good, f"{row.outcome} in {row.seconds or 0:.0f} s")
    with contextlib.suppress(DatabaseError):
        look_once_a_day(settings, datetime.now(UTC))
        if problem := prometheus.write_when_wanted(settings, datetime.now(UTC)):
            print(problem, flush=True)
    _clean(settings)
    return EXIT_INTERRUPTED if attempt.interrupted else exit_status(attempt.conclusion.outcome)


def _clean(settings: Settings) -> None:
    """Delete the folders of old runs when the owner wants that; it never makes a run fail."""
    try:
        cleaned = retention.clean_when_wanted(settings, datetime.now(UTC))
    except (AlreadyRunningError, DatabaseError, OSError) as error:
        print(f"Old runs could not be deleted: {error}", flush=True)
        return
    for problem in cleaned.problems if cleaned else ():
        print(problem, flush=True)


def _watched(job: Job, settings: Settings, dry_run: bool) -> Watched | None:
    # A dry run leaves the work undone, so it is not what the watcher waits for.
    return None if dry_run else Watched(job.name, settings)


def _tell_watcher(watched: Watched | None, well: bool, words: str) -> None:
    problem = watched.ends(well, words, datetime.now(UTC)) if watched else ""
    if problem:
        print(f"The outside watcher could not be told: {problem}", flush=True)


def _fails_alike(job: Job) -> bool:
    """Tell whether the last two runs have failed in the same way, so that a recording is worth its time."""
    last = Run.objects.filter(job=job.name, ended_at__isnull=False).order_by("-pk").values_list("fingerprint", flat=True)[:2]
    return len(last) == 2 and last[0] == last[1] != ""


def begin(job: Job, settings: Settings, dry_run: bool) -> Run:
    """Write the row of a run that starts now, and make its folder."""
    started = datetime.now(UTC)
    name = f"{started:%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"
    folder = settings.results_path / job.platform / job.name.partition(".")[2] / name
    # The row first: a run that is killed in between has a row without a folder, never a folder that nobody knows.
    row = Run.objects.create(
        job=job.name, account=job.account_name, started_at=started, host=socket.gethostname(), process_id=os.getpid(),
        folder=str(folder), dry_run=dry_run,
    )  # fmt: skip
    try:
        folder.mkdir(parents=True, mode=0o700)
    except OSError:
        row.delete()
        raise
    return row


def _attempts(job: Job, settings: Settings, row: Run, context: RunContext, lock: int) -> _Attempt:
    pause = 0.0 if settings.practice else job.retry_pause_seconds
    attempt = _attempt(job, settings, row, context, lock)
    while attempt.conclusion.may_retry and not attempt.interrupted and row.attempts <= job.retries:
        print(f"  {attempt.conclusion.sentence}\n  This usually passes; trying again in {pause:g} s.", flush=True)
        time.sleep(pause)
        pause *= 2
        row.attempts += 1
        attempt = _attempt(job, settings, row, context, lock)
    return attempt


def _attempt(job: Job, settings: Settings, row: Run, context: RunContext, lock: int) -> _Attempt:
    ended = processes.run_limited(
        robot_command.command(job, settings, Path(row.folder), context, steps=not logging_config.is_the_output()),
        processes.child_environment(robot_command.environment(job, settings, context)),
        job.time_limit_seconds,
        keep_open=(lock,),
    )
    why = f"The run took longer than {job.time_limit_seconds} s and was ended." if ended.timed_out else ""
    why = "The run was interrupted." if ended.interrupted else why
    return _Attempt(ending.conclude(row, settings, why), ended.interrupted)


def last_words(found: Conclusion, folder: Path) -> str:
    """Return what the console shows at the end of a run."""
    lines = ["", f"{found.outcome.value.upper()}: {found.sentence}"]
    if found.money_left_to_say:
        lines.append(found.money_left_to_say)
    if found.next_step:
        lines.append(f"Next: {found.next_step}")
    if words := drift_words(found.found):
        lines.append(f"Drift: the page has changed around {words}.")
    return "\n".join([*lines, f"Log: {folder / 'log.html'}"])


def _say_nothing_can_be_kept(job: Job, sentence: str, money: str, settings: Settings, outcome: str = "") -> None:
    logging_config.show(f"FAILED: {sentence}\n{money}")
    # A run that has a row ends in the log when that is completed.
    BusinessAutomationLogger(job.platform, job=job.name).error("%s %s", sentence, money, extra={"outcome": outcome})
    owner.tell_without_history(job, sentence, money, settings)
