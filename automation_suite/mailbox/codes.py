"""Telling a one-time code from everything else in a mail. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import parseaddr

_NEAR = 60
_CODE = re.compile(r"(?<![\d$#.,/:-])(\d{4,8})(?![\d/:%-]|[.,]\d)")
_CODE_WORDS = re.compile(r"\b(?:code|verification|verify|one[- ]time|passcode|otp|security)\b", re.I)
# Numbers after these words are something else.
_OTHER_WORDS = re.compile(
    r"(?:order|invoice|zip|since|©|copyright|phone|tel|box|suite|po)\W{0,4}(?:no|number)?\W{0,3}$", re.I
)
_FAILED_CHECKS = re.compile(r"\b(?:dmarc|spf|dkim)\s*=\s*(?:fail|softfail|permerror)\b", re.I)


@dataclass(frozen=True)
class Mail:
    """A mail from the mailbox.

    Attributes:
        message: The parsed mail.
        received: When the mailbox's own server received it; what the sender claims does not count.
    """

    message: EmailMessage
    received: datetime


def newest_code(mails: Sequence[Mail], senders: Sequence[str], not_before: datetime) -> str:
    """Return the code of the newest mail that is believed; empty when there is none.

    Args:
        mails: In any order.
        senders: Domains that are believed, with their subdomains.
        not_before: Mails received before the login do not count.
    """
    believed = [mail for mail in mails if mail.received >= not_before and is_believed(mail.message, senders)]
    newest_first = sorted(believed, key=lambda mail: mail.received, reverse=True)
    return next((code for mail in newest_first if (code := code_in(readable(mail.message)))), "")


def is_believed(message: EmailMessage, senders: Sequence[str]) -> bool:
    """Tell whether a mail comes from one of the domains and was not found forged by the receiving server."""
    address = parseaddr(str(message.get("From", "")))[1].lower()
    domain = address.rpartition("@")[2]
    known = any(domain == sender.lower() or domain.endswith(f".{sender.lower()}") for sender in senders)
    return known and not _FAILED_CHECKS.search(str(message.get("Authentication-Results", "")))


def code_in(text: str) -> str:
    """Return the one number in a text that is called a code; empty when there is none or several different ones."""
    found = {match[1] for match in _CODE.finditer(text) if _is_called_code(text, match)}
    return found.pop() if len(found) == 1 else ""


def readable(message: EmailMessage) -> str:
    """Return subject and text of a mail; HTML is read without its markup."""
    body = message.get_body(("plain", "html"))
    content = str(body.get_content()) if body else ""
    if body is not None and body.get_content_subtype() == "html":
        content = re.sub(r"<(style|script)\b.*?</\1>|<[^>]+>", " ", content, flags=re.S | re.I)
    return f"{message.get('Subject', '')}\n{html.unescape(content)}"


def _is_called_code(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - _NEAR) : match.start()]
    after = text[match.end() : match.end() + _NEAR]
    return bool(_CODE_WORDS.search(before) or _CODE_WORDS.search(after)) and not _OTHER_WORDS.search(before)
