"""The functions promised to the web application return what their document shows."""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from automation_suite.errors import SettingsError
from automation_suite.history.models import Run, Transfer
from automation_suite.monitoring import health_check
from automation_suite.project import PROJECT
from automation_suite.settings import load_settings
from automation_suite.transfers import pauses

pytestmark = pytest.mark.usefixtures("history")
NAME = "poshmark.balance_transfer"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SETTINGS = load_settings({"BROWSER_PATH": "/nowhere"}, None)


@pytest.fixture
def shown() -> list[Any]:
    """The examples of the document, in its order."""
    text = (PROJECT / "docs" / "web-application.md").read_text()
    return [json.loads(example) for example in re.findall(r"```json\n(.*?)```", text, re.DOTALL)]


def lived_through() -> None:
    """A day that went well, one that failed, and a pause."""
    for days, outcome in ((1, "done"), (0, "failed")):
        start = NOW - timedelta(days=days, minutes=55)
        row = Run.objects.create(
            job=NAME, account="poshmark", started_at=start, ended_at=start + timedelta(seconds=31), host="h", process_id=1,
            folder="", outcome=outcome, sentence="x", amount=Decimal("0.10") if outcome == "done" else None,
        )  # fmt: skip
        for _ in range(3 * days):
            Transfer.objects.create(
                account="poshmark", run=row, state="confirmed", amount=Decimal("0.10"), balance_before=Decimal("0.10"),
                method="ACH", bank_last4="1234", site="x", created_at=start, changed_at=start, host="h", process_id=1,
            )  # fmt: skip
    pauses.pause(None, "")


def same_shape(example: Any, real: Any) -> bool:
    """Tell whether something has the keys and kinds of an example; what may be none is."""
    if isinstance(example, dict):
        return (
            isinstance(real, dict)
            and list(example) == list(real)
            and all(same_shape(example[key], real[key]) for key in example)
        )
    if isinstance(example, list):
        return isinstance(real, list) and all(same_shape(example[0], each) for each in real if example)
    return real is None or isinstance(real, int | float if isinstance(example, float) else type(example))


def test_each_returns_what_its_document_shows(shown: list[Any]) -> None:
    lived_through()
    returned = [
        health_check.get_automation_status(NAME, SETTINGS, NOW),
        health_check.calculate_overall_health(SETTINGS, NOW),
        health_check.get_recent_successful_runs(7, NOW),
        health_check.get_pending_issues(SETTINGS, NOW),
    ]
    assert len(shown) == len(returned)
    assert json.loads(json.dumps(returned)) == returned
    for example, real in zip(shown, returned, strict=True):
        assert real
        assert same_shape(example, real), (example, real)
    assert all(same_shape(shown[0], job) for job in returned[1]["jobs"])  # type: ignore[call-overload]
    assert (len(returned[0]["error_budget"]), returned[0]["moved_ever"]) == (8, "0.30")  # type: ignore[call-overload]


def test_no_data_is_not_healthy() -> None:
    assert health_check.get_automation_status(NAME, SETTINGS, NOW)["healthy"] is False
    assert health_check.get_automation_status("poshmark.sales_snapshot", SETTINGS, NOW)["healthy"] is False
    assert health_check.calculate_overall_health(SETTINGS, NOW)["healthy"] is False
    assert health_check.get_recent_successful_runs(7, NOW) == []
    with pytest.raises(SettingsError, match='no enabled job or platform "nothing"'):
        health_check.get_automation_status("nothing", SETTINGS, NOW)


def test_the_computer_counts_only_where_the_jobs_run() -> None:
    lived_through()
    with_machine, without = (health_check.get_pending_issues(SETTINGS, NOW, machine) for machine in (True, False))
    assert ["BROWSER_PATH" in issue["sentence"] for issue in with_machine if issue not in without][:1] == [True]


def test_asking_leaves_the_environment_of_the_web_application_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMAIL_APP_PASSWORD", "a secret of both")
    monkeypatch.setenv("DATABASE_URL", "postgres://user:password@host/name")
    health_check.get_pending_issues()
    assert (os.environ["EMAIL_APP_PASSWORD"], "DATABASE_URL" in os.environ) == ("a secret of both", True)
