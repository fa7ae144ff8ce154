"""Dismiss Modals on real pages in a real browser. Each page marks what must never be pressed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

pytestmark = pytest.mark.browser

CLOSED = {
    "cookie-ok": ["ok"],
    "cookie-refuse": ["reject"],
    "cookie-necessary-german": ["necessary"],
    "cookie-french-link": ["continue without"],
    "cookie-japanese": ["reject"],
    "cookie-two-steps": ["save"],
    "consent-frame": ["reject"],
    "shadow-consent": ["reject"],
    "promotion-cross": ["cross"],
    "promotion-icon-only": ["icon"],
    "promotion-css-cross": ["css cross"],
    "promotion-plain-icon": ["plain icon"],
    "promotion-no-thanks": ["no thanks"],
    "promotion-polish": ["no"],
    "promotion-escape-only": [],
    "promotion-beside": [],
    "promotion-danger-in-corner": ["later"],
    "promotion-two-meanings": ["x"],
    "newsletter": ["dismiss"],
    "newsletter-dutch": ["nee"],
    "tour-popover": ["tour"],
    "tour-skip": ["skip"],
    "native-dialog": ["later"],
    "native-dialog-stubborn": ["form"],
    "popover-notice": ["got it"],
    "notice-single-ok": ["got it"],
    "notice-fading": ["dismiss"],
    "stacked": ["first", "second", "third"],
    "animated": ["pulsing"],
    "modal-family": ["modal close"],
    "clickable-card": ["span"],
    "cookie-chinese-link": ["reject"],
    "cookie-input-button": ["reject"],
    "cookie-turkish": ["reject"],
    "promotion-made-inert": ["later"],
    "promotion-frame-outer-cross": ["outer cross"],
    "promotion-left-corner": ["left"],
    "promotion-false-cross": ["no thanks"],
    "promotion-closed-shadow": [],
    "chain": ["first", "second"],
    "tour-hot-spot": ["skip"],
    "banner-at-the-top": ["dismiss"],
    "corner-box": ["icon font"],
}
"""What is pressed on the pages on which everything is closed; nothing where Escape or a press beside it closes."""

LEFT_ALONE = [
    "cookie-accept-only",
    "notice-binding",
    "needed-transfer",
    "needed-code",
    "needed-captcha",
    "needed-login",
    "needed-confirmation",
    "needed-confirmation-spanish",
    "needed-error",
    "needed-age",
    "needed-login-social",
    "needed-confirm-cross",
    "needed-german-confirmation",
    "needed-code-boxes",
    "needed-loading",
]


@pytest.mark.parametrize("name", CLOSED)
def test_closes_what_is_in_the_way(name: str, visit: Callable[[str], Any]) -> None:
    page = visit(name)
    dismissed = page.dismiss()
    assert page.wrong_presses == []
    assert sorted(page.presses) == sorted(CLOSED[name]), dismissed
    assert page.open_boxes == []
    assert dismissed


@pytest.mark.parametrize("name", LEFT_ALONE)
def test_leaves_alone_what_the_task_needs(name: str, visit: Callable[[str], Any]) -> None:
    page = visit(name)
    assert page.dismiss() == []
    assert page.presses == []
    assert len(page.open_boxes) == 1


@pytest.mark.parametrize("name", ["nothing", "nothing-in-a-shell"])
def test_presses_nothing_where_nothing_lies_over_the_page(name: str, visit: Callable[[str], Any]) -> None:
    page = visit(name)
    assert page.dismiss() == []
    assert page.presses == []


def test_keeps_what_it_is_told_to_keep(visit: Callable[[str], Any]) -> None:
    page = visit("kept")
    assert page.dismiss(keep="sizes of THIS shop") == []
    assert page.presses == []
    assert len(page.open_boxes) == 1
    assert page.dismiss(keep=["something else"])[0].title == "Sizes of this shop"


def test_refuses_a_banner_and_leaves_the_question_beside_it(visit: Callable[[str], Any]) -> None:
    page = visit("needed-beside-banner")
    assert [each.by for each in page.dismiss()] == ["pressing “Decline”"]
    assert page.presses == ["decline"]
    assert len(page.open_boxes) == 1


def test_tells_boxes_of_one_container_apart(visit: Callable[[str], Any]) -> None:
    page = visit("several-in-a-container")
    assert [each.title for each in page.dismiss()] == ["Rate us"]
    assert page.presses == ["later"]


def test_waits_for_a_late_one_only_when_asked(visit: Callable[[str], Any]) -> None:
    page = visit("late")
    assert page.dismiss() == []
    assert [each.title for each in page.dismiss(wait=timedelta(seconds=1))] == ["One more thing"]
    assert page.open_boxes == []


def test_presses_a_button_as_soon_as_it_can_be_pressed(visit: Callable[[str], Any]) -> None:
    page = visit("promotion-counting-down")
    page.dismiss(wait=timedelta(seconds=1))
    assert page.presses == ["skip"]
