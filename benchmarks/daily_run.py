"""A daily run as it is at the real site: as slow as a real shop, with the pauses of a person before each action."""

from __future__ import annotations

from collections.abc import Iterator

from automation_suite.settings import Settings
from benchmarks.figure import Compared, Figure
from benchmarks.stage import SHOP_PACE, Stage, before_a_transfer, environment, in_turn, run_py, seconds_of
from tests.owner import JOB

PAUSES = "-".join(str(seconds) for seconds in Settings.model_fields["pace_seconds"].default)


def real_pace(stage: Stage) -> Iterator[Figure]:
    """Give how long a run takes that logs in; with a session that is still good it takes less."""
    owner = stage.owner("daily run")

    def run() -> float:
        before_a_transfer(owner.practice, SHOP_PACE)
        return seconds_of(run_py(JOB), environment(owner, PACE_SECONDS=PAUSES), owner.folder)

    took = in_turn(min(stage.rounds, 3), ours=run)
    yield Figure("a daily run at the real pace, with pauses", "s", took["ours"], 60, compared=Compared.ALONE)
