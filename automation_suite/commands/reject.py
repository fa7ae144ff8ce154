"""``run.py reject PLAN``: your no to the changes of a plan, or to some of its rows."""

from __future__ import annotations

import argparse
import getpass
from datetime import UTC, datetime

from automation_suite.history.setup import migrate
from automation_suite.outcomes import EXIT_DONE
from automation_suite.plans import approval
from automation_suite.plans.wording import number
from automation_suite.practice_site import settings_for


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("plan", type=int, metavar="PLAN", help="number of the plan")
    parser.add_argument("--rows", metavar="ROWS", help="only these rows, such as 1,3-5")
    parser.add_argument("--practice", action="store_true", help="what was practised")


def run(arguments: argparse.Namespace) -> int:
    """Reject; nothing is started."""
    migrate()
    rows = approval.row_numbers(arguments.rows) if arguments.rows is not None else None
    command = settings_for(arguments.practice).command
    plan = approval.plan_of(arguments.plan, command)
    decided = approval.reject(plan, rows, getpass.getuser(), datetime.now(UTC), command)
    print(f"{number(decided.rows, 'change')} of plan {decided.plan.pk} rejected. Nothing was sent.")
    return EXIT_DONE
