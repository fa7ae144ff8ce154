"""Hours in which the owner is not disturbed by messages that can wait, as they are written in ``jobs.toml``."""

from __future__ import annotations

import re
from datetime import datetime, time

_RANGE = re.compile(r"(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)")


def check_hours(text: str) -> str:
    """Return quiet hours as they were written, such as ``22:00-07:00``.

    Raises:
        ValueError: They are none.
    """
    try:
        begin, end = _hours(text)
    except ValueError:
        raise ValueError(f'"{text}" is no range of hours; for example "22:00-07:00"') from None
    if begin == end:
        raise ValueError(f'"{text}" begins when it ends; for no quiet hours write ""')
    return text


def are_quiet(text: str, moment: datetime) -> bool:
    """Tell whether a moment, in the time zone that is meant, lies in quiet hours; empty ones have none."""
    if not text:
        return False
    (begin, end), now = _hours(text), moment.time()
    return begin <= now < end if begin < end else now >= begin or now < end


def _hours(text: str) -> tuple[time, time]:
    found = _RANGE.fullmatch(text.replace(" ", ""))
    if found is None:
        raise ValueError(text)
    begin_hour, begin_minute, end_hour, end_minute = map(int, found.groups())
    return time(begin_hour, begin_minute), time(end_hour, end_minute)
