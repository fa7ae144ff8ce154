"""A practice Etsy, and somebody who calls it with good tokens."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from practice.etsy.accounts import KEYSTRING, SHARED_SECRET, SHOP_ID
from practice.etsy.application import application
from tests.served import served

SHOP = f"/v3/application/shops/{SHOP_ID}"


@dataclass
class Caller:
    """Somebody who calls the practice Etsy."""

    base: str
    headers: dict[str, str]

    def call(self, method: str, path: str, **more: Any) -> requests.Response:
        return requests.request(method, self.base + path, headers=self.headers, timeout=10, **more)

    def get(self, path: str, **query: Any) -> Any:
        return self.call("GET", path, params=query).json()

    def token(self, **form: str) -> requests.Response:
        return requests.post(f"{self.base}/v3/public/oauth/token", data={"client_id": KEYSTRING, **form}, timeout=10)

    def log_in(self) -> str:
        """Use a new consent, and return the refresh token that came with it."""
        refresh = self.get("/practice/consent")["refresh_token"]
        answer = self.token(grant_type="refresh_token", refresh_token=refresh).json()
        self.headers["Authorization"] = f"Bearer {answer['access_token']}"
        return str(answer["refresh_token"])

    def happen(self, what: str, **more: Any) -> Any:
        answer = self.call("POST", "/practice/happen", json={"what": what, **more})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def behave(self, scenario: str) -> requests.Response:
        return self.call("POST", "/practice/scenario", json={"scenario": scenario})

    @property
    def state(self) -> dict[str, Any]:
        return dict(self.get("/practice/state"))

    @property
    def refused(self) -> list[dict[str, Any]]:
        return list(self.state["refused"])

    @property
    def first_active(self) -> dict[str, Any]:
        return dict(self.get(f"{SHOP}/listings", sort_order="asc")["results"][0])


Opens = Callable[..., Caller]


@pytest.fixture
def etsy(tmp_path: Path) -> Iterator[Opens]:
    """Give a practice Etsy with scenarios; called again it is the same shop after a restart."""
    with contextlib.ExitStack() as stack:

        def opens(*scenarios: str) -> Caller:
            base = stack.enter_context(served(application(tmp_path / "etsy", frozenset(scenarios))))
            caller = Caller(base, {"x-api-key": f"{KEYSTRING}:{SHARED_SECRET}"})
            caller.log_in()
            return caller

        yield opens
