"""Pictures are fetched over real HTTP, or it is said why not."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from automation_suite.errors import PermanentError
from automation_suite.platform_api.pictures import Picture, fetch

_PICTURE = b"\xff\xd8 a picture"


class _Pictures(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        kinds = {"/a%20lamp.jpg": "image/jpeg; charset=x", "/page.html": "text/html", "/large.png": "image/png"}
        kind = kinds.get(self.path)
        self.send_response(200 if kind else 404)
        self.send_header("Content-Type", kind or "text/plain")
        self.end_headers()
        self.wfile.write(b"x" * 10_000_001 if "large" in self.path else _PICTURE)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Pictures) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_picture_comes_with_its_name_and_kind(site: str) -> None:
    assert fetch(f"{site}/a%20lamp.jpg") == Picture("a lamp.jpg", _PICTURE, "image/jpeg")


@pytest.mark.parametrize(
    ("path", "why"), [("page.html", 'it is "text/html"'), ("large.png", "it has more than 10 MB"), ("none.jpg", "404")]
)
def test_what_is_no_picture_is_told_with_its_address(site: str, path: str, why: str) -> None:
    with pytest.raises(PermanentError, match=why) as caught:
        fetch(f"{site}/{path}")
    assert f"{site}/{path}" in caught.value.happened


def test_an_address_that_nobody_answers_at_is_told() -> None:
    with pytest.raises(PermanentError, match="cannot be used"):
        fetch("http://127.0.0.1:9/1.jpg")
