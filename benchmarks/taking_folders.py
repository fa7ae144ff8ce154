"""Taking 2,000 run folders into an empty history, against robotframework-dashboard with the same files."""

from __future__ import annotations

import itertools
import os
import sqlite3
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from automation_suite.project import PROJECT
from benchmarks.figure import Figure
from benchmarks.stage import NO_DELAY, MeasuringError, Stage, before_a_transfer, in_turn, run_py, say, seconds_of
from tests.owner import JOB, Owner

_FOLDERS = 2000
# A transfer, a day with nothing to do, one that asked for a person: what a year of runs is made of.
_SCENARIOS = (NO_DELAY, f"{NO_DELAY}+balance-zero", f"{NO_DELAY}+other-amount")


def against_dashboard(stage: Stage) -> Iterator[Figure]:
    """Give the time of ``run.py history --rebuild`` against ``robotdashboard``, which only fills its database too."""
    dashboard = _install_dashboard(stage.folder / "dashboard")
    owner = stage.owner("run folders")
    results = _many_folders(owner, stage.folder / "many results")
    number = itertools.count()

    def ours() -> float:
        state = stage.folder / f"state {next(number)}"
        variables = {**owner.environment, "RESULTS_DIR": str(results), "STATE_DIR": str(state)}
        took = seconds_of(run_py("history", "--rebuild"), variables, owner.folder)
        _check_rows(state / "history.sqlite3", "automation_history_run")
        return took

    def theirs() -> float:
        database = stage.folder / f"dashboard {next(number)}.db"
        options = ("--outputfolderpath", str(results), "--databasepath", str(database))
        quiet = ("--generatedashboard", "False", "--listruns", "False")
        took = seconds_of([str(dashboard), *options, *quiet], owner.environment, stage.folder)
        _check_rows(database, "runs")
        return took

    took = in_turn(min(stage.rounds, 3), ours=ours, dashboard=theirs)
    yield Figure(
        f"taking {_FOLDERS:,} run folders against robotframework-dashboard", "s", took["ours"], 1 / 3, took["dashboard"]
    )


def _many_folders(owner: Owner, results: Path) -> Path:
    """Make the folders out of a few real runs, each on a day of its own."""
    outputs = []
    for scenario in _SCENARIOS:
        before_a_transfer(owner.practice, scenario)
        owner.types(JOB)
        outputs.append((owner.newest_folder / "output.xml").read_text())
    today = datetime.now(UTC)
    for number in range(_FOLDERS):
        day = today - timedelta(days=number + 1)
        folder = results / "poshmark" / "balance_transfer" / f"{day:%Y%m%dT%H%M%SZ}-{number % 65536:04x}"
        folder.mkdir(parents=True)
        content = outputs[number % len(outputs)].replace(f"{today:%Y-%m-%d}T", f"{day:%Y-%m-%d}T")
        (folder / "output.xml").write_text(content)
    say(f"  {_FOLDERS} folders, {sum(map(len, outputs)) // len(outputs) // 1000} KB of output.xml each")
    return results


def _install_dashboard(folder: Path) -> Path:
    """Install the dashboard into an environment of its own and return its command."""
    groups = tomllib.loads((PROJECT / "pyproject.toml").read_text())["dependency-groups"]
    say("  installing robotframework-dashboard …")
    seconds_of([sys.executable, "-m", "venv", str(folder)], os.environ, PROJECT)
    install = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    seconds_of([*install, *groups["benchmarks"]], os.environ, PROJECT)
    return folder / "bin" / "robotdashboard"


def _check_rows(database: Path, table: str) -> None:
    with sqlite3.connect(database) as connection:
        number = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    if number != _FOLDERS:
        raise MeasuringError(f"{database.name} has {number} runs instead of {_FOLDERS}")
