"""Only what differs is planned; taken back, everything is as it was."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from automation_suite.errors import SettingsError
from automation_suite.shop_texts.job_rules import ShopTextRules
from automation_suite.shop_texts.wanted import FIELDS, Setting, Wanted, changes, same, setting_changes

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


TITLES = st.sampled_from(["Mugs", "Lamps & more", "It's new", "Gifts", "4"])
TERMS = st.sampled_from([
    {"accepts_returns": True, "accepts_exchanges": False, "return_deadline": 30},
    {"accepts_returns": False, "accepts_exchanges": False, "return_deadline": None},
])  # fmt: skip


def _live(titles: list[str], terms: list[dict[str, Any]], profiles: list[str]) -> list[Setting]:
    return [
        *(Setting("section", str(100 + place), title, {"title": title}) for place, title in enumerate(titles)),
        *(Setting("return policy", str(200 + place), "", {"terms": each}) for place, each in enumerate(terms)),
        *(
            Setting("shipping profile", str(300 + place), title, {"title": title, "origin_postal_code": "05401"})
            for place, title in enumerate(profiles)
        ),
    ]


def _after(live: list[Setting], values: dict[tuple[str, str], dict[str, Any]]) -> list[Setting]:
    after = []
    for one in live:
        fields = {**one.fields, **values.get((one.kind, one.object_id), {})}
        after.append(replace(one, fields=fields, name=fields.get("title", one.name)))
    return after


@given(
    st.builds(_live, st.lists(TITLES, unique=True, max_size=4), st.lists(TERMS, max_size=2), st.lists(TITLES, max_size=2)),
    st.lists(
        st.one_of(
            st.builds(lambda n, t: Wanted("section", n, {"title": t}), st.one_of(TITLES, st.just("100")), TITLES),
            st.builds(lambda n, t: Wanted("return policy", n, {"terms": t}), st.sampled_from(["200", "201"]), TERMS),
            st.builds(lambda t: Wanted("shipping profile", "300", {"title": t, "origin_postal_code": "10001"}), TITLES),
        ),
        max_size=1,
    ),
)
def test_settings_are_planned_once_touch_nothing_else_and_can_be_taken_back(
    live: list[Setting], wishes: list[Wanted]
) -> None:
    planned, missing = setting_changes(wishes, live)
    assert all(change.old != change.new for change in planned)
    for change in planned:
        now = next(one for one in live if (one.kind, one.object_id) == (change.kind, change.object_id))
        assert change.old == now.fields[change.field]
    new = {(change.kind, change.object_id): {} for change in planned}
    old: dict[tuple[str, str], dict[str, Any]] = {key: {} for key in new}
    for change in planned:
        new[change.kind, change.object_id][change.field] = change.new
        old[change.kind, change.object_id][change.field] = change.old
    after = _after(live, new)
    again, still_missing = setting_changes(wishes, after)
    titles = [one.name for one in after if one.kind == "section"]
    # With two sections of one title nobody knows which is meant: a person says it by the number.
    if len(set(titles)) == len(titles):
        assert again == []
        assert still_missing == missing
    assert [one.fields for one in _after(after, old)] == [one.fields for one in live]


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ({"return_policies": {"3": {"accepts_returns": True, "accepts_exchanges": False}}}, "return_deadline"),
        ({"return_policies": {"3": {"accepts_returns": True, "accepts_exchanges": True, "return_deadline": 31}}}, "31"),
        ({"return_policies": {"3": {"accepts_returns": False, "accepts_exchanges": False, "return_deadline": 7}}}, "else"),
        ({"sections": {"Mugs": " "}}, "a section needs a title"),
        ({"shipping_profiles": {"1": {"price": "3.00"}}}, "price"),
        ({"texts": {"vacation_message": "Away"}}, "Etsy lets no program set such a text"),
    ],
)  # fmt: skip
def test_a_rule_that_etsy_would_refuse_is_named_by_check(rules: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        ShopTextRules.model_validate(rules)


def test_what_is_wanted_beside_the_texts() -> None:
    rules = ShopTextRules.model_validate(
        {"sections": {"Mugs": "Cups"}, "shipping_profiles": {"Standard": {"title": "Parcel"}}}
    )
    assert rules.settings == [
        Wanted("section", "Mugs", {"title": "Cups"}), Wanted("shipping profile", "Standard", {"title": "Parcel"}),
    ]  # fmt: skip


def test_of_two_settings_of_one_name_none_is_guessed() -> None:
    live = _live([], [], ["Standard", "Standard"])
    wish = Wanted("shipping profile", "Standard", {"title": "Parcel"})
    assert setting_changes([wish], live) == ([], [wish])
    (change,) = setting_changes([replace(wish, named="301")], live)[0]
    assert change.object_id == "301"
