"""Which mail is believed, and which number in it is the code."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest

from automation_suite.mailbox.codes import Mail, code_in, is_believed, newest_code, readable

NOW = datetime(2026, 11, 23, 6, 5, tzinfo=UTC)


def mail(text: str, sender: str = "no-reply@poshmark.com", html: bool = False, **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = sender
    message["Subject"] = headers.pop("subject", "Poshmark verification code")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text, subtype="html" if html else "plain")
    return message


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Your verification code is 123456.", "123456"),
        ("123456 is your Poshmark code", "123456"),
        ("Use code 1234 within 10 minutes", "1234"),
        ("Your code: 00112233", "00112233"),
        ("Poshmark verification code\n\nHi, your code is\n\n  482913\n\n© 2026 Poshmark, 203 Redwood", "482913"),
        ("Your code is 123456. Code 123456 expires.", "123456"),
        ("Your code is 123456 or 654321", ""),
        ("Order number 123456 was verified", ""),
        ("You sold it for $1234 today, no code", ""),
        ("Nothing here", ""),
    ],
)
def test_code_in(text: str, code: str) -> None:
    assert code_in(text) == code


def test_html_is_read_without_markup() -> None:
    html = "<style>.a{color:#123456}</style><p>Your&nbsp;verification code</p><td style='x:999999'><b>482913</b></td>"
    assert code_in(readable(mail(html, html=True))) == "482913"


def test_code_in_an_encoded_subject() -> None:
    assert code_in(readable(mail("Hello", subject="Your code: 482913 ✓"))) == "482913"


@pytest.mark.parametrize(
    ("sender", "believed"),
    [
        ("Poshmark <no-reply@poshmark.com>", True),
        ("no-reply@mail.poshmark.com", True),
        ("no-reply@poshmark.com.evil.example", False),
        ("no-reply@notposhmark.com", False),
        ('"no-reply@poshmark.com" <x@evil.example>', False),
        ("", False),
    ],
)
def test_sender(sender: str, believed: bool) -> None:
    assert is_believed(mail("code 123456", sender), ["poshmark.com"]) is believed


def test_forged_sender() -> None:
    forged = mail("code 123456", Authentication_Results="mx.example; dmarc=fail header.from=poshmark.com")
    assert not is_believed(forged, ["poshmark.com"])


def test_only_the_newest_code_after_the_login_counts() -> None:
    mails = [
        Mail(mail("code 111111"), NOW - timedelta(minutes=9)),
        Mail(mail("code 222222"), NOW + timedelta(seconds=3)),
        Mail(mail("code 333333"), NOW + timedelta(seconds=9)),
        Mail(mail("code 444444", "x@evil.example"), NOW + timedelta(seconds=20)),
    ]
    assert newest_code(mails, ["poshmark.com"], NOW) == "333333"
    assert newest_code(mails[:1], ["poshmark.com"], NOW) == ""
