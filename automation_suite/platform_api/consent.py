"""Walking a person through a platform's consent page, and receiving where it sends him back to."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

from automation_suite.platform_api.calls import NotAuthorizedError
from automation_suite.platform_api.oauth import Authorization, ConsentRequest, ask_for_consent, code_in
from automation_suite.platform_api.platforms import Access

_ON_THIS_MACHINE = ("localhost", "127.0.0.1")
_LONGEST_WAIT = 15 * 60
_THANKS = "<!doctype html><meta charset=utf-8><title>Done</title><p>You can close this page and go back to the terminal.</p>"


def comes_back_here(access: Access) -> bool:
    """Tell whether the platform sends the person back to an address of this computer, where the suite can listen."""
    parts = urlsplit(access.redirect)
    return parts.scheme == "http" and parts.hostname in _ON_THIS_MACHINE


def give_consent(
    access: Access, authorization: Authorization, show: Callable[[str], None], landed: Callable[[ConsentRequest], str]
) -> datetime | None:
    """Ask a person for consent and store the tokens.

    Args:
        access: The account.
        authorization: Where the tokens go.
        show: Shows the consent page, by its address.
        landed: Returns the address of the page on which the person has landed afterwards.

    Returns:
        When the consent ends; none when the platform does not say.

    Raises:
        NotAuthorizedError: It was not given, or what came back is not the answer to this request.
    """
    request = ask_for_consent(access)
    show(request.address)
    return authorization.redeem(code_in(landed(request), request, access), request)


def listen(access: Access, request: ConsentRequest, seconds: float = _LONGEST_WAIT) -> str:
    """Return the address to which the platform sends the person's browser on this computer.

    Args:
        access: Whose consent is waited for.
        request: What was asked; a visit that does not belong to it is sent away.
        seconds: How long to wait.

    Raises:
        NotAuthorizedError: Nobody came in time.
        OSError: The port is in use.
    """
    parts = urlsplit(access.redirect)
    found = list[str]()
    handler = type("Landing", (_Landing,), {"path_wanted": parts.path or "/", "state": request.state, "found": found})
    deadline = time.monotonic() + seconds
    # Never anything but this computer, whatever its name stands for.
    with HTTPServer(("127.0.0.1", parts.port or 80), handler) as server:
        while not found and (left := deadline - time.monotonic()) > 0:
            server.timeout = min(left, 1)
            server.handle_request()
    if not found:
        raise NotAuthorizedError(
            f"Nobody came back from {access.name} within {seconds / 60:g} minutes. Nothing was stored.",
            f"To begin anew, type: {access.login}",
        )
    return found[0]


class _Landing(BaseHTTPRequestHandler):
    """The page on which the person lands."""

    path_wanted: ClassVar[str] = "/"
    state: ClassVar[str] = ""
    found: ClassVar[list[str]] = []
    timeout = 5

    def do_GET(self) -> None:
        """Take the answer to the request and nothing else."""
        parts = urlsplit(self.path)
        belongs = parts.path == self.path_wanted and parse_qs(parts.query).get("state") == [self.state]
        if belongs:
            self.found.append(self.path)
        page = _THANKS.encode() if belongs else b""
        self.send_response(HTTPStatus.OK if belongs else HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_: object) -> None:
        """Write nothing: the address holds the code."""
