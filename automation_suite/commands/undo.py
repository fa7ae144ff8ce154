"""``run.py undo RECEIPT|PLAN``: take back what was applied, as far as the platform allows it."""

from __future__ import annotations

import argparse
import getpass
from datetime import UTC, datetime

from automation_suite.commands.approve import apply_now
from automation_suite.errors import PermanentError
from automation_suite.history.setup import migrate
from automation_suite.outcomes import EXIT_FAILED
from automation_suite.plans import approval
from automation_suite.plans.receipts import plan_and_row
from automation_suite.plans.undo import Undo, undo
from automation_suite.plans.wording import number, states_text
from automation_suite.practice_site import settings_for


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("what", metavar="RECEIPT|PLAN", help="7 for all of plan 7, 7.3 for the receipt of its row 3")
    parser.add_argument("--rows", metavar="ROWS", help="only these rows of the plan, such as 1,3-5")
    parser.add_argument("--practice", action="store_true", help="what was practised")


def run(arguments: argparse.Namespace) -> int:
    """Make the plan that takes it back, and start the job that applies it."""
    migrate()
    plan_number, row = plan_and_row(arguments.what)
    if row is not None and arguments.rows is not None:
        raise PermanentError("A receipt is one row; --rows needs a whole plan. Nothing was changed.")
    rows = {row} if row is not None else None
    rows = approval.row_numbers(arguments.rows) if arguments.rows is not None else rows
    command = settings_for(arguments.practice).command
    plan = approval.plan_of(plan_number, command)
    taken_back = undo(plan, rows, getpass.getuser(), datetime.now(UTC), command)
    _say_what_stays(taken_back)
    if taken_back.plan is None:
        standing = states_text(plan.rows.values_list("state", flat=True))
        why = "" if taken_back.not_undone else f" Nothing of it was applied: {standing}."
        print(f"Nothing of {arguments.what} can be taken back, so nothing was changed.{why}")
        return EXIT_FAILED
    print(f"Plan {taken_back.plan.pk} takes back {number(taken_back.rows, 'change')} of plan {plan_number}.", flush=True)
    return apply_now(taken_back.plan, arguments.practice)


def _say_what_stays(taken_back: Undo) -> None:
    for one in taken_back.not_undone:
        print(f"Row {one.number} ({one.label}) stays as it is: {one.why.rstrip('.')}.")
