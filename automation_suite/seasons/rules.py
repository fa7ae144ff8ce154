"""Which changes a season asks for today. Pure.

A season comes each year. Its changes are made a lead time before its day, once, and taken back when it is over. What a
person changes in between is left alone: nothing changes twice in a season.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from automation_suite.plans.change import Change, Value

# Kind, object and field.
Place = tuple[str, str, str]
Live = Mapping[Place, Value]
# The rule that a change named, and where it was.
Made = tuple[str, Place]


class Wish(BaseModel):
    """One thing that is different in a season.

    Attributes:
        kind: ``shop``, ``listing`` or ``section``.
        object_id: By which the platform knows it.
        label: The same for people.
        field: Which text.
        value: What it is in the season.
        usual: What it is otherwise; none leaves it as it is when the season is over.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    object_id: str
    label: str
    field: str
    value: Any
    usual: Any = None


class Season(BaseModel):
    """One season of the year.

    Attributes:
        name: For people.
        day: What it leads to, as month and day: ``12-25``.
        lead_days: How long before it things change.
        lasts_days: How long after its day they stay, from 1 for the day itself.
        wishes: What changes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    day: str
    lead_days: int = Field(default=42, ge=0, le=180)
    lasts_days: int = Field(default=1, ge=1, le=180)
    wishes: tuple[Wish, ...] = ()

    @field_validator("day")
    @classmethod
    def _is_a_day(cls, value: str) -> str:
        try:
            date.fromisoformat(f"2026-{value}")
        except ValueError:
            raise ValueError(f'"{value}" is no day of each year; for example "12-25"') from None
        return value


@dataclass(frozen=True)
class Occurrence:
    """A season in one year.

    Attributes:
        season: Which.
        day: Its day.
    """

    season: Season
    day: date

    @property
    def beginning(self) -> str:
        """The rule that its changes name."""
        return f"{self.season.name} {self.day.year} begins"

    @property
    def ending(self) -> str:
        """The rule that the way back names."""
        return f"{self.season.name} {self.day.year} ends"

    @property
    def begins(self) -> date:
        """The first day on which things are different."""
        return self.day - timedelta(days=self.season.lead_days)

    @property
    def ends(self) -> date:
        """The first day on which they are as usual again."""
        return self.day + timedelta(days=self.season.lasts_days)


def occurrences(seasons: Iterable[Season], today: date) -> list[Occurrence]:
    """Return each season in the years around a day, in the order of their days."""
    years = (today.year - 1, today.year, today.year + 1)
    every = [Occurrence(season, date.fromisoformat(f"{year}-{season.day}")) for season in seasons for year in years]
    return sorted(every, key=lambda occurrence: (occurrence.day, occurrence.season.name))


def changes(seasons: Sequence[Season], live: Live, made: Collection[Made], today: date) -> list[Change]:
    """Return what is to change today.

    Args:
        seasons: Those of the shop.
        live: What is there now. Of what is missing nothing is planned.
        made: What was planned before, whatever became of it, by the rules that the changes name.
        today: In the shop's time zone.
    """
    every = occurrences(seasons, today)
    going_on = [occurrence for occurrence in every if occurrence.begins <= today < occurrence.ends]
    taken = {_place(wish) for occurrence in going_on for wish in occurrence.season.wishes}
    planned: dict[Place, Change] = {}
    # Of two seasons that both want a text, the one whose day comes next has it, so it is written last.
    for occurrence in reversed(going_on):
        planned |= _beginning(occurrence, live, made)
    for occurrence in every:
        if occurrence.ends <= today:
            planned |= {place: change for place, change in _ending(occurrence, live, made).items() if place not in taken}
    return list(planned.values())


def _beginning(occurrence: Occurrence, live: Live, made: Collection[Made]) -> dict[Place, Change]:
    reason = f"{occurrence.season.name} is on {occurrence.day:%d %B %Y}."
    return {
        _place(wish): _change(wish, live[_place(wish)], wish.value, reason, occurrence.beginning)
        for wish in occurrence.season.wishes
        if _place(wish) in live and live[_place(wish)] != wish.value and (occurrence.beginning, _place(wish)) not in made
    }


def _ending(occurrence: Occurrence, live: Live, made: Collection[Made]) -> dict[Place, Change]:
    reason = f"{occurrence.season.name} is over."
    return {
        _place(wish): _change(wish, live[_place(wish)], wish.usual, reason, occurrence.ending)
        for wish in occurrence.season.wishes
        # Only what still is as the season made it goes back; what a person has written since stays.
        if wish.usual not in (None, wish.value)
        and live.get(_place(wish)) == wish.value
        and (occurrence.beginning, _place(wish)) in made
        and (occurrence.ending, _place(wish)) not in made
    }


def _place(wish: Wish) -> Place:
    return wish.kind, wish.object_id, wish.field


def _change(wish: Wish, old: Value, new: Value, reason: str, rule: str) -> Change:
    return Change(wish.kind, wish.object_id, wish.label, wish.field, old, new, reason, rule)
