"""SIGKILL at every point of applying, and at random moments."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from automation_suite.history.setup import migrate
from automation_suite.plans.models import Row, RowState
from tests.plans.killing import killed_after, killed_at_point, problems_after, stage

_ROWS = 2


@pytest.fixture(autouse=True)
def _tables() -> None:
    migrate()


def test_at_every_point(tmp_path: Path) -> None:
    point, unknown = 1, 0
    while True:
        desk = stage(tmp_path, _ROWS)
        killed = killed_at_point(desk, point)
        assert problems_after(desk) == [], f"killed at point {point}"
        unknown += Row.objects.filter(state=RowState.UNKNOWN).exists()
        if not killed:
            break
        point += 1
    # Three kinds of changes, each with its reads, writes and commits.
    assert point > 40
    # Killed between the note and the write of a message nobody can know; this is told and not guessed.
    assert 0 < unknown < point / 4


@pytest.mark.parametrize("seed", range(5))
def test_at_a_random_moment(tmp_path: Path, seed: int) -> None:
    desk = stage(tmp_path, 10)
    killed_after(desk, random.Random(seed).uniform(0, 0.3))
    assert problems_after(desk) == []
