"""Weeks from what is kept: what happened in each, once, and a week of which nothing is known is none."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from automation_suite.shop_figures.merging import Figure
from automation_suite.trends.weekly import SO_FAR, counted_so_far, summed, week_by_week

# Over New Year, and the leap day of 2028.
FIRST = date(2027, 11, 29)
WEEKS = 20
LAST = FIRST + timedelta(weeks=WEEKS - 1)


def monday(place: int) -> date:
    return FIRST + timedelta(weeks=place)


@given(st.lists(st.integers(0, 30), min_size=WEEKS, max_size=WEEKS), st.sets(st.integers(1, WEEKS - 1)), st.integers(0, 99))
def test_what_is_counted_so_far_tells_each_week_that_has_one_before(views: list[int], missed: set[int], start: int) -> None:
    so_far = [start + sum(views[: place + 1]) for place in range(WEEKS)]
    figures = [
        Figure(monday(place), f"views{SO_FAR}", Decimal(value), "count", "7")
        for place, value in enumerate(so_far)
        if place not in missed
    ]
    # The week that goes on counts for nothing.
    figures.append(Figure(monday(WEEKS), f"views{SO_FAR}", Decimal(10_000), "count", "7"))
    (series,) = counted_so_far(figures, {"7": "a mug", "8": "another"}, LAST)
    assert len(series.weeks) == WEEKS
    assert series.weeks[0] is None
    for place in range(1, WEEKS):
        known = not {place, place - 1} & missed
        assert series.weeks[place] == (views[place] if known else None)


def test_what_is_counted_anew_is_not_known_and_not_below_0() -> None:
    values = (50, 60, 3, 5)
    figures = [Figure(monday(place), f"views{SO_FAR}", Decimal(each), "count", "7") for place, each in enumerate(values)]
    (series,) = counted_so_far(figures, {"7": "a mug"}, monday(3))
    assert series.weeks == [None, 10, None, 2]
    assert counted_so_far(figures, {}, monday(3)) == []


@given(st.lists(st.none() | st.integers(0, 9), min_size=7 * WEEKS, max_size=7 * WEEKS), st.integers(0, 6))
def test_a_week_is_the_sum_of_its_days_when_all_of_them_are_known(sold: list[int | None], late: int) -> None:
    # The shop may have begun in the middle of a week.
    figures = [
        Figure(FIRST + timedelta(days=place), "pieces", None if each is None else Decimal(each), "count")
        for place, each in enumerate(sold)
        if place >= late
    ]
    series = summed(figures, "pieces", "the shop", LAST)
    known = [place for place, each in enumerate(sold) if each is not None and place >= late]
    if not known:
        assert series is None
        return
    assert series
    begun = known[0] // 7
    for place, week in enumerate(series.weeks, begun):
        days = sold[7 * place : 7 * place + 7]
        whole = None not in days and (place > 0 or late == 0)
        assert week == (sum(each for each in days if each is not None) if whole else None)
    assert len(series.weeks) == WEEKS - begun


def test_what_is_kept_once_a_week_has_holes_where_nothing_was_kept() -> None:
    figures = [Figure(monday(place), "found", Decimal(place), "count", "apron") for place in (0, 1, 3)]
    (series,) = week_by_week(figures, "found", monday(4))
    assert series.weeks == [0, 1, None, 3, None]
