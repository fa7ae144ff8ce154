"""Forecasts: what each rule sees and says, and how often it is right on histories that nobody lived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from automation_suite.evidence.troubles import CAPTCHA
from automation_suite.history.models import Incident, Run
from automation_suite.jobs import load_jobs
from automation_suite.monitoring import forecast, health_check
from automation_suite.monitoring.forecast_rules import Forecast, Limits, Start, forecasts, sure_words
from automation_suite.settings import load_settings
from tests.monitoring.bars import creep_is_found, false_warnings, rise_is_found
from tests.monitoring.synthetic import FIRST, World

DAY = timedelta(days=1)
LIMITS = Limits(420)
CASES = [f"case {number}" for number in range(20)]


def _starts(number: int) -> list[Start]:
    return [Start(FIRST + DAY * day, 40 + day % 5, True) for day in range(number)]


def _changed(starts: Sequence[Start], last: int, **facts: object) -> list[Start]:
    return [*starts[:-last], *(replace(start, **facts) for start in starts[-last:])]  # type: ignore[arg-type]


def _found(starts: Sequence[Start], limits: Limits = LIMITS) -> dict[str, Forecast]:
    return {each.rule: each for each in forecasts(starts, limits, [], starts[-1].at)}


def test_a_quiet_job_raises_nothing() -> None:
    assert _found(_starts(100)) == {}
    assert list(forecasts([], LIMITS, [], FIRST)) == []


def test_three_failures_in_ten() -> None:
    assert _found(_changed(_starts(50), 2, good=False)) == {}
    assert _found(_changed(_starts(50), 3, good=False))["failures"] == Forecast(
        "failures", "3 of its last 10 starts failed, before that 0 of 40.",
        "If it goes on, expect the next failure within 4 days.",
    )  # fmt: skip


def test_a_job_that_starts_often_may_fail_once_more() -> None:
    often = Limits(420, 4)
    assert _found(_changed(_starts(50), 3, good=False), often) == {}
    assert "within a day" in _found(_changed(_starts(50), 4, good=False), often)["failures"].expected


def test_more_retries_than_usual() -> None:
    assert list(_found(_changed(_starts(60), 4, attempts=2))) == ["retries"]
    always = [replace(start, attempts=2 if number % 3 else 1) for number, start in enumerate(_starts(60))]
    assert _found(always) == {}


def test_a_rising_duration_names_the_day_on_which_the_promise_breaks() -> None:
    rising = [replace(start, seconds=start.seconds + max(0, number - 62) * 0.55) for number, start in enumerate(_starts(95))]
    found = _found(rising)["duration"]
    assert found.saw == "Its runs take longer and longer: 42 s until 06 March 2027, 57 s in the last days."
    assert found.expected.startswith("At this pace they take longer than the 60 s that are promised from about")
    assert found.expected.endswith("April 2027 on.")


def test_a_duration_that_only_jumps_up_and_down_raises_nothing() -> None:
    assert _found([replace(start, seconds=20 if day % 2 else 90) for day, start in enumerate(_starts(100))]) == {}


def test_a_duration_beyond_the_promise_is_measured_against_the_time_limit() -> None:
    rising = [replace(start, seconds=100 + max(0, number - 40)) for number, start in enumerate(_starts(95))]
    assert "the 420 s that a run may take" in _found(rising)["duration"].expected
    assert "already" in _found([replace(start, seconds=start.seconds * 5) for start in rising])["duration"].expected


def test_a_narrow_margin() -> None:
    assert _found(_changed(_starts(20), 1, seconds=400)) == {}
    assert _found(_changed(_starts(20), 2, seconds=400))["margin"].saw == (
        "2 of its last 10 runs took more than 336 s; after 420 s a run is ended."
    )


def test_growing_drift() -> None:
    drifting = _changed(_starts(20), 20, drifting=frozenset({"a"}))
    assert _found(drifting) == {}
    assert _found(_changed(drifting, 3, drifting=frozenset({"a", "b"}))) == {}
    assert _found(_changed(drifting, 3, drifting=frozenset({"a", "b", "c"})))["drift"].saw == (
        "The page changes in more and more places; since 18 January 2027 also around b, c."
    )


def test_a_balance_that_stays() -> None:
    moving = _changed(_starts(20), 20, amount=Decimal("275.70"))
    assert _found(_changed(moving, 3, amount=None, balance=Decimal(800))) == {}
    assert _found(_changed(moving, 2, amount=None, balance=Decimal(900))) == {}
    assert _found(_changed(moving, 3, amount=None, balance=Decimal(900)))["balance"].saw == (
        "$900.00 stay where they are; since 18 January 2027 nothing is moved. Usual is $275.70."
    )


@pytest.mark.parametrize(("after", "near"), [(20, False), (27, True), (33, True), (40, False)])
def test_a_login_that_comes_round(after: int, near: bool) -> None:
    logins = [FIRST + DAY * day for day in (0, 30, 61, 90, 120)]
    found = list(forecasts([], LIMITS, logins, logins[-1] + DAY * after))
    assert [each.rule for each in found] == (["login"] if near else [])
    irregular = [*logins[:2], logins[2] + DAY * 9, *logins[3:]]
    assert list(forecasts([], LIMITS, irregular, logins[-1] + DAY * after)) == []


def test_a_rise_of_the_failures_is_found_within_ten_days_in_18_of_20() -> None:
    assert sum(rise_is_found(World(), seed) is not None for seed in CASES) >= 18
    assert sum(rise_is_found(World(retries=False, starts_a_day=4), seed) is not None for seed in CASES) >= 18


def test_a_creeping_duration_is_found_before_its_limit_in_15_of_20() -> None:
    for world in (World(), World(retries=False)):
        assert sum(creep_is_found(world, seed) is not None for seed in CASES) >= 15


def test_quiet_years_have_at_most_half_a_false_warning() -> None:
    assert false_warnings(World(), CASES).total() / len(CASES) <= 0.5


@pytest.mark.usefixtures("history")
def test_starts_come_from_the_history_and_the_warning_stands_in_the_health_check(tmp_path: Path) -> None:
    job = load_jobs()[0]
    for day in range(30):
        failed = day >= 27
        _run(job.name, FIRST + DAY * day, failed, figures={"balance": "12.00"})
        if failed:
            # Made up for: a second run after the same start says nothing about the next one.
            _run(job.name, FIRST + DAY * day + timedelta(hours=3), failed=False, figures={"balance": "no number"})
    _run(job.name, FIRST + DAY * 29 + timedelta(hours=5), failed=True, dry_run=True)
    now = FIRST + DAY * 29 + timedelta(hours=6)
    starts = forecast.last_starts(job, now)
    assert (len(starts), [start.good for start in starts].count(False), starts[0].balance) == (30, 3, Decimal(12))
    settings = load_settings({"STATE_DIR": str(tmp_path)}, None)
    [finding] = health_check.get_automation_status(job.name, settings, now)["findings"]
    assert finding == {
        "job": job.name, "severity": "warning",
        "sentence": "3 of its last 10 starts failed, before that 0 of 20. If it goes on, expect the next failure within 4"
        f" days. {sure_words('failures')}",
        "remedy": f"Look what they have in common: python run.py history {job.name}",
    }  # fmt: skip


@pytest.mark.usefixtures("history")
def test_logins_come_from_the_incidents() -> None:
    job = load_jobs()[0]
    for day in (0, 30, 60):
        Incident.objects.create(
            job=job.name, fingerprint=str(day), outcome="needs a person", trouble=CAPTCHA, sentence="",
            opened_at=FIRST + DAY * day, last_seen_at=FIRST, closed_at=FIRST + DAY * day,
        )  # fmt: skip
    assert forecast.last_logins(job) == [FIRST, FIRST + DAY * 30, FIRST + DAY * 60]


def _run(job: str, start: object, failed: bool, **facts: object) -> None:
    Run.objects.create(
        job=job, started_at=start, ended_at=start + timedelta(seconds=40), host="h", process_id=1, folder="",  # type: ignore[operator]
        outcome="failed" if failed else "done", amount=None if failed else Decimal("275.70"), **facts,
    )  # fmt: skip
