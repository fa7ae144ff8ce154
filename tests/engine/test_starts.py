"""When a job is due: days off, grace, and days on which the clock is changed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation_suite import starts
from automation_suite.jobs import Job, load_jobs

# Midnight in New York.
NIGHT = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
DUE = NIGHT + timedelta(hours=6, minutes=5)
ZONES = ("America/New_York", "Europe/London", "America/Santiago", "Asia/Kolkata", "UTC")
SCHEDULES = ("30 2 * * *", "5 6 * * *", "30 1 * * *", "0 0 * * *", "*/30 * * * *", "15 */2 * * *")


def job(**facts: Any) -> Job:
    return Job.model_validate({**load_jobs()[0].model_dump(), **facts})


@pytest.mark.parametrize(
    ("days", "holidays", "first"),
    [
        ([], "", date(2026, 11, 23)),
        (["monday"], "", date(2026, 11, 24)),
        (["Monday", "11-24", "2026-11-25"], "", date(2026, 11, 26)),
        (["11-23", "11-24", "11-25"], "US", date(2026, 11, 27)),  # the 26th is Thanksgiving
        ([date(2026, 11, 23)], "", date(2026, 11, 24)),
        (["2025-11-23"], "DE", date(2026, 11, 23)),
    ],
)
def test_no_start_on_a_day_off(days: list[object], holidays: str, first: date) -> None:
    start = starts.next_start(job(days_off=days, holidays=holidays), NIGHT)
    assert start is not None
    assert (start.date(), f"{start:%H:%M}") == (first, "06:05")


def test_holidays_of_a_part_of_a_country() -> None:
    assert job(holidays="US-CA").is_day_off(date(2026, 3, 31))  # Cesar Chavez Day
    assert not job(holidays="US-NY").is_day_off(date(2026, 3, 31))


@pytest.mark.parametrize(
    ("after", "due"),
    [
        (timedelta(seconds=-1), False),
        (timedelta(0), True),
        (timedelta(seconds=70), True),
        (timedelta(hours=2), True),
        (timedelta(hours=2, seconds=1), False),
    ],
)
def test_a_start_is_due_until_its_grace_is_over(after: timedelta, due: bool) -> None:
    assert bool(starts.due_start(job(), "5 6 * * *", DUE + after)) is due


def test_nothing_is_due_on_a_day_off_even_what_was_missed_the_day_before() -> None:
    late = job(schedule="30 23 * * *", make_up="", grace_minutes=120, days_off=["tuesday"])
    monday = NIGHT + timedelta(hours=23, minutes=30)
    assert starts.may_be_due(late, monday)
    assert not starts.may_be_due(late, monday + timedelta(hours=1))


def test_a_job_whose_only_day_is_off_never_starts() -> None:
    assert starts.next_start(job(schedule="0 6 * * sun", days_off=["sunday"]), NIGHT) is None


@given(st.sampled_from(ZONES), st.sampled_from(SCHEDULES), st.integers(0, 365 * 24 * 60))
def test_the_last_start_is_the_one_that_came_last(zone: str, schedule: str, minutes: int) -> None:
    there = job(time_zone=zone, schedule=schedule)
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    forward = [moment.astimezone(UTC) for moment in _between(there, now - timedelta(days=2), now)]
    last = starts.last_start(there, schedule, now)
    assert last is not None
    assert last.astimezone(UTC) == forward[-1]


def _between(there: Job, since: datetime, until: datetime) -> list[datetime]:
    return list(takewhile(lambda moment: moment <= until, starts.starts_after(there, since)))


@pytest.mark.parametrize("zone", ZONES)
def test_once_a_day_on_each_day_of_a_year(zone: str) -> None:
    there = job(time_zone=zone, schedule="30 2 * * *")
    first = datetime(2026, 1, 1, tzinfo=UTC)
    days = [moment.date() for moment in _between(there, first, first + timedelta(days=366))]
    assert len(days) == len(set(days)) == (days[-1] - days[0]).days + 1


@pytest.mark.parametrize(
    ("hours", "quiet"),
    [("", ""), ("22:00-07:00", "22:00 23:59 00:00 06:59"), ("12:00-13:00", "12:00 12:59"), ("00:00-06:30", "00:00")],
)
def test_quiet_hours(hours: str, quiet: str) -> None:
    there = job(quiet_hours=hours)
    times = ("00:00", "06:59", "07:00", "12:00", "12:59", "13:00", "21:59", "22:00", "23:59")
    day = datetime(2026, 7, 1, 4, tzinfo=UTC)  # midnight in New York
    moments = [day + timedelta(hours=int(text[:2]), minutes=int(text[3:])) for text in times]
    found = {text for text, moment in zip(times, moments, strict=True) if there.is_quiet(moment)}
    assert found == set(quiet.split())
