"""Pages that change, one change at a time: is each change told before it breaks a run, and is nothing told without one?

Three parts: runs on unchanged pages; every change of ``practice/markup_changes.py`` alone; and all changes of one part of
the pages one after the other, in several orders, until a run breaks. Each row of changes begins with the history of the
first unchanged runs. When it is interrupted, the same command goes on.
"""

from __future__ import annotations

import argparse
import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from automation_suite.monitoring.tables import show
from tests.endurance import drift_rules
from tests.endurance.drift_rules import ASKED, GUESSED, NOTHING_LOST, TOLD, UNTOLD, RunSeen
from tests.endurance.progress import Progress
from tests.endurance.stage import run_the_job
from tests.owner import Owner
from tests.practice_server import PracticeServer, practice_site

_AMOUNT = "275.70"
# As many as it takes until the ways to find things count as known.
_RUNS_BEFORE = 4
_UNCHANGED, _ALONE, _IN_A_ROW = "unchanged", "alone", "in a row"
_LEAST_TOLD = 0.95


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--unchanged", type=int, default=100, help="runs on unchanged pages")
    parser.add_argument("--orders", type=int, default=3, help="orders of the changes of each part of the pages")
    parser.add_argument("--seed", type=int, default=1, help="of the orders")


def run(arguments: argparse.Namespace) -> int:
    """Run on unchanged and changed pages, print the table; 1 when a bar is missed."""
    progress = Progress("drift", {"seed": arguments.seed, "orders": arguments.orders, "unchanged": arguments.unchanged})
    rows = [(_ALONE, row) for row in drift_rules.alone()]
    rows += [(_IN_A_ROW, row) for row in drift_rules.in_a_row(arguments.seed, arguments.orders)]
    with practice_site(progress.folder / "site") as site:
        _unchanged(progress, site, arguments.unchanged)
        begun = len(progress.done) - arguments.unchanged
        for number, (part, changes) in enumerate(rows[begun:], start=begun + 1):
            result = {"part": part, "changes": changes, "runs": _play(progress.folder, site, changes)}
            progress.add(result)
            print(f"[{number:3}/{len(rows)}] {part}: {_words(result)}", flush=True)
    return _report(progress.done)


def _unchanged(progress: Progress, site: PracticeServer, count: int) -> None:
    owner = Owner(progress.folder / "unchanged", site)
    owner.folder.mkdir(exist_ok=True)
    for number in range(len(progress.done), count):
        if number == _RUNS_BEFORE:
            shutil.copytree(owner.folder, progress.folder / "before", dirs_exist_ok=True)
        # Every other morning the session has ended.
        seen = _morning(owner, "instant", new_session=number % 2 == 0)
        progress.add({"part": _UNCHANGED, "status": seen.status, "drift": list(seen.drift)})
        print(f"[{number + 1:3}/{count}] {_UNCHANGED}: {seen.status} {', '.join(seen.drift)}", flush=True)


def _play(folder: Path, site: PracticeServer, changes: Sequence[str]) -> list[dict[str, Any]]:
    """Make one change after the other, with a run after each, until a run breaks."""
    owner = Owner(folder / "changed", site)
    shutil.rmtree(owner.folder, ignore_errors=True)
    shutil.copytree(folder / "before", owner.folder)
    runs: list[dict[str, Any]] = []
    for number in range(1, len(changes) + 1):
        now = changes[:number]
        seen = _morning(owner, "+".join(("instant", *now)), new_session=True)
        told_before = any(run["drift"] for run in runs)
        runs.append({
            "change": now[-1], "status": seen.status, "drift": list(seen.drift),
            "counts as": drift_rules.judge(now, seen, told_before, _AMOUNT),
        })  # fmt: skip
        if seen.status:
            break
    return runs


def _morning(owner: Owner, scenario: str, new_session: bool) -> RunSeen:
    owner.practice.reset()
    owner.practice.behave(scenario)
    if new_session:
        owner.practice.end_sessions()
    status = run_the_job(owner).status
    return RunSeen(status, owner.drift(), owner.practice.payments, owner.practice.dangers)


def _words(result: dict[str, Any]) -> str:
    return "; ".join(f"{run['change']} {run['counts as']} {', '.join(run['drift'])}".rstrip() for run in result["runs"])


def _report(done: Sequence[dict[str, Any]]) -> int:
    unchanged = [item for item in done if item["part"] == _UNCHANGED]
    false_flags = sum(bool(item["drift"]) for item in unchanged)
    broken = sum(item["status"] != 0 for item in unchanged)
    counts = {part: Counter(run["counts as"] for item in done if item["part"] == part for run in item["runs"])
              for part in (_ALONE, _IN_A_ROW)}  # fmt: skip
    heads = ("changes", "runs", TOLD, NOTHING_LOST, ASKED, UNTOLD, GUESSED)
    show(heads, [(part, str(sum(each.values())), *(str(each[head]) for head in heads[2:])) for part, each in counts.items()])
    total = sum(counts.values(), Counter[str]())
    breaks = [item["runs"][-1] for item in done if item["part"] == _IN_A_ROW and item["runs"][-1]["status"]]
    relevant = total[TOLD] + total[UNTOLD]
    share = total[TOLD] / relevant if relevant else 1.0
    print(
        f"\n{len(unchanged)} runs on unchanged pages: {false_flags} false flags, {broken} not well."
        f" Of the changes that took something away, {total[TOLD]} of {relevant} were told before they broke a run"
        f" ({share:.1%}); {len(breaks)} rows ended in a run that stopped; money guessed: {total[GUESSED]}."
    )
    return 1 if false_flags or broken or share < _LEAST_TOLD or total[GUESSED] else 0
