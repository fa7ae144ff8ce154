"""A year of days: nothing changes twice in a season, everything leads by its lead time, what a person writes stays."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from automation_suite.etsy.holidays_api import Holiday, holiday_changes
from automation_suite.plans.change import Change
from automation_suite.seasons.job_rules import SeasonRules
from automation_suite.seasons.rules import USUAL_LEAD, Made, Place, Season, Wish, changes, leads

ANNOUNCEMENT: Place = ("shop", "7", "announcement")
TAGS: Place = ("listing", "1", "tags")


def wish(value: str, usual: str | None = "Welcome", place: Place = ANNOUNCEMENT) -> Wish:
    return Wish(kind=place[0], object_id=place[1], label="Shop", field=place[2], value=value, usual=usual)


CHRISTMAS = Season(name="Christmas", day="12-25", lead_days=30, lasts_days=2, wishes=(wish("Order by 15 December"),))
SEASONS = st.lists(
    st.builds(
        Season,
        name=st.sampled_from(["Easter", "Summer", "Halloween", "Christmas"]),
        day=st.dates(date(2026, 1, 1), date(2026, 12, 31)).map(lambda day: f"{day:%m-%d}"),
        lead_days=st.none() | st.integers(0, 180),
        lasts_days=st.integers(1, 180),
        wishes=st.lists(
            st.builds(
                wish,
                st.sampled_from(["a", "b\n", "c"]),
                st.sampled_from(["Welcome", None]),
                st.sampled_from([ANNOUNCEMENT, TAGS]),
            ),
            min_size=1,
            max_size=2,
            unique_by=lambda one: one.field,
        ).map(tuple),
    ),
    max_size=4,
    unique_by=lambda season: season.name,
)


def lived(seasons: list[Season], first: date, days: int, fates: str = "+") -> list[tuple[date, Change]]:
    """Each day's changes, and those that were applied.

    Args:
        seasons: Of the shop.
        first: Day.
        days: How many.
        fates: What becomes of the changes in turn: ``+`` applied, ``-`` rejected, ``e`` the plan ends unseen, ``p`` a person
            writes something else right after it was applied, ``?`` Etsy does not tell the text that day.
    """
    live: dict[Place, object] = {ANNOUNCEMENT: "Welcome", TAGS: "Welcome"}
    made: set[Made] = set()
    told, fate = [], itertools.cycle(fates)
    for day in (first + timedelta(days=number) for number in range(days)):
        for change in changes(seasons, live, made, day):
            place, what = (change.kind, change.object_id, change.field), next(fate)
            assert change.old == live[place] != change.new
            assert (change.rule, place) not in made, "asked again for what a person has decided"
            if what == "?":
                assert changes(seasons, {}, made, day) == []
                continue
            if what != "e":
                made.add((change.rule, place))
            if what in "+p":
                # Etsy keeps no blanks behind a text, and ends lines in its own way.
                live[place] = "My own words" if what == "p" else str(change.new).rstrip()
                told.append((day, change))
    return told


@settings(max_examples=60)
@given(SEASONS, st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.text("+-ep?", min_size=1, max_size=6))
def test_nothing_changes_twice_in_a_season_and_all_leads_by_its_lead_time(
    seasons: list[Season], first: date, fates: str
) -> None:
    told = lived(seasons, first, 500, fates)
    rules = [(change.rule, change.object_id, change.field) for _, change in told]
    assert len(rules) == len(set(rules))
    by_name = {season.name: season for season in seasons}
    for day, change in told:
        name, year, what = change.rule.rsplit(" ", 2)
        season = by_name[name]
        on = date.fromisoformat(f"{year}-{season.day}")
        if what == "begins":
            lead = USUAL_LEAD if season.lead_days is None else season.lead_days
            assert on - timedelta(days=lead) <= day < on + timedelta(days=season.lasts_days)
        else:
            assert day >= on + timedelta(days=season.lasts_days)


@settings(max_examples=60)
@given(
    st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(0, 180), st.integers(1, 180), st.booleans(),
    st.dates(date(2026, 1, 1), date(2028, 3, 1)),
)  # fmt: skip
def test_one_season_begins_on_its_first_day_and_ends_on_the_day_after_its_last(
    day: date, lead: int, lasts: int, written: bool, first: date
) -> None:
    season = Season(name="x", day=f"{day:%m-%d}", lead_days=lead, lasts_days=lasts, wishes=(wish("Hello\r\nthere\n"),))
    told = lived([season], first, 800, "p" if written else "+")
    for at, change in told:
        on = date.fromisoformat(f"{change.rule.split()[1]}-{season.day}")
        if change.rule.endswith("begins"):
            assert at == max(first, on - timedelta(days=lead))
        else:
            assert at == on + timedelta(days=lasts)
    begun = {change.rule.split()[1] for _, change in told if change.rule.endswith("begins")}
    ended = {change.rule.split()[1] for _, change in told if change.rule.endswith("ends")}
    assert begun
    assert ended <= begun if not written else not ended
    # Of three years at most the last season is not over yet.
    assert written or len(begun) - len(ended) <= 1


def test_a_plan_that_nobody_saw_is_made_again_as_long_as_the_season_lasts() -> None:
    told = lived([CHRISTMAS], date(2026, 11, 20), 60, "eee+")
    assert [(day.isoformat(), change.rule) for day, change in told] == [
        ("2026-11-28", "Christmas 2026 begins"), ("2026-12-30", "Christmas 2026 ends"),
    ]  # fmt: skip


def test_a_year_of_one_season() -> None:
    told = lived([CHRISTMAS], date(2026, 1, 1), 365 + 31)
    assert [(day.isoformat(), change.new, change.rule, change.reason) for day, change in told] == [
        ("2026-11-25", "Order by 15 December", "Christmas 2026 begins", "Christmas is on 25 December 2026."),
        ("2026-12-27", "Welcome", "Christmas 2026 ends", "Christmas is over."),
    ]


def test_what_a_person_writes_in_between_stays() -> None:
    made = {("Christmas 2026 begins", ANNOUNCEMENT)}
    assert changes([CHRISTMAS], {ANNOUNCEMENT: "Back soon"}, made, date(2026, 12, 20)) == []
    assert changes([CHRISTMAS], {ANNOUNCEMENT: "Back soon"}, made, date(2026, 12, 28)) == []


def test_of_two_seasons_the_one_that_comes_next_has_the_text() -> None:
    thanks = Season(name="Thanksgiving", day="11-26", lead_days=14, wishes=(wish("Thank you"),))
    (change,) = changes([CHRISTMAS, thanks], {ANNOUNCEMENT: "Welcome"}, set(), date(2026, 11, 25))
    assert change.new == "Thank you"
    made = {("Thanksgiving 2026 begins", ANNOUNCEMENT)}
    (change,) = changes([CHRISTMAS, thanks], {ANNOUNCEMENT: "Thank you"}, made, date(2026, 11, 27))
    assert change.new == "Order by 15 December"


def test_of_what_was_not_read_nothing_is_planned() -> None:
    assert changes([CHRISTMAS], {}, set(), date(2026, 12, 20)) == []


@pytest.mark.parametrize("day", ["25-12", "13-01", "02-30", "02-29", "Christmas"])
def test_a_day_that_is_none_is_named(day: str) -> None:
    with pytest.raises(ValidationError, match="is no day of each year"):
        Season(name="x", day=day)


def a_wish(**more: Any) -> dict[str, Any]:
    usual = {"kind": "shop", "object_id": "7", "label": "the shop", "field": "announcement", "value": "Hello"}
    return {"name": "Christmas", "day": "12-25", "wishes": [{**usual, **more}]}


@pytest.mark.parametrize(
    ("seasons", "said"),
    [
        ([a_wish(), a_wish()], 'there are two seasons "Christmas"'),
        ([a_wish(kind="banner")], "Etsy has no banner for a season; there are: shop, listing, section"),
        ([a_wish(kind="order", field="tracking")], "Etsy has no order for a season"),
        ([a_wish(field="banner")], "Etsy lets no program change it for a season; of a shop there are: title, announcement"),
        ([a_wish(kind="listing", field="tags", value="gift, wool")], "It is a list"),
        ([a_wish(kind="listing", field="tags", value=["a" * 21])], "has 21 characters; 20 are allowed"),
        ([a_wish(kind="listing", field="title", value="A mug", usual="A: mug: it")], "once is allowed"),
        ([a_wish(value=5)], "It is a text"),
    ],
)
def test_a_season_that_etsy_would_refuse_is_named_by_check(seasons: list[dict[str, Any]], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        SeasonRules.model_validate({"seasons": seasons})


def test_good_seasons_are_taken() -> None:
    tags = a_wish(kind="listing", field="tags", value=["gift", "wool hat"], usual=["wool hat"])
    assert len(SeasonRules.model_validate({"seasons": [tags, {**a_wish(), "name": "Easter"}]}).seasons) == 2


@given(st.dictionaries(st.sampled_from(["Labor Day", "labor day", "Thanksgiving", "Boxing Day"]), st.booleans()))
def test_holidays_are_planned_where_they_differ_and_unknown_ones_are_named(wanted: dict[str, bool]) -> None:
    live = [Holiday("7", "Labor Day", "US", False), Holiday("10", "Thanksgiving", "US", True)]
    planned, unknown = holiday_changes(wanted, live)
    assert unknown == [name for name in wanted if name == "Boxing Day"]
    assert all(change.old is not change.new for change in planned)
    known = {"labor day": False, "thanksgiving": True}
    differing = [name for name, works in wanted.items() if known.get(name.casefold(), works) is not works]
    assert len(planned) == len(differing)


def test_who_says_how_long_ahead_a_season_begins() -> None:
    told = leads([CHRISTMAS, CHRISTMAS.model_copy(update={"lead_days": None})], None, 14, date(2026, 12, 26))
    assert [(one.day, one.days, one.why) for one in told] == [
        (date(2026, 12, 25), 30, "jobs.toml says so"),
        (date(2026, 12, 25), USUAL_LEAD, "by the calendar: there are not two whole years of your own sales yet"),
    ]
