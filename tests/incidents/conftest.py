"""A table of two jobs, a mail server that is real, and a clock that the test sets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from automation_suite import incidents
from automation_suite.history.models import Run
from automation_suite.jobs import job_named
from automation_suite.notification import outbox, owner, rounds
from automation_suite.outcomes import Outcome
from automation_suite.running.conclusion import Conclusion
from automation_suite.settings import Settings, load_settings
from tests.practice_server import PracticeServer

START = datetime(2026, 11, 2, 11, 5, tzinfo=UTC)
MONEY, SALES = "poshmark.balance_transfer", "poshmark.sales_snapshot"
TABLE = """
[poshmark.balance_transfer]
title = "Move the balance"
suite = "suites/poshmark/balance_transfer.robot"
schedule = "5 11 * * *"
grace_minutes = 120
moves_money = true
{money}

[poshmark.sales_snapshot]
title = "Take a snapshot"
suite = "suites/poshmark/sales_snapshot.robot"
schedule = "35 11 * * *"
grace_minutes = 120
{sales}
"""


@dataclass
class Owner:
    """An owner whose jobs end as the test says, and who reads the mail."""

    settings: Settings
    practice: PracticeServer

    def runs(self, outcome: str, hours: float, job: str = MONEY, **facts: Any) -> Run:
        """A run of a job ends, so many hours after the start; what it calls for is sent."""
        at = START + timedelta(hours=hours)
        facts = {
            "sentence": f"It was {outcome}.",
            "trouble": "" if outcome in ("done", "nothing to do") else "own fault",
        } | facts
        row: Run = Run.objects.create(
            job=job, account="poshmark", started_at=at, ended_at=at, host="h", process_id=1, folder="/x", outcome=outcome,
            **facts,
        )  # fmt: skip
        due = incidents.record(row, job_named(job, self.settings), "No money was moved.")
        found = Conclusion(Outcome(outcome), row.sentence, "No money was moved.", trouble=row.trouble)
        owner.tell(row, found, due, self.settings)
        self.looks(hours)
        return row

    def looks(self, hours: float) -> None:
        """The health check is called, so many hours after the start."""
        now = START + timedelta(hours=hours)
        rounds._look(self.settings, now, "")
        # Messages are created by this machine's clock, which is of no interest here.
        outbox.deliver(self.settings)

    def mails(self, to: str = "") -> list[EmailMessage]:
        return [mail for mail in self.practice.mails() if not to or mail["To"] == to]

    @property
    def subjects(self) -> list[str]:
        return [str(mail["Subject"]) for mail in self.mails()]


@pytest.fixture
def an_owner(history: None, practice: PracticeServer, tmp_path: Path) -> Callable[..., Owner]:
    """Make an owner with rules for both jobs and with settings."""

    def make(money: str = "", sales: str = "", **settings: str) -> Owner:
        table = tmp_path / "jobs.toml"
        table.write_text(TABLE.format(money=money, sales=sales))
        own = {"JOBS_FILE": str(table), "STATE_DIR": str(tmp_path), "PRACTICE": "0", **settings}
        return Owner(load_settings({**practice.environment(), **own}, None), practice)

    return make
