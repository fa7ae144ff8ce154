"""``run.py history``: the last runs, the newest first."""

from __future__ import annotations

import argparse

from rich.console import Console
from rich.table import Table

from automation_suite.history.models import Run
from automation_suite.history.setup import migrate
from automation_suite.money import dollars
from automation_suite.outcomes import EXIT_DONE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("job", nargs="?", default="", help="only this job, such as poshmark.balance_transfer")
    parser.add_argument("-n", type=int, default=20, help="how many")
    parser.add_argument("--practice", action="store_true", help="what was practised")


def run(arguments: argparse.Namespace) -> int:
    """Show the last runs."""
    migrate()
    rows = Run.objects.filter(job=arguments.job) if arguments.job else Run.objects.all()
    newest = list(rows.order_by("-started_at")[: arguments.n])
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("started", "job", "took", "outcome", "amount", "what happened"):
        table.add_column(column, overflow="fold", no_wrap=column != "what happened")
    for row in newest:
        table.add_row(*_cells(row))
    Console().print(table if newest else "No run yet.")
    return EXIT_DONE


def _cells(row: Run) -> tuple[str, ...]:
    took = f"{row.seconds:.0f} s" if row.seconds is not None else ""
    amount = dollars(row.amount) if row.amount is not None else ""
    started = f"{row.started_at.astimezone():%d %b %H:%M}"
    return started, row.job, took, row.outcome or "not ended", amount, row.sentence
