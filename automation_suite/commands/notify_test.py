"""``run.py notify-test``: send yourself a test message of each kind, to see that they arrive and how they look."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from automation_suite.evidence.troubles import CAPTCHA, CUT_OFF
from automation_suite.history.models import ChangeKind, Incident, IncidentChange
from automation_suite.history.setup import migrate
from automation_suite.incidents import COMES_AND_GOES, MISSED
from automation_suite.notification import digest, incident_letter, outbox, owner, wording
from automation_suite.notification.letter import Letter
from automation_suite.outcomes import EXIT_DONE, EXIT_FAILED, Outcome
from automation_suite.settings import Settings, process_settings

_DIGEST_DAYS = 7
_JOB = "poshmark.balance_transfer"
_HAPPENED = "Nothing happened. You asked for a test message of each kind; this is what such a one looks like."
_MONEY = "No money was moved."
_TROUBLES = (("failed", ""), ("needs a person", CAPTCHA), ("unknown", ""), ("did not end", CUT_OFF), (COMES_AND_GOES, ""))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--one", action="store_true", help="only one message, to see that one arrives")


def run(arguments: argparse.Namespace) -> int:
    """Send test messages over every channel, also to those who are told only of escalations."""
    migrate()
    settings = process_settings()
    owner.queue(Letter("test", "good", "Your Automation Suite can reach you", _HAPPENED, _MONEY), settings, None, None)
    for letter in () if arguments.one else _letters(settings):
        marked = replace(letter, subject=f"Test: {letter.subject}", happened=_HAPPENED, money=_MONEY, next_step="")
        owner.queue(marked, settings, None, None, escalated=letter.kind == "escalated")
    if not arguments.one:
        digest.queue(settings, _DIGEST_DAYS, datetime.now(UTC))
    report = outbox.deliver(settings)
    for problem in dict.fromkeys(report.problems):
        print(problem)
    print(f"{report.sent} message(s) sent.")
    return EXIT_FAILED if report.problems else EXIT_DONE


def _letters(settings: Settings) -> Iterator[Letter]:
    yield Letter("money moved", wording.mood("money moved"), "Moved $12.34 to bank ••••1234", "", "")
    for kind, trouble in _TROUBLES:
        yield Letter(kind, wording.mood(kind), wording.trouble(kind, _JOB, trouble), "", "")
    for kind in (ChangeKind.OPENED, ChangeKind.REPEATED, ChangeKind.WOKEN, ChangeKind.ESCALATED):
        yield replace(incident_letter.letter_of(_change(kind), [_JOB], settings), rows=())
    yield Letter("recovered", wording.mood("recovered"), f"{wording.platform(_JOB)} works again", "", "")


def _change(kind: ChangeKind) -> IncidentChange:
    """Return a change that is not kept: an incident that nobody has."""
    now = datetime.now(UTC)
    trouble = MISSED if kind is ChangeKind.OPENED else ""
    incident = Incident(pk=0, job=_JOB, outcome=Outcome.FAILED, trouble=trouble, opened_at=now, last_seen_at=now)
    return IncidentChange(incident=incident, at=now, kind=kind)
