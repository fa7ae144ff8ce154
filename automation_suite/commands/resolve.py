"""``run.py resolve PLAN ROWS``: say what became of changes of which it is not known."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from automation_suite.history.setup import migrate
from automation_suite.outcomes import EXIT_DONE
from automation_suite.plans import approval
from automation_suite.plans.wording import number
from automation_suite.practice_site import settings_for


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("plan", type=int, metavar="PLAN", help="number of the plan")
    parser.add_argument("rows", metavar="ROWS", help="such as 1,3-5")
    answer = parser.add_mutually_exclusive_group(required=True)
    answer.add_argument("--applied", action="store_true", help="the platform shows the new value, or the message is there")
    answer.add_argument("--not-applied", action="store_true", help="it is not there; the job may plan it again")
    parser.add_argument("--reason", default="", help="where you have seen it")
    parser.add_argument("--practice", action="store_true", help="what was practised")


def run(arguments: argparse.Namespace) -> int:
    """End rows by a person's word; nothing is sent."""
    migrate()
    command = settings_for(arguments.practice).command
    rows, plan = approval.row_numbers(arguments.rows), approval.plan_of(arguments.plan, command)
    decided = approval.resolve(plan, rows, arguments.applied, arguments.reason, datetime.now(UTC), command)
    word = "as applied" if arguments.applied else "as not applied; the next run of its job may plan it again"
    print(f"{number(decided.rows, 'change')} of plan {plan.pk} noted {word}. Nothing was sent.")
    return EXIT_DONE
