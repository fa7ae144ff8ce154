"""The mailbox in which codes and mails of platforms arrive, for all libraries."""

from __future__ import annotations

from automation_suite.mailbox.imap import Mailbox
from automation_suite.settings import process_settings


def owners_mailbox() -> Mailbox:
    """Return the mailbox that the settings of this run name."""
    settings = process_settings()
    user, password = settings.imap_login
    return Mailbox(settings.imap_host, settings.imap_port, settings.imap_security, user, password.get_secret_value())
