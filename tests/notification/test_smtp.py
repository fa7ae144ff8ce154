"""Sending over real SMTP servers: encrypted, refused, unreachable."""

from __future__ import annotations

import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

from automation_suite.notification.letter import Letter, as_html, as_mail, as_text
from automation_suite.notification.smtp import MailError, MailServer, check_login, send

LETTER = Letter(
    kind="needs a person",
    mood="attention",
    subject="Poshmark needs you: captcha or code",
    happened="A captcha <stands> there.",
    money="No money was moved.",
    next_step="Type: python run.py login poshmark",
    rows=[("Job", "poshmark.balance_transfer")],
)


class Box:
    """Keeps what arrives; refuses one recipient."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []

    async def handle_RCPT(self, _server: SMTP, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        if address.startswith("nobody"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Any, envelope: Any) -> str:
        self.mails.append(envelope.content)
        return "250 OK"


def authenticate(_server: SMTP, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
    return AuthResult(success=data.password == b"app password", handled=False)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
         "subjectAltName=DNS:localhost", "-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder / "cert.pem"


@pytest.fixture(params=["tls", "starttls"])
def server(request: pytest.FixtureRequest, certificate: Path) -> Iterator[tuple[MailServer, Box]]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, certificate.with_name("key.pem"))
    box = Box()
    encryption: dict[str, Any] = (
        {"ssl_context": context} if request.param == "tls" else {"tls_context": context, "require_starttls": True}
    )
    login = {"authenticator": authenticate, "auth_required": True, "auth_require_tls": request.param == "starttls"}
    controller = Controller(box, hostname="localhost", port=0, **encryption, **login)
    controller.port = _free_port()
    controller.start()
    yield MailServer("localhost", controller.port, request.param, "owner@x.example", "app password", str(certificate)), box
    controller.stop()


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


def mail(recipient: str = "owner@x.example") -> EmailMessage:
    return as_mail("owner@x.example", recipient, LETTER.subject, as_text(LETTER), as_html(LETTER, False), None)


def test_encrypted_delivery(server: tuple[MailServer, Box]) -> None:
    check_login(server[0])
    send(server[0], mail())
    assert b"Subject: Poshmark needs you: captcha or code" in server[1].mails[0]


def test_wrong_password_is_explained(server: tuple[MailServer, Box]) -> None:
    with pytest.raises(MailError, match="app password"):
        send(replace(server[0], password="wrong"), mail())
    assert server[1].mails == []


def test_unknown_certificate_is_refused(server: tuple[MailServer, Box]) -> None:
    with pytest.raises(MailError, match="not trusted"):
        send(replace(server[0], certificates=""), mail())
    assert server[1].mails == []


def test_refused_recipient(server: tuple[MailServer, Box]) -> None:
    with pytest.raises(MailError, match=r"refuses to write to nobody@x\.example"):
        send(server[0], mail("nobody@x.example"))


def test_unreachable_server() -> None:
    with pytest.raises(MailError, match="cannot be reached"):
        send(MailServer("127.0.0.1", _free_port(), "tls", "u", "p"), mail())


def test_unencrypted_mail_leaves_this_machine_never() -> None:
    with pytest.raises(MailError, match="readable"):
        send(MailServer("mail.example", 25, "none", "u", "p"), mail())


def test_letter_in_html_and_text() -> None:
    html, text = as_html(LETTER, picture=True), as_text(LETTER)
    assert "A captcha &lt;stands&gt; there." in html
    assert 'src="cid:page"' in html
    assert html.count("python run.py login poshmark") == 2
    for part in (
        LETTER.subject,
        LETTER.happened,
        LETTER.money,
        "python run.py login poshmark",
        "Job: poshmark.balance_transfer",
    ):
        assert part in text


@pytest.mark.parametrize(
    ("next_step", "command"),
    [
        (
            "Look at it, then type: python run.py transfers resolve 12 --moved (or --not-moved).",
            "python run.py transfers resolve 12 --moved",
        ),
        ("If that is right, type: python run.py transfers approve", "python run.py transfers approve"),
        ("Correct it in .env, then type: python run.py poshmark", "python run.py poshmark"),
        ("Wait.", ""),
    ],
)
def test_the_command_to_type_is_shown_by_itself(next_step: str, command: str) -> None:
    assert replace(LETTER, next_step=next_step).command == command
