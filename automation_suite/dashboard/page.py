"""The dashboard as one file: no network, no program but one that tells how old it is, nothing in a message is markup."""

from __future__ import annotations

import base64
import hashlib
import os
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from automation_suite.dashboard.content import Content, gather
from automation_suite.dashboard.year import Kind
from automation_suite.errors import PermanentError
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
    # Beside it first: a browser that looks at this moment sees the old page or the new one.
    new = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        new.unlink(missing_ok=True)
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        new.replace(path)
    except OSError as error:
        raise PermanentError(
            f"The dashboard could not be written to {path} ({error.strerror}). Nothing else was changed.",
            "Free some disk space or make the folder writable, then type: python run.py dashboard",
        ) from None
    return path


def as_html(content: Content) -> str:
    """Return the page."""
    # The file names are our own, so what stands in them is markup; everything else is escaped.
    style, script = (Markup((_TEMPLATES / name).read_text()) for name in ("page.css", "age.js"))  # noqa: S704
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return environment.get_template("page.html").render(
        page=content, style=style, script=script, digest=digest, kinds=list(Kind)
    )
