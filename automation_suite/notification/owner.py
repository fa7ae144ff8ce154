"""Telling the owner what a run has come to: which messages, with which words."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from automation_suite.history.models import Message, Run
from automation_suite.incidents import Due, jobs_in
from automation_suite.jobs import Job
from automation_suite.known_secrets import redactor_of
from automation_suite.money import dollars
from automation_suite.notification import addresses, outbox, wording
from automation_suite.notification import letter as letters
from automation_suite.notification.letter import Letter
from automation_suite.notification.smtp import MailError
from automation_suite.outcomes import Outcome
from automation_suite.settings import Settings
from automation_suite.sightings import drift_words

if TYPE_CHECKING:
    # It brings Robot Framework, which the health check has no time for.
    from automation_suite.running.conclusion import Conclusion

_SHORT = 240


def tell(row: Run, found: Conclusion, due: Due, settings: Settings) -> None:
    """Queue the messages that a run calls for; ``deliver`` sends them."""
    for kind in due.kinds:
        queue(letter_of(kind, row, found, due), settings, row, due)


def letter_of(kind: str, row: Run, found: Conclusion, due: Due) -> Letter:
    """Return the message of a kind about a run. Pure."""
    name = wording.platform(row.job)
    return Letter(
        kind=kind,
        mood=wording.mood(kind),
        subject=_subject(kind, name, row, found),
        happened=_first_upper(found.sentence),
        money=found.money,
        next_step=found.next_step,
        rows=[(label, value) for label, value in _rows(kind, row, found, due) if value],
    )


def queue(
    letter: Letter,
    settings: Settings,
    row: Run | None,
    due: Due | None,
    picture: Path | None = None,
    *,
    escalated: bool = False,
) -> None:
    """Keep a message for sending, to the owner and to whoever else is told of such things.

    Args:
        letter: What it says.
        settings: With the addresses.
        row: The run that it is about.
        due: What that run calls for. What is about its incident is kept once for each change and address.
        picture: To show instead of the page at which the run failed.
        escalated: Whether the people in ``NOTIFY_ESCALATION`` are told, as they are of an incident that was escalated.
    """
    redactor = redactor_of(settings)
    page = Path(row.folder) / "evidence" / "page.jpg" if row and letter.mood != "good" else None
    shown = picture or page
    pictures = [str(shown)] if shown and shown.exists() else []
    incident, change = (due.incident, due.change) if due and letter.kind != "money moved" else (None, None)
    short = f"{letter.happened} {letter.money} {letter.next_step}"[:_SHORT]
    escalated = escalated or bool(incident and incident.escalated_at)
    for channel, recipient in addresses.of(settings, letter.mood, escalated):
        by_mail = channel == addresses.EMAIL
        Message.objects.create(
            created_at=datetime.now(UTC), kind=letter.kind, severity=letter.mood, run=row, incident=incident, change=change,
            channel=channel, recipient=recipient, subject=redactor.clean(letter.subject),
            text=redactor.clean(letters.as_text(letter) if by_mail else short),
            html=redactor.clean(letters.as_html(letter, bool(pictures))) if by_mail else "",
            attachments=pictures if by_mail else [],
        )  # fmt: skip


def deliver(settings: Settings) -> None:
    """Send what waits and say on the console what could not be sent."""
    report = outbox.deliver(settings)
    for problem in report.problems:
        print(f"A message to you could not be sent and is kept: {problem}", flush=True)
    if report.sent:
        print(f"Mail sent to {settings.notification_email}.", flush=True)


def tell_without_history(job: Job, sentence: str, money: str, settings: Settings) -> None:
    """Send a mail at once, when nothing can be kept in the history."""
    letter = Letter(
        kind="failed", mood="bad", subject=f"{wording.platform(job.name)}: the history cannot be written", happened=sentence,
        money=money, next_step="Free some disk space or make the folder writable, then type: python run.py health-check",
    )  # fmt: skip
    redactor = redactor_of(settings)
    text, html = redactor.clean(letters.as_text(letter)), redactor.clean(letters.as_html(letter, False))
    try:
        outbox.send_mail(settings, settings.notification_email, letter.subject, text, html, None)
        print(f"Mail sent to {settings.notification_email}.")
    except MailError as error:
        print(f"The owner could not be told by mail either: {error}")


def _subject(kind: str, name: str, row: Run, found: Conclusion) -> str:
    moved = row.amount is not None
    if kind == "money moved" and row.amount is not None:
        bank = found.figures.get("bank", "")
        return f"Moved {dollars(row.amount)} to bank ••••{bank}" if bank else f"Moved {dollars(row.amount)} to your bank"
    if kind == "recovered":
        return f"{name} works again"
    return wording.trouble(kind, row.job, found.trouble) + (": no money was moved" if kind == "failed" and not moved else "")


def _rows(kind: str, row: Run, found: Conclusion, due: Due) -> list[tuple[str, str]]:
    seconds = f"{row.seconds:.0f} s" if row.seconds is not None else ""
    return [
        ("Amount", dollars(row.amount) if row.amount is not None else ""),
        ("To", f"bank account ••••{found.figures['bank']}" if "bank" in found.figures else ""),
        ("Method", found.figures.get("method", "")),
        ("Reference", found.figures.get("reference", "")),
        ("Failed step", found.failed_step),
        ("Kind of trouble", found.trouble if not Outcome(found.outcome).is_good else ""),
        ("Seen before", due.seen_before),
        ("Drift: changed on the page", drift_words(found.found)),
        ("Incident", _incident(kind, due)),
        ("Job", row.job),
        ("Took", seconds),
        ("Log", str(Path(row.folder) / "log.html")),
        ("Head of the money journal", found.figures.get("chain", "")),
    ]


def _incident(kind: str, due: Due) -> str:
    if due.incident is None or kind == "money moved":
        return ""
    others = [job for job in jobs_in(due.incident) if job != due.incident.job]
    return f"{due.incident.pk}{', with ' + ', '.join(others) if others else ''}"


def _first_upper(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
