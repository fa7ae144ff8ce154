"""One-time codes that a platform mails to the owner."""

from __future__ import annotations

from datetime import timedelta

from robot.api import logger
from robot.api.deco import library
from robot.api.types import Secret

from automation_suite import run_context
from automation_suite.errors import NeedsPersonError
from automation_suite.mailbox import imap
from automation_suite.mailbox.imap import MailboxError, Mark
from automation_suite.settings import process_settings
from automation_suite.statement import step
from libraries.mailboxes import owners_mailbox

_TROUBLE = "captcha or code"


@library(scope="GLOBAL", doc_format="MARKDOWN")
class OneTimeCode:
    """Reads codes over IMAP when `IMAP_HOST` is set; otherwise it stops and asks for a person."""

    def __init__(self) -> None:
        self._mark: Mark | None = None

    @step
    def note_mailbox_before_login(self) -> None:
        """Remembers what is in the mailbox, so that only a code of the coming login is read later.

        A mailbox that cannot be read now does not stop the login, which usually asks for no code.
        """
        self._mark = None
        if process_settings().imap_host:
            try:
                self._mark = imap.mark(owners_mailbox())
            except MailboxError as error:
                logger.warn(f"No one-time code could be read: {error}")

    @step
    def read_one_time_code(self, timeout: timedelta = timedelta(seconds=60)) -> Secret:
        """Waits for the code of this login and returns it as a Secret, which no log can show."""
        if self._mark is None:
            raise self._a_person_must("It cannot be read from a mailbox (IMAP_HOST is not set, or it did not answer).")
        senders = process_settings().imap_code_senders
        code = imap.wait_for_code(owners_mailbox(), self._mark, senders, timeout.total_seconds())
        if not code:
            raise self._a_person_must(
                f"No mail with it came from {' or '.join(senders)} within {timeout.total_seconds():g} s."
            )
        return Secret(code)

    def _a_person_must(self, why: str) -> NeedsPersonError:
        platform = run_context.current().platform
        return NeedsPersonError(
            f"{platform.capitalize()} asks for a one-time code. {why} No money was moved.",
            f"Type: {process_settings().command(f'login {platform}')}",
            _TROUBLE,
        )
