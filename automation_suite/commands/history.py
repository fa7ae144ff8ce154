"""``run.py history``: the last runs, the newest first; ``--rebuild`` takes runs from their folders."""

from __future__ import annotations

import argparse

from automation_suite.history.models import Run
from automation_suite.history.setup import migrate
from automation_suite.jobs import jobs_of
from automation_suite.money import dollars
from automation_suite.monitoring.figures import newest_first
from automation_suite.monitoring.tables import show, when
from automation_suite.outcomes import EXIT_DONE, EXIT_FAILED
from automation_suite.practice_site import settings_for
from automation_suite.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("job", nargs="?", default="", help="only this job or platform, such as poshmark.balance_transfer")
    parser.add_argument("-n", type=_number, default=20, metavar="NUMBER", help="how many; 20 when not given")
    parser.add_argument("--practice", action="store_true", help="what was practised")
    parser.add_argument(
        "--rebuild", action="store_true",
        help="take all runs that the history does not know from their folders in the results; touches no run that it"
        " knows, and makes up no transfer",
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Show the last runs, or take runs from their folders."""
    migrate()
    if arguments.rebuild:
        return _rebuild(settings_for(arguments.practice))
    rows = [_cells(row) for row in newest_first(arguments.job)[: arguments.n]]
    if rows:
        show(("started", "job", "took", "outcome", "amount", "what happened"), rows)
    else:
        print(f'No run of "{arguments.job}" yet.' if arguments.job else "No run yet.")
    return EXIT_DONE


def _rebuild(settings: Settings) -> int:
    # Reading outputs needs Robot Framework, which the other commands of the history do without.
    from automation_suite.running import run_folders

    accounts = {job.name: job.account_name for job in jobs_of(settings)}
    taken = run_folders.take(settings, accounts, lambda done, all_: print(f"{done} of {all_} folders read", flush=True))
    runs = f"{taken.added} run" if taken.added == 1 else f"{taken.added} runs"
    print(f"{runs} taken from {settings.results_path}; {taken.known} were known before and stay as they are.")
    if taken.added:
        print(
            "No transfer was taken: the money journal is never made up from logs. If its database is lost, restore it from"
            " a backup; what a run says it moved stands in its sentence."
        )
    for folder, reason in taken.unreadable.items():
        print(f"Left out {folder}: {reason}.")
    return EXIT_FAILED if taken.unreadable else EXIT_DONE


def _cells(row: Run) -> tuple[str, ...]:
    took = f"{row.seconds:.0f} s" if row.seconds is not None else ""
    amount = dollars(row.amount) if row.amount is not None else ""
    outcome = (row.outcome or "not ended") + (" (dry run)" if row.dry_run else "")
    return when(row.started_at), row.job, took, outcome, amount, row.sentence


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f'"{text}" is no number of runs; write it like 20')
    return int(text)
