"""The outside watcher: told by real calls to a real server, and never a reason for a run to fail."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from automation_suite.errors import SettingsError
from automation_suite.jobs import load_jobs
from automation_suite.monitoring.watcher import HEALTH, Watched, address, of_watcher
from automation_suite.run_context import RunContext
from automation_suite.running import robot_command
from automation_suite.settings import Settings, load_settings
from tests.owner import Owner
from tests.practice_server import PracticeServer

NOW = datetime(2027, 1, 1, 11, 5, tzinfo=UTC)


@dataclass
class Switch:
    """A dead-man's switch: what it was told, and how it answers."""

    port: int = 0
    status: int = 200
    says: str = "OK"
    calls: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/key/{{name}}?create=1"

    @property
    def paths(self) -> list[str]:
        return [path for path, _, _ in self.calls]


@pytest.fixture
def switch() -> Iterator[Switch]:
    told = Switch()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            parts = urlsplit(self.path)
            words = self.rfile.read(int(self.headers["Content-Length"])).decode()
            told.calls.append((parts.path, parse_qs(parts.query)["rid"][0], words))
            self.send_response(told.status)
            self.end_headers()
            self.wfile.write(told.says.encode())

        def log_message(self, *_: object) -> None:
            """Stay quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told.port = server.server_port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield told
    server.shutdown()
    server.server_close()


def watching(url: str) -> Settings:
    return load_settings({"WATCH_URL": url}, None)


def sentences(settings: Settings, now: datetime = NOW) -> list[str]:
    return [finding.sentence for finding in of_watcher(settings, now)]


def test_addresses() -> None:
    assert address("https://hc.example/uuid", HEALTH, "", "1") == "https://hc.example/uuid?rid=1"
    assert address("https://hc.example/k/{name}/?create=1", "poshmark.balance_transfer", "/fail", "1") == (
        "https://hc.example/k/poshmark-balance_transfer/fail?create=1&rid=1"
    )


@pytest.mark.usefixtures("history")
def test_a_start_and_its_end_belong_together(switch: Switch) -> None:
    settings = watching(switch.url)
    assert sentences(settings) == ["The outside watcher 127.0.0.1 has never been told anything."]
    watched = Watched("a.b", settings)
    assert (watched.begins(NOW), watched.ends(False, "failed in 3 s", NOW)) == ("", "")
    assert switch.paths == ["/key/a-b/start", "/key/a-b/fail"]
    assert switch.calls[0][1] == switch.calls[1][1] != Watched("a.b", settings).run_id
    assert switch.calls[1][2] == "failed in 3 s"
    assert sentences(settings) == []
    assert "was told last on 01 January 2027" in sentences(settings, NOW + timedelta(days=3))[0]


@pytest.mark.usefixtures("history")
def test_an_address_without_name_is_the_health_checks_alone(switch: Switch) -> None:
    settings = watching(switch.url.replace("{name}", "uuid"))
    Watched("a.b", settings).begins(NOW)
    Watched(HEALTH, settings).ends(True, "", NOW)
    assert switch.paths == ["/key/uuid"]
    Watched(HEALTH, load_settings({}, None)).ends(True, "", NOW)
    assert (len(switch.calls), sentences(load_settings({}, None))) == (1, [])


@pytest.mark.usefixtures("history")
@pytest.mark.parametrize(
    ("status", "says", "words"), [(500, "", "it answered 500."), (200, "OK (not found)", 'it answered "OK (not found)".')]
)
def test_what_it_did_not_take_is_told_until_it_does(switch: Switch, status: int, says: str, words: str) -> None:
    settings = watching(switch.url)
    switch.status, switch.says = status, says
    assert Watched("a.b", settings).ends(True, "", NOW) == words
    Watched("a.b", settings).ends(True, "", NOW + timedelta(hours=1))
    [sentence] = sentences(settings, NOW + timedelta(hours=1))
    assert sentence == f"The outside watcher 127.0.0.1 was not told of a.b since {NOW.astimezone():%d %B, %H:%M}: {words}"
    switch.status, switch.says = 200, "OK"
    Watched("a.b", settings).ends(True, "", NOW + timedelta(hours=2))
    assert sentences(settings, NOW + timedelta(hours=2)) == []


def test_the_suite_that_runs_never_sees_the_address() -> None:
    settings = watching("https://hc.example/secret-key/{name}")
    assert "secret-key" not in repr(settings)
    context = RunContext(1, "poshmark.balance_transfer", "poshmark", False)
    handed_on = robot_command.environment(load_jobs()[0], settings, context)
    assert "POSH_MIN_TRANSFER" in handed_on
    assert not [name for name, value in handed_on.items() if "secret-key" in value]


@pytest.mark.parametrize("url", ["hc-ping.com/secret-key", "file:///secret-key", "https://", "https:///secret-key"])
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(SettingsError, match=r"WATCH_URL .* is no address that begins with https://") as error:
        watching(url)
    assert "secret-key" not in str(error.value)


@pytest.mark.usefixtures("history")
def test_nobody_there() -> None:
    settings = watching("http://127.0.0.1:9/secret-key/{name}")
    assert "cannot be reached" in Watched("a.b", settings).ends(True, "", NOW)
    [finding] = of_watcher(settings, NOW)
    assert "secret-key" not in finding.as_text()


def test_the_health_check_tells_it(switch: Switch, practice: PracticeServer, tmp_path: Path) -> None:
    owner = Owner(tmp_path, practice)
    ended = owner.types("health-check", "--watch", WATCH_URL=switch.url)
    assert ended.status == 1
    assert switch.paths == ["/key/health-check/start", "/key/health-check/fail"]
    assert switch.calls[1][2].splitlines()[0] == f"{len(load_jobs())} to look at."
    assert "poshmark.balance_transfer" in switch.calls[1][2]
    switch.status = 404
    ended = owner.types("health-check", "--watch", WATCH_URL=switch.url)
    assert "The outside watcher could not be told: it answered 404." in ended.text
    assert "127.0.0.1 was not told of health-check since" in owner.types("health-check", WATCH_URL=switch.url).text
    without = owner.types("health-check", "--watch")
    assert (without.status, "WATCH_URL is missing" in without.text) == (2, True)


JOBS = """
[quick.good]
title = "Do something"
suite = "tests/monitoring/suites/good.robot"
schedule = "5 6 * * *"

