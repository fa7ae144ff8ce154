"""Planted trends are found, shuffled histories stay silent, and no data is not 0."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation_suite.trends.rules import Series, TrendRules, trends
from automation_suite.trends.statistics_of_weeks import chance, discoveries, slope, without_season

RULES = TrendRules()
LISTINGS = 60


def shop(seed: int, weeks: int, rise: dict[int, float] | None = None, season: float = 0.4) -> list[Series]:
    """A shop's views; ``rise`` names listings and by what they are multiplied over the last 52 weeks."""
    chances = random.Random(seed)
    every = []
    for number in range(LISTINGS):
        level, factor = chances.uniform(8, 60), (rise or {}).get(number, 1.0)
        values = []
        for week in range(weeks):
            yearly = 1 + season * math.sin(2 * math.pi * week / 52)
            grown = factor ** (max(0, week - (weeks - 52)) / 52)
            values.append(float(round(max(0.0, chances.gauss(1, 0.25)) * level * yearly * grown)))
        every.append(Series(str(number), f"listing {number}", "views", values))
    return every


def test_planted_trends_are_found() -> None:
    planted = {3: 3.0, 17: 2.5, 29: 0.35, 41: 0.3}
    found = {int(trend.series.subject): trend.answer for trend in trends(shop(1, 130, planted), RULES)}
    assert {number: found[number] for number in planted} == {3: "rises", 17: "rises", 29: "falls", 41: "falls"}


def test_shuffled_histories_raise_at_most_one_false_alarm_in_twenty() -> None:
    alarmed = 0
    for seed in range(20):
        mixed = [
            Series(each.subject, each.label, each.figure, random.Random(seed).sample(list(each.weeks), len(each.weeks)))
            for each in shop(seed, 130, {3: 3.0, 17: 2.5})
        ]
        alarmed += any(trend.answer in {"rises", "falls"} for trend in trends(mixed, RULES))
    assert alarmed <= 1


def test_a_season_alone_is_no_trend() -> None:
    for seed in range(5):
        # The last 26 weeks of this one are the rising half of the year.
        told = [trend for trend in trends(shop(seed, 117), TrendRules(weeks=26)) if trend.answer in {"rises", "falls"}]
        assert len(told) <= 2, [trend.sentence for trend in told]


def test_a_season_of_less_than_two_years_is_named_as_a_doubt() -> None:
    told = next(trend for trend in trends(shop(1, 60, {0: 4.0}, season=0.0), RULES) if trend.series.subject == "0")
    assert told.answer == "rises"
    assert told.sentence.endswith("; less than two years of data, so it may be the season.")


@pytest.mark.parametrize("weeks", [[5.0] * 10, [None] * 60, [5.0, None] * 15, [0.0] * 60])
def test_too_little_data_is_an_answer(weeks: list[float | None]) -> None:
    (told,) = trends([Series("1", "a mug", "views", weeks)], RULES)
    assert told.answer == "too little data"
    assert told.sentence.startswith("Too little data for the views of a mug")


def test_an_unknown_week_is_not_a_week_without_views() -> None:
    known: list[float | None] = [20.0 + (week % 3) for week in range(60)]
    holes = [None if week >= 38 else value for week, value in enumerate(known)]
    zeros = [0.0 if week >= 38 else value for week, value in enumerate(known)]
    answers = [trends([Series("1", "a mug", "views", weeks)], RULES)[0] for weeks in (known, holes, zeros)]
    assert [answer.answer for answer in answers[:2]] == ["no trend", "no trend"]
    assert abs(answers[1].change) < 0.1 < abs(answers[2].change)


def test_weeks_that_resemble_the_week_before_raise_few_false_alarms() -> None:
    alarms = 0
    for seed in range(200):
        chances, value, weeks = random.Random(seed), 0.0, []
        for _ in range(52):
            value = 0.6 * value + chances.gauss(0, 1)
            weeks.append(value)
        alarms += chance(weeks) < 0.05
    # Without widening the variance it would be about 60.
    assert alarms <= 24


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=40))
def test_the_other_way_round_everything_falls_instead(weeks: list[float]) -> None:
    assert slope(weeks[::-1]) == pytest.approx(-slope(weeks), abs=1e-6)
    assert chance([-value for value in weeks]) == pytest.approx(chance(weeks))
    assert 0 <= chance(weeks) <= 1


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60), st.floats(0.01, 0.5))
def test_discoveries_are_the_smallest_chances(chances: list[float], rate: float) -> None:
    told = discoveries(chances, rate)
    counted = [value for value, counts in zip(chances, told, strict=True) if counts]
    assert all(value <= rate for value in counted)
    assert max(counted, default=0.0) <= min([v for v, counts in zip(chances, told, strict=True) if not counts], default=1.0)


def test_the_season_is_taken_out_and_the_trend_stays() -> None:
    weeks = [10 + 0.1 * week + 5 * math.sin(2 * math.pi * week / 52) for week in range(156)]
    plain = [value for value in without_season(weeks) if value is not None]
    assert slope(plain) == pytest.approx(0.1, abs=0.01)
    assert max(abs(value - 10 - 0.1 * week) for week, value in enumerate(plain)) < 2.0
