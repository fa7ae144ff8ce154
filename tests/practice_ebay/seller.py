"""A running practice eBay, and a seller's application that calls it over HTTP."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import requests
import uvicorn

from practice.ebay.application import application


class Seller(requests.Session):
    """Calls the practice eBay with a token of the practice seller."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.base = base
        self.keys: dict[str, str] = requests.get(f"{base}/practice/consent", timeout=10).json()
        self.authorize()

    def authorize(self, **form: str) -> dict[str, Any]:
        """Get a token and use it from now on."""
        wanted = form or {"grant_type": "refresh_token", "refresh_token": self.keys["refresh_token"]}
        answer = self.token(**wanted).json()
        self.headers["Authorization"] = f"Bearer {answer.get('access_token')}"
        return dict(answer)

    def token(self, **form: str) -> requests.Response:
        keys = (self.keys["client_id"], self.keys["client_secret"])
        return requests.post(f"{self.base}/identity/v1/oauth2/token", data=form, auth=keys, timeout=10)

    def request(self, method: str, url: str, **how: Any) -> requests.Response:  # type: ignore[override]
        return super().request(method, f"{self.base}{url}", timeout=10, **how)

    def happen(self, what: str, **more: Any) -> Any:
        answer = self.post("/practice/happen", json={"what": what, **more})
        assert answer.status_code == 200, answer.text
        return answer.json()

    @property
    def state(self) -> dict[str, Any]:
        return dict(self.get("/practice/state").json())


@contextlib.contextmanager
def selling(folder: Path, *scenarios: str) -> Iterator[Seller]:
    """Run a practice eBay that remembers in a folder."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(application(folder, frozenset(scenarios)), log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        while not server.started:
            time.sleep(0.005)
        yield Seller(f"http://127.0.0.1:{listener.getsockname()[1]}")
    finally:
        server.should_exit = True
        thread.join()
