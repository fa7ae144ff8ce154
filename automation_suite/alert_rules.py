"""When trouble of a job becomes an incident, and how long it may stay one before somebody is told again. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, time

from pydantic import BaseModel, ConfigDict, Field, field_validator

_SHARE = re.compile(r"(\d+) of (\d+)")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WINDOW = re.compile(rf"(?:({'|'.join(_WEEKDAYS)}) )?(\d\d:\d\d)-(\d\d:\d\d)")
_MOST_RUNS = 20


class AlertRules(BaseModel):
    """The part of a job's entry that is about alerts.

    Attributes:
        open_after: ``2 of 3``: of the last three runs two must have failed before it is told. What needs a person, what is
            not known about money, and a missed run are told at once.
        repeat_hours: After which an incident that nobody looks after is told again; 0 for never.
        escalate_after_hours: After which it is told to the people in NOTIFY_ESCALATION too; 0 for never.
        escalate_after_failures: After how many failures the same happens; 0 for never.
        comes_and_goes_after: At which opening within seven days an incident counts as coming and going: it is told once
            and is over only after three good runs in a row; 0 for never.
        maintenance: Windows in the job's time zone in which its failures are not told before the window is over:
            ``sunday 02:00-04:00``, or without a day for every day.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    open_after: str = "1 of 1"
    repeat_hours: float = Field(default=0, ge=0)
    escalate_after_hours: float = Field(default=0, ge=0)
    escalate_after_failures: int = Field(default=0, ge=0)
    comes_and_goes_after: int = Field(default=3, ge=0)
    maintenance: tuple[str, ...] = ()

    @field_validator("open_after")
    @classmethod
    def _is_share(cls, value: str) -> str:
        found = _SHARE.fullmatch(value)
        if not found or not 1 <= int(found[1]) <= int(found[2]) <= _MOST_RUNS:
            raise ValueError(f'"{value}" is no number of failures of at most {_MOST_RUNS} runs; for example "2 of 3"')
        return value

    @field_validator("maintenance")
    @classmethod
    def _are_windows(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for window in value:
            _read_window(window)
        return value

    @property
    def failures_of_runs(self) -> tuple[int, int]:
        """How many of how many runs must have failed."""
        failures, _, runs = self.open_after.partition(" of ")
        return int(failures), int(runs)

    def in_maintenance(self, local: datetime) -> bool:
        """Tell whether a moment in the job's time zone lies within one of its windows."""
        return any(_lies_in(local, *_read_window(window)) for window in self.maintenance)


def soonest(values: Sequence[float]) -> float:
    """Return the smallest value that is set; 0 when none is."""
    return min((value for value in values if value > 0), default=0)


def _read_window(window: str) -> tuple[str, time, time]:
    found = _WINDOW.fullmatch(window.strip().lower())
    try:
        if found and found[2] != found[3]:
            return found[1] or "", time.fromisoformat(found[2]), time.fromisoformat(found[3])
    except ValueError:
        pass
    raise ValueError(f'"{window}" is no window; for example "sunday 02:00-04:00"')


def _lies_in(local: datetime, day: str, begin: time, end: time) -> bool:
    today, moment = local.weekday(), local.time()
    if begin < end:
        return _is_day(day, today) and begin <= moment < end
    # The window goes on after midnight; its day is the one on which it begins.
    return (_is_day(day, today) and moment >= begin) or (_is_day(day, (today - 1) % 7) and moment < end)


def _is_day(day: str, weekday: int) -> bool:
    return not day or _WEEKDAYS.index(day) == weekday
