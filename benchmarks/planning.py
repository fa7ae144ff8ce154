"""Planning the prices of ten thousand offers: how long it takes, and how much memory."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterator

from automation_suite.project import PROJECT
from benchmarks.figure import Figure
from benchmarks.long_history import environment_of
from benchmarks.stage import Stage, seconds_of
from benchmarks.watched import watch

_OFFERS = 10_000


def ten_thousand_prices(stage: Stage) -> Iterator[Figure]:
    """Give the time of the whole process that finds the prices and keeps plan, page and table; and its memory."""
    command = [sys.executable, "-m", "benchmarks.planned_prices", str(_OFFERS)]
    folders = [stage.folder / f"planning {number}" for number in range(stage.rounds + 1)]
    for folder in folders:
        folder.mkdir()
    took = [seconds_of(command, environment_of(folder), PROJECT) for folder in folders[1:]]
    yield Figure(f"planning {_OFFERS:,} price changes", "s", statistics.median(took), 5.0)
    peak = watch(command, environment_of(folders[0]), PROJECT).largest_python_bytes
    yield Figure(f"memory of planning {_OFFERS:,} price changes", "MB", peak / 1e6, 300)
