"""A small platform with an API, over real HTTP: tokens that expire and rotate, limits that are counted, and faults."""

from __future__ import annotations

import base64
import contextlib
import gzip
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

CLIENT_ID, CLIENT_SECRET = "stand-in-application", "stand-in-client-s3cret"


@dataclass(frozen=True)
class Call:
    """A request as it arrived."""

    method: str
    path: str
    at: float
    headers: dict[str, str]
    body: str


@dataclass
class StandIn:
    """What it knows and how it behaves; a test changes both while it serves."""

    url: str = ""
    token_life: float = 3600
    strict_rotation: bool = True
    token_pause: float = 0
    limit_per_second: int = 0
    limit_per_day: int = 0
    rate_limits: list[dict[str, Any]] = field(default_factory=list)
    # What becomes of the next calls of the API, and of the next requests for a token.
    faults: list[str] = field(default_factory=list)
    token_faults: list[str] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    issued: list[str] = field(default_factory=list)
    written: int = 0
    rejected: int = 0
    used_twice: int = 0
    challenge: str = ""
    valid_until: dict[str, float] = field(default_factory=dict)
    refresh: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    busy: threading.RLock = field(default_factory=threading.RLock)

    def consent(self) -> str:
        """Give a refresh token, as if the seller had given consent."""
        token = f"refresh-{secrets.token_urlsafe(24)}"
        self.refresh.add(token)
        self.issued.append(token)
        return token

    def forget_access(self) -> None:
        """Let every access token end now, whatever was said of its life."""
        self.valid_until.clear()

    def api_calls(self, method: str = "") -> list[Call]:
        return [call for call in self.calls if "oauth" not in call.path and method in ("", call.method)]

    def issue(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        grant = form["grant_type"]
        if grant == "authorization_code":
            digest = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
            proven = not self.challenge or digest.decode().rstrip("=") == self.challenge
            if form["code"] not in self.codes or not proven:
                return 400, {"error": "invalid_grant", "error_description": "code is not known"}
            self.codes.remove(form["code"])
        if grant == "refresh_token":
            if form["refresh_token"] not in self.refresh:
                self.used_twice += 1
                return 400, {"error": "invalid_grant", "error_description": "refresh_token is revoked"}
            if self.strict_rotation:
                self.refresh.remove(form["refresh_token"])
        access = f"access-{secrets.token_urlsafe(24)}"
        self.issued.append(access)
        self.valid_until[access] = time.monotonic() + self.token_life
        answer: dict[str, Any] = {"access_token": access, "expires_in": int(self.token_life), "token_type": "Bearer"}
        if grant == "authorization_code" or (grant == "refresh_token" and self.strict_rotation):
            answer["refresh_token"] = self.consent()
        if grant == "authorization_code" and not self.strict_rotation:
            answer["refresh_token_expires_in"] = 47_304_000
        return 200, answer

    def over_limit(self) -> str:
        """Say which limit a call that comes now would break, counting every call of the last second and day."""
        now, told = time.monotonic(), [call.at for call in self.api_calls()]
        if self.limit_per_second and sum(at > now - 1 for at in told) > self.limit_per_second:
            return "second"
        return "day" if self.limit_per_day and len(told) > self.limit_per_day else ""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    platform: StandIn

    def log_message(self, *_: object) -> None:
        pass

    def serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode(errors="replace")
        call = Call(self.command, self.path, time.monotonic(), {k.lower(): v for k, v in self.headers.items()}, body)
        with self.platform.busy:
            self.platform.calls.append(call)
        if "oauth" in self.path:
            self._token(body)
        else:
            self._api(call)

    def _token(self, body: str) -> None:
        form = {name: values[0] for name, values in parse_qs(body).items()}
        with self.platform.busy:
            fault = self.platform.token_faults.pop(0) if self.platform.token_faults else ""
            status, answer = (503, {}) if fault == "503" else self.platform.issue(form)
        time.sleep(self.platform.token_pause)
        if fault == "break after":
            self._break()
        else:
            self._answer(status, answer)

    def _api(self, call: Call) -> None:
        platform = self.platform
        with platform.busy:
            fault = platform.faults.pop(0) if platform.faults else ""
            over = platform.over_limit()
            platform.rejected += bool(over)
        if call.path == "/practice/consent":
            names = {"client_id": CLIENT_ID, "keystring": CLIENT_ID, "client_secret": CLIENT_SECRET}
            further = {"shared_secret": CLIENT_SECRET, "marketplace": "EBAY_US", "refresh_token": platform.consent()}
            return self._answer(200, {**names, **further})
        if fault == "break before":
            return self._break()
        if fault.startswith("redirect "):
            return self._answer(302, {}, {"Location": fault.removeprefix("redirect ")})
        if fault.startswith("status "):
            _, status, *wait = fault.split(maxsplit=2)
            return self._answer(int(status), {"error": f"fault {status}"}, {"Retry-After": wait[0]} if wait else {})
        if over:
            return self._answer(429, {"error": f"Exceeded per {over} rate limit"}, {"Retry-After": "1"})
        token = call.headers.get("authorization", "").removeprefix("Bearer ").split(".")[-1]
        if platform.valid_until.get(token, 0) < time.monotonic():
            return self._answer(401, {"error": "invalid_token", "error_description": "access token is expired"})
        if self.command != "GET":
            platform.written += 1
        if fault == "break after":
            return self._break()
        if fault == "no json":
            return self._answer(200, b"<html>", {"Content-Type": "application/json"})
        if "user_rate_limit" in self.path:
            return self._answer(200, {"rateLimits": platform.rate_limits})
        return self._answer(200, {"path": urlsplit(self.path).path, "query": parse_qs(urlsplit(self.path).query)})

    def _limits(self) -> dict[str, str]:
        platform, now = self.platform, time.monotonic()
        told = [call.at for call in platform.api_calls()]
        found = {}
        if platform.limit_per_second:
            left = max(0, platform.limit_per_second - sum(at > now - 1 for at in told))
            found |= {"x-limit-per-second": str(platform.limit_per_second), "x-remaining-this-second": str(left)}
        if platform.limit_per_day:
            left = max(0, platform.limit_per_day - len(told))
            found |= {"x-limit-per-day": str(platform.limit_per_day), "x-remaining-today": str(left)}
        return found

    def _answer(self, status: int, body: object, headers: dict[str, str] | None = None) -> None:
        content = gzip.compress(body if isinstance(body, bytes) else json.dumps(body).encode())
        self.send_response(status)
        all_headers = {"Content-Type": "application/json", "Content-Encoding": "gzip", **self._limits(), **(headers or {})}
        for name, value in all_headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _break(self) -> None:
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.shutdown(2)


@contextlib.contextmanager
def serving() -> Iterator[StandIn]:
    """Serve on a free port of this machine."""
    platform = StandIn()
    methods = {f"do_{method}": _Handler.serve for method in ("GET", "POST", "PUT", "PATCH", "DELETE")}
    handler = type("Handler", (_Handler,), {"platform": platform, **methods})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    platform.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield platform
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
