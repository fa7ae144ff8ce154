"""A transfer by the suite against a bare Playwright script of the same clicks, at two paces of the shop."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import BrowserBatteries

from automation_suite.browsers import ensure_browser, launch_arguments
from automation_suite.project import PROJECT
from automation_suite.settings import load_settings
from benchmarks.figure import Figure
from benchmarks.stage import NO_DELAY, SHOP_PACE, Stage, before_a_transfer, environment, in_turn, run_py, seconds_of
from practice.accounts import SELLER
from tests.owner import JOB, Owner

_NODE = Path(BrowserBatteries.__file__).parent / "bin"
_SCRIPT = PROJECT / "benchmarks" / "bare_script.js"


def shop_pace(stage: Stage) -> Iterator[Figure]:
    """Give the figure for practice as slow as a real shop."""
    yield _measured(stage, "a transfer against a bare script, shop's pace", SHOP_PACE, 1.4)


def no_delay(stage: Stage) -> Iterator[Figure]:
    """Give the figure for practice without any delay."""
    yield _measured(stage, "a transfer against a bare script, no delay", NO_DELAY, 2.5)


def _measured(stage: Stage, name: str, pace: str, bar: float) -> Figure:
    owner = stage.owner(f"same clicks {pace}")
    took = in_turn(stage.rounds, ours=lambda: _suite(owner, pace), script=lambda: _script(owner, pace))
    return Figure(name, "s", took["ours"], bar, took["script"])


def _suite(owner: Owner, pace: str) -> float:
    before_a_transfer(owner.practice, pace)
    return seconds_of(run_py(JOB), environment(owner), owner.folder)


def _script(owner: Owner, pace: str) -> float:
    before_a_transfer(owner.practice, pace)
    return seconds_of([str(_NODE / "node"), str(_SCRIPT)], _script_environment(owner), owner.folder)


def _script_environment(owner: Owner) -> dict[str, str]:
    """Return what the script reads; the browser is the suite's, with the same arguments."""
    own = {
        "NODE_PATH": str(_NODE / "wrapper" / "node_modules"),
        "SITE": owner.practice.site,
        "LOGIN_NAME": SELLER.user_name,
        "PASSWORD": SELLER.password,
        "BROWSER": str(ensure_browser(load_settings({}, None))),
        "BROWSER_ARGUMENTS": json.dumps(launch_arguments(os.geteuid() == 0)),
    }
    return {**owner.environment, **own}
