"""With 100,000 runs in the history: ``health-check`` against 100 and against starting Django alone, and the dashboard."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from automation_suite.project import PROJECT
from benchmarks.figure import Figure
from benchmarks.stage import Stage, in_turn, run_py, say, seconds_of

_FEW, _MANY = 100, 100_000
# The start that every command of a web application pays, with nothing asked of the database.
_DJANGO = "import os; from automation_suite.history.setup import setup; setup(os.environ['DATABASE_URL'])"


def health_check(stage: Stage) -> Iterator[Figure]:
    """Give the time with the long history against that with the short one. Both are healthy."""
    histories = {number: _filled(stage.folder / f"{number} runs", number) for number in (_FEW, _MANY)}

    def seconds(number: int) -> float:
        return seconds_of(run_py("health-check"), histories[number], stage.folder)

    took = in_turn(stage.rounds, many=lambda: seconds(_MANY), few=lambda: seconds(_FEW))
    yield Figure(f"health-check with {_MANY:,} runs against {_FEW}", "s", took["many"], 1.2, took["few"])


def against_django(stage: Stage) -> Iterator[Figure]:
    """Give the time of the whole process with the long history against starting Django with the same settings."""
    variables = _filled(stage.folder / "against Django", _MANY)

    def django() -> float:
        return seconds_of([sys.executable, "-P", "-c", _DJANGO], variables, stage.folder)

    def ours() -> float:
        return seconds_of(run_py("health-check"), variables, stage.folder)

    took = in_turn(stage.rounds, ours=ours, django=django)
    yield Figure(f"health-check with {_MANY:,} runs against starting Django", "s", took["ours"], 1.5, took["django"])


def dashboard(stage: Stage) -> Iterator[Figure]:
    """Give the time of ``run.py dashboard`` with the long history, and the size of the page."""
    variables = _filled(stage.folder / "dashboard", _MANY)
    took = in_turn(stage.rounds, ours=lambda: seconds_of(run_py("dashboard"), variables, stage.folder))
    yield Figure(f"dashboard with {_MANY:,} runs", "s", took["ours"], 3.0)
    size = (Path(variables["STATE_DIR"]) / "dashboard.html").stat().st_size
    yield Figure(f"size of the dashboard with {_MANY:,} runs", "MB", size / 1e6, 1.5)


def _filled(folder: Path, number: int) -> dict[str, str]:
    """Fill a history and return the environment of an owner who has it."""
    folder.mkdir()
    variables = environment_of(folder)
    say(f"  writing {number:,} runs …")
    seconds_of([sys.executable, "-m", "benchmarks.filled_history", str(number)], variables, PROJECT)
    return variables


def environment_of(folder: Path) -> dict[str, str]:
    """Return the environment of an owner who keeps everything in a folder."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    # Each is named, so that nothing of an owner's own settings file counts here.
    own = {
        "STATE_DIR": str(folder / "state"),
        "RESULTS_DIR": str(folder / "results"),
        "DATABASE_URL": f"sqlite:///{folder / 'state' / 'history.sqlite3'}",
        "JOBS_FILE": str(PROJECT / "jobs.toml"),
        "PYTHONPATH": str(PROJECT),
    }
    return {**kept, **own}
