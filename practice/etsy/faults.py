"""The faults that scenarios bring, and what they do to a request."""

from __future__ import annotations

from typing import Any, cast

from starlette.requests import Request

from practice.contract import Operation
from practice.etsy.errors import EtsyError
from practice.etsy.memory import Memory

_UNTIL_TOMORROW = 6 * 3600
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
        raise EtsyError(429, "Exceeded per day rate limit", retry_after=_UNTIL_TOMORROW)
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
    """Do what somebody does in the browser between two rehearsals."""
    if "etsy-value-changes" not in memory.scenarios or memory.first_time("first rehearsal"):
        return
    for table in ("shops", "listings"):
        number, row = next(iter(memory.table(table).items()))
        memory.keep(table, number, row | {"title": f"{row['title'].removesuffix(' *')} *"})
