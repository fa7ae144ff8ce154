"""The recording of the browser: when it is asked for, when a failure comes again, and never with a session in it."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.suite.conftest import JOB, Owner

pytestmark = pytest.mark.browser


def _headers(part: Any) -> Iterator[tuple[str, str]]:
    if isinstance(part, list):
        for item in part:
            yield from _headers(item)
    elif isinstance(part, dict):
        if "name" in part and "value" in part:
            yield str(part["name"]).lower(), str(part["value"])
        for item in part.values():
            yield from _headers(item)


def _trace(owner: Owner) -> Path:
    return owner.newest_folder / "evidence" / "trace.zip"


def test_records_what_came_after_the_login_without_the_session(owner: Owner) -> None:
    ended = owner.types(JOB, "--trace")
    assert ended.status == 0, ended.text
    with zipfile.ZipFile(_trace(owner)) as recording:
        names = recording.namelist()
        lines = [json.loads(line) for line in recording.read("trace.network").splitlines()]
        everything = b"".join(recording.read(name) for name in names)
    assert "trace.trace" in names
    assert any(name.endswith(".jpeg") for name in names)
    cookies = [value for name, value in _headers(lines) if name in ("cookie", "set-cookie")]
    assert cookies
    assert set(cookies) == {"(secret)"}
    assert owner.environment["POSH_PASS"].encode() not in everything
    assert not list((owner.folder / "state").glob("tmp*"))


def test_records_by_itself_after_the_same_failure_twice(owner: Owner) -> None:
    owner.practice.behave("instant+other-bank")
    recorded = []
    for _ in range(3):
        owner.types(JOB)
        recorded.append(_trace(owner).exists())
    assert recorded == [False, False, True]
