"""Health: each thing that is not well is found, with a remedy, and no data is never healthy."""

from __future__ import annotations

import importlib.util
import shutil
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from automation_suite import incidents
from automation_suite.history.models import Message, Run, Transfer
from automation_suite.jobs import Job, load_jobs
from automation_suite.monitoring import findings, health_check
from automation_suite.monitoring.figures import job_figures
from automation_suite.monitoring.schedule import missed_start
from automation_suite.settings import Settings, load_settings
from automation_suite.transfers import journal, pauses
from tests.practice_server import PracticeServer

pytestmark = pytest.mark.usefixtures("history")
NAME = "poshmark.balance_transfer"
# 06:05 in New York is 11:05 UTC in November.
DUE = datetime(2026, 11, 23, 11, 5, tzinfo=UTC)


@pytest.fixture
def job() -> Job:
    return load_jobs()[0]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings({"STATE_DIR": str(tmp_path), "POSH_EMAIL": "me", "NOTIFICATION_EMAIL": "me@x.example"}, None)


def run(started: datetime = DUE, outcome: str = "done", seconds: float = 30, **facts: Any) -> Run:
    row: Run = Run.objects.create(
        job=NAME, account="poshmark", started_at=started, ended_at=started + timedelta(seconds=seconds), host="h",
        process_id=1, folder="/x", outcome=outcome, **facts,
    )  # fmt: skip
    incidents.record(row)
    return row


def sentences(job: Job, settings: Settings, now: datetime) -> list[str]:
    found = findings.everything([job], settings, now)
    assert all(finding.remedy and finding.severity in ("critical", "warning") for finding in found)
    return [finding.sentence for finding in found]


def test_all_is_well(job: Job, settings: Settings) -> None:
    run()
    assert sentences(job, settings, DUE + timedelta(hours=3)) == []


def test_never_run(job: Job, settings: Settings) -> None:
    assert sentences(job, settings, DUE) == ["It has never run to its end, so nothing is known of it."]


@pytest.mark.parametrize(
    ("after", "missed"),
    [
        (timedelta(hours=23), False),
        (timedelta(hours=25, minutes=59), False),
        (timedelta(hours=26), True),
        (timedelta(days=9), True),
    ],
)
def test_a_missed_start_is_found_when_its_grace_is_over(
    job: Job, settings: Settings, after: timedelta, missed: bool
) -> None:
    run()
    assert any("should have started" in sentence for sentence in sentences(job, settings, DUE + after)) is missed


def test_nothing_is_missed_on_a_day_off(job: Job, settings: Settings) -> None:
    run()
    resting = Job.model_validate({**job.model_dump(), "days_off": ["11-24"]})
    assert missed_start(resting, DUE + timedelta(hours=47)) is None
    assert missed_start(resting, DUE + timedelta(hours=50)) == DUE + timedelta(hours=48)


def test_daylight_saving_neither_skips_nor_doubles(job: Job) -> None:
    # 06:05 in New York is 10:05 UTC until 1 November 2026, 11:05 UTC from then on.
    run(datetime(2026, 10, 31, 10, 5, tzinfo=UTC))
    assert missed_start(job, datetime(2026, 11, 1, 13, 4, tzinfo=UTC)) is None
    assert missed_start(job, datetime(2026, 11, 1, 13, 5, tzinfo=UTC)) == datetime(2026, 11, 1, 11, 5, tzinfo=UTC)


def test_a_failure_until_it_recovers(job: Job, settings: Settings) -> None:
    run(outcome="failed", sentence="HTTP 503", trouble="5xx or 429", next_step="Wait.")
    found = findings.everything([job], settings, DUE + timedelta(hours=1))
    assert [(finding.severity, finding.remedy) for finding in found] == [("critical", "Wait.")]
    run(DUE + timedelta(hours=2))
    assert sentences(job, settings, DUE + timedelta(hours=3)) == []


def test_a_run_that_never_ended(job: Job, settings: Settings) -> None:
    run()
    Run.objects.create(
        job=NAME, account="poshmark", started_at=DUE + timedelta(hours=24), host="h", process_id=1, folder="/x"
    )
    assert sentences(job, settings, DUE + timedelta(hours=24, minutes=5)) == []
    assert "never ended" in sentences(job, settings, DUE + timedelta(hours=25))[0]


def test_drift(job: Job, settings: Settings) -> None:
    run(found=[{"locator": "the login button", "found by": "x", "first choice": "y", "ways": ["x"], "lost": []}])
    [sentence] = sentences(job, settings, DUE + timedelta(hours=1))
    assert sentence.startswith("Drift: the page has changed around the login button")


def test_money(job: Job, settings: Settings) -> None:
    run()
    row = journal.intend("poshmark", Decimal("275.70"), "ACH", "1234", "https://x.example")
    journal.submit(row)
    journal.doubt(row, "no answer")
    pauses.pause(None, "")
    assert sentences(job, settings, DUE + timedelta(hours=1)) == [
        "Transfer 1 of $275.70 is unknown; no more money is moved.".replace("1", str(row.pk), 1),
        f"All money moves are paused since {datetime.now(UTC):%d %B %Y}.",
    ]


