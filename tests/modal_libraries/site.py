"""The server of the pages: a shop with one library on top, and a note of every press."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FRAGMENTS = {"pages": HERE / "pages", "frames": HERE / "frames"}
_LANGUAGE = "{{ language }}"
_CONTENT = "{{ content }}"


@dataclass(frozen=True)
class Pressed:
    """One real press.

    Attributes:
        labels: What the pressed control, and those around it, are called.
        decoy: It was something of the shop below.
        marked: The page itself marks it as dangerous.
    """

    labels: tuple[str, ...]
    decoy: bool
    marked: bool


class Site:
    """What the server knows.

    Args:
        packages: The folder of the packages; none when only pages without packages are opened.
    """

    def __init__(self, packages: Path | None) -> None:
        self.packages = packages
        self.address = ""
        self._presses: list[Pressed] = []

    def note(self, press: dict[str, Any]) -> None:
        """Remember a press."""
        self._presses.append(Pressed(tuple(press["labels"]), bool(press["decoy"]), bool(press["marked"])))

    def take_presses(self) -> list[Pressed]:
        """Return the presses since the last call."""
        presses, self._presses = self._presses, []
        return presses

    def answer(self, path: str, language: str) -> tuple[bytes, str] | None:
        """Return content and type of what stands at a path."""
        folder, _, rest = path.lstrip("/").partition("/")
        if folder in FRAGMENTS:
            frame = (HERE / f"{folder.rstrip('s')}.html").read_text()
            content = (FRAGMENTS[folder] / f"{rest}.html").read_text()
            return frame.replace(_LANGUAGE, language).replace(_CONTENT, content).encode(), "text/html; charset=utf-8"
        base = self.packages if folder == "packages" else HERE / "assets" if folder == "assets" else None
        file = base / rest if base else None
        if file is None or not file.is_file():
            return None
        kind = "text/javascript" if file.suffix in {".mjs", ".cjs"} else guess_type(file.name)[0]
        return file.read_bytes(), kind or "application/octet-stream"


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, _, language = self.path.partition("?")
            try:
                found = site.answer(path, language)
            except FileNotFoundError:
                found = None
            content, kind = found or (b"", "text/plain")
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_POST(self) -> None:
            site.note(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    return Handler


@contextmanager
def serving(packages: Path | None) -> Iterator[Site]:
    """Serve the pages on a free port."""
    site = Site(packages)
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler(site)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        site.address = f"http://127.0.0.1:{server.server_port}"
        yield site
        server.shutdown()
