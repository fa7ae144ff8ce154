"""Pages that were redrawn: where a person finds the way without doubt the money moves, where there is doubt it does not.

The usual tests run a sample. All of them: ``python3 run.py test -- -m slow tests/suite/test_markup.py``.
"""

from __future__ import annotations

import re

import pytest

from automation_suite.project import PROJECT
from practice.markup_changes import DOUBTFUL, MARKUP_CHANGES
from tests.suite.conftest import JOB, Owner

pytestmark = pytest.mark.browser

SAMPLE = ("login-labels", "main-gone", "redeem-tracking", "redeem-twice", "half-1")
DOUBT = sorted(name.removeprefix("markup-") for name in DOUBTFUL)
NAMES = [name.removeprefix("markup-") for name, _ in MARKUP_CHANGES]


def _chosen(names: list[str]) -> list[object]:
    return [pytest.param(name, marks=[] if name in SAMPLE else [pytest.mark.slow]) for name in names]


@pytest.mark.parametrize("name", _chosen([name for name in NAMES if name not in DOUBT]))
def test_a_clear_way_is_found(owner: Owner, name: str) -> None:
    owner.practice.behave(f"instant+markup-{name}")
    ended = owner.types(JOB)
    assert (ended.status, owner.practice.payments) == (0, ["275.70"]), ended.text
    assert owner.practice.dangers == []


@pytest.mark.parametrize("name", _chosen(DOUBT))
def test_a_doubt_stops_before_the_money(owner: Owner, name: str) -> None:
    owner.practice.behave(f"instant+markup-{name}")
    ended = owner.types(JOB)
    assert ended.status == 3, ended.text
    assert "No money was moved" in ended.text
    assert owner.practice.payments == []


def test_every_change_is_made_by_the_page() -> None:
    script = (PROJECT / "practice" / "static" / "markup.js").read_text()
    made = {*re.findall(r'^  "([a-z-]+)": ', script, re.MULTILINE), *(f"half-{number}" for number in (1, 2, 3, 4))}
    assert made == set(NAMES)
    assert len(NAMES) >= 40
