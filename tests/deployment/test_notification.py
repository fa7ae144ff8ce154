"""Telling how a deployment ended, to a mail server that is real."""

from __future__ import annotations

import pytest

from automation_suite.errors import SettingsError
from automation_suite.settings import load_settings
from automation_suite.shared import notification_utils
from tests.practice_server import PracticeServer


@pytest.mark.usefixtures("history")
@pytest.mark.parametrize(
    ("status", "subject"),
    [
        ("success", "The Automation Suite was deployed"),
        ("failure", "The Automation Suite could not be deployed"),
    ],
)
def test_the_owner_is_told(practice: PracticeServer, monkeypatch: pytest.MonkeyPatch, status: str, subject: str) -> None:
    settings = load_settings(practice.environment(), None)
    monkeypatch.setattr(notification_utils, "process_settings", lambda: settings)
    assert notification_utils.send_deployment_notification(status)  # type: ignore[arg-type]
    [mail] = practice.mails()
    assert mail["Subject"] == subject
    assert "No money was moved by it." in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_a_status_that_is_none_is_refused() -> None:
    with pytest.raises(SettingsError, match='not as "green"'):
        notification_utils.send_deployment_notification("green")  # type: ignore[arg-type]
