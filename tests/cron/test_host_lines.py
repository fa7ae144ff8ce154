"""Cron calls at every start of a job and never makes one twice, whatever the zones of host and job and their clocks do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from cronsim import CronSim
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from automation_suite import starts
from automation_suite.cron.host_lines import host_lines
from automation_suite.jobs import Job, load_jobs

NOW = datetime(2026, 1, 10, tzinfo=UTC)
ZONES = ("UTC", "America/New_York", "America/Los_Angeles", "Europe/London", "Asia/Kolkata", "Australia/Lord_Howe")
SCHEDULES = ("5 6 * * *", "30 2 * * *", "30 1 * * *", "0 0 * * 1-5", "59 23 1 * *", "20 */3 * * *", "0 2,3 * * MON")
# The weeks of 2026 in which some of the zones change their clocks, and one in which none does.
WEEKS = [datetime(2026, *day, tzinfo=UTC) for day in ((3, 5), (3, 26), (4, 2), (7, 1), (10, 1), (10, 22), (10, 29))]
WEEK = timedelta(days=8)


def job(**facts: Any) -> Job:
    return Job.model_validate({**load_jobs()[0].model_dump(), "make_up": "", **facts})


def as_debian_calls(lines: list[str], host: str, since: datetime) -> list[datetime]:
    """When Debian's cron calls: it makes up for times that are skipped and leaves out times that come again."""
    moments = [CronSim(line, since.astimezone(ZoneInfo(host))) for line in lines]
    return sorted(
        moment.astimezone(UTC) for each in moments for moment in takewhile(lambda moment: moment < since + WEEK, each)
    )


def as_simple_crons_call(lines: list[str], host: str, since: datetime) -> list[datetime]:
    """When a cron calls that only looks at the host's clock."""
    parsed = [CronSim(line, NOW) for line in lines]

    def called() -> Iterator[datetime]:
        for number in range(1, int(WEEK.total_seconds() // 60)):
            moment = since + timedelta(minutes=number)
            there = moment.astimezone(ZoneInfo(host))
            for line in parsed:
                if there.minute in line.minutes and there.hour in line.hours and there.month in line.months:
                    yield from [moment] * bool(line.match_day(there.date()))

    return list(called())


def made(there: Job, calls: list[datetime]) -> list[tuple[datetime, datetime]]:
    """The starts that are made, each with the moment of its call."""
    found: list[tuple[datetime, datetime]] = []
    for call in calls:
        start = starts.due_start(there, there.schedule, call + timedelta(seconds=3))
        if start and not (found and found[-1][1] >= start):
            found.append((start.astimezone(UTC), call))
    return found


@pytest.mark.parametrize("cron", [as_debian_calls, as_simple_crons_call])
@pytest.mark.parametrize("host", ZONES)
@settings(max_examples=25)
@given(zone=st.sampled_from(ZONES), schedule=st.sampled_from(SCHEDULES), week=st.sampled_from(WEEKS))
def test_every_start_is_made_once_and_in_time(cron: Any, host: str, zone: str, schedule: str, week: datetime) -> None:
    # cronsim steps over a start of such a schedule on the day on which Lord Howe puts its clocks back by half an hour.
    assume(not ("*/" in schedule and zone == "Australia/Lord_Howe"))
    there = job(time_zone=zone, schedule=schedule)
    calls = cron(host_lines([there], ZoneInfo(host), NOW), host, week)
    assert len(calls) == len(set(calls))
    asked = takewhile(lambda moment: moment < week + WEEK, starts.starts_after(there, week))
    expected = [moment.astimezone(UTC) for moment in asked]
    # What was due before the week began is another week's.
    assert [pair for pair in made(there, calls) if pair[0] > week] == [(moment, moment) for moment in expected]


def test_on_the_days_of_the_change_a_job_in_the_hour_of_the_change_is_made_once() -> None:
    there = job(schedule="30 2 * * *")
    lines = host_lines([there], ZoneInfo("America/New_York"), NOW)
    for week in (datetime(2026, 3, 5, tzinfo=UTC), datetime(2026, 10, 29, tzinfo=UTC)):
        found = made(there, as_debian_calls(lines, "America/New_York", week))
        days = [start.astimezone(ZoneInfo("America/New_York")).date() for start, _ in found]
        assert len(days) == len(set(days)) >= 7


def test_a_host_in_the_zone_of_the_job_has_the_schedule_itself() -> None:
    there = job(schedule="5 6 * * 1-5", make_up="35 8,12 * * *")
    assert host_lines([there], ZoneInfo("America/New_York"), NOW) == ["35 8,12 * * *", "5 6 * * 1-5"]


def test_a_host_in_utc_is_called_in_summer_time_and_in_winter_time() -> None:
    assert host_lines([job()], ZoneInfo("UTC"), NOW) == ["5 10,11 * * *"]
    assert host_lines([job(schedule="5 22 * * 5")], ZoneInfo("UTC"), NOW) == ["5 2,3 * * *"]


def test_jobs_at_the_same_minute_share_a_call() -> None:
    weekly, daily = job(schedule="5 6 * * 1"), job()
    assert host_lines([weekly, daily], ZoneInfo("America/New_York"), NOW) == ["5 6 * * *"]


def test_days_that_cron_does_not_know_are_left_to_the_call() -> None:
    assert host_lines([job(schedule="5 6 L * *")], ZoneInfo("America/New_York"), NOW) == ["5 6 * * *"]
