"""Several jobs of a platform through pabot: one at a time where they share an account, side by side where they do not.

pabot starts ``running.pabot_child`` for each job. What a child prints is shown as it comes; how it ended stands in a
file of its own, because pabot counts failures and tells nothing of a child that was lost.
"""

from __future__ import annotations

import json
import os
import secrets
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psutil

from automation_suite import processes
from automation_suite.history.models import Run
from automation_suite.history.setup import migrate
from automation_suite.jobs import Job
from automation_suite.line_names import named
from automation_suite.notification import owner
from automation_suite.outcomes import EXIT_FAILED
from automation_suite.project import PROJECT
from automation_suite.running import left_behind, pabot_command
from automation_suite.running.job_run import begin
from automation_suite.running.lock import AlreadyRunningError, account_lock
from automation_suite.settings import Settings
from automation_suite.shared import logging_config
from automation_suite.shared.logging_config import BusinessAutomationLogger

_FOLDER = "together"
_POLL_SECONDS = 0.2
_TIME_FOR_PABOT = 120.0


def run_together(
    jobs: Sequence[Job], settings_of: Mapping[str, Settings], dry_run: bool, trace: bool, named_lines: bool
) -> dict[str, int]:
    """Run jobs of one platform and return the exit status of each by its name.

    Args:
        jobs: In the order of ``jobs.toml``.
        settings_of: The settings for each ``Job.settings_prefix``; the first account's under the empty one.
        dry_run: Everything is read and compared, nothing is moved.
        trace: The browsers are recorded.
        named_lines: Each line that a job prints has the job's name; otherwise its account's, when there are several.
    """
    main = settings_of[""]
    migrate()
    since = datetime.now(UTC)
    folder = _new_folder(main, jobs[0].platform)
    _lay_out(folder, jobs)
    accounts = len({job.account_name for job in jobs})
    free, cores = psutil.virtual_memory().available, os.cpu_count() or 1
    at_once = pabot_command.browsers_at_once(accounts, free, cores)
    with _shown_as_it_comes(folder / "pabot_results", _line_names(jobs, named_lines)):
        processes.run_limited(
            pabot_command.command(folder, jobs[0].platform, at_once),
            processes.child_environment(pabot_command.environment(settings_of, dry_run, trace)),
            sum(job.time_limit_seconds * (job.retries + 1) for job in jobs) + _TIME_FOR_PABOT,
            folder=folder,
        )
    statuses = _statuses(folder / "pabot_results")
    for job in jobs:
        if job.name not in statuses:
            with logging_config.words_of(BusinessAutomationLogger(job.platform, job=job.name)):
                print(f"FAILED: The run of {job.name} was lost: its process ended without a word.", flush=True)
                print(f"What it printed stands below {folder / 'pabot_results'}", flush=True)
            _settle_lost(job, settings_of[job.settings_prefix], dry_run, since)
    print(f"\nLog of all jobs: {folder / 'log.html'}", flush=True)
    return {job.name: statuses.get(job.name, EXIT_FAILED) for job in jobs}


def _new_folder(settings: Settings, platform: str) -> Path:
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"
    folder = settings.results_path / platform / _FOLDER / name
    folder.mkdir(parents=True, mode=0o700)
    return folder


def _lay_out(folder: Path, jobs: Sequence[Job]) -> None:
    """Make the folder that pabot reads: one name for each job, also when two accounts share a suite."""
    suites = folder / jobs[0].platform
    suites.mkdir()
    for job in jobs:
        (suites / f"{pabot_command.file_name(job)}.robot").symlink_to(PROJECT / job.suite)
    (pabot_command.order_file(folder)).write_text(pabot_command.ordering(jobs))


def _line_names(jobs: Sequence[Job], by_job: bool) -> dict[str, str]:
    """Return what the lines of each suite begin with."""
    if by_job:
        return {pabot_command.suite_name(job): job.name for job in jobs}
    several = len({job.account_name for job in jobs}) > 1
    return {pabot_command.suite_name(job): job.account_name if several else "" for job in jobs}


@contextmanager
def _shown_as_it_comes(results: Path, names: Mapping[str, str]) -> Iterator[None]:
    """Print what the children write, line by line, while pabot runs; each line begins with the name of its suite."""
    ended = threading.Event()
    watcher = threading.Thread(target=_follow, args=(results, names, ended), daemon=True)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()


def _follow(results: Path, names: Mapping[str, str], ended: threading.Event) -> None:
    read: dict[Path, int] = {}
    last = False
    while not last:
        last = ended.wait(_POLL_SECONDS)
        for path in sorted(results.glob("*/user_command_stdout.out")):
            read[path] = _print_new_lines(path, read.get(path, 0), _name_of(path.parent, names))


def _print_new_lines(path: Path, position: int, name: str) -> int:
    with path.open("rb") as file:
        file.seek(position)
        content = file.read()
    whole = content[: content.rfind(b"\n") + 1]
    for line in whole.decode(errors="replace").splitlines():
        # A child logs by itself; what it prints is only passed on.
        logging_config.pass_on(named(name, line) if name and line and not logging_config.is_the_output() else line)
    return position + len(whole)


def _name_of(folder: Path, names: Mapping[str, str]) -> str:
    asked = folder / "user_command_argfile.txt"
    lines = asked.read_text().splitlines() if asked.exists() else []
    return next((names[name] for line in lines if (name := line.removeprefix("--suite ")) in names), "")


def _statuses(results: Path) -> dict[str, int]:
    ended = [json.loads(path.read_text()) for path in results.glob(f"*/{pabot_command.ENDED}")]
    return {entry["job"]: entry["status"] for entry in ended}


def _settle_lost(job: Job, settings: Settings, dry_run: bool, since: datetime) -> None:
    """Complete the row of a child that was lost and tell the owner, unless the account's next job has done so."""
    try:
        with account_lock(settings.state_path / "locks", job.account_name):
            if not Run.objects.filter(job=job.name, started_at__gte=since).exists():
                begin(job, settings, dry_run)
            left_behind.settle(job.account_name, settings)
    except AlreadyRunningError as error:
        print(error, flush=True)
    owner.deliver(settings)
