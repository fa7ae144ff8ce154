"""Several processes decide and take back while another one applies, on both databases."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from automation_suite.project import PROJECT
from tests.deployment import test_postgresql
from tests.deployment.test_postgresql import database, migrate
from tests.plans.corner_shop import Shop
from tests.plans.together import ROWS

__all__ = ["database"]

_ROLES = ("apply", "decide-1", "decide-2", "undo-1", "undo-2")


def test_on_one_machine(tmp_path: Path) -> None:
    _all_at_once(f"sqlite:///{tmp_path}/history.sqlite3", tmp_path, 5)


@test_postgresql.pytestmark
def test_on_a_server(database: str, tmp_path: Path) -> None:
    _all_at_once(database, tmp_path, 5)


def _all_at_once(url: str, folder: Path, seconds: float) -> None:
    assert migrate(url).returncode == 0
    shop = Shop(folder / "shop.json")
    for number in range(ROWS):
        shop.put("price", str(number), "10.00")
    started = {role: _started(url, role, seconds, folder) for role in _ROLES}
    told = {role: process.communicate(timeout=120)[1] for role, process in started.items()}
    assert {role: words for role, words in told.items() if started[role].returncode} == {}
    assert _started(url, "look", 0, folder).communicate(timeout=60)[0] == "True []\n"


def _started(url: str, role: str, seconds: float, folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.plans.together", url, role, str(seconds), str(folder)]
    return subprocess.Popen(
        command, cwd=PROJECT, env={"PATH": os.environ["PATH"]}, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
