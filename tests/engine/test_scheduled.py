"""What a call of cron starts: what is due, once for each time, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from automation_suite import cli
from automation_suite.history.models import Run
from automation_suite.jobs import Job, load_jobs
from automation_suite.running import scheduled

pytestmark = pytest.mark.usefixtures("history")
# 06:05 in New York is 11:05 UTC in November.
DUE = datetime(2026, 11, 23, 11, 5, tzinfo=UTC)
MADE_UP = DUE + timedelta(hours=2, minutes=30)


@pytest.fixture
def job() -> Job:
    return load_jobs()[0]


def ran(job: Job, started: datetime, outcome: str = "", dry_run: bool = False) -> None:
    Run.objects.create(
        job=job.name, started_at=started, host="h", process_id=1, folder="/x", outcome=outcome, dry_run=dry_run
    )


@pytest.mark.parametrize(
    ("after", "asked"),
    [
        (timedelta(hours=-1), False),  # the call for summer time
        (timedelta(seconds=1), True),
        (timedelta(hours=1, minutes=59), True),  # the computer slept
        (timedelta(hours=2, minutes=1), False),  # too late for money
    ],
)
def test_a_start_within_its_grace(job: Job, after: timedelta, asked: bool) -> None:
    assert scheduled.is_asked_for(job, DUE + after) is asked


def test_once_for_each_start(job: Job) -> None:
    ran(job, DUE + timedelta(seconds=2))
    assert not scheduled.is_asked_for(job, DUE + timedelta(minutes=1))
    assert scheduled.is_asked_for(job, DUE + timedelta(days=1))


def test_a_dry_run_and_a_run_under_a_wrong_clock_are_no_start(job: Job) -> None:
    ran(job, DUE, dry_run=True)
    ran(job, DUE + timedelta(days=300))
    assert scheduled.is_asked_for(job, DUE + timedelta(minutes=1))


@pytest.mark.parametrize(
    ("outcome", "asked"), [("failed", True), ("done", False), ("nothing to do", False), ("unknown", False)]
)
def test_a_make_up_for_what_did_not_go_well(job: Job, outcome: str, asked: bool) -> None:
    ran(job, DUE, outcome)
    assert scheduled.is_asked_for(job, MADE_UP) is asked


def test_one_try_for_each_make_up(job: Job) -> None:
    ran(job, MADE_UP, "failed")
    # The call for the same make-up in summer time.
    assert not scheduled.is_asked_for(job, MADE_UP + timedelta(hours=1))


def test_nothing_on_a_day_off(job: Job) -> None:
    resting = Job.model_validate({**job.model_dump(), "days_off": ["monday"]})
    assert not scheduled.is_asked_for(resting, DUE)
    assert not scheduled.is_asked_for(resting, MADE_UP)


def test_a_call_with_nothing_to_do_ends_before_anything_is_loaded(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: Any) -> None:
        pytest.fail("the history was opened")

    monkeypatch.setattr(cli, "setup", refuse)
    monkeypatch.setattr(cli, "may_be_due", lambda _job, _now: False)
    assert cli.main(["poshmark", "--scheduled"]) == 0
    assert capsys.readouterr().out == ""
