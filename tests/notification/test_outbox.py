"""The outbox: nothing is lost, nothing is sent twice."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from automation_suite.history.models import Message, Run
from automation_suite.monitoring import findings
from automation_suite.notification import outbox, owner
from automation_suite.notification.letter import Letter
from automation_suite.project import PROJECT
from automation_suite.settings import Settings, load_settings
from tests.practice_server import PracticeServer

pytestmark = pytest.mark.usefixtures("history")
NOW = datetime(2026, 11, 23, 6, 5, tzinfo=UTC)


@pytest.fixture
def settings(practice: PracticeServer) -> Settings:
    return load_settings(practice.environment(), None)


def queue(settings: Settings, subject: str = "Hello") -> None:
    owner.queue(Letter("test", "good", subject, "It happened.", "No money was moved."), settings, None, None)


def test_sent_once(settings: Settings, practice: PracticeServer) -> None:
    queue(settings)
    assert outbox.deliver(settings).sent == 1
    assert outbox.deliver(settings).sent == 0
    assert [mail["Subject"] for mail in practice.mails()] == ["Hello"]


def test_kept_with_growing_pauses_and_sent_later(settings: Settings, practice: PracticeServer) -> None:
    practice.behave("instant+mail-rejects")
    queue(settings)
    pauses = []
    moment = NOW
    for _ in range(6):
        assert outbox.deliver(settings, moment).problems
        message = Message.objects.get()
        assert message.next_try_at
        pauses.append((message.next_try_at - moment).total_seconds() / 60)
        assert outbox.deliver(settings, message.next_try_at - timedelta(seconds=1)).problems == ()
        moment = message.next_try_at
    assert pauses == [1, 5, 15, 60, 60, 60]
    assert "refuses this message" in Message.objects.get().last_error
    practice.behave("instant")
    assert outbox.deliver(settings, moment).sent == 1
    assert outbox.undelivered() == []


def test_a_claimed_message_is_left_to_the_one_who_claimed_it(settings: Settings, practice: PracticeServer) -> None:
    queue(settings)
    Message.objects.update(claimed_until=NOW + timedelta(minutes=5))
    assert outbox.deliver(settings, NOW).sent == 0
    assert outbox.deliver(settings, NOW + timedelta(minutes=6)).sent == 1
    assert len(practice.mails()) == 1


def test_secrets_are_taken_out(settings: Settings) -> None:
    queue(settings, f"Look: {settings.posh_pass.get_secret_value()}")
    assert Message.objects.get().subject == "Look: (secret)"


def test_short_channels_get_a_short_text(settings: Settings) -> None:
    received: list[bytes] = []

    class Chat(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Stay quiet."""

    server = HTTPServer(("127.0.0.1", 0), Chat)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    chatting = settings.model_copy(
        update={"notify_urls": load_settings({"NOTIFY_URLS": f"json://127.0.0.1:{server.server_port}"}, None).notify_urls}
    )
    queue(chatting)
    assert outbox.deliver(chatting).sent == 2
    server.shutdown()
    assert b"It happened. No money was moved." in received[0]


def test_a_clock_that_was_a_year_ahead_keeps_no_message_back(settings: Settings, practice: PracticeServer) -> None:
    queue(settings)
    ahead = NOW + timedelta(days=365)
    Message.objects.update(next_try_at=ahead, claimed_until=ahead)
    assert outbox.deliver(settings, NOW).sent == 1


@pytest.fixture
def quiet(settings: Settings, tmp_path: Path) -> Settings:
    """A job with quiet hours: 06:05 UTC is 01:05 in New York."""
    file = tmp_path / "jobs.toml"
    file.write_text((PROJECT / "jobs.toml").read_text().replace('quiet_hours = ""', 'quiet_hours = "22:00-07:00"'))
    return settings.model_copy(update={"jobs_file": file})


def queue_of_job(settings: Settings, kind: str) -> None:
    row = Run.objects.create(job="poshmark.balance_transfer", started_at=NOW, host="h", process_id=1, folder="/x")
    owner.queue(Letter(kind, "good", kind, "It happened.", "No money was moved."), settings, row, None)
    Message.objects.update(created_at=NOW)


@pytest.mark.parametrize("kind", ["money moved", "failed", "did not end", "needs a person", "unknown"])
def test_what_cannot_wait_is_sent_in_quiet_hours(quiet: Settings, kind: str) -> None:
    queue_of_job(quiet, kind)
    assert outbox.deliver(quiet, NOW).sent == 1


def test_good_news_wait_for_the_end_of_quiet_hours(quiet: Settings) -> None:
    queue_of_job(quiet, "recovered")
    assert outbox.deliver(quiet, NOW).sent == 0
    assert list(findings.of_messages(quiet, NOW + timedelta(hours=1))) == []
    assert outbox.deliver(quiet, NOW + timedelta(hours=6)).sent == 1


def test_nothing_waits_longer_than_a_night_or_behind_a_broken_table(quiet: Settings, tmp_path: Path) -> None:
    queue_of_job(quiet, "recovered")
    assert outbox.kept_quiet(quiet, NOW + timedelta(hours=24)) == set()
    (tmp_path / "jobs.toml").write_text("[")
    assert outbox.deliver(quiet, NOW).sent == 1
