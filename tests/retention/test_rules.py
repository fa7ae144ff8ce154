"""Which run folders go, by the rules alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from automation_suite.retention.rules import Folder, Limits, going

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LIMITS = Limits(good_days=60, other_days=365, megabytes=0)


def folder(days: float, good: bool = True, needed: str = "", size: int = 1_000_000) -> Folder:
    return Folder(Path(f"{days} {good} {needed}"), "shop.work", NOW - timedelta(days=days), size, good, needed)


def gone(folders: list[Folder], limits: Limits = LIMITS) -> list[Folder]:
    return [one.folder for one in going(folders, limits, NOW)]


def test_failures_are_kept_longer_than_successes() -> None:
    young, old = folder(60), folder(61)
    failed, long_ago = folder(365, good=False), folder(366, good=False)
    found = going([young, old, failed, long_ago], LIMITS, NOW)
    assert [(one.folder, one.why) for one in found] == [
        (old, "good, older than 60 days"), (long_ago, "not good, older than 365 days"),
    ]  # fmt: skip


def test_what_is_needed_stays_however_old_it_is() -> None:
    assert gone([folder(4000, needed="a transfer of it is open")], Limits(1, 1, 1)) == []


def test_too_much_takes_good_ones_first_and_the_oldest_first() -> None:
    good, newer, failed = folder(30), folder(20), folder(40, good=False)
    limits = Limits(60, 365, megabytes=1)
    assert gone([failed, newer, good], limits) == [good, newer]
    assert gone([failed, newer, good], Limits(60, 365, 2)) == [good]
    assert gone([failed, newer, good], Limits(60, 365, 3)) == []
    assert gone([failed, newer, good], LIMITS) == []


def test_what_is_too_old_makes_room_first() -> None:
    old, young = folder(61), folder(30)
    assert gone([young, old], Limits(60, 365, 1)) == [old]


def test_nothing_of_the_last_day_goes() -> None:
    assert gone([folder(0.9, size=10**12), folder(0.5, good=False)], Limits(1, 1, 1)) == []


FOLDERS = st.lists(
    st.builds(
        folder, st.floats(0, 1000), st.booleans(), st.sampled_from(("", "needed")), st.integers(0, 5_000_000)
    ),
    unique_by=lambda one: one.path,
    max_size=30,
)  # fmt: skip


@given(FOLDERS, st.builds(Limits, st.integers(1, 400), st.integers(1, 400), st.integers(0, 20)))
def test_never_what_is_needed_or_young_and_never_more_than_must(folders: list[Folder], limits: Limits) -> None:
    found = going(folders, limits, NOW)
    going_ones = [one.folder for one in found]
    assert len({one.path for one in going_ones}) == len(going_ones)
    assert all(not one.needed and NOW - one.started_at > timedelta(days=1) for one in going_ones)
    for_room = [one.folder for one in found if "MB" in one.why]
    if for_room:
        left = sum(one.size for one in folders if one not in going_ones)
        assert left + for_room[-1].size > limits.megabytes * 1_000_000
