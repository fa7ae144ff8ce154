"""A year of days: nothing changes twice in a season, everything leads by its lead time, what a person writes stays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from automation_suite.plans.change import Change
from automation_suite.seasons.rules import Made, Place, Season, Wish, changes

ANNOUNCEMENT: Place = ("shop", "7", "announcement")


def wish(value: str, usual: str | None = "Welcome", place: Place = ANNOUNCEMENT) -> Wish:
    return Wish(kind=place[0], object_id=place[1], label="Shop", field=place[2], value=value, usual=usual)


CHRISTMAS = Season(name="Christmas", day="12-25", lead_days=30, lasts_days=2, wishes=(wish("Order by 15 December"),))
SEASONS = st.lists(
    st.builds(
        Season,
        name=st.sampled_from(["Easter", "Summer", "Halloween", "Christmas"]),
        day=st.dates(date(2026, 1, 1), date(2026, 12, 31)).map(lambda day: f"{day:%m-%d}"),
        lead_days=st.integers(0, 60),
        lasts_days=st.integers(1, 30),
        wishes=st.lists(
            st.builds(wish, st.sampled_from(["a", "b", "c"]), st.sampled_from(["Welcome", None])), min_size=1, max_size=1
        ).map(tuple),
    ),
    max_size=4,
    unique_by=lambda season: season.name,
)


def lived(seasons: list[Season], first: date, days: int) -> list[tuple[date, Change]]:
    """Each day's changes, applied at once."""
    live: dict[Place, object] = {ANNOUNCEMENT: "Welcome"}
    made: set[Made] = set()
    told = []
    for day in (first + timedelta(days=number) for number in range(days)):
        for change in changes(seasons, live, made, day):
            place = (change.kind, change.object_id, change.field)
            assert change.old == live[place] != change.new
            live[place] = change.new
            made.add((change.rule, place))
            told.append((day, change))
    return told


@given(SEASONS, st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_nothing_changes_twice_in_a_season_and_all_leads_by_its_lead_time(seasons: list[Season], first: date) -> None:
    told = lived(seasons, first, 500)
    rules = [(change.rule, change.object_id, change.field) for _, change in told]
    assert len(rules) == len(set(rules))
    by_name = {season.name: season for season in seasons}
    for day, change in told:
        name, year, what = change.rule.rsplit(" ", 2)
        season = by_name[name]
        on = date.fromisoformat(f"{year}-{season.day}")
        if what == "begins":
            assert on - timedelta(days=season.lead_days) <= day < on + timedelta(days=season.lasts_days)
        else:
            assert day >= on + timedelta(days=season.lasts_days)


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


@pytest.mark.parametrize("day", ["25-12", "13-01", "02-30", "Christmas"])
def test_a_day_that_is_none_is_named(day: str) -> None:
    with pytest.raises(ValidationError, match="is no day of each year"):
        Season(name="x", day=day)
