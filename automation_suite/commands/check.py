"""``run.py check``: are settings, jobs and suites right? Nothing is started."""

from __future__ import annotations

import argparse
import contextlib
import tempfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from automation_suite import job_rules, processes
from automation_suite.cron import table
from automation_suite.errors import SuiteError
from automation_suite.history.setup import migrate
from automation_suite.jobs import Job, accounts_of, jobs_of
from automation_suite.monitoring.consents import of_consents
from automation_suite.outcomes import EXIT_DONE, EXIT_USAGE
from automation_suite.project import PROJECT
from automation_suite.settings import missing_for, process_settings

_READ_ONLY = (
    "--dryrun", "--pythonpath", str(PROJECT), "--output", "output.xml", "--log", "NONE", "--report", "NONE",
    "--console", "quiet",
)  # fmt: skip


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(_arguments: argparse.Namespace) -> int:
    """Check everything that can be checked without starting a job."""
    jobs = jobs_of(process_settings())
    # With no job on, the settings of the first account are still worth a look.
    accounts = accounts_of(jobs) or [("poshmark", "")]
    missing = [line for platform, prefix in accounts for line in missing_for(platform, process_settings(prefix), prefix)]
    problems = list(dict.fromkeys(missing))
    migrate()
    consents = of_consents(jobs, process_settings(), datetime.now(UTC))
    problems += [f"{one.job}: {one.sentence} {one.remedy}" for one in consents if one.severity == "critical"]
    problems += [f"{job.name}: {problem}" for job, problem in unreadable(jobs)]
    problems += job_rules.problems(jobs, process_settings())
    problems += _outdated_crontab()
    for problem in problems:
        print(problem)
    print("Something has to be corrected." if problems else f"Settings and {len(jobs)} job(s) are right.")
    return EXIT_USAGE if problems else EXIT_DONE


def _outdated_crontab() -> list[str]:
    settings = process_settings()
    # Without a crontab nothing in it can be wrong; cron install says what is missing.
    with contextlib.suppress(SuiteError):
        if table.is_outdated(settings):
            return [f"The crontab no longer fits jobs.toml. Type: {settings.command('cron install')}"]
    return []


def unreadable(jobs: Sequence[Job]) -> list[tuple[Job, str]]:
    """Return the jobs whose suites Robot Framework cannot run, and why.

    All suites are read in one start of Robot Framework; one by one only when something is wrong with one of them.
    """
    if not jobs or not _refusal([job.suite for job in jobs]):
        return []
    refusals = {suite: _refusal([suite]) for suite in dict.fromkeys(job.suite for job in jobs)}
    return [(job, refusals[job.suite]) for job in jobs if refusals[job.suite]]


def _refusal(suites: Iterable[str]) -> str:
    """Return why Robot Framework cannot run suites, by letting it read everything without running anything."""
    # Nothing is to be kept, but Browser writes a log of its own; where the suite is cannot be written in a container.
    with tempfile.TemporaryDirectory() as folder:
        paths = [str(PROJECT / suite) for suite in dict.fromkeys(suites)]
        command = processes.python_module("robot", *_READ_ONLY, "--outputdir", folder, *paths)
        ended = processes.run_quietly(command)
        if ended.returncode == 0:
            return ""
        output = Path(folder, "output.xml")
        said = _wrong_lines(output) if output.exists() else []
    return "\n".join(said) or (ended.stderr or ended.stdout).strip() or "Robot Framework refuses the suite."


def _wrong_lines(output: Path) -> list[str]:
    """Return for each task that cannot run its file, its line, its name and the reason."""
    from robot.api import ExecutionResult

    tasks = (task for task in ExecutionResult(output).suite.all_tests if task.failed)
    return [f"{Path(task.source or '').name}, line {task.lineno}, {task.name}: {task.message}" for task in tasks]
