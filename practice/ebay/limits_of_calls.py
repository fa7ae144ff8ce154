"""How often each API may be called in a day, and how much of that is left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from practice.ebay.asked import Asked, Handler
from practice.ebay.shapes import Row, moment

_DAY_SECONDS = 86_400
# Context, name, resource, calls a day.
_OF_SELLER = (
    ("sell", "Inventory", "sell.inventory", 2_000_000),
    ("sell", "Fulfillment", "sell.fulfillment", 100_000),
    ("sell", "Account", "sell.account", 25_000),
    ("sell", "Finances", "sell.finances", 15_000),
    ("sell", "Analytics", "sell.analytics", 100),
)
_OF_APPLICATION = (
    ("buy", "Browse", "buy.browse", 5_000),
    ("developer", "Analytics", "developer.analytics", 5_000),
)


def group_of(path: str) -> str:
    """Return the group of calls to which a path belongs, such as ``sell.inventory``."""
    return ".".join(path.split("/")[1:3])


def _answer(limits: Sequence[tuple[str, str, str, int]]) -> Handler:
    def answer(asked: Asked) -> Row:
        tomorrow = datetime.combine(asked.memory.now.date() + timedelta(days=1), time(), asked.memory.now.tzinfo)
        rows = [_row(asked, *limit, reset=moment(tomorrow)) for limit in limits]
        for name, field in (("api_context", "apiContext"), ("api_name", "apiName")):
            rows = [row for row in rows if row[field].lower() == str(asked.query.get(name, row[field])).lower()]
        return {"rateLimits": rows}

    return answer


def _row(asked: Asked, context: str, name: str, resource: str, limit: int, reset: str) -> Row:
    count = asked.memory.groups[resource]
    rate = {"count": count, "limit": limit, "remaining": max(0, limit - count), "reset": reset, "timeWindow": _DAY_SECONDS}
    return {"apiContext": context, "apiName": name, "apiVersion": "v1", "resources": [{"name": resource, "rates": [rate]}]}


HANDLERS: dict[str, Handler] = {
    "getUserRateLimits": _answer(_OF_SELLER),
    "getRateLimits": _answer(_OF_APPLICATION),
}
