"""A recording of the browser that Playwright has made, without secrets: neither cookies nor tokens nor passwords."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

from automation_suite.redaction import REPLACEMENT, Redactor

TRACE_FILE = "trace.zip"
_SECRET_HEADERS = ("cookie", "set-cookie", "authorization", "x-csrf-token", "x-xsrf-token")
_TEXTS = (".trace", ".network", ".stacks", ".json", ".html", ".txt", ".js", ".css", ".svg", ".dat")


def write_clean(recording: Path, target: Path, redactor: Redactor) -> None:
    """Write a recording without what nobody may see.

    Args:
        recording: As Playwright has written it; it holds the session.
        target: Where the clean one goes.
        redactor: Knows the secrets of this run.
    """
    with zipfile.ZipFile(recording) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as clean:
        for entry in source.infolist():
            clean.writestr(entry.filename, _cleaned(entry.filename, source.read(entry), redactor))


def _cleaned(name: str, content: bytes, redactor: Redactor) -> bytes:
    if not name.endswith(_TEXTS):
        return content
    text = content.decode(errors="replace")
    if name.endswith((".trace", ".network")):
        text = "\n".join(json.dumps(_without_session(json.loads(line))) for line in text.splitlines() if line)
    return redactor.clean(text).encode()


def _without_session(part: Any) -> Any:
    """Return a part of the recording without the cookies and the headers that hold a session."""
    if isinstance(part, list):
        return [_without_session(item) for item in part]
    if not isinstance(part, dict):
        return part
    if str(part.get("name", "")).lower() in _SECRET_HEADERS and "value" in part:
        return {**part, "value": REPLACEMENT}
    return {key: [] if key == "cookies" else _without_session(value) for key, value in part.items()}
