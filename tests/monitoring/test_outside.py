"""Certificates, the clock and sessions: real servers with real certificates, a real time server, real cookies."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import sqlite3
import ssl
import struct
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink

from automation_suite import incidents
from automation_suite.history.models import OutsideCheck, Run
from automation_suite.jobs import load_jobs
from automation_suite.monitoring import findings
from automation_suite.monitoring.certificates import Place, places, validity
from automation_suite.monitoring.outside import look_once_a_day, of_outside
from automation_suite.monitoring.sessions import of_session, session_end
from automation_suite.monitoring.time_server import seconds_ahead
from automation_suite.settings import Settings, load_settings

NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """Whom this machine trusts, for the length of a test."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    return authority


def trust_of(authority: trustme.CA, ends: datetime, begins: datetime = NOW - DAY * 80) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1", not_before=begins, not_after=ends).configure_cert(context)
    return context


@contextlib.contextmanager
def shop(trust: ssl.SSLContext) -> Iterator[int]:
    """A server that shows its certificate and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    line, _ = listener.accept()
                except OSError:
                    return
                with contextlib.suppress(OSError), line, trust.wrap_socket(line, server_side=True) as encrypted:
                    encrypted.recv(1)

        threading.Thread(target=serve, daemon=True).start()
        yield listener.getsockname()[1]
        # Closing alone lets the thread take one more call.
        listener.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def time_server(ahead: float, stratum: int = 1) -> Iterator[str]:
    """A time server whose clock is that of this machine and some seconds."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.bind(("127.0.0.1", 0))

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    _, asker = line.recvfrom(512)
                    now = time.time() + ahead + 2_208_988_800
                    stamp = struct.pack("!II", int(now) % 2**32, int(now % 1 * 2**32))
                    line.sendto(bytes((0x24, stratum)) + bytes(30) + stamp + stamp, asker)

        threading.Thread(target=serve, daemon=True).start()
        yield f"127.0.0.1:{line.getsockname()[1]}"


def settings_with(**values: str) -> Settings:
    return load_settings({"SMTP_SECURITY": "none", "TIME_SERVER": "127.0.0.1:9", **values}, None)


def sentences(now: datetime = NOW) -> list[str]:
    return [finding.sentence for finding in of_outside(now)]


def test_which_servers_are_looked_at() -> None:
    assert places(load_settings({"IMAP_HOST": "imap.x.example", "SMTP_PORT": "587", "SMTP_SECURITY": "starttls"}, None)) == [
        Place("smtp.gmail.com", 587, "smtp"), Place("imap.x.example", 993, "tls"), Place("poshmark.com", 443, "tls"),
    ]  # fmt: skip
    assert places(settings_with(POSH_BASE_URL="http://127.0.0.1:8000")) == []


@pytest.mark.usefixtures("history")
@pytest.mark.parametrize(
    ("left", "words"),
    [
        (DAY * 10, ""),
        (DAY * 8, "expires on {end} and was not renewed yet; then nothing there works."),
        (-DAY, "is refused, so nothing there works: certificate has expired."),
    ],
)
def test_a_certificate_is_told_before_it_expires(authority: trustme.CA, left: timedelta, words: str) -> None:
    with shop(trust_of(authority, NOW + left)) as port:
        look_once_a_day(settings_with(POSH_BASE_URL=f"https://127.0.0.1:{port}"), NOW)
    end = f"{(NOW + left).astimezone():%d %B %Y, %H:%M}"
    expected = [f"The certificate of 127.0.0.1:{port} {words.format(end=end)}"] if words else []
    assert sentences() == expected


@pytest.mark.usefixtures("history")
def test_it_is_looked_at_once_a_day_and_expires_also_when_nobody_looks(authority: trustme.CA) -> None:
    with shop(trust_of(authority, NOW + DAY * 2)) as port:
        settings = settings_with(POSH_BASE_URL=f"https://127.0.0.1:{port}")
        look_once_a_day(settings, NOW)
    # It is not there any more, and is not asked within a day; after that, not being reached changes nothing.
    for hours in (1, 30):
        look_once_a_day(settings, NOW + timedelta(hours=hours))
    assert OutsideCheck.objects.get(name__startswith="certificate").at == NOW
    assert "has expired on" in sentences(NOW + DAY * 3)[0]
    ready = findings.readiness(settings, NOW)
    assert not [finding for finding in ready if "certificate" in finding.sentence]
    assert [finding for finding in findings.readiness(settings, NOW + DAY * 3) if "certificate" in finding.sentence]


@pytest.mark.usefixtures("history")
def test_a_stranger_is_refused(authority: trustme.CA) -> None:
    with shop(trust_of(trustme.CA(), NOW + DAY * 80)) as port:
        look_once_a_day(settings_with(POSH_BASE_URL=f"https://127.0.0.1:{port}"), NOW)
    assert "is refused" in sentences()[0]


