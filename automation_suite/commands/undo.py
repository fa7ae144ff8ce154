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
from automation_suite.plans.undo import NotUndone, Undo, undo
from automation_suite.plans.wording import number, states_text
from automation_suite.practice_site import settings_for

# Of more rows that stay for the same reason only the first ones are named.
_MOST_NAMED = 5


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
    say_what_stays(taken_back)
    if taken_back.plan is None:
        standing = states_text(plan.rows.values_list("state", flat=True))
        why = "" if taken_back.not_undone else f" Nothing of it was applied: {standing}."
        print(f"Nothing of {arguments.what} can be taken back, so nothing was changed.{why}")
        return EXIT_FAILED
    print(f"Plan {taken_back.plan.pk} takes back {number(taken_back.rows, 'change')} of plan {plan_number}.", flush=True)
    return apply_now(taken_back.plan, arguments.practice)


def say_what_stays(taken_back: Undo) -> None:
    """Print which rows are not taken back, and why."""
    groups: dict[str, list[NotUndone]] = {}
    for one in taken_back.not_undone:
        groups.setdefault(one.why.rstrip("."), []).append(one)
    for why, rows in groups.items():
        if len(rows) > _MOST_NAMED:
            named = ", ".join(str(row.number) for row in rows[:_MOST_NAMED])
            print(f"{len(rows):,} rows ({named} …) stay as they are: {why}.")
            continue
        for row in rows:
            print(f"Row {row.number} ({row.label}) stays as it is: {why}.")
