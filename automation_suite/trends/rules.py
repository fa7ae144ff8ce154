"""Which listings and searches rise or fall, from the shop's own weekly figures. Pure.

No platform tells how often buyers search for something, so nothing here speaks of demand: only of what was seen of the
shop's own views, favourites and sales.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field

from automation_suite.trends.statistics_of_weeks import Weeks, chance, discoveries, slope, without_season


class TrendRules(BaseModel):
    """When something counts as a trend.

    Attributes:
        weeks: How far back is looked.
        least_weeks: With fewer known weeks the answer is "too little data".
        least_a_week: The same for figures that are smaller than this in the middle.
        least_change: What changes less over the whole time is not worth a line: 0.25 is a quarter.
        false_rate: Which part of what is told may be expected to be chance.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    weeks: int = Field(default=52, ge=8)
    least_weeks: int = Field(default=16, ge=8)
    least_a_week: float = Field(default=1.0, ge=0)
    least_change: float = Field(default=0.25, ge=0)
    false_rate: float = Field(default=0.05, gt=0, le=0.5)


@dataclass(frozen=True)
class Series:
    """One figure, week by week.

    Attributes:
        subject: What it is about, such as a listing's number.
        label: The same for people.
        figure: ``views``, ``favourites``, ``sales`` …
        weeks: Its values, the oldest first; none for a week of which nothing is known.
    """

    subject: str
    label: str
    figure: str
    weeks: Weeks

    @property
    def words(self) -> str:
        """What it is in a sentence."""
        return f"{self.figure} {'for' if self.figure.endswith('found') else 'of'} {self.label}"


@dataclass(frozen=True)
class Trend:
    """What a series says.

    Attributes:
        series: Which.
        answer: ``rises``, ``falls``, ``no trend`` or ``too little data``.
        change: By which part it changed over the weeks that were looked at: 0.5 is half as much again.
        chance: How often chance alone would look like it; 1 when it was not asked.
        weeks: How many known weeks that is.
        season_known: Whether there was enough to take the season out.
    """

    series: Series
    answer: str
    change: float = 0.0
    chance: float = 1.0
    weeks: int = 0
    season_known: bool = False

    @property
    def sentence(self) -> str:
        """The same for people."""
        what = self.series.words
        if self.answer == "too little data":
            return f"Too little data for the {what}: {self.weeks} weeks."
        if self.answer == "no trend":
            return f"No trend in the {what} in {self.weeks} weeks."
        season = "" if self.season_known else "; less than two years of data, so it may be the season"
        verb = "rose" if self.change > 0 else "fell"
        return f"The {what} {verb} by {abs(self.change):.0%} in {self.weeks} weeks{season}."


def trends(series: Iterable[Series], rules: TrendRules) -> list[Trend]:
    """Return an answer for each series, in their order. What is told is held together against chance."""
    every = list(series)
    asked = [(place, _logs(each.weeks)) for place, each in enumerate(every) if _is_enough(each.weeks, rules)]
    looked = [without_season(logs)[-rules.weeks :] for _, logs in asked]
    chances = [chance(weeks) for weeks in looked]
    counts = discoveries(chances, rules.false_rate)
    answers = [Trend(each, "too little data", weeks=_known(each.weeks[-rules.weeks :])) for each in every]
    for (place, logs), weeks, by_chance, told in zip(asked, looked, chances, counts, strict=True):
        change = math.expm1(slope(weeks) * (len(weeks) - 1))
        rising = "rises" if change > 0 else "falls"
        answers[place] = Trend(
            series=every[place],
            answer=rising if told and abs(change) >= rules.least_change else "no trend",
            change=change,
            chance=by_chance,
            weeks=_known(weeks),
            season_known=without_season(logs) != logs,
        )
    return answers


def _is_enough(weeks: Weeks, rules: TrendRules) -> bool:
    recent = [value for value in weeks[-rules.weeks :] if value is not None]
    return len(recent) >= rules.least_weeks and statistics.median(recent) >= rules.least_a_week


def _logs(weeks: Weeks) -> list[float | None]:
    # A season and a trend multiply what there is, so they are looked at as logarithms; one more, because of weeks with 0.
    return [None if value is None else math.log1p(value) for value in weeks]


def _known(weeks: Sequence[float | None]) -> int:
    return sum(value is not None for value in weeks)