@contextlib.contextmanager
def mailbox(trust: ssl.SSLContext, offers: str) -> Iterator[int]:
    """A mailbox that greets in plain and knows as much of IMAP as comes before a login."""

    class Talk(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            line = self.request
            line.sendall(b"* OK ready\r\n")
            while said := line.recv(1024).decode().split():
                listed = f"* CAPABILITY IMAP4rev1 {offers}\r\n" if said[1] == "CAPABILITY" else ""
                line.sendall(f"{listed}{said[0]} OK done\r\n".encode())
                if said[1] == "STARTTLS":
                    line = trust.wrap_socket(line, server_side=True)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def test_a_mailbox_that_encrypts_after_its_greeting(authority: trustme.CA) -> None:
    end = NOW + DAY * 30
    with mailbox(trust_of(authority, end), "STARTTLS") as port:
        assert validity(Place("127.0.0.1", port, "imap")).ends == end
    with mailbox(trust_of(authority, end), "") as port, pytest.raises(OSError, match="TLS not supported"):
        validity(Place("127.0.0.1", port, "imap"))


def test_a_mail_server_that_encrypts_after_its_greeting(authority: trustme.CA) -> None:
    end = NOW + DAY * 30
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(Sink(), "127.0.0.1", port, tls_context=trust_of(authority, end))
    server.start()
    try:
        assert validity(Place("127.0.0.1", port, "smtp")).ends == end
    finally:
        server.stop()


@pytest.mark.usefixtures("history")
def test_a_server_that_cannot_be_reached_is_tried_once_an_hour_and_says_nothing(authority: trustme.CA) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = settings_with(POSH_BASE_URL=f"https://127.0.0.1:{port}")
    moments = [NOW, NOW + timedelta(minutes=30), NOW + timedelta(minutes=61)]
    tried = []
    for moment in moments:
        look_once_a_day(settings, moment)
        tried.append({row.facts["tried"] for row in OutsideCheck.objects.all()})
    assert tried == [{NOW.isoformat()}, {NOW.isoformat()}, {moments[2].isoformat()}]
    assert sentences(moments[2]) == []


def test_nobody_is_looked_at_while_practising() -> None:
    look_once_a_day(load_settings({"PRACTICE": "1"}, None), NOW)


@pytest.mark.parametrize("ahead", [0.0, 90.0, -4000.0])
def test_the_time(ahead: float) -> None:
    with time_server(ahead) as server:
        assert seconds_ahead(server) == pytest.approx(-ahead, abs=0.5)


def test_a_time_server_that_does_not_know_the_time() -> None:
    with time_server(0, stratum=0) as server, pytest.raises(OSError, match="does not know"):
        seconds_ahead(server)


@pytest.mark.usefixtures("history")
@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (20.0, []),
        (-90.0, [("warning", "The clock of this machine is 90 seconds ahead of {server}.")]),
        (3600.0, [("critical", "The clock of this machine is 60 minutes behind {server}.")]),
    ],
)
def test_a_clock_that_is_off(ahead: float, words: list[tuple[str, str]]) -> None:
    with time_server(ahead) as server:
        look_once_a_day(settings_with(POSH_BASE_URL="http://x.example", TIME_SERVER=server), NOW)
    found = [(finding.severity, finding.sentence) for finding in of_outside(NOW)]
    assert found == [(severity, sentence.format(server=server)) for severity, sentence in words]


def cookies(profile: Path, *rows: tuple[str, int, datetime, datetime]) -> None:
    """Write cookies as Chromium does; ``tests/suite/test_login.py`` reads what it has really written."""
    (profile / "Default").mkdir(parents=True)
    since = datetime(1601, 1, 1, tzinfo=UTC)
    with contextlib.closing(sqlite3.connect(profile / "Default" / "Cookies")) as file:
        file.execute("CREATE TABLE cookies (host_key, is_httponly, is_persistent, creation_utc, expires_utc)")
        for host, httponly, begin, end in rows:
            moments = [(moment - since) // timedelta(microseconds=1) for moment in (begin, end)]
            file.execute("INSERT INTO cookies VALUES (?, ?, 1, ?, ?)", (host, httponly, *moments))
        file.commit()


def test_the_end_of_a_session_is_that_of_its_longest_hidden_cookie(tmp_path: Path) -> None:
    assert session_end(tmp_path / "nothing", "shop.example") is None
    profile = tmp_path / "profile 1"
    cookies(
        profile,
        (".shop.example", 1, NOW, NOW + DAY * 30),
        ("www.shop.example", 1, NOW, NOW + DAY * 50),
        ("shop.example", 1, NOW, NOW + DAY),
        ("shop.example", 0, NOW, NOW + DAY * 400),
        ("tracker.example", 1, NOW, NOW + DAY * 400),
    )
    assert session_end(profile, "shop.example") == NOW + DAY * 30
    assert session_end(profile, "www.shop.example") == NOW + DAY * 50


@pytest.mark.usefixtures("history")
def test_a_session_that_ends_soon_is_told_where_logging_in_needed_a_person(tmp_path: Path) -> None:
    job = load_jobs()[0]
    settings = settings_with(STATE_DIR=str(tmp_path))
    cookies(settings.profile_path / "poshmark", (".poshmark.com", 1, NOW - DAY * 28, NOW + DAY * 2))
    assert list(of_session(job, settings, NOW)) == []
    row = Run.objects.create(
        job=job.name, started_at=NOW - DAY * 28, ended_at=NOW - DAY * 28, host="h", process_id=1, folder="",
        outcome="needs a person", trouble="captcha or code",
    )  # fmt: skip
    incidents.record(row)
    [finding] = of_session(job, settings, NOW)
    assert finding.sentence.startswith("The browser stays logged in at poshmark.com until")
    assert finding.remedy == "Log in when it suits you: python run.py login poshmark"
    assert list(of_session(job, settings, NOW - DAY * 2)) == []
