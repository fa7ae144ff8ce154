"""Each day of the calendar says how it went, and what nobody knows is never shown as well."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from automation_suite.dashboard.year import DAYS, Kind, months
from automation_suite.monitoring.error_budget import PastRun

ZONE = "America/New_York"
# 06:05 in New York is 11:05 UTC in November.
STARTS = [datetime(2026, 11, day, 11, 5, tzinfo=UTC) for day in range(16, 24)]
NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)
FRIDAY = date(2026, 11, 20)


def kinds(runs: list[tuple[datetime, str]], starts: list[datetime] | None = None, now: datetime = NOW) -> dict[date, Kind]:
    past = [PastRun(start, start + timedelta(seconds=30), outcome) for start, outcome in sorted(runs)]
    found = months(past, STARTS if starts is None else starts, ZONE, now)
    return {day.day: day.kind for month in found for day in month.days}


def good(*, but: date | None = None) -> list[tuple[datetime, str]]:
    return [(start, "done") for start in STARTS if start.date() != but]


def on_friday(*outcomes: str) -> Kind:
    start = next(start for start in STARTS if start.date() == FRIDAY)
    return kinds([*good(but=FRIDAY), *((start + timedelta(hours=hour), each) for hour, each in enumerate(outcomes))])[FRIDAY]


@pytest.mark.parametrize(
    ("outcomes", "kind"),
    [
        ((), Kind.MISSED),
        (("done",), Kind.DONE),
        (("nothing to do",), Kind.IDLE),
        (("done", "nothing to do"), Kind.DONE),
        (("failed",), Kind.FAILED),
        (("failed", "done"), Kind.MENDED),
        (("failed", "needs a person"), Kind.PERSON),
        (("failed", "unknown", "needs a person"), Kind.UNKNOWN),
    ],
)
def test_what_a_day_brought(outcomes: tuple[str, ...], kind: Kind) -> None:
    assert on_friday(*outcomes) is kind


def test_a_year_without_any_run_has_no_data() -> None:
    found = kinds([])
    assert set(found.values()) == {Kind.NO_DATA}
    assert len(found) == DAYS


def test_days_before_the_first_run_have_no_data_and_missed_none() -> None:
    found = kinds(good())
    assert found[date(2026, 11, 15)] is Kind.NO_DATA
    assert Kind.MISSED not in found.values()


def test_a_day_on_which_nothing_was_to_run_is_neither_good_nor_bad() -> None:
    assert kinds(good(but=FRIDAY), [start for start in STARTS if start.date() != FRIDAY])[FRIDAY] is Kind.REST


def test_today_is_not_missed_before_it_is_over() -> None:
    today = date(2026, 11, 23)
    assert kinds(good(but=today))[today] is Kind.REST
    assert kinds([*good(but=today), (STARTS[-1], "failed")])[today] is Kind.FAILED


def test_the_last_start_of_a_job_that_starts_each_week_is_missed_the_day_after() -> None:
    weekly = [datetime(2026, 11, day, 11, 5, tzinfo=UTC) for day in (9, 16)]
    assert kinds([(weekly[0], "done")], weekly)[date(2026, 11, 16)] is Kind.MISSED


def test_a_run_after_midnight_counts_for_the_start_of_the_evening_before() -> None:
    evening = [datetime(2026, 11, day, 4, 59, tzinfo=UTC) for day in (18, 19, 20)]
    runs = [(start + timedelta(minutes=3), "done") for start in evening]
    assert kinds(runs, evening)[date(2026, 11, 17)] is Kind.NO_DATA
    assert kinds([(evening[0] - timedelta(days=1), "done"), *runs], evening)[date(2026, 11, 18)] is Kind.DONE


def test_days_are_those_of_the_job() -> None:
    late = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
    assert kinds([(late, "done")], [])[date(2026, 11, 19)] is Kind.DONE


def test_nothing_is_said_of_days_before_the_starts_that_are_known() -> None:
    days = kinds([(STARTS[0] - timedelta(days=5), "done"), *good()])
    assert days[date(2026, 11, 11)] is Kind.DONE
    assert days[date(2026, 11, 12)] is Kind.NO_DATA


def test_months_say_in_words_what_they_show() -> None:
    past = [PastRun(start, start + timedelta(seconds=30), "done") for start in STARTS if start.date() != FRIDAY]
    found = months(past, STARTS, ZONE, NOW)
    assert found[-1].in_words == "Nov 2026: 7 done, 1 did not run, 15 no data"
    assert [month.name for month in found[:2]] == ["Nov 2025", "Dec 2025"]
    assert found[1].first_row == 1
