"""The error budget: the four promises, from the history, and no data said as such."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from automation_suite import incidents
from automation_suite.history.models import Incident, Run
from automation_suite.jobs import Job, load_jobs
from automation_suite.monitoring import error_budget, health_check
from automation_suite.monitoring.error_budget import Past, PastRun, Promise, Tally, Trouble
from automation_suite.settings import load_settings

# 06:05 in New York is 11:05 UTC in January.
FIRST = datetime(2027, 1, 1, 11, 5, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def _past(days: int, bad: tuple[int, ...] = (), slow: tuple[int, ...] = (), troubles: tuple[Trouble, ...] = ()) -> Past:
    """A run each day at its start, as many as asked for, and one start more, whose day is not over."""
    runs = [
        PastRun(
            FIRST + DAY * day, FIRST + DAY * day + timedelta(seconds=60 if day in slow else 59),
            "failed" if day in bad else "nothing to do",
        )
        for day in range(days)
    ]  # fmt: skip
    return Past([FIRST + DAY * day for day in range(days + 1)], runs, troubles, "America/New_York")


def _budget(past: Past, now: datetime) -> dict[tuple[str, int], Promise]:
    return {(promise.name, promise.window_days): promise for promise in error_budget.budget([past], now)}


def test_nothing_is_known_without_a_run() -> None:
    kept = _budget(Past((), (), (), "UTC"), FIRST)
    assert len(kept) == 8
    assert all((each.figure, each.kept, each.used) == (None, None, None) for each in kept.values())
    assert {each.as_text() for each in kept.values()} == {"no data"}


def test_days_use_up_what_one_in_a_hundred_leaves() -> None:
    kept = _budget(_past(200, bad=(190, 150)), FIRST + DAY * 200)
    assert (kept["days", 365].counted, kept["days", 365].broken, kept["days", 365].allowed) == (200, 2, 2.0)
    assert kept["days", 365].used == pytest.approx(1)
    assert kept["days", 365].kept is False
    assert kept["days", 30].as_text() == "96.7 % of 30 days, 333 % of the budget used: NOT KEPT"
    assert _budget(_past(200, bad=(150,)), FIRST + DAY * 200)["days", 365].kept is True


def test_a_day_without_a_run_counts_and_one_that_was_made_up_for_is_well() -> None:
    past = _past(10, bad=(4,))
    missed = [run for run in past.runs if run.started_at != FIRST + DAY * 2]
    made_up = PastRun(FIRST + DAY * 4 + HOUR * 6, FIRST + DAY * 4 + HOUR * 6, "done")
    kept = _budget(
        Past(past.starts, sorted([*missed, made_up], key=lambda run: run.started_at), (), "UTC"), FIRST + DAY * 10
    )
    assert (kept["days", 30].broken, kept["days", 30].counted) == (1, 10)


def test_a_day_that_is_not_over_does_not_count() -> None:
    kept = _budget(_past(1), FIRST + HOUR)
    assert _budget(Past([FIRST], _past(1).runs, (), "UTC"), FIRST + HOUR)["days", 30].as_text() == "no data"
    assert kept["runs", 30].as_text() == "100 % of 1 run, 0 % of the budget used: kept"
    assert (kept["interventions", 30].as_text(), kept["troubles", 30].as_text()) == ("no data", "no data")


def test_a_day_with_several_starts_is_well_when_each_is() -> None:
    starts = [FIRST + HOUR * 6 * number for number in range(12)]
    runs = [PastRun(start, start, "failed" if number == 1 else "done") for number, start in enumerate(starts)]
    kept = _budget(Past(starts, runs, (), "UTC"), starts[-1] + HOUR)
    assert (kept["days", 30].counted, kept["days", 30].broken) == (3, 1)


def test_runs_of_a_minute_are_too_long() -> None:
    assert _budget(_past(20, slow=(3,)), FIRST + DAY * 20)["runs", 30].broken == 1


@pytest.mark.parametrize(("days", "number", "kept"), [(3, 1, False), (3, 0, True), (90, 2, True), (90, 3, False)])
def test_interventions_a_month(days: int, number: int, kept: bool) -> None:
    calls = tuple(Trouble(FIRST + HOUR * n, FIRST + HOUR * (n + 1), "needs a person") for n in range(number))
    promise = _budget(_past(days, troubles=calls), FIRST + DAY * days)["interventions", 365]
    assert (promise.broken, promise.kept) == (number, kept)


def test_an_incident_that_asked_for_a_person_before_it_failed_counts() -> None:
    past = _past(4)
    asked = PastRun(FIRST + DAY, FIRST + DAY + HOUR, "needs a person")
    trouble = Trouble(asked.ended_at, FIRST + DAY * 2, "failed")
    assert error_budget.tally(Past(past.starts, [asked], [trouble], "UTC"), 30, FIRST + DAY * 4).interventions == 1
    assert error_budget.tally(Past(past.starts, past.runs, [trouble], "UTC"), 30, FIRST + DAY * 4).interventions == 0


def test_troubles_within_a_day() -> None:
    over = (Trouble(FIRST, FIRST + DAY, "failed"), Trouble(FIRST, FIRST + DAY + HOUR, "failed"))
    open_still = Trouble(FIRST + DAY * 3, None, "failed")
    promise = _budget(_past(3, troubles=(*over, open_still)), FIRST + DAY * 3 + HOUR)["troubles", 30]
    assert (promise.counted, promise.broken, promise.figure, promise.used) == (2, 1, 0.5, None)
    assert promise.as_text() == "50.0 % of 2 troubles: NOT KEPT"
    later = _budget(_past(3, troubles=(open_still,)), FIRST + DAY * 5)["troubles", 30]
    assert (later.counted, later.kept) == (1, False)
    assert _budget(_past(3), FIRST + DAY * 3)["troubles", 30].as_text() == "none came up: kept"


def test_jobs_are_added_but_their_days_are_the_same() -> None:
    assert Tally(days=2, runs=3, span=5) + Tally(days=1, runs=1, span=9) == Tally(days=3, runs=4, span=9)


@pytest.mark.usefixtures("history")
def test_it_is_read_from_the_history_and_shown_everywhere() -> None:
    job: Job = load_jobs()[0]
    for day, outcome in enumerate(["done", "failed", "nothing to do", "needs a person", "done", "done"]):
        start = FIRST + DAY * day + timedelta(seconds=3)
        row = Run.objects.create(
            job=job.name, account="poshmark", started_at=start, ended_at=start + timedelta(seconds=40), host="h",
            process_id=1, folder="", outcome=outcome, trouble="" if outcome in ("done", "nothing to do") else "x",
        )  # fmt: skip
        incidents.record(row)
    Run.objects.create(
        job=job.name, started_at=FIRST + DAY * 5 + HOUR, host="h", process_id=1, folder="", dry_run=True,
        ended_at=FIRST + DAY * 9,
    )  # fmt: skip
    now = FIRST + DAY * 5 + HOUR * 3
    kept = _budget(error_budget.past_of(job, now), now)
    # The first run came after its start, as a run by hand would; nothing was missed before it.
    assert (kept["days", 30].counted, kept["days", 30].broken) == (4, 2)
    assert (kept["runs", 30].counted, kept["interventions", 30].broken, kept["troubles", 30].counted) == (6, 1, 2)
    settings = load_settings({}, None)
    assert health_check.calculate_overall_health(settings, now)["error_budget"] == [each.as_dict() for each in kept.values()]
    assert health_check.get_automation_status(job.name, settings, now)["error_budget"][0]["figure"] == 0.5


@pytest.mark.usefixtures("history")
def test_incidents_of_other_days_and_jobs_are_left_out() -> None:
    common = {"fingerprint": "x", "outcome": "failed", "sentence": "", "last_seen_at": FIRST}
    for name, opened, closed in (("a.b", FIRST, None), ("a.c", FIRST, None), ("a.b", FIRST - DAY * 400, FIRST - DAY * 399)):
        Incident.objects.create(job=name, opened_at=opened, closed_at=closed, **common)
    job = load_jobs()[0].model_copy(update={"name": "a.b"})
    assert [trouble.opened_at for trouble in error_budget.past_of(job, FIRST + HOUR).troubles] == [FIRST]
