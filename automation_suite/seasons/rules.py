"""Which changes a season asks for today. Pure.

A season comes each year. Its changes are made a lead time before its day, once, and taken back when it is over. What a
person changes in between is left alone: nothing changes twice in a season.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, field_validator

from automation_suite.plans.change import Change, Value
from automation_suite.seasons.index import OwnYear

# By the calendar: how long before a day things change where nobody and nothing says otherwise.
USUAL_LEAD = 42
MOST_LEAD = 180

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
        lead_days: How long before it things change; none lets the shop's own sales decide, else ``USUAL_LEAD``.
        lasts_days: How long after its day they stay, from 1 for the day itself.
        wishes: What changes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    day: str
    lead_days: int | None = Field(default=None, ge=0, le=MOST_LEAD)
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


class Lead(NamedTuple):
    """How long before its day a season begins, and who says so."""

    season: Season
    day: date
    days: int
    why: str


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
        lead = self.season.lead_days
        return self.day - timedelta(days=USUAL_LEAD if lead is None else lead)

    @property
    def ends(self) -> date:
        """The first day on which they are as usual again."""
        return self.day + timedelta(days=self.season.lasts_days)


def leads(seasons: Iterable[Season], year: OwnYear | None, ahead_days: int, today: date) -> list[Lead]:
    """Return how long before its next day each season begins.

    Args:
        seasons: Those of the shop.
        year: What comes back each year in its own sales; none with too little data.
        ahead_days: How long before buyers begin to come things change.
        today: In the shop's time zone.
    """
    return [_lead(season, year, ahead_days, today) for season in seasons]


def _lead(season: Season, year: OwnYear | None, ahead_days: int, today: date) -> Lead:
    day = min(each.day for each in occurrences([season], today) if each.ends > today)
    if season.lead_days is not None:
        return Lead(season, day, season.lead_days, "jobs.toml says so")
    before = year.days_before(day) if year else None
    if before is None:
        none = "your own sales do not rise before it" if year else "there are not two whole years of your own sales yet"
        return Lead(season, day, USUAL_LEAD, f"by the calendar: {none}")
    days = min(before + ahead_days, MOST_LEAD)
    return Lead(season, day, days, f"your own sales rise from {before} days before it on")


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
        if _place(wish) in live
        and not is_same(wish.value, live[_place(wish)])
        and (occurrence.beginning, _place(wish)) not in made
    }


def _ending(occurrence: Occurrence, live: Live, made: Collection[Made]) -> dict[Place, Change]:
    reason = f"{occurrence.season.name} is over."
    return {
        _place(wish): _change(wish, live[_place(wish)], wish.usual, reason, occurrence.ending)
        for wish in occurrence.season.wishes
        # Only what still is as the season made it goes back; what a person has written since stays.
        if wish.usual is not None
        and not is_same(wish.usual, wish.value)
        and _place(wish) in live
        and is_same(wish.value, live[_place(wish)])
        and (occurrence.beginning, _place(wish)) in made
        and (occurrence.ending, _place(wish)) not in made
    }


def is_same(wanted: Value, live: Value) -> bool:
    """Tell whether a live value is the wanted one; how lines end and blanks behind a text do not count."""
    if isinstance(wanted, str) and isinstance(live, str):
        return wanted.replace("\r\n", "\n").rstrip() == live.replace("\r\n", "\n").rstrip()
    return bool(wanted == live)


def _place(wish: Wish) -> Place:
    return wish.kind, wish.object_id, wish.field


def _change(wish: Wish, old: Value, new: Value, reason: str, rule: str) -> Change:
    return Change(wish.kind, wish.object_id, wish.label, wish.field, old, new, reason, rule)
