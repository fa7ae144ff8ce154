"""The dashboard as one file: no network, no program but one that tells how old it is, nothing in a message is markup."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from automation_suite.dashboard.content import Content, gather
from automation_suite.dashboard.year import Kind
from automation_suite.pages import shell
from automation_suite.redaction import Redactor
from automation_suite.settings import Settings

NAME = "dashboard.html"
_TEMPLATES = Path(__file__).parent / "templates"


def write(settings: Settings, now: datetime) -> Path:
    """Write the page into the state folder, where only the owner can read it, and return where it is.

    Args:
        settings: With the table of jobs and the folders.
        now: The moment.

    Raises:
        SettingsError: The table of jobs is malformed.
        PermanentError: The page cannot be written.
    """
    path = settings.state_path / NAME
    text = Redactor(settings.secrets()).clean(as_html(gather(settings, path.parent, now)))
    shell.write(path, text)
    return path


def as_html(content: Content) -> str:
    """Return the page."""
    return shell.render(_TEMPLATES, "page", page=content, kinds=list(Kind))
