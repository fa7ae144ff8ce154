"""What the owner types about alerts, and what arrives."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from automation_suite import incidents
from automation_suite.history.models import Incident, Message
from automation_suite.notification import digest, outbox
from automation_suite.settings import Settings
from tests.incidents.conftest import MONEY, START
from tests.incidents.conftest import Owner as OwnerOfTwo
from tests.owner import Ended, Owner
from tests.practice_server import PracticeServer

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def owner(practice: PracticeServer, tmp_path: Path) -> Owner:
    return Owner(tmp_path, practice)


def really(owner: Owner, *words: str, **settings: str) -> Ended:
    """Type a command that is no rehearsal; nothing of a real .env counts."""
    nothing = {name.upper(): "" for name in Settings.model_fields if name.upper() not in owner.environment}
    return owner.types(*words, **{**nothing, "PRACTICE": "0", **settings})


def missed_yesterday(owner: Owner) -> None:
    """The history of a job that ran three days ago for the last time."""
    assert owner.types("status").status == 0
    then = (datetime.now(UTC) - timedelta(days=3)).isoformat(" ")
    with closing(sqlite3.connect(owner.folder / "state" / "history.sqlite3")) as history, history:
        history.execute(
            "INSERT INTO automation_history_run (job, account, started_at, ended_at, host, process_id, folder, dry_run,"
            " outcome, sentence, next_step, trouble, fingerprint, figures, found, attempts)"
            " VALUES (?, 'poshmark', ?, ?, 'h', 1, '/x', 0, 'done', 'Moved.', '', '', '', '{}', '[]', 1)",
            (MONEY, then, then),
        )


def test_the_health_check_tells_of_a_missed_run_and_the_owner_answers(owner: Owner) -> None:
    missed_yesterday(owner)
    for _ in range(2):
        assert really(owner, "health-check", "--json").status == 1
    [mail] = owner.practice.mails()
    assert mail["Subject"] == "Poshmark balance transfer did not start"
    assert "python run.py incidents ack 1" in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "you look after incident 1" in really(owner, "incidents", "ack", "1").text
    assert "looked after" in really(owner, "incidents").text
    assert "rests until" in really(owner, "incidents", "snooze", "1", "--hours", "3").text
    assert "acknowledged" in really(owner, "incidents", "show", "1").text
    assert really(owner, "incidents", "close", "1").status == 0
    assert really(owner, "incidents", "close", "1").status == 1
    assert "No incident is open." in really(owner, "incidents").text


def test_maintenance_is_listed_and_ended(owner: Owner) -> None:
    assert owner.types("maintenance", "start", "poshmark", "--hours", "3", "--reason", "paint").status == 0
    assert "paint" in owner.types("maintenance").text
    assert "has ended" in owner.types("maintenance", "end").text
    assert "There is no maintenance" in owner.types("maintenance").text
    assert owner.types("maintenance", "start", "depop").status == 2


def test_one_message_of_each_kind(owner: Owner) -> None:
    ended = really(owner, "notify-test", NOTIFY_ESCALATION="partner@practice.example")
    assert (ended.status, ended.text) == (0, "14 message(s) sent.\n")
    mails = owner.practice.mails()
    told = {str(mail["Subject"]) for mail in mails if mail["To"] == "owner@practice.example"}
    assert len(told) == 13
    assert {
        "Test: Poshmark needs you: a captcha or a code",
        "Test: Poshmark works again",
        "The last 7 days: nothing ran",
    } <= told
    assert [mail["Subject"] for mail in mails if mail["To"] == "partner@practice.example"] == [
        "Test: Nobody looks after it: Poshmark balance transfer failed"
    ]


def test_the_digest_has_a_chart_and_what_became_of_the_incidents(an_owner: Callable[..., OwnerOfTwo]) -> None:
    owner = an_owner()
    for day, outcome in enumerate(("done", "failed", "done", "done")):
        owner.runs(outcome, 24 * day)
    letter = digest.queue(owner.settings, 7, START + timedelta(hours=73))
    outbox.deliver(owner.settings)
    mail = owner.mails()[-1]
    assert letter.happened == "4 runs: 3 done, 1 failed."
    [chart] = [part for part in mail.walk() if part.get_content_maintype() == "image"]
    assert (chart.get_content_type(), chart.get_content()[:8]) == ("image/png", PNG)
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "Is over: Poshmark balance transfer failed since 03 November" in text
    assert "Poshmark balance transfer: 3 of 4 runs were good" in text


def test_a_digest_without_any_run_does_not_say_that_all_is_well(an_owner: Callable[..., OwnerOfTwo]) -> None:
    letter = digest.queue(an_owner().settings, 1, START)
    assert (letter.subject, letter.mood) == ("Today: nothing ran", "attention")
    assert Message.objects.get().attachments[0].endswith(".png")


@pytest.mark.usefixtures("history")
def test_an_incident_that_was_open_before_goes_on() -> None:
    before, after = "0005_outside_check", "0006_incident_changes"
    executor = MigrationExecutor(connection)
    executor.migrate([("automation_history", before)])
    old = executor.loader.project_state([("automation_history", before)]).apps
    for fingerprint in ("a", "b"):
        old.get_model("automation_history", "Incident").objects.create(
            job=MONEY, fingerprint=fingerprint, outcome="failed", sentence="x", opened_at=START, last_seen_at=START
        )
    executor = MigrationExecutor(connection)
    executor.migrate([("automation_history", after)])
    still_open = Incident.objects.get(closed_at=None)
    assert (incidents.jobs_in(still_open), still_open.told_at) == ([MONEY], START)
