"""Planted seasons are found in a shop's own weeks; without one, or with too little data, the calendar decides."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from automation_suite.seasons.index import YEAR, OwnYear, own_year, seasonal_index
from automation_suite.seasons.rules import MOST_LEAD, USUAL_LEAD, Season, leads

LAST = date(2026, 9, 7)
CHRISTMAS = date(2026, 12, 25)
# Three weeks before the day most is sold; the rise has three tenths of its height 3.3 weeks before that.
PEAK, WIDTH = 21, 3.0
BEGINS = PEAK + math.sqrt(-math.log(0.3)) * WIDTH * 7


def sold(seed: int, weeks: int, level: float, strength: float = 3.0, growth: float = 1.003) -> list[float]:
    """Pieces sold in each week, by chance around a level that grows and a rise before each Christmas."""
    chances, every = random.Random(seed), []
    for place in range(weeks):
        monday = LAST - timedelta(weeks=weeks - 1 - place)
        peaks = (date(year, 12, 25) - timedelta(days=PEAK) for year in range(monday.year - 1, monday.year + 2))
        away = min(abs((monday - peak).days) for peak in peaks) / 7
        mean = level * (1 + (strength - 1) * math.exp(-((away / WIDTH) ** 2))) * growth**place
        every.append(float(max(0, round(chances.gauss(mean, math.sqrt(mean))))))
    return every


def year_of(weeks: Sequence[float | None]) -> OwnYear:
    found = own_year(weeks, LAST)
    assert found
    return found


@pytest.mark.parametrize(("weeks", "level"), [(110, 8), (110, 30), (160, 8), (260, 30)])
def test_a_planted_season_begins_when_it_was_planted(weeks: int, level: float) -> None:
    for seed in range(4):
        found = year_of(sold(seed, weeks, level)).days_before(CHRISTMAS)
        assert found is not None
        assert abs(found - BEGINS) <= 14, (seed, found)


def test_a_falling_shop_has_the_same_season() -> None:
    found = year_of(sold(1, 160, 60, growth=0.995)).days_before(CHRISTMAS)
    assert found is not None
    assert abs(found - BEGINS) <= 14


def test_without_a_season_the_calendar_decides() -> None:
    found = [year_of(sold(seed, 120, 20, strength=1.0)).days_before(CHRISTMAS) for seed in range(20)]
    assert sum(each is not None for each in found) <= 1
    # A rise before Christmas is none before a day in June.
    assert year_of(sold(0, 160, 30)).days_before(date(2027, 6, 20)) is None


def test_a_single_wild_week_is_no_season() -> None:
    weeks = sold(3, 160, 20, strength=1.0)
    weeks[160 - 40] = 400.0
    assert year_of(weeks).days_before(LAST - timedelta(weeks=39) + timedelta(days=364)) is None


@pytest.mark.parametrize("weeks", [[], [5.0] * (2 * YEAR), [5.0] * 60 + [None] + [5.0] * 60])
def test_two_years_or_less_and_weeks_of_which_nothing_is_known_are_too_little(weeks: list[float | None]) -> None:
    assert own_year(weeks, LAST) is None


def test_nothing_sold_in_years_is_no_season() -> None:
    assert year_of([0.0] * 120).days_before(CHRISTMAS) is None


def test_season_and_rest_are_told_apart() -> None:
    wave = [math.sin(2 * math.pi * place / YEAR) for place in range(3 * YEAR)]
    season, rest = seasonal_index([5 + 0.01 * place + value for place, value in enumerate(wave)])
    assert max(abs(one - other) for one, other in zip(season, wave, strict=True)) < 0.12
    assert max(map(abs, rest)) < 0.12


def test_what_the_own_sales_say_leads_by_the_lead_time() -> None:
    year = year_of(sold(0, 160, 30))
    before = year.days_before(CHRISTMAS)
    assert before
    (told,) = leads([Season(name="Christmas", day="12-25")], year, 14, LAST)
    assert (told.days, told.why) == (before + 14, f"your own sales rise from {before} days before it on")
    (far,) = leads([Season(name="Christmas", day="12-25")], year, MOST_LEAD, LAST)
    assert far.days == MOST_LEAD
    (none,) = leads([Season(name="Summer", day="06-20")], year, 14, LAST)
    assert (none.days, none.why) == (USUAL_LEAD, "by the calendar: your own sales do not rise before it")


def test_a_first_week_that_is_not_whole_is_left_out() -> None:
    weeks = sold(0, 160, 30)
    assert year_of([None, None, *weeks]) == year_of(weeks)
