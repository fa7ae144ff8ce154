"""Twenty jobs through pabot, each of an account of its own, against the sum of their single times."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from benchmarks.accounts import Accounts, accounts
from benchmarks.daily_run import PAUSES
from benchmarks.figure import Figure
from benchmarks.stage import NO_DELAY, SHOP_PACE, Stage, in_turn, run_py, seconds_of

_JOBS = 20


def through_pabot(stage: Stage) -> Iterator[Figure]:
    """Give the time of all jobs together against twenty times that of one, at the real site's pace and without delay."""
    owner = accounts(stage, "twenty accounts", _JOBS)
    yield _figure(stage, owner, "the real site's pace", SHOP_PACE, 0.65, {"PACE_SECONDS": PAUSES})
    yield _figure(stage, owner, "no delay", NO_DELAY, 0.85, {})


def _figure(stage: Stage, owner: Accounts, name: str, pace: str, bar: float, settings: Mapping[str, str]) -> Figure:
    variables = owner.environment(**settings)

    def seconds(what: str) -> float:
        owner.before(pace)
        return seconds_of(run_py(what), variables, owner.owner.folder)

    took = in_turn(min(stage.rounds, 3), pabot=lambda: seconds("poshmark"), one=lambda: seconds(owner.jobs[0]))
    return Figure(f"{_JOBS} jobs through pabot against one by one, {name}", "s", took["pabot"], bar, took["one"] * _JOBS)
