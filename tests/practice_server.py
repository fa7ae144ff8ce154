"""A running practice site, as tests see it: its ledger, its mailbox, its switches."""

from __future__ import annotations

import contextlib
import email
import email.policy
import imaplib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import requests

from automation_suite.project import PROJECT
from practice.accounts import MAILBOX, MAILBOX_PASSWORD, SELLER


@dataclass(frozen=True)
class PracticeServer:
    """One running practice site."""

    addresses: dict[str, Any]

    @property
    def site(self) -> str:
        return str(self.addresses["site"])

    def behave(self, scenario: str) -> None:
        """Switch to scenarios; the delays are off unless the name asks for another speed."""
        answer = requests.post(f"{self.site}/practice/scenario", json={"scenario": scenario}, timeout=10)
        assert answer.status_code == 200, answer.text

    def reset(self) -> None:
        requests.post(f"{self.site}/practice/scenario", json={"scenario": ""}, timeout=10)
        requests.post(f"{self.site}/practice/reset", timeout=10)

    def end_sessions(self) -> None:
        requests.post(f"{self.site}/practice/session/end", timeout=10)

    @property
    def report(self) -> dict[str, Any]:
        answer: dict[str, Any] = requests.get(f"{self.site}/practice/ledger", timeout=10).json()
        return answer

    @property
    def payments(self) -> list[str]:
        """Amounts that have really moved."""
        return [str(payment["amount"]) for payment in self.report["payments"]]

    @property
    def dangers(self) -> list[str]:
        """Presses that no machine should do."""
        return [line["label"] for line in self.report["ledger"] if line["kind"] == "danger"]

    def mails(self) -> list[EmailMessage]:
        """The mails in the owner's mailbox, read over IMAP, the oldest first."""
        with imaplib.IMAP4("127.0.0.1", int(self.addresses["imap_port"])) as box:
            box.login(MAILBOX, MAILBOX_PASSWORD)
            box.select("INBOX", readonly=True)
            numbers = box.search(None, "ALL")[1][0].split()
            found = [box.fetch(number.decode(), "(BODY.PEEK[])")[1] for number in numbers]
        raw = [part[1] for answer in found for part in answer if isinstance(part, tuple)]
        mails = [email.message_from_bytes(content, policy=email.policy.default) for content in raw]
        # A Maildir has no order of its own.
        return sorted(mails, key=lambda mail: (parsedate_to_datetime(mail["Date"]), str(mail["Message-ID"])))

    def environment(self) -> dict[str, str]:
        """The settings of a suite that works with this site."""
        return {
            "PRACTICE": "1",
            "POSH_EMAIL": SELLER.user_name,
            "POSH_PASS": SELLER.password,
            "POSH_BANK_LAST4": SELLER.bank_last4,
            "POSH_FIRST_TRANSFER": "auto",
            "POSH_BASE_URL": self.site,
            "NOTIFICATION_EMAIL": MAILBOX,
            "EMAIL_APP_PASSWORD": MAILBOX_PASSWORD,
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(self.addresses["smtp_port"]),
            "SMTP_SECURITY": "none",
            "IMAP_HOST": "127.0.0.1",
            "IMAP_PORT": str(self.addresses["imap_port"]),
            "IMAP_SECURITY": "none",
            "IMAP_CODE_SENDERS": "poshmark.practice.example",
            "PACE_SECONDS": "0-0",
        }


@contextlib.contextmanager
def practice_site(folder: Path, scenario: str = "instant") -> Iterator[PracticeServer]:
    """Run a practice site, without delay, that remembers in a folder and ends with the block or with this process."""
    command = [
        sys.executable, "-m", "practice", "serve", "--state", str(folder), "--scenario", scenario, "--until-stdin-closes",
    ]  # fmt: skip
    with subprocess.Popen(
        command, cwd=PROJECT, env={**os.environ, "PYTHONPATH": str(PROJECT)}, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, text=True, start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stdout
        try:
            yield PracticeServer(json.loads(process.stdout.readline()))
        finally:
            process.terminate()
