"""What a site's answer to a login means. Pure; no answer here is ever tried again by a machine."""

from __future__ import annotations

from collections.abc import Sequence

from automation_suite.errors import NeedsPersonError, PermanentError, SuiteError

CAPTCHA, REFUSED_LOGIN, RESTRICTION, REFUSED_CODE = "a captcha", "a refused login", "a restricted account", "a refused code"
MAINTENANCE = "a page that says to come back later"
_CAPTCHA_WORDS = ("captcha", "real person", "human-ity")
_TROUBLE = "captcha or code"


def problem(seen: str, page_text: str, bad_answers: Sequence[str], platform: str) -> SuiteError | None:
    """Return the error that an answer means, or none when the login may go on.

    Args:
        seen: Name of the locator that was found on the page.
        page_text: The visible text of the page.
        bad_answers: Requests that were answered with an HTTP error, each ending in ``HTTP <status>``.
        platform: Whose login it is, such as ``poshmark``.
    """
    name = platform.capitalize()
    if seen == CAPTCHA:
        return _captcha(name, platform)
    if seen == REFUSED_LOGIN:
        return _refused(page_text, bad_answers, name, platform)
    if seen == REFUSED_CODE:
        return NeedsPersonError(
            f"{name} refused the one-time code. No money was moved.",
            f"Log in yourself: python run.py login {platform}",
            _TROUBLE,
        )
    if seen == RESTRICTION:
        return NeedsPersonError(
            f"{name} has restricted the account. No money was moved.",
            f"Read what {name} has written to you. The suite does nothing more until: python run.py {platform}",
            "wrong content",
        )
    if seen == MAINTENANCE:
        return PermanentError(
            f"{name} is closed for maintenance. No money was moved.",
            "Nothing today: the next run on the schedule tries again.",
            "wrong content",
        )
    return None


def _refused(page_text: str, bad_answers: Sequence[str], name: str, platform: str) -> SuiteError:
    statuses = {answer.rsplit(" ", 1)[-1] for answer in bad_answers if "HTTP" in answer}
    if "429" in statuses:
        return PermanentError(
            f"{name} asks to slow down (HTTP 429 at the login). No money was moved.",
            "Nothing is tried again before the next run on the schedule.",
            "5xx or 429",
        )
    if any(word in page_text.lower() for word in _CAPTCHA_WORDS):
        return _captcha(name, platform)
    return NeedsPersonError(
        f"{name} refused the user name or the password. No money was moved, and it was tried only once.",
        "Correct POSH_EMAIL or POSH_PASS in .env (the user name works better than the e-mail address),"
        f" then type: python run.py {platform}",
        "wall of login",
    )


def _captcha(name: str, platform: str) -> NeedsPersonError:
    return NeedsPersonError(
        f"{name} asks for a captcha, which only a person may pass. No money was moved.",
        f"Type: python run.py login {platform}",
        _TROUBLE,
    )
