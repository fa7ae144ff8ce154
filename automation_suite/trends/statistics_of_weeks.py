"""Trends in weekly figures: season taken out, rank test, robust slope, false discoveries held down. Pure.

The rank test is Mann (1945) and Kendall (1975), the slope Theil (1950) and Sen (1968), the control of false discoveries
Benjamini and Hochberg (1995). None of them minds single wild weeks or what distribution the figures have. A week of which
nothing is known is none, which is not 0.
"""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Sequence
from itertools import combinations, pairwise

YEAR = 52
# Four weeks share one value of the season: a single week of two years says too little.
_BIN = 4

Weeks = Sequence[float | None]


def without_season(weeks: Weeks) -> list[float | None]:
    """Return the weeks without what comes back each year; as they are when there are less than two years of them.

    The slope between the same weeks of following years is free of the season. It is taken out first, because otherwise the
    season would be made of the trend's own rise within a year.
    """
    if len(weeks) < 2 * YEAR:
        return list(weeks)
    steps = [(later - earlier) / YEAR for earlier, later in _pairs_a_year_apart(weeks)]
    if not steps:
        return list(weeks)
    slope = statistics.median(steps)
    level = [None if value is None else value - slope * place for place, value in enumerate(weeks)]
    middle = statistics.median(value for value in level if value is not None)
    by_bin: dict[int, list[float]] = {}
    for place, value in enumerate(level):
        if value is not None:
            by_bin.setdefault(_bin(place), []).append(value - middle)
    season = {number: statistics.median(values) for number, values in by_bin.items()}
    return [None if value is None else value - season[_bin(place)] for place, value in enumerate(weeks)]


def chance(weeks: Weeks) -> float:
    """Return how often a row of weeks without a trend would look as much like one, from 0 to 1 (Mann-Kendall, two-sided).

    Weeks that resemble the week before make trends out of nothing, so the variance grows with their correlation, as of a
    process of first order.
    """
    values = [value for value in weeks if value is not None]
    number = len(values)
    score = sum((later > earlier) - (later < earlier) for earlier, later in combinations(values, 2))
    ties = [count for count in Counter(values).values() if count > 1]
    variance = (number * (number - 1) * (2 * number + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18
    variance *= _inflation(values)
    if variance <= 0 or score == 0:
        return 1.0
    deviations = (abs(score) - 1) / math.sqrt(variance)
    return math.erfc(deviations / math.sqrt(2))


def slope(weeks: Weeks) -> float:
    """Return by how much a figure changes in a week: the median of the slopes between all pairs of weeks (Theil-Sen)."""
    known = [(place, value) for place, value in enumerate(weeks) if value is not None]
    slopes = [(later - earlier) / (end - start) for (start, earlier), (end, later) in combinations(known, 2)]
    return statistics.median(slopes) if slopes else 0.0


def discoveries(chances: Sequence[float], false_rate: float) -> list[bool]:
    """Tell of each chance whether it counts, so that of those that do at most this part is expected to be false.

    Args:
        chances: From ``chance``, one for each question that was asked, whatever its answer.
        false_rate: From 0 to 1.
    """
    order = sorted(chances)
    limits = [value for rank, value in enumerate(order, 1) if value <= false_rate * rank / len(order)]
    return [bool(limits) and value <= limits[-1] for value in chances]


def _pairs_a_year_apart(weeks: Weeks) -> list[tuple[float, float]]:
    pairs = zip(weeks, weeks[YEAR:], strict=False)
    return [(earlier, later) for earlier, later in pairs if earlier is not None and later is not None]


def _bin(place: int) -> int:
    return place % YEAR // _BIN


def _inflation(values: Sequence[float]) -> float:
    """Return by how much the correlation of following weeks widens the variance of the rank test; never below 1."""
    if len(values) < _BIN:
        return 1.0
    rise = slope(values)
    rest = [value - rise * place for place, value in enumerate(values)]
    mean = statistics.fmean(rest)
    spread = sum((value - mean) ** 2 for value in rest)
    if not spread:
        return 1.0
    beside = sum((one - mean) * (other - mean) for one, other in pairwise(rest))
    correlation = min(max(beside / spread, 0.0), 0.9)
    return (1 + correlation) / (1 - correlation)
