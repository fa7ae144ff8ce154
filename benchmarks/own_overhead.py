"""What ``run.py`` costs beside Robot Framework itself, in CPU time of the Python processes.

Both sides make a dry run, because a suite that is started by hand always does, and both write output, log and report.
Node and the browser do the same work on both sides and are not counted.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from automation_suite.project import PROJECT
from benchmarks.figure import Compared, Figure
from benchmarks.stage import NO_DELAY, Stage, before_a_transfer, environment, in_turn, run_py
from benchmarks.watched import watch
from tests.owner import JOB, Owner

_SUITE = PROJECT / "suites" / "poshmark" / "balance_transfer.robot"


def cpu_time(stage: Stage) -> Iterator[Figure]:
    """Give the CPU time of ``run.py --dry-run`` against that of ``robot`` with the same suite."""
    owner = stage.owner("own overhead")
    by_hand = [
        sys.executable, "-m", "robot", "--pythonpath", str(PROJECT), "--outputdir", str(owner.folder / "by hand"),
        "--console", "none", str(_SUITE),
    ]  # fmt: skip
    took = in_turn(
        stage.rounds, ours=lambda: _cpu_seconds(owner, run_py(JOB, "--dry-run")), robot=lambda: _cpu_seconds(owner, by_hand)
    )
    yield Figure(
        "own CPU time over starting robot by hand", "s", took["ours"], 0.8, took["robot"], Compared.DIFFERENCE
    )  # fmt: skip


def _cpu_seconds(owner: Owner, command: list[str]) -> float:
    before_a_transfer(owner.practice, NO_DELAY)
    return watch(command, environment(owner), owner.folder).python_cpu_seconds
