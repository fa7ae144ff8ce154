"""``python -m benchmarks [ROW …]``: measures, prints one table, and ends with 1 when a bar is missed."""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks import (
    daily_run,
    dismissing,
    evidence,
    idle_scheduler,
    keeping_stock,
    long_history,
    oversells,
    own_overhead,
    planning,
    same_clicks,
    second_run,
    taking_folders,
    twenty_jobs,
    two_accounts,
)
from benchmarks.figure import Figure, table
from benchmarks.stage import MeasuringError, Stage, machine, say

ROWS: dict[str, tuple[Callable[[Stage], Iterator[Figure]], str]] = {
    "daily-run": (daily_run.real_pace, "a daily run at the real site's pace and pauses"),
    "shop-pace": (same_clicks.shop_pace, "a transfer against a bare script, practice as slow as a real shop"),
    "no-delay": (same_clicks.no_delay, "the same, practice without any delay"),
    "own-overhead": (own_overhead.cpu_time, "own CPU time over starting robot on the same suite by hand"),
    "two-accounts": (two_accounts.at_once, "two accounts through pabot against two started by hand at once"),
    "run-folders": (taking_folders.against_dashboard, "taking 2,000 run folders against robotframework-dashboard"),
    "health-check": (long_history.health_check, "health-check with 100,000 runs in the history against 100"),
    "against-django": (long_history.against_django, "health-check with 100,000 runs against starting Django alone"),
    "dashboard": (long_history.dashboard, "the dashboard with 100,000 runs in the history"),
    "scheduler": (idle_scheduler.idle, "the scheduler while nothing is due, for ten minutes"),
    "twenty-jobs": (twenty_jobs.through_pabot, "20 jobs through pabot against the sum of their single times"),
    "memory": (two_accounts.memory, "peak memory of the suite's own Python processes, and of one whole run"),
    "evidence": (evidence.capture, "the evidence after a failure"),
    "oversells": (oversells.against_poller, "oversells in a simulated month against a poller of 15 minutes"),
    "keeping-stock": (keeping_stock.requests_and_time, "inventory_sync of 10,000 items: requests, and against a bare loop"),
    "second-run": (second_run.plans_nothing, "every job of eBay and Etsy twice: the second run plans nothing"),
    "planning": (planning.ten_thousand_prices, "planning 10,000 price changes, and the memory that it takes"),
    "dismiss": (dismissing.where_nothing_is, "Dismiss Modals on a page where nothing is to be closed"),
}


def main() -> int:
    """Measure the rows that are asked for, or all."""
    arguments = _parser().parse_args()
    figures: list[Figure] = []
    where, interrupted, failed = machine(), False, False
    try:
        failed = not _measure(arguments.row or list(ROWS), arguments.rounds, figures)
    except KeyboardInterrupt:
        interrupted = True
        say("\nInterrupted. What was measured until then:")
    print(f"{table(figures)}\n\n{where}; medians of {arguments.rounds}, of at most 3 for what takes long")
    if interrupted:
        return 130
    return 1 if failed or not all(figure.is_met for figure in figures) else 0


def _measure(names: Sequence[str], rounds: int, figures: list[Figure]) -> bool:
    """Add the figures of some rows, and tell whether all could be measured."""
    all_measured = True
    with tempfile.TemporaryDirectory(prefix="suite-benchmarks-") as folder, contextlib.ExitStack() as stack:
        stage = Stage(Path(folder), rounds, stack)
        for number, name in enumerate(names, 1):
            say(f"[{number}/{len(names)}] {ROWS[name][1]}")
            try:
                figures.extend(ROWS[name][0](stage))
            except MeasuringError as error:
                all_measured = False
                say(f"  could not be measured: {error}")
    return all_measured


def _row(text: str) -> str:
    if text not in ROWS:
        raise argparse.ArgumentTypeError(f'there is no row "{text}"; the rows are {", ".join(ROWS)}')
    return text


def _rounds(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f'"{text}" is no number of rounds; write it like 5')
    return int(text)


def _parser() -> argparse.ArgumentParser:
    rows = "\n".join(f"  {name:14} {text}" for name, (_, text) in ROWS.items())
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=__doc__,
        epilog=f"rows:\n{rows}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("row", nargs="*", type=_row, metavar="ROW", help="what to measure; all when not given")
    parser.add_argument("--rounds", type=_rounds, default=5, metavar="NUMBER", help="how often each side; 5 when not given")
    return parser


if __name__ == "__main__":
    sys.exit(main())
