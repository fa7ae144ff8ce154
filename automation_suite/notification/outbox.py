"""The outbox: a message is kept in the history until it is delivered, and tried again with growing pauses."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db.models import Q

from automation_suite.errors import SettingsError, SuiteError
from automation_suite.history.models import Message
from automation_suite.jobs import jobs_of
from automation_suite.notification import addresses
from automation_suite.notification import letter as letters
from automation_suite.notification.addresses import APPRISE, EMAIL
from automation_suite.notification.smtp import MailError, MailServer, send
from automation_suite.settings import Settings

# A process that dies while sending leaves its claim behind; after this time another one may try.
_CLAIM = timedelta(minutes=5)
_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (0, 1, 5, 15, 60))
# All others are about money, a failure, or something that a person has to do.
_CAN_WAIT = frozenset({"recovered"})
# A job whose every run falls into quiet hours would keep its messages for ever.
_LONGEST_QUIET = timedelta(hours=18)


@dataclass(frozen=True)
class Delivery:
    """What a round of delivering has done: how many messages were sent, and why others were not."""

    sent: int
    problems: tuple[str, ...]


def deliver(settings: Settings, now: datetime | None = None) -> Delivery:
    """Send every message that is due, the oldest first.

    Args:
        settings: Mail server and addresses.
        now: The moment, for tests.
    """
    moment = now or datetime.now(UTC)
    sent, problems = 0, list[str]()
    quiet = kept_quiet(settings, moment)
    for message in (message for message in _due(moment) if message.pk not in quiet):
        if not _claim(message, moment):
            continue
        problem = _try(message, settings)
        _note(message, problem, moment)
        sent, problems = (sent + 1, problems) if not problem else (sent, [*problems, problem])
    return Delivery(sent, tuple(problems))


def kept_quiet(settings: Settings, now: datetime) -> set[int]:
    """Return the keys of the messages that are kept back because their job has quiet hours now."""
    younger = Message.objects.filter(
        sent_at__isnull=True, kind__in=_CAN_WAIT, created_at__gt=now - _LONGEST_QUIET, created_at__lte=now, run__isnull=False
    ).values_list("pk", "run__job")
    if not younger:
        return set()
    try:
        quiet = {job.name for job in jobs_of(settings) if job.is_quiet(now)}
    except SettingsError:
        # The table is being changed; whoever reads it next names what is wrong in it.
        return set()
    return {key for key, job in younger if job in quiet}


def undelivered() -> list[Message]:
    """Return the messages that wait, the oldest first."""
    return list(Message.objects.filter(sent_at__isnull=True).order_by("pk"))


def mail_server(settings: Settings) -> MailServer:
    """Return the owner's mail server."""
    user, password = settings.mail_login
    return MailServer(settings.smtp_host, settings.smtp_port, settings.smtp_security, user, password.get_secret_value())


def send_mail(settings: Settings, recipient: str, subject: str, text: str, html: str, picture: Path | None) -> str:
    """Send one mail at once and return its source, for the copy in the run's folder.

    Raises:
        MailError: It was not sent.
    """
    sender = settings.mail_login[0]
    mail = letters.as_mail(sender, recipient, subject, text, html, picture)
    send(mail_server(settings), mail)
    return mail.as_string()


def _due(now: datetime) -> Sequence[Message]:
    waiting = Message.objects.filter(sent_at__isnull=True)
    # A next try beyond the longest pause was set by a clock that was wrong.
    due = Q(next_try_at__isnull=True) | Q(next_try_at__lte=now) | Q(next_try_at__gt=now + _PAUSES[-1])
    return list(waiting.filter(_free(now), due).order_by("pk"))


def _claim(message: Message, now: datetime) -> bool:
    claimed = Message.objects.filter(_free(now), pk=message.pk, sent_at__isnull=True).update(claimed_until=now + _CLAIM)
    return claimed == 1


def _free(now: datetime) -> Q:
    """Match messages that nobody is sending; a claim beyond its length was made by a clock that was wrong."""
    return Q(claimed_until__isnull=True) | Q(claimed_until__lt=now) | Q(claimed_until__gt=now + _CLAIM)


def _try(message: Message, settings: Settings) -> str:
    senders: dict[str, Callable[[Message, Settings], None]] = {EMAIL: _send_mail, APPRISE: _send_by_apprise}
    try:
        senders[message.channel](message, settings)
    except SuiteError as error:
        return str(error)
    return ""


def _send_mail(message: Message, settings: Settings) -> None:
    picture = Path(message.attachments[0]) if message.attachments else None
    recipient = addresses.mail_address(settings, message.recipient)
    source = send_mail(settings, recipient, message.subject, message.text, message.html, picture)
    folder = Path(message.run.folder) if message.run else None
    if folder and folder.is_dir() and recipient == settings.notification_email:
        # The owner has the mail; that no copy of it can be kept must not have it sent again.
        with contextlib.suppress(OSError):
            _keep_copy(folder, message, source, picture)


def _keep_copy(folder: Path, message: Message, source: str, picture: Path | None) -> None:
    name = message.kind.replace(" ", "-")
    (folder / f"mail-{name}.eml").write_text(source)
    # Outside of a mail the picture is the file beside it.
    page = message.html.replace(f"cid:{letters.PICTURE_NAME}", f"evidence/{picture.name}" if picture else "")
    (folder / f"mail-{name}.html").write_text(page)


def _send_by_apprise(message: Message, settings: Settings) -> None:
    # It takes a tenth of a second, which only those pay who have such channels.
    import apprise

    address = addresses.apprise_address(settings, message.recipient)
    sender = apprise.Apprise()
    # Without an address it was taken out of .env on purpose; the owner has the same by mail.
    if address and not (sender.add(address) and sender.notify(title=message.subject, body=message.text)):
        setting = message.recipient.partition(" ")[0]
        raise MailError(f"A message to an address in {setting} was not delivered.", f"Check {setting} in .env.")


def _note(message: Message, problem: str, now: datetime) -> None:
    message.attempts += 1
    message.claimed_until = None
    message.last_error = problem
    if problem:
        message.next_try_at = now + _PAUSES[min(message.attempts, len(_PAUSES) - 1)]
    else:
        message.sent_at = now
    message.save()
