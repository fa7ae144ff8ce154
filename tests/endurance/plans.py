"""SIGKILL to a process that applies approved changes, at random moments, each followed by the next runs.

The shop lives in a file, and one of three changes must never be sent twice; it shows late. When it is interrupted, the
same command goes on.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from typing import Any

from automation_suite.history.setup import migrate
from automation_suite.monitoring.tables import show
from automation_suite.plans.models import Row
from tests.endurance.progress import Progress
from tests.plans.killing import killed_after, problems_after, stage

_ROWS = 5
_SHOWN_EACH = 25


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--count", type=int, default=500, help="how many kills")
    parser.add_argument("--seed", type=int, default=1, help="of the moments")


def run(arguments: argparse.Namespace) -> int:
    """Kill, judge, print the table; 1 when a bar is missed."""
    progress = Progress("plans", {"seed": arguments.seed})
    migrate()
    span = _whole_run(progress)
    print(f"Applying {3 * _ROWS} changes takes {span:.2f} s here.", flush=True)
    for number in range(len(progress.done), arguments.count):
        progress.add(_round(progress, f"{arguments.seed}-{number}", span))
        if (number + 1) % _SHOWN_EACH == 0:
            print(f"{number + 1} of {arguments.count} kills", flush=True)
    return _report(progress.done[: arguments.count])


def _whole_run(progress: Progress) -> float:
    """Measure how long applying takes here."""
    desk, started = stage(progress.folder, _ROWS), time.monotonic()
    desk.apply()
    return time.monotonic() - started


def _round(progress: Progress, seed: str, span: float) -> dict[str, Any]:
    desk = stage(progress.folder, _ROWS)
    killed = killed_after(desk, random.Random(seed).uniform(0, span * 1.1))
    sent = len(desk.shop.writes)
    problems = problems_after(desk)
    states = Counter(Row.objects.values_list("state", flat=True))
    return {"killed": killed, "sent": sent, "states": states, "problems": problems}


def _report(done: list[dict[str, Any]]) -> int:
    """Print how far the killed runs had come and what became of their rows; 1 when something must not be."""
    rows = []
    for name, low, high in (
        ("before the first write", 0, 0),
        ("in between", 1, 3 * _ROWS - 1),
        ("all was sent", 3 * _ROWS, 999),
    ):
        these = [one for one in done if low <= one["sent"] <= high]
        states = sum((Counter(one["states"]) for one in these), Counter())
        bad = sum(len(one["problems"]) for one in these)
        rows.append((name, str(len(these)), str(states["applied"]), str(states["unknown"]), str(bad)))
    show(("how far the killed run had come", "kills", "rows applied", "rows not known", "bars missed"), rows)
    killed = sum(one["killed"] for one in done)
    problems = [problem for one in done for problem in one["problems"]]
    print(f"\n{len(done)} rounds, {killed} of them killed at work; {len(problems)} doubled writes or rows without an end.")
    print("\n".join(problems[:20]))
    return 1 if problems else 0
