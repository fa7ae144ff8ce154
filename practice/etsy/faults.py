"""The faults that scenarios bring, and what they do to a request."""

from __future__ import annotations

from typing import Any, cast

from starlette.requests import Request

from practice.contract import Operation
from practice.etsy.errors import EtsyError
from practice.etsy.memory import Memory

# Of a real day it would be hours. Whoever keeps to it would refuse all rehearsals for as long.
_LONG = 90
# A title of 140 characters is the longest; the edit adds two.
_LONGEST = 138
_ONCE_EACH = {
    "etsy-429": EtsyError(429, "Exceeded per second rate limit", retry_after=1),
    "etsy-500": EtsyError(500, "Internal server error"),
    "etsy-503": EtsyError(503, "Service unavailable"),
}


def before(memory: Memory, operation: Operation) -> None:
    """Refuse a call that a scenario wants refused.

    Raises:
        EtsyError: It does.
    """
    if "etsy-day-spent" in memory.scenarios:
        raise EtsyError(429, "Exceeded per day rate limit", retry_after=_LONG)
    for scenario, error in _ONCE_EACH.items():
        if scenario in memory.scenarios and memory.first_time(f"{scenario} {operation.name}"):
            raise error


def after(memory: Memory, operation: Operation, request: Request) -> None:
    """Break the connection after a write that a scenario wants lost."""
    is_write = operation.method != "GET" and operation.name != "token"
    if is_write and "etsy-lost-answer" in memory.scenarios and memory.first_time(f"lost {operation.name}"):
        # Starlette has no word for it: uvicorn's own object behind the request holds the connection.
        cast("Any", request.receive).__self__.transport.abort()


def at_start(memory: Memory) -> None:
    """Do what somebody did in the browser since the last rehearsal, and note whether it happens after this one."""
    if memory.edits_follow:
        _edit(memory)
    memory.edits_follow = "etsy-value-changes" in memory.scenarios
    memory.write()


def _edit(memory: Memory) -> None:
    rows = [("shops", number, row) for number, row in memory.table("shops").items()]
    rows += [("listings", number, row) for number, row in memory.table("listings").items() if row["state"] == "active"]
    for table, number, row in rows:
        title = row["title"]
        memory.keep(table, number, row | {"title": title[:-2] if title.endswith(" *") else f"{title[:_LONGEST]} *"})
