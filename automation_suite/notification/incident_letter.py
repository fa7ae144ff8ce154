"""What is told of an incident when no run has just ended: it did not start, it lasts, nobody looks after it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from automation_suite.history.models import ChangeKind, Incident, IncidentChange
from automation_suite.incidents import MISSED, message_kind
from automation_suite.notification import wording
from automation_suite.notification.letter import Letter
from automation_suite.settings import Settings

_KINDS = {
    ChangeKind.REPEATED: "still open",
    ChangeKind.WOKEN: "still open",
    ChangeKind.ESCALATED: "escalated",
    ChangeKind.CHANGED: MISSED,
}
_BEFORE = {
    ChangeKind.REPEATED: "Still open: ",
    ChangeKind.WOKEN: "Rested, still open: ",
    ChangeKind.ESCALATED: "Nobody looks after it: ",
}


def letter_of(change: IncidentChange, jobs: Sequence[str], settings: Settings) -> Letter:
    """Return the message about a change that time has made. Pure.

    Args:
        change: With its incident.
        jobs: Which the incident still hits.
        settings: For the commands to type.
    """
    incident, kind = change.incident, ChangeKind(change.kind)
    of_trouble = MISSED if kind is ChangeKind.CHANGED else message_kind(incident)
    return Letter(
        kind=_KINDS.get(kind, of_trouble),
        mood=wording.mood(of_trouble),
        subject=_BEFORE.get(kind, "") + _subject(of_trouble, incident, change, jobs),
        happened=_happened(kind, incident, change),
        money=incident.money or "This message is not about a transfer.",
        next_step=incident.next_step,
        rows=_rows(incident, jobs, settings),
    )


def _subject(kind: str, incident: Incident, change: IncidentChange, jobs: Sequence[str]) -> str:
    if kind == MISSED and len(jobs) > 1:
        return f"{len(jobs)} jobs did not start"
    return wording.trouble(kind, change.job or incident.job, incident.trouble)


def _happened(kind: ChangeKind, incident: Incident, change: IncidentChange) -> str:
    if kind in (ChangeKind.OPENED, ChangeKind.CHANGED):
        return change.sentence
    times = "once" if incident.times == 1 else f"{incident.times} times"
    nobody = " Nobody has said that they look after it." if kind is ChangeKind.ESCALATED else ""
    return f"{incident.sentence} It has come {times} since {_when(incident.opened_at)}.{nobody}"


def _rows(incident: Incident, jobs: Sequence[str], settings: Settings) -> list[tuple[str, str]]:
    number = incident.pk
    return [
        ("Incident", str(number)),
        ("Open since", _when(incident.opened_at)),
        ("Jobs" if len(jobs) > 1 else "Job", ", ".join(jobs)),
        ("You look after it", settings.command(f"incidents ack {number}")),
        ("It can rest for two days", settings.command(f"incidents snooze {number} --days 2")),
    ]


def _when(moment: datetime) -> str:
    return f"{moment.astimezone():%d %B, %H:%M}"
