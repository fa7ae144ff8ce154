"""The simulated month tells good from bad: fewer oversells than a poller, and nothing zeroed that is there."""

from __future__ import annotations

import pytest

from benchmarks import oversells
from benchmarks.oversells import Poller, Suite, month


def test_the_rules_sell_far_less_twice_than_a_poller_does() -> None:
    ours, other = (month(keeper, seed=3, items=800) for keeper in (Suite, Poller))
    assert ours.sold_out == other.sold_out == 800
    assert other.oversold > 40
    assert ours.oversold < other.oversold / 5
    assert ours.wrongly_zeroed == 0
    assert ours.middle.total_seconds() < 90


def test_empty_answers_zero_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oversells, "_EMPTY", 0.9)
    assert month(Suite, seed=4, items=100).wrongly_zeroed == 0
