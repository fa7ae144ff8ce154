"""Reading the owner's mailbox over IMAP: only new mails, without marking or deleting any."""

from __future__ import annotations

import contextlib
import email
import email.policy
import imaplib
import re
import ssl
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from automation_suite.errors import PermanentError
from automation_suite.mailbox.codes import Mail, newest_code
from automation_suite.notification.smtp import is_this_machine

_SECONDS = 20
_POLL_SECONDS = 1.5
# The two clocks are not the same; what was in the mailbox before is left out by its number anyway.
_CLOCK_SLACK = timedelta(minutes=2)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_RECEIVED = re.compile(rb'INTERNALDATE "([^"]+)"')


class MailboxError(PermanentError):
    """The mailbox cannot be read."""


@dataclass(frozen=True)
class Mailbox:
    """Where codes are read. ``security`` as in the settings."""

    host: str
    port: int
    security: str
    user: str
    password: str


@dataclass(frozen=True)
class Mark:
    """The state of a mailbox before a login: the next number that a new mail gets, and the time."""

    next_uid: int
    at: datetime


def mark(mailbox: Mailbox) -> Mark:
    """Remember what is in the mailbox now.

    Raises:
        MailboxError: It cannot be read.
    """
    with _opened(mailbox) as box:
        uids = _uids(box, 1)
    return Mark(max(uids, default=0) + 1, datetime.now(UTC))


def wait_for_code(mailbox: Mailbox, since: Mark, senders: Sequence[str], seconds: float) -> str:
    """Wait for a mail that came after the mark, from a believed sender, and return its code; empty when none comes.

    Args:
        mailbox: Where to look.
        since: Taken before the login.
        senders: Domains that are believed.
        seconds: How long to wait.

    Raises:
        MailboxError: The mailbox cannot be read.
    """
    deadline = time.monotonic() + seconds
    while True:
        with _opened(mailbox) as box:
            mails = [mail for uid in _uids(box, since.next_uid) if (mail := _fetch(box, uid))]
        code = newest_code(mails, senders, since.at - _CLOCK_SLACK)
        if code or time.monotonic() >= deadline:
            return code
        time.sleep(_POLL_SECONDS)


def mails_since(mailbox: Mailbox, day: date) -> list[Mail]:
    """Return the mails that have come since a day, in any order.

    Args:
        mailbox: Where to look.
        day: By the mailbox's own clock.

    Raises:
        MailboxError: The mailbox cannot be read.
    """
    with _opened(mailbox) as box:
        # The names of months are English in IMAP, whatever the computer speaks.
        asked = f"SINCE {day.day}-{_MONTHS[day.month - 1]}-{day.year}"
        numbers = box.uid("SEARCH", asked)[1][0] or b""
        return [mail for uid in numbers.split() if (mail := _fetch(box, int(uid)))]


@contextlib.contextmanager
def _opened(mailbox: Mailbox) -> Iterator[imaplib.IMAP4]:
    place = f"{mailbox.host}:{mailbox.port}"
    if mailbox.security == "none" and not is_this_machine(mailbox.host):
        raise MailboxError(
            f"IMAP_SECURITY=none would send your password readable to {mailbox.host}.", "Set it to tls in .env."
        )
    try:
        with _connected(mailbox) as box:
            box.login(mailbox.user, mailbox.password)
            box.select("INBOX", readonly=True)
            yield box
    except imaplib.IMAP4.error as error:
        raise MailboxError(
            f"The mailbox at {place} refused: {error}.", "Check IMAP_USER and IMAP_PASSWORD in .env."
        ) from None
    except OSError as error:
        raise MailboxError(f"The mailbox at {place} cannot be reached ({error}).", "Check IMAP_HOST in .env.") from None


def _connected(mailbox: Mailbox) -> imaplib.IMAP4:
    trust = ssl.create_default_context()
    if mailbox.security == "tls":
        return imaplib.IMAP4_SSL(mailbox.host, mailbox.port, ssl_context=trust, timeout=_SECONDS)
    box = imaplib.IMAP4(mailbox.host, mailbox.port, timeout=_SECONDS)
    if mailbox.security == "starttls":
        box.starttls(trust)
    return box


def _uids(box: imaplib.IMAP4, first: int) -> list[int]:
    # "n:*" names the last mail even when its number is smaller than n.
    numbers = box.uid("SEARCH", f"UID {first}:*")[1][0] or b""
    return [int(number) for number in numbers.split() if int(number) >= first]


def _fetch(box: imaplib.IMAP4, uid: int) -> Mail | None:
    # PEEK leaves the mail unread.
    answer = box.uid("FETCH", str(uid), "(INTERNALDATE BODY.PEEK[])")[1]
    raw = next((part[1] for part in answer if isinstance(part, tuple)), None)
    told = b" ".join(part[0] if isinstance(part, tuple) else part or b"" for part in answer)
    received = _RECEIVED.search(told)
    if raw is None or received is None:
        return None
    when = datetime.strptime(received[1].decode().strip(), "%d-%b-%Y %H:%M:%S %z")
    return Mail(email.message_from_bytes(raw, policy=email.policy.default), when)
