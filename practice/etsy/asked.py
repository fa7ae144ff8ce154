"""What a handler gets, and how lists are answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from practice.contract import Read
from practice.etsy.accounts import SHOP_ID
from practice.etsy.errors import missing
from practice.etsy.memory import Memory
from practice.etsy.shapes import Row

_USUAL_LIMIT = 25


@dataclass(frozen=True)
class Asked:
    """A request that keeps to the contract, from somebody who may make it.

    Attributes:
        read: What it holds.
        memory: Of the service.
    """

    read: Read
    memory: Memory

    @property
    def body(self) -> dict[str, Any]:
        """Fields of the body; empty without one."""
        return dict(self.read.body or {})

    @property
    def query(self) -> Mapping[str, Any]:
        """Parameters behind the question mark."""
        return self.read.query

    def number(self, name: str) -> int:
        """Return a number of the path. Another shop than the practice one is not there.

        Raises:
            EtsyError: It names another shop.
        """
        self.check_shop()
        return int(self.read.path[name])

    def check_shop(self) -> None:
        """Refuse another shop than the practice one.

        Raises:
            EtsyError: It is another one.
        """
        if int(self.read.path.get("shop_id", SHOP_ID)) != SHOP_ID:
            raise missing("Shop")


# None is an answer without content; a list is one of the few that the service gives without a count.
Handler = Callable[[Asked], Row | list[Row] | None]


def page(asked: Asked, rows: Sequence[Row]) -> Row:
    """Return the part of a list that was asked for, with the count of all."""
    start, limit = int(asked.query.get("offset", 0)), int(asked.query.get("limit", _USUAL_LIMIT))
    is_of_orders = asked.read.operation.name == "getShopReceipts"
    if "etsy-empty-lists" in asked.memory.scenarios or (is_of_orders and "etsy-no-orders" in asked.memory.scenarios):
        rows = []
    if asked.memory.scenarios & {"etsy-repeated-order"} and start and is_of_orders:
        # As when an order comes in between two pages: everything moves by one.
        start -= 1
    found = list(rows[start : start + limit])
    if "etsy-half-pages" in asked.memory.scenarios:
        found = found[: len(found) // 2]
    return {"count": len(rows), "results": found}


def whole(rows: Sequence[Row]) -> Row:
    """Return a list that the service gives at once."""
    return {"count": len(rows), "results": list(rows)}


def texts(value: Any) -> list[str]:
    """Return texts that a form holds as a list, or as one text with commas."""
    parts = [value] if isinstance(value, str) else list(value or ())
    return [text.strip() for part in parts for text in str(part).split(",") if text.strip()]