[quick.bad]
title = "Do something"
suite = "tests/monitoring/suites/bad.robot"
schedule = "5 6 * * *"
"""


def test_a_run_tells_how_it_went_and_does_not_care_whether_anybody_heard(
    switch: Switch, practice: PracticeServer, tmp_path: Path
) -> None:
    owner = Owner(tmp_path, practice)
    (tmp_path / "jobs.toml").write_text(JOBS)
    watching = {"JOBS_FILE": str(tmp_path / "jobs.toml"), "WATCH_URL": switch.url}
    assert owner.types("quick.good", **watching).status == 0
    assert owner.types("quick.bad", **watching).status == 1
    assert owner.types("quick.good", "--dry-run", **watching).status == 0
    assert switch.paths == ["/key/quick-good/start", "/key/quick-good", "/key/quick-bad/start", "/key/quick-bad/fail"]
    assert [words.rpartition(" in ")[0] for _, _, words in switch.calls[1::2]] == ["done", "failed"]
    ended = owner.types("quick.good", **{**watching, "WATCH_URL": "http://127.0.0.1:9/key/{name}"})
    assert ended.status == 0
    assert "The outside watcher could not be told: it cannot be reached" in ended.text
    status = owner.types("status", **watching).text
    assert "The outside watcher 127.0.0.1 was not told of quick.good since" in status
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "history.sqlite3").write_bytes(b"no database at all")
    assert owner.types("quick.good", **watching, STATE_DIR=str(tmp_path / "broken")).status == 1
    assert switch.calls[-1][0::2] == ("/key/quick-good/fail", "could not be started")
    leaks = [path for path in (tmp_path / "results").rglob("*") if path.is_file() and b"/key/" in path.read_bytes()]
    assert leaks == []
