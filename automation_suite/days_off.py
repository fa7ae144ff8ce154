"""Days on which a job rests: as they are written in ``jobs.toml``, and the holidays of a country."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from datetime import date

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SOME_LEAP_YEAR = 2024


def check_day(text: str) -> str:
    """Return a day off as it is kept: ``2026-12-24``, ``12-24`` for each year, or the name of a weekday.

    Raises:
        ValueError: It is none of them.
    """
    day = text.strip().lower()
    if day not in WEEKDAYS:
        try:
            date.fromisoformat(day if len(day) == len("2026-12-24") else f"{_SOME_LEAP_YEAR}-{day}")
        except ValueError:
            raise ValueError(f'"{text}" is no day; write "2026-12-24", "12-24" for each year, or "sunday"') from None
    return day


def check_holidays(place: str) -> str:
    """Return a country, or a part of one, whose holidays are known: ``US``, ``US-NY``.

    Raises:
        ValueError: They are not known.
    """
    try:
        _holidays(place, _SOME_LEAP_YEAR)
    except (NotImplementedError, ValueError):
        raise ValueError(f'the holidays of "{place}" are not known; write a country such as "US", or "US-NY"') from None
    return place


def is_off(day: date, days: Sequence[str], place: str) -> bool:
    """Tell whether a day is one of the days off, or a holiday of the place; an empty place has none."""
    names = {day.isoformat(), f"{day:%m-%d}", WEEKDAYS[day.weekday()]}
    return not names.isdisjoint(days) or bool(place and day in _holidays(place, day.year))


@functools.cache
def _holidays(place: str, year: int) -> frozenset[date]:
    # Only those pay for the import who have a job with holidays.
    import holidays

    country, _, part = place.partition("-")
    return frozenset(holidays.country_holidays(country, subdiv=part or None, years=year))
