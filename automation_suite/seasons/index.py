"""When a season begins in a shop's own weeks: STL, and how long before a day the rise begins. Pure.

STL is the decomposition of Cleveland, Cleveland, McRae and Terpenning (1990): a season that is the same each year, a trend
that may bend, robust against single wild weeks. It needs more than two years; with less, nobody can tell a season from a
trend, and the calendar decides.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import dropwhile

YEAR = 52
_WEEK = timedelta(days=7)
# A year has a day more than 52 weeks, so older years than these would blur the season.
_MOST_YEARS = 5
# Five weeks share a value of the season, the middle one most: a single week of two years says too little.
_SHARES = (1, 2, 3, 2, 1)
_TREND_WINDOW = 79
# A rise of less than a quarter is no season, nor is one that chance makes as large.
_LEAST_HEIGHT = math.log(1.25)
_SPREADS = 3.5
# From this part of its height on the rise has begun.
_BEGUN = 0.3
_LOOKED_BACK, _LOOKED_AHEAD = 16, 1


def seasonal_index(values: Sequence[float]) -> tuple[list[float], list[float]]:
    """Return what each week has from the season, and what is left when season and trend are out.

    Args:
        values: Week by week without a hole, more than two years of them.
    """
    count = len(values)
    trend, season = [0.0] * count, [0.0] * count
    weights = [1.0] * count
    for _ in range(3):
        for _ in range(2):
            yearly = _means_of_phases([value - slow for value, slow in zip(values, trend, strict=True)], weights)
            around = [yearly[place % YEAR] for place in range(-YEAR, count + YEAR)]
            low = _loess(_averages(_averages(_averages(around, YEAR), YEAR), 3), YEAR + 1, [1.0] * count)
            season = [around[place + YEAR] - low[place] for place in range(count)]
            trend = _loess([value - part for value, part in zip(values, season, strict=True)], _TREND_WINDOW, weights)
        rest = [value - part - slow for value, part, slow in zip(values, season, trend, strict=True)]
        weights = _robust(rest)
    return season, rest


@dataclass(frozen=True)
class OwnYear:
    """What comes back each year in a shop's own weeks.

    Attributes:
        index: For each of the 52 places of the year, by how much the season lifts it.
        noise: How high a rise can be by chance.
        last: Monday of the last week.
        weeks: How many weeks it is made from.
    """

    index: tuple[float, ...]
    noise: float
    last: date
    weeks: int

    def days_before(self, day: date) -> int | None:
        """Return how many days before a day the shop's own rise towards it begins; none when there is no rise."""
        monday = day - timedelta(days=day.weekday())
        at_day = self.weeks - 1 + (monday - self.last) // _WEEK
        # By how many weeks before the week of the day.
        heights = {back: self.index[(at_day - back) % YEAR] for back in range(-_LOOKED_AHEAD, 2 * _LOOKED_BACK)}
        base = statistics.median(self.index)
        peak = max(range(-_LOOKED_AHEAD, _LOOKED_BACK), key=lambda back: heights[back])
        height = heights[peak] - base
        if height < max(_LEAST_HEIGHT, self.noise) or heights[peak + 1] > heights[peak]:
            return None
        begun = peak
        while begun + 1 in heights and heights[begun + 1] >= base + _BEGUN * height:
            begun += 1
        return max(0, (day - (monday - begun * _WEEK)).days)


def own_year(weeks: Sequence[float | None], last: date) -> OwnYear | None:
    """Return what comes back each year; none when there is too little data or a hole in it.

    Args:
        weeks: How much was sold in each week, the oldest first.
        last: Monday of the last of them.
    """
    # The first week of a shop is rarely a whole one.
    recent = list(dropwhile(lambda value: value is None, weeks))[-_MOST_YEARS * YEAR :]
    known = [value for value in recent if value is not None]
    if len(recent) <= 2 * YEAR or len(known) < len(recent):
        return None
    season, rest = seasonal_index([math.log1p(value) for value in known])
    shared = math.sqrt(sum(share * share for share in _SHARES)) / sum(_SHARES)
    spread = 1.4826 * statistics.median(abs(value) for value in rest) / math.sqrt(len(known) / YEAR)
    return OwnYear(tuple(_smooth(season[:YEAR])), _SPREADS * spread * shared, last, len(known))


def _means_of_phases(values: Sequence[float], weights: Sequence[float]) -> list[float]:
    means = []
    for phase in range(YEAR):
        mine, heavy = values[phase::YEAR], weights[phase::YEAR]
        total = sum(heavy)
        means.append(sum(map(math.prod, zip(mine, heavy, strict=True))) / total if total else statistics.fmean(mine))
    return means


def _averages(values: Sequence[float], width: int) -> list[float]:
    return [sum(values[place : place + width]) / width for place in range(len(values) - width + 1)]


def _smooth(values: Sequence[float]) -> list[float]:
    """Return a year's values, each shared with its neighbours; the year is a ring."""
    half = len(_SHARES) // 2
    return [
        sum(share * values[(place + shift - half) % len(values)] for shift, share in enumerate(_SHARES)) / sum(_SHARES)
        for place in range(len(values))
    ]


def _loess(values: Sequence[float], width: int, weights: Sequence[float]) -> list[float]:
    """Return values smoothed by straight lines through their neighbours, near ones weighing most (Cleveland 1979)."""
    count, smoothed = len(values), []
    for place in range(count):
        first = max(0, min(place - width // 2, count - width))
        near = range(first, min(count, first + width))
        reach = max(place - near[0], near[-1] - place) * max(1.0, width / len(near)) + 1
        heavy = [weights[each] * (1 - (abs(each - place) / reach) ** 3) ** 3 for each in near]
        total = sum(heavy) or 1.0
        middle = sum(weight * each for weight, each in zip(heavy, near, strict=True)) / total
        mean = sum(weight * values[each] for weight, each in zip(heavy, near, strict=True)) / total
        spread = sum(weight * (each - middle) ** 2 for weight, each in zip(heavy, near, strict=True))
        slope = sum(weight * (each - middle) * values[each] for weight, each in zip(heavy, near, strict=True))
        smoothed.append(mean + (slope / spread * (place - middle) if spread > 0 else 0.0))
    return smoothed


def _robust(rest: Sequence[float]) -> list[float]:
    """Return weights by which single wild weeks count little (bisquare)."""
    reach = 6 * statistics.median(abs(value) for value in rest)
    return [max(0.0, 1 - (value / reach) ** 2) ** 2 if reach else 1.0 for value in rest]
