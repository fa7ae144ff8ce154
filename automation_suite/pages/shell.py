"""What all such pages share: their frame, their colours by day and by night, and how they are written."""

from __future__ import annotations

import base64
import hashlib
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from automation_suite.errors import PermanentError

if TYPE_CHECKING:
    from jinja2 import Environment

_SHELL = Path(__file__).parent / "templates"


def render(folder: Path, name: str, **content: Any) -> str:
    """Return a page.

    Args:
        folder: With its templates: ``<name>.html``, which extends ``shell.html``, ``<name>.css`` and ``<name>.js``.
        name: Of the page.
        content: For its template.
    """
    from markupsafe import Markup

    # The file names are our own, so what stands in them is markup; everything else is escaped.
    style = Markup((_SHELL / "shell.css").read_text() + (folder / f"{name}.css").read_text())  # noqa: S704
    script = Markup((folder / f"{name}.js").read_text())  # noqa: S704
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return _templates(folder).get_template(f"{name}.html").render(style=style, script=script, digest=digest, **content)


def write(path: Path, text: str) -> None:
    """Write a page so that only its owner can read it, and that whoever looks sees the old one or the new one.

    Raises:
        PermanentError: It cannot be written.
    """
    new = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        new.unlink(missing_ok=True)
        # As it is: a table for other programs has line ends of its own.
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8", newline="") as file:
            file.write(text)
        new.replace(path)
    except OSError as error:
        raise PermanentError(
            f"{path} could not be written ({error.strerror}). Nothing else was changed.",
            "Free some disk space or make the folder writable.",
        ) from None


@cache
def _templates(folder: Path) -> Environment:
    # Imported when a page is made: most commands make none.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    return Environment(
        loader=FileSystemLoader([folder, _SHELL]),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
