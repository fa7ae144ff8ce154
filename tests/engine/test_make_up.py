"""Making up for a morning that was missed or failed, and never for one that went well or waits for a person."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from automation_suite.history.models import Run
from automation_suite.jobs import Job, load_jobs
from automation_suite.running import make_up

pytestmark = pytest.mark.usefixtures("history")
# 06:05 in New York is 11:05 UTC in November.
DUE = datetime(2026, 11, 23, 11, 5, tzinfo=UTC)
LATER = DUE + timedelta(hours=2, minutes=30)


@pytest.fixture
def job() -> Job:
    return load_jobs()[0]


def ran(job: Job, outcome: str, started: datetime = DUE, dry_run: bool = False) -> None:
    Run.objects.create(
        job=job.name, started_at=started, ended_at=started, host="h", process_id=1, folder="/x", outcome=outcome,
        dry_run=dry_run,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("outcomes", "words"),
    [
        ([], ""),
        (["failed"], ""),
        (["failed", "done"], "gone well"),
        (["nothing to do"], "gone well"),
        (["needs a person"], "waits for a person"),
        (["failed", "unknown"], "waits for a person"),
        ([""], ""),
    ],
)
def test_only_what_did_not_go_well(job: Job, outcomes: list[str], words: str) -> None:
    for minutes, outcome in enumerate(outcomes):
        ran(job, outcome, DUE + timedelta(minutes=minutes))
    reason = make_up.not_needed(job, LATER)
    assert words in reason
    assert bool(reason) is bool(words)


def test_yesterday_and_dry_runs_and_a_clock_that_was_ahead_prove_nothing(job: Job) -> None:
    ran(job, "done", DUE - timedelta(hours=3))
    ran(job, "done", dry_run=True)
    ran(job, "done", LATER + timedelta(days=300))
    assert make_up.not_needed(job, LATER) == ""


def test_nothing_is_made_up_for_on_a_day_off(job: Job) -> None:
    resting = Job.model_validate({**job.model_dump(), "days_off": ["11-23"]})
    assert "days off" in make_up.not_needed(resting, LATER)


def test_a_make_up_that_is_no_cron_expression_is_refused(job: Job) -> None:
    with pytest.raises(ValidationError, match="is no cron expression"):
        Job.model_validate({**job.model_dump(), "make_up": "every noon"})
    assert Job.model_validate({**job.model_dump(), "make_up": ""}).make_up == ""
