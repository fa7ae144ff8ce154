"""The faults that scenarios bring, and what they do to a request."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

from starlette.requests import Request

from practice.contract import Operation
from practice.ebay.errors import EbayError, system_error
from practice.ebay.memory import Memory
from practice.ebay.shapes import money, value_of

_AFTERWARDS = "prices change afterwards"
_READING = ("bulkGetInventoryItem", "getListingFees")


def before(memory: Memory, operation: Operation) -> None:
    """Refuse a call that a scenario wants refused.

    Raises:
        EbayError: It does.
    """
    if "ebay-429" in memory.scenarios and memory.first_time(f"429 {operation.name}"):
        raise EbayError(429, 2001, "Too many requests.", "ACCESS")
    if "ebay-500" in memory.scenarios and memory.first_time(f"500 {operation.name}"):
        raise system_error()


def after(memory: Memory, operation: Operation, request: Request) -> None:
    """Break the connection after a write that a scenario wants lost."""
    is_write = operation.method != "GET" and operation.name not in _READING
    if is_write and "ebay-lost-answer" in memory.scenarios and memory.first_time(f"lost {operation.name}"):
        # Starlette has no word for it: uvicorn's own object behind the request holds the connection.
        cast("Any", request.receive).__self__.transport.abort()


def anew(memory: Memory) -> None:
    """Let what happens to the first call of each kind happen once more."""
    memory.forget_all(but=_AFTERWARDS)


def at_start(memory: Memory) -> None:
    """Do what somebody did in the browser after the rehearsal before: every fifth offer has another price."""
    if memory.forget(_AFTERWARDS):
        for number, row in list(memory.table("offers").items())[::5]:
            price = value_of(row["pricingSummary"]["price"]) + Decimal("1.50")
            memory.keep(
                "offers", number, row | {"pricingSummary": row["pricingSummary"] | {"price": money(price, memory.site)}}
            )
    if "ebay-value-changes" in memory.scenarios:
        memory.first_time(_AFTERWARDS)
    memory.write()
