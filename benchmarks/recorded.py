"""Requests with their answers, and a server on this machine that gives the same answers again to the same requests."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

# What a connection has of its own, and what the answers of Etsy say of its limits; see ``Recorded``.
_NOT_REPEATED = ("content-length", "connection", "date", "server", "transfer-encoding")
_LIMITS = {
    "x-limit-per-second": "1000000", "x-remaining-this-second": "999999", "x-limit-per-day": "1000000",
    "x-remaining-today": "999999",
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """One request, and what was answered.

    Attributes:
        platform: Which was asked.
        method: As HTTP has it.
        path: With its query.
        headers: Of the request, in lower case.
        body: Of the request.
        status: Of the answer.
        answer_headers: In lower case.
        answer: Its body.
    """

    platform: str
    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    status: int
    answer_headers: dict[str, str]
    answer: bytes

    @property
    def place(self) -> tuple[str, str]:
        """What tells a request from others: not its query, in which the moment of the run may stand."""
        return self.method, self.path.partition("?")[0]


@dataclass
class Recorded:
    """The server: it answers the first request to an address as the first one was answered, and so on.

    It allows so many calls that nobody waits for a turn, and answers as late as it is told.

    Attributes:
        address: Of all platforms.
        seconds: After which it answers.
        count: How many requests came since ``begin``.
        strange: Those that were not recorded.
    """

    address: str = ""
    seconds: float = 0.0
    count: int = 0
    strange: list[str] = field(default_factory=list)
    _answers: dict[tuple[str, str], list[Asked]] = field(default_factory=dict)
    _given: Counter[tuple[str, str]] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, recording: Sequence[Asked], seconds: float) -> None:
        """Answer from the beginning of a recording."""
        self._answers.clear()
        for asked in recording:
            self._answers.setdefault(asked.place, []).append(asked)
        self._given.clear()
        self.strange.clear()
        self.seconds, self.count = seconds, 0

    def next_answer(self, method: str, path: str) -> Asked | None:
        """Return the answer to a request; none when it was not recorded so often."""
        place = method, path.partition("?")[0]
        with self._lock:
            self.count += 1
            answers, given = self._answers.get(place, []), self._given[place]
            if given >= len(answers):
                self.strange.append(f"{method} {path}")
                return None
            self._given[place] += 1
        return answers[given]


@contextlib.contextmanager
def answering() -> Iterator[Recorded]:
    """Run the server for as long as the block lasts."""
    recorded = Recorded()

    class Handler(_Handler):
        source = recorded

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        recorded.address = f"http://127.0.0.1:{server.server_port}"
        yield recorded
        server.shutdown()


class _Handler(BaseHTTPRequestHandler):
    source: Recorded
    protocol_version = "HTTP/1.1"
    # Headers and body leave together and at once: otherwise some of it waits for a confirmation of the rest.
    wbufsize = -1
    disable_nagle_algorithm = True

    def _answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        found = self.source.next_answer(self.command, self.path)
        time.sleep(self.source.seconds)
        self.send_response_only(found.status if found else 404)
        content = found.answer if found else b"{}"
        for name, value in (found.answer_headers if found else {}).items():
            if name not in _NOT_REPEATED:
                self.send_header(name, _LIMITS.get(name, value))
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_PATCH = _answer  # noqa: N815 - the names are those of the library

    def log_message(self, format: str, *args: Any) -> None:
        """Write no line for each request."""
