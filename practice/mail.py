"""The practice mailbox: a real SMTP server that delivers into a Maildir, and a real IMAP server that shows it."""

from __future__ import annotations

import argparse
import asyncio
import email
import email.policy
import mailbox
import random
import smtplib
import socket
from contextlib import AsyncExitStack, suppress
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from pymap.backend.maildir import MaildirBackend
from pymap.imap import IMAPService
from pysasl.hashing import BuiltinHash

from practice.accounts import CODE_SENDER, MAILBOX, MAILBOX_PASSWORD
from practice.world import World

_HOST = "127.0.0.1"


class Delivery:
    """What the SMTP server does with a login and a message."""

    def __init__(self, world: World, inbox: mailbox.Maildir) -> None:
        self.world = world
        self.inbox = inbox

    def authenticate(self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any) -> AuthResult:
        """Accept the practice mailbox's own password only."""
        known = isinstance(data, LoginPassword) and data.password.decode() == MAILBOX_PASSWORD
        return AuthResult(success=known and not self.world.has("mail-login-refused"), handled=False)

    async def handle_CONNECT(self, server: SMTP, _session: Session, _envelope: Envelope, *_: object) -> str:  # noqa: N802
        """Refuse everybody while the mail server is down."""
        return "421 4.3.2 The practice mail server is down" if self.world.has("mail-down") else "220 ready"

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Answer a greeting; a server that is down answers with its refusal."""
        session.host_name = hostname
        return ["421 4.3.2 The practice mail server is down"] if self.world.has("mail-down") else responses

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Put a message into the mailbox."""
        if self.world.has("mail-drops") and isinstance(server.transport, asyncio.WriteTransport):
            server.transport.abort()
        if self.world.has("mail-drops", "mail-loses"):
            return "250 OK"
        if self.world.has("mail-rejects"):
            return "554 5.7.1 The practice mail server refuses this message"
        content = envelope.content or b""
        self.inbox.add(content if isinstance(content, bytes) else content.encode())
        return "250 OK"


class Mail:
    """Both mail servers and the mailbox behind them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._base = world.folder / "mail"
        self._base.mkdir(exist_ok=True)
        self.inbox = mailbox.Maildir(self._base / "Maildir")
        delivery = Delivery(world, self.inbox)
        self.smtp_port, self.imap_port = _free_port(), _free_port()
        self._smtp = Controller(
            delivery, hostname=_HOST, port=self.smtp_port, authenticator=delivery.authenticate,
            auth_required=True, auth_require_tls=False,
        )  # fmt: skip
        self._imap = AsyncExitStack()

    async def start(self) -> None:
        """Start both servers."""
        self._smtp.start()
        hashed = BuiltinHash(rounds=1000).hash(MAILBOX_PASSWORD)
        (self._base / "pymap-etc-passwd").write_text(f"{MAILBOX}:x::::Maildir:\n")
        (self._base / "pymap-etc-shadow").write_text(f"{MAILBOX}:{hashed}:::::::\n")
        parser = argparse.ArgumentParser()
        IMAPService.add_arguments(parser)
        parser.set_defaults(
            passlib_cfg=None, debug=False, concurrency=None, layout="++", colon=None, base_dir=str(self._base)
        )
        arguments = parser.parse_args(["--host", _HOST, "--port", str(self.imap_port), "--no-tls"])
        backend, config = await MaildirBackend.init(arguments)
        config.apply_context()
        await backend.start(self._imap)
        await IMAPService(backend, config).start(self._imap)

    async def stop(self) -> None:
        """Stop both servers."""
        self._smtp.stop()
        await self._imap.aclose()

    def messages(self) -> list[tuple[str, EmailMessage]]:
        """Return the mails with their keys, the newest first."""
        rows = [(key, self.inbox.get_bytes(key), self.inbox.get_message(key).get_date()) for key in self.inbox.iterkeys()]
        rows.sort(key=lambda row: row[2], reverse=True)
        return [(key, email.message_from_bytes(raw, policy=email.policy.default)) for key, raw, _ in rows]

    async def send_code(self, code: str) -> None:
        """Mail a one-time code as the shop does, with the company that the scenarios ask for."""
        if self.world.has("code-by-sms"):
            return
        if self.world.has("code-decoys"):
            await self._deliver("222222", "no-reply@poshmark.practice.example.evil.example", datetime.now(UTC))
        if self.world.has("code-late"):
            await asyncio.sleep(4)
        await self._deliver(code, CODE_SENDER, datetime.now(UTC))

    async def prepare(self) -> None:
        """Put into the mailbox what a scenario wants there from the beginning: a code of an earlier login."""
        if self.world.has("code-decoys"):
            await self._deliver("111111", CODE_SENDER, datetime.now(UTC) - timedelta(minutes=9))

    async def _deliver(self, code: str, sender: str, when: datetime) -> None:
        message = EmailMessage()
        message["From"] = f"Poshmark <{sender}>"
        message["To"] = MAILBOX
        message["Subject"] = "Poshmark verification code"
        message["Date"] = format_datetime(when)
        message.set_content(f"Hi practice_seller,\n\nyour verification code is {code}.\n\nIt is valid for 10 minutes.\n")
        await asyncio.to_thread(self._send, message)

    def _send(self, message: EmailMessage) -> None:
        with smtplib.SMTP(_HOST, self.smtp_port, timeout=10) as server:
            server.login(MAILBOX, MAILBOX_PASSWORD)
            server.send_message(message)


def _free_port() -> int:
    # From below those that systems give out by themselves: one of these could be taken until the servers listen.
    while True:
        port = random.SystemRandom().randrange(20_000, 32_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind((_HOST, port))
            return port
