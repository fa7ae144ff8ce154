"""``run.py poshmark`` and ``run.py poshmark.balance_transfer``: run jobs, for real or on the practice site."""

from __future__ import annotations

import argparse
import contextlib
from datetime import UTC, datetime

from automation_suite.browsers import ensure_browser
from automation_suite.errors import SettingsError
from automation_suite.jobs import Job, load_jobs, select
from automation_suite.outcomes import EXIT_NEEDS_A_PERSON, Outcome, most_urgent
from automation_suite.practice_site import practising
from automation_suite.running import make_up
from automation_suite.running.job_run import run_job
from automation_suite.settings import Settings, missing_for_poshmark, process_settings
from automation_suite.terminal import ask_yes, has_person


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of running jobs."""
    parser.add_argument(
        "wanted", metavar="JOB", help="a platform such as poshmark, or a job such as poshmark.balance_transfer"
    )
    parser.add_argument("--dry-run", action="store_true", help="read and compare everything, move nothing")
    parser.add_argument("--make-up", action="store_true", help="only if the last scheduled start did not go well")
    parser.add_argument(
        "--practice", nargs="?", const="", metavar="SCENARIO", help="rehearse on the practice site of this computer"
    )


def run(arguments: argparse.Namespace) -> int:
    """Run the jobs that a name stands for."""
    jobs = [job for job in select(load_jobs(), arguments.wanted) if not arguments.make_up or _must_be_made_up(job)]
    if arguments.practice is not None:
        with practising(arguments.practice) as settings:
            return _run_all(jobs, settings, arguments.dry_run)
    settings = process_settings()
    _require(settings)
    return _run_all(jobs, settings, arguments.dry_run)


def _must_be_made_up(job: Job) -> bool:
    reason = make_up.not_needed(job, datetime.now(UTC))
    if reason:
        print(f"{job.title}: {reason}")
    return not reason


def _run_all(jobs: list[Job], settings: Settings, dry_run: bool) -> int:
    # Installing a browser takes minutes, so it is shown here. When there is none to be had the run says so itself,
    # because then the owner is told by mail too.
    with contextlib.suppress(SettingsError):
        ensure_browser(settings)
    return most_urgent([_run_one(job, settings, dry_run) for job in jobs])


def _run_one(job: Job, settings: Settings, dry_run: bool) -> int:
    status = run_job(job, settings, dry_run)
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


def _require(settings: Settings) -> None:
    missing = missing_for_poshmark(settings)
    if missing:
        raise SettingsError(
            "\n".join([*missing, "Nothing was started."]),
            "Copy .env.example to .env and fill it in. To rehearse without any settings: python run.py poshmark --practice",
        )
