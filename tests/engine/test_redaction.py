"""Secrets leave every output, in every encoding."""

from __future__ import annotations

import base64
import html
import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation_suite.redaction import REPLACEMENT, Redactor

SECRET = 'Pa"ss<w>ö&rd 1/2+3'


@pytest.mark.parametrize(
    "text",
    [
        SECRET,
        html.escape(SECRET),
        json.dumps({"password": SECRET}),
        json.dumps({"password": SECRET}, ensure_ascii=False),
        f"https://x.example/?p={quote(SECRET, safe='')}",
        SECRET.encode().hex(),
        repr(SECRET),
        base64.b64encode(SECRET.encode()).decode(),
        base64.b64encode(f"user:{SECRET}".encode()).decode(),
        base64.b64encode(f"a{SECRET}bc".encode()).decode(),
        base64.urlsafe_b64encode(f"ab{SECRET}c".encode()).decode(),
    ],
)
def test_every_encoding(text: str) -> None:
    redactor = Redactor([SECRET])
    cleaned = redactor.clean(text)
    assert REPLACEMENT in cleaned
    assert redactor.is_clean(cleaned)


@given(secret=st.text(min_size=4, max_size=30), before=st.text(max_size=10), after=st.text(max_size=10))
def test_nothing_is_left(secret: str, before: str, after: str) -> None:
    redactor = Redactor([secret])
    assert redactor.clean(before + secret + after).count(secret) <= REPLACEMENT.count(secret) + (
        before + REPLACEMENT + after
    ).count(secret)


@given(st.text())
def test_without_secrets_nothing_changes(text: str) -> None:
    assert Redactor([]).clean(text) == text
    assert Redactor(["", "abc"]).clean(text) == text
