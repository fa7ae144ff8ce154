"""Writing the evidence of a failure: files in the run's folder and the piece of HTML that stands in the log."""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from automation_suite.redaction import Redactor

_TEXT_SHOWN = 1500


@dataclass(frozen=True)
class Bundle:
    """Everything that a failure leaves.

    Attributes:
        trouble: Its class.
        path: The keywords from the task down to the failing one, with file and line.
        message: The failure's own words.
        page: What the page showed, as ``collectEvidence`` tells it.
        searches: What the searches for locators before the failure matched.
        slowest: The last keywords with their seconds.
    """

    trouble: str
    path: Sequence[str]
    message: str
    page: Mapping[str, Any]
    searches: Sequence[str] = field(default=())
    slowest: Sequence[str] = field(default=())


def write(bundle: Bundle, folder: Path, redactor: Redactor) -> None:
    """Write the evidence into a folder: ``facts.json``, ``page.html``, ``page.txt``, ``structure.txt``, ``page.jpg``."""
    folder.mkdir(parents=True, exist_ok=True)
    page = bundle.page
    facts = {
        "trouble": bundle.trouble,
        "failed at": list(bundle.path),
        "message": bundle.message,
        "address": page.get("url", ""),
        "title": page.get("title", ""),
        "dialog": page.get("dialog", ""),
        "searches": list(bundle.searches),
        "last keywords": list(bundle.slowest),
        "failed requests": page.get("requests", []),
        "errors in the page": page.get("errors", []),
    }
    (folder / "facts.json").write_text(redactor.clean(json.dumps(facts, indent=2, ensure_ascii=False)))
    for name, key in (("page.html", "html"), ("page.txt", "text"), ("structure.txt", "aria")):
        if page.get(key):
            (folder / name).write_text(redactor.clean(str(page[key])))
    if page.get("screenshot"):
        (folder / "page.jpg").write_bytes(base64.b64decode(page["screenshot"]))


def as_html(bundle: Bundle) -> str:
    """Return the evidence as a piece of HTML for ``log.html``; it needs no other file."""
    page = bundle.page
    rows = [
        ("Trouble", bundle.trouble),
        ("Failed at", "\n".join(bundle.path)),
        ("Page", str(page.get("url", ""))),
        ("Dialog on the page", str(page.get("dialog", ""))),
        ("Searches before", "\n".join(bundle.searches)),
        ("Failed requests", "\n".join(page.get("requests", []))),
        ("Errors in the page", "\n".join(page.get("errors", []))),
        ("Last keywords", "\n".join(bundle.slowest)),
        ("Visible text", str(page.get("text", ""))[:_TEXT_SHOWN]),
    ]
    cells = "".join(
        f'<tr><th style="text-align:left;vertical-align:top;padding:2px 12px 2px 0;white-space:nowrap">{name}</th>'
        f'<td style="white-space:pre-wrap">{html.escape(value)}</td></tr>'
        for name, value in rows
        if value
    )
    shot = page.get("screenshot")
    picture = (
        f'<img alt="The page" style="max-width:900px;border:1px solid #999" src="data:image/jpeg;base64,{shot}">'
        if shot
        else ""
    )
    return f"<b>Evidence</b><table>{cells}</table>{picture}"
