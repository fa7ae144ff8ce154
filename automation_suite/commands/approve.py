"""``run.py approve PLAN``: your yes to the changes of a plan, or to some of its rows; they are applied at once."""

from __future__ import annotations

import argparse
import getpass
from datetime import UTC, datetime

from automation_suite.commands import run_jobs
from automation_suite.history.setup import migrate
from automation_suite.jobs import jobs_of
from automation_suite.outcomes import EXIT_USAGE
from automation_suite.plans import approval
from automation_suite.plans.models import Plan
from automation_suite.plans.wording import number
from automation_suite.practice_site import settings_for

# A platform's job of this name applies what was approved; the one of a second account has the account behind it.
APPLYING = "apply_plans"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("plan", type=int, metavar="PLAN", help="number of the plan")
    parser.add_argument("--rows", metavar="ROWS", help="only these rows, such as 1,3-5")
    parser.add_argument("--practice", action="store_true", help="what was practised")


def run(arguments: argparse.Namespace) -> int:
    """Approve, and start the job that applies."""
    migrate()
    rows = approval.row_numbers(arguments.rows) if arguments.rows is not None else None
    command = settings_for(arguments.practice).command
    plan = approval.plan_of(arguments.plan, command)
    decided = approval.approve(plan, rows, getpass.getuser(), datetime.now(UTC), command)
    print(f"{number(decided.rows, 'change')} of plan {decided.plan.pk} approved.", flush=True)
    return apply_now(decided.plan, arguments.practice)


def apply_now(plan: Plan, practice: bool) -> int:
    """Start the job that applies what was approved on a plan's platform, and return its exit status."""
    settings = settings_for(practice)
    fitting = [job for job in jobs_of(settings) if job.platform == plan.platform and job.account_name == plan.account]
    job = next((job for job in fitting if job.name.partition(".")[2].startswith(APPLYING)), None)
    if job is None:
        print(
            f'Nothing is applied yet: jobs.toml has no job "{plan.platform}.{APPLYING}" for {plan.account}. The approval is'
            f" kept until the plan expires; {settings.command('check')} tells whether jobs.toml is right."
        )
        return EXIT_USAGE
    return run_jobs.start(job.name, practice=practice)
