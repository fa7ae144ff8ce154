"""``run.py poshmark`` and ``run.py poshmark.balance_transfer``: run jobs, for real or on the practice site."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from django.db import DatabaseError

from automation_suite.browsers import ensure_browser
from automation_suite.errors import JournalError, SettingsError
from automation_suite.history.setup import migrate
from automation_suite.jobs import Job, jobs_of, select
from automation_suite.line_names import announcement
from automation_suite.notification import owner, rounds
from automation_suite.outcomes import EXIT_DONE, EXIT_NEEDS_A_PERSON, Outcome, most_urgent
from automation_suite.platform_api.platforms import PLATFORMS
from automation_suite.practice_site import practice_settings, practising
from automation_suite.running import make_up
from automation_suite.running.job_run import run_job
from automation_suite.running.scheduled import is_asked_for
from automation_suite.running.together import run_together
from automation_suite.settings import Settings, missing_for, process_settings
from automation_suite.shared.logging_config import show
from automation_suite.terminal import ask_yes, has_person


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of running jobs."""
    parser.add_argument(
        "wanted", metavar="JOB", help="a platform such as poshmark, or a job such as poshmark.balance_transfer"
    )
    parser.add_argument("--dry-run", action="store_true", help="read and compare everything, move nothing")
    parser.add_argument("--trace", action="store_true", help="record what the browser does after the login")
    parser.add_argument("--make-up", action="store_true", help="only if the last scheduled start did not go well")
    parser.add_argument("--scheduled", action="store_true", help="only what jobs.toml asks for now, as cron starts it")
    parser.add_argument(
        "--practice", nargs="?", const="", metavar="SCENARIO", help="rehearse on the practice site of this computer"
    )


def run(arguments: argparse.Namespace) -> int:
    """Run the jobs that a name stands for."""
    if arguments.practice is not None:
        jobs = _chosen(arguments, practice_settings())
        with practising(arguments.practice, _prefixes(jobs), _call_an_api(jobs)) as settings_of:
            return _run_all(jobs, settings_of, arguments)
    jobs = _chosen(arguments, process_settings())
    settings_of = {prefix: process_settings(prefix) for prefix in ("", *_prefixes(jobs))}
    _require(jobs, settings_of)
    return _run_all(jobs, settings_of, arguments)


def _call_an_api(jobs: Sequence[Job]) -> bool:
    return any(job.platform in PLATFORMS for job in jobs)


def start(name: str, *, practice: bool) -> int:
    """Run one job as if somebody had typed its name, and return its exit status."""
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return run(parser.parse_args([name, *(["--practice"] if practice else [])]))


def _chosen(arguments: argparse.Namespace, settings: Settings) -> list[Job]:
    jobs = select(jobs_of(settings), arguments.wanted)
    if arguments.scheduled:
        now = datetime.now(UTC)
        return [job for job in jobs if is_asked_for(job, now)]
    return [job for job in jobs if not arguments.make_up or _must_be_made_up(job)]


def _must_be_made_up(job: Job) -> bool:
    reason = make_up.not_needed(job, datetime.now(UTC))
    if reason:
        print(f"{job.title}: {reason}")
    return not reason


def _prefixes(jobs: list[Job]) -> list[str]:
    return list(dict.fromkeys(job.settings_prefix for job in jobs))


def _run_all(jobs: list[Job], settings_of: Mapping[str, Settings], arguments: argparse.Namespace) -> int:
    # Installing a browser takes minutes, so it is shown here. When there is none to be had the run says so itself,
    # because then the owner is told by mail too.
    if not jobs:
        _tell_what_waits(settings_of[""])
        return EXIT_DONE
    with contextlib.suppress(SettingsError):
        ensure_browser(settings_of[""])
    dry_run, trace = arguments.dry_run, arguments.trace
    if len(jobs) > 1:
        statuses = run_together(jobs, settings_of, dry_run, trace, named_lines=arguments.scheduled)
    else:
        if arguments.scheduled:
            show(announcement(jobs[0].name))
        statuses = {jobs[0].name: run_job(jobs[0], settings_of[jobs[0].settings_prefix], dry_run, trace)}
    return most_urgent([_after_the_word(job, settings_of[job.settings_prefix], dry_run, statuses[job.name]) for job in jobs])


def _tell_what_waits(settings: Settings) -> None:
    """Look after incidents and messages when there is nothing to run; a history that cannot be used the next run tells."""
    with contextlib.suppress(JournalError, DatabaseError):
        migrate()
        rounds.look(settings, datetime.now(UTC))
        owner.deliver(settings)


def _after_the_word(job: Job, settings: Settings, dry_run: bool, status: int) -> int:
    if status == EXIT_NEEDS_A_PERSON and has_person() and _word_given(job):
        return run_job(job, settings, dry_run)
    return status


def _word_given(job: Job) -> bool:
    """Ask a person at the terminal for the word that the first transfer waits for."""
    from automation_suite.history.models import Run
    from automation_suite.transfers import payees

    last = Run.objects.filter(job=job.name).order_by("-pk").first()
    if last is None or (last.outcome, last.trouble) != (Outcome.NEEDS_A_PERSON, "first transfer"):
        return False
    if not ask_yes("Move it now, and to this account from now on?"):
        return False
    payees.approve(job.account_name)
    return True


def _require(jobs: list[Job], settings_of: Mapping[str, Settings]) -> None:
    accounts = dict.fromkeys((job.platform, job.settings_prefix) for job in jobs)
    missing = [line for platform, prefix in accounts for line in missing_for(platform, settings_of[prefix], prefix)]
    if missing:
        raise SettingsError(
            "\n".join([*dict.fromkeys(missing), "Nothing was started."]),
            "Copy .env.example to .env and fill it in. To rehearse without any settings: python run.py poshmark --practice",
        )
