"""Telling the owner how a deployment ended, for the web application's deployment and the suite's own."""

from __future__ import annotations

from typing import Literal

from automation_suite.errors import SettingsError
from automation_suite.history.setup import migrate, setup
from automation_suite.notification import outbox, owner
from automation_suite.notification.letter import Letter
from automation_suite.settings import process_settings

_MONEY = "No money was moved by it."
_LETTERS = {
    "success": Letter(
        "deployed", "good", "The Automation Suite was deployed", "The new version runs and could start jobs now.", _MONEY
    ),
    "failure": Letter(
        "not deployed",
        "bad",
        "The Automation Suite could not be deployed",
        "The new version was not ready, so the one before runs again.",
        _MONEY,
        "Read the output of the deployment; its last lines say which step failed.",
    ),
}


def send_deployment_notification(status: Literal["success", "failure"]) -> bool:
    """Tell the owner how a deployment ended.

    Args:
        status: ``success`` or ``failure`` (the version before runs again).

    Returns:
        Whether every message was sent. One that was not is kept and tried again by the next run and health check.

    Raises:
        SettingsError: A setting cannot be used, or ``status`` is neither.
        JournalError: The history, in which messages wait, cannot be written.
    """
    letter = _LETTERS.get(status)
    if letter is None:
        raise SettingsError(f'A deployment ends as "success" or "failure", not as "{status}". Nobody was told.')
    settings = process_settings()
    setup(settings.history_url)
    migrate()
    owner.queue(letter, settings, None, None)
    return not outbox.deliver(settings).problems
