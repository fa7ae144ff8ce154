"""The text file for Prometheus, read with Prometheus's own parser."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from automation_suite.history.models import Incident, Run, Transfer
from automation_suite.monitoring.prometheus import write_when_wanted
from automation_suite.settings import Settings, load_settings

JOB = "poshmark.balance_transfer"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("history")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "figures").mkdir()
    return load_settings({"METRICS_FILE": str(tmp_path / "figures" / "suite.prom"), "STATE_DIR": str(tmp_path)}, None)


def figures(settings: Settings) -> dict[str, dict[tuple[str, ...], float]]:
    assert settings.metrics_file
    found: dict[str, dict[tuple[str, ...], float]] = {}
    for family in text_string_to_metric_families(settings.metrics_file.read_text()):
        for sample in family.samples:
            found.setdefault(sample.name.removeprefix("automation_suite_"), {})[*sample.labels.values()] = sample.value
    return found


def run_of(minutes: int, outcome: str) -> Run:
    started = NOW - timedelta(minutes=minutes)
    return Run.objects.create(
        job=JOB, account="poshmark", started_at=started, ended_at=started + timedelta(seconds=24), host="here", process_id=1,
        folder="f", outcome=outcome,
    )  # fmt: skip


def test_what_is_known_and_nothing_else(settings: Settings) -> None:
    assert write_when_wanted(settings, NOW) == ""
    nothing = figures(settings)
    assert "last_run_duration_seconds" not in nothing
    assert nothing["open_incidents"] == {(): 0}
    assert nothing["written_timestamp_seconds"] == {(): NOW.timestamp()}
    assert nothing["next_start_timestamp_seconds"][(JOB,)] > NOW.timestamp()


def test_the_last_run_the_last_good_one_and_the_money(settings: Settings) -> None:
    good, failed = run_of(90, "done"), run_of(30, "failed")
    Transfer.objects.create(
        account="poshmark", run=good, state="confirmed", amount="275.70", balance_before="275.70", method="m",
        bank_last4="1234", site="s", created_at=NOW, changed_at=NOW, host="here", process_id=1,
    )  # fmt: skip
    Incident.objects.create(
        job=JOB, fingerprint="f", outcome="failed", sentence='a "hostile"\nsentence', opened_at=NOW, last_seen_at=NOW
    )
    assert write_when_wanted(settings, NOW) == ""
    found = figures(settings)
    assert failed.ended_at
    assert good.ended_at
    assert found["last_run_end_timestamp_seconds"] == {(JOB,): failed.ended_at.timestamp()}
    assert found["last_good_run_end_timestamp_seconds"] == {(JOB,): good.ended_at.timestamp()}
    assert found["last_run_duration_seconds"] == {(JOB,): 24}
    assert {key for key, value in found["last_run_outcome"].items() if value} == {(JOB, "failed")}
    assert found["moved_dollars"] == {("poshmark",): 275.7}
    assert found["open_incidents"] == {(): 1}


def test_only_when_wanted_and_never_in_practice(settings: Settings, tmp_path: Path) -> None:
    assert write_when_wanted(settings.model_copy(update={"metrics_file": None}), NOW) == ""
    assert write_when_wanted(settings.model_copy(update={"practice": True}), NOW) == ""
    assert list((tmp_path / "figures").iterdir()) == []


def test_a_folder_that_is_missing_is_told_and_the_old_file_stays_whole(settings: Settings, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere" / "suite.prom"
    problem = write_when_wanted(settings.model_copy(update={"metrics_file": nowhere}), NOW)
    assert problem.startswith(f"{nowhere} could not be written: No such file or directory.")
    write_when_wanted(settings, NOW)
    assert [path.name for path in (tmp_path / "figures").iterdir()] == ["suite.prom"]
