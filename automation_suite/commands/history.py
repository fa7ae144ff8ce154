"""``run.py history``: the last runs, the newest first."""

from __future__ import annotations

import argparse

from automation_suite.history.models import Run
from automation_suite.history.setup import migrate
from automation_suite.money import dollars
from automation_suite.monitoring.figures import newest_first
from automation_suite.monitoring.tables import show, when
from automation_suite.outcomes import EXIT_DONE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("job", nargs="?", default="", help="only this job or platform, such as poshmark.balance_transfer")
    parser.add_argument("-n", type=_number, default=20, metavar="NUMBER", help="how many; 20 when not given")
    parser.add_argument("--practice", action="store_true", help="what was practised")


def run(arguments: argparse.Namespace) -> int:
    """Show the last runs."""
    migrate()
    rows = [_cells(row) for row in newest_first(arguments.job)[: arguments.n]]
    if rows:
        show(("started", "job", "took", "outcome", "amount", "what happened"), rows)
    else:
        print(f'No run of "{arguments.job}" yet.' if arguments.job else "No run yet.")
    return EXIT_DONE


def _cells(row: Run) -> tuple[str, ...]:
    took = f"{row.seconds:.0f} s" if row.seconds is not None else ""
    amount = dollars(row.amount) if row.amount is not None else ""
    outcome = (row.outcome or "not ended") + (" (dry run)" if row.dry_run else "")
    return when(row.started_at), row.job, took, outcome, amount, row.sentence


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f'"{text}" is no number of runs; write it like 20')
    return int(text)