def test_a_journal_that_was_changed(job: Job, settings: Settings) -> None:
    run()
    journal.fail(journal.intend("poshmark", Decimal("275.70"), "ACH", "1234", "https://x.example"), "stopped")
    Transfer.objects.update(amount=1)
    assert "does not fit together" in sentences(job, settings, DUE + timedelta(hours=1))[0]


def test_undelivered_messages(job: Job, settings: Settings) -> None:
    run()
    Message.objects.create(
        created_at=DUE,
        kind="x",
        severity="bad",
        channel="email",
        recipient="me",
        subject="s",
        text="t",
        last_error="refused",
    )
    [sentence] = sentences(job, settings, DUE + timedelta(hours=1))
    assert sentence.startswith("1 message could not be delivered since")
    assert sentence.endswith("refused")


def test_disk_browser_and_clock(job: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(datetime(2020, 1, 1, tzinfo=UTC))
    nothing = load_settings({"STATE_DIR": str(tmp_path), "BROWSER_PATH": "/nowhere"}, None)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(1, 1, 1000))  # type: ignore[attr-defined]
    found = sentences(job, nothing, datetime(2020, 1, 1, 1, tzinfo=UTC))
    assert ["BROWSER_PATH" in found[0], "nearly full" in found[1], "clock" in found[2]] == [True, True, True]


def test_without_robot_framework_nothing_can_run(job: Job, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    run()
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "robot" else find_spec(name))
    assert sentences(job, settings, DUE + timedelta(hours=3)) == ["No job can run: Robot Framework cannot be found."]


def test_ready_looks_at_settings_and_mail_and_not_at_the_past(practice: PracticeServer) -> None:
    ready = load_settings({**practice.environment(), "PRACTICE": "0"}, None)
    assert findings.readiness(ready, DUE) == []
    run(outcome="needs a person", sentence="a captcha", trouble="captcha or code")
    pauses.pause(None, "")
    assert findings.readiness(ready, DUE) == []
    practice.behave("instant+mail-login-refused")
    assert [finding.severity for finding in findings.readiness(ready, DUE)] == ["critical"]
    assert len(findings.readiness(load_settings({}, None), DUE)) == 4


def test_figures() -> None:
    for day, (outcome, seconds) in enumerate([("done", 20), ("failed", 99), ("done", 30), ("nothing to do", 10)]):
        run(DUE + timedelta(days=day), outcome, seconds, trouble="x" if outcome == "failed" else "")
    figures = job_figures(NAME, "poshmark", DUE + timedelta(days=4))
    assert (figures.streak, figures.runs, figures.success_rate) == (2, 4, 0.75)
    assert (figures.median_seconds, figures.p95_seconds) == (20, 30)
    assert figures.last is not None
    assert figures.last.outcome == "nothing to do"


def test_figures_of_nothing() -> None:
    figures = job_figures(NAME, "poshmark", DUE)
    assert (figures.last, figures.streak, figures.success_rate, figures.median_seconds) == (None, 0, None, None)


def test_functions_for_the_web_application(settings: Settings) -> None:
    assert health_check.get_automation_status(NAME, settings, DUE)["healthy"] is False
    run(amount=Decimal("275.70"))
    now = DUE + timedelta(hours=1)
    status = health_check.get_automation_status(NAME, settings, now)
    assert (status["healthy"], status["last_outcome"], status["runs_30_days"]) == (True, "done", 1)
    assert health_check.calculate_overall_health(settings, now)["healthy"] is True
    assert health_check.get_recent_successful_runs(7, now)[0]["amount"] == "275.70"
    assert health_check.get_pending_issues(settings, now) == []


def test_a_long_history_is_read_by_its_index() -> None:
    Run.objects.bulk_create(
        [
            Run(
                job=NAME,
                started_at=DUE + timedelta(minutes=n),
                ended_at=DUE + timedelta(minutes=n),
                host="",
                process_id=1,
                folder="",
                outcome="done",
            )
            for n in range(20_000)
        ],
        batch_size=2000,
    )
    for rows in (Run.objects.filter(job=NAME).order_by("-started_at")[:1], Run.objects.filter(ended_at__isnull=True)):
        with connection.cursor() as cursor:
            sql, values = rows.query.sql_with_params()
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values)
            assert all("USING INDEX" in str(step) for step in cursor.fetchall())


def test_a_clock_that_was_ahead_hides_no_missed_start_and_is_forgotten_once_right(job: Job, settings: Settings) -> None:
    run()
    run(started=DUE + timedelta(days=300))
    late = DUE + timedelta(days=1, hours=3)
    found = sentences(job, settings, late)
    assert any("should have started" in sentence for sentence in found)
    assert any("clock of this machine is wrong" in sentence for sentence in found)
    run(started=late)
    assert not any("clock" in sentence for sentence in sentences(job, settings, late + timedelta(minutes=5)))
