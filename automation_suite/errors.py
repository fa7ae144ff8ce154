"""The errors that the suite raises on purpose, in two families.

A *passing* trouble may be tried again as long as no money has moved; a *permanent* one must not, because a
repetition cannot help or makes it worse. Every message is written for the owner: what happened, what did not
happen, and what to do next.
"""

from __future__ import annotations


class SuiteError(Exception):
    """Base of all errors that carry a message for the owner.

    Args:
        happened: One plain sentence.
        next_step: What a person does now; empty where nothing is to be done.
        trouble: The class of the trouble where the code that raises it knows; see ``evidence.troubles``.
    """

    ROBOT_SUPPRESS_NAME = True

    def __init__(self, happened: str, next_step: str = "", trouble: str = "") -> None:
        super().__init__(" ".join(part for part in (happened, next_step) if part))
        self.happened = happened
        self.next_step = next_step
        self.trouble = trouble


def first_line(error: Exception) -> str:
    """Return the first line of a foreign error's message; the name of its class when it has none."""
    return next(iter(str(error).strip().splitlines()), type(error).__name__)


class PassingError(SuiteError):
    """Trouble that usually passes by itself: a slow page, a 5xx answer, a lost connection."""


class PermanentError(SuiteError):
    """Trouble that stays until something is changed; never retried."""


class NeedsPersonError(PermanentError):
    """Only a person can go on: a captcha, a code, a restriction, the word for the first transfer."""


class UnknownOutcomeError(PermanentError):
    """The money may or may not have moved. Never tried again by a machine."""


class SettingsError(PermanentError):
    """A setting is missing or malformed. The message never shows a value."""


class JournalError(PermanentError):
    """The money journal could not be read or written, or refuses the step."""
