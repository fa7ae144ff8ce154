"""Only what differs is planned; taken back, everything is as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation_suite.errors import SettingsError
from automation_suite.shop_texts.wanted import FIELDS, changes, same

WANTED = st.dictionaries(st.sampled_from(sorted(FIELDS)), st.text(max_size=40))
LIVE = st.dictionaries(st.sampled_from(sorted(FIELDS)), st.none() | st.text(max_size=40))


@given(WANTED, LIVE)
def test_applied_nothing_differs_and_taken_back_all_is_identical(
    wanted: dict[str, str], live: dict[str, str | None]
) -> None:
    planned = changes("7", "Shop", wanted, live)
    after = live | {change.field: change.new for change in planned}
    assert all(same(after[field]) == same(text) for field, text in wanted.items() if field in live)
    assert changes("7", "Shop", wanted, after) == []
    assert after | {change.field: change.old for change in planned} == live


def test_how_lines_end_is_no_difference() -> None:
    assert changes("7", "Shop", {"announcement": "One\nTwo"}, {"announcement": "One\r\nTwo\r\n"}) == []


def test_a_text_that_was_not_answered_about_is_left_alone() -> None:
    assert changes("7", "Shop", {"announcement": "Hello", "title": "New"}, {"title": None})[0].field == "title"
    assert len(changes("7", "Shop", {"announcement": "Hello", "title": "New"}, {"title": None})) == 1


def test_a_text_that_cannot_be_set_is_named() -> None:
    with pytest.raises(
        SettingsError, match=r"^vacation_message: Etsy lets no program set such a text of a shop\. Nothing was"
    ):
        changes("7", "Shop", {"vacation_message": "Away"}, {})
