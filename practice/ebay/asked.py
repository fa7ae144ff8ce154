"""What a handler gets, what it may answer, and how lists are answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from starlette.datastructures import Headers

from practice.contract import Read
from practice.ebay.errors import EbayError, system_error
from practice.ebay.memory import Memory
from practice.ebay.shapes import Row


@dataclass(frozen=True)
class Asked:
    """A request that keeps to the contract, from somebody who may make it.

    Attributes:
        read: What it holds.
        memory: Of the service.
        headers: That came with it.
        base: Address of the service.
    """

    read: Read
    memory: Memory
    headers: Headers
    base: str

    @property
    def body(self) -> dict[str, Any]:
        """Fields of the body; empty without one."""
        return dict(self.read.body or {})

    @property
    def query(self) -> Mapping[str, Any]:
        """Parameters behind the question mark."""
        return self.read.query

    def named(self, name: str) -> str:
        """Return a parameter of the path."""
        return str(self.read.path[name])


@dataclass(frozen=True)
class Answered:
    """An answer that is not simply 200 with a body."""

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


# None is an answer without content.
Handler = Callable[[Asked], Row | Answered | None]


def page(asked: Asked, rows: Sequence[Row], usual: int, by_pages: bool = False) -> tuple[list[Row], Row]:
    """Return the part of a list that was asked for, and the fields that tell where in the list it stands.

    Args:
        asked: With ``limit`` and ``offset``.
        rows: The whole list.
        usual: The limit where none is named.
        by_pages: Whether the offset counts pages instead of rows.
    """
    limit, offset = int(asked.query.get("limit", usual)), int(asked.query.get("offset", 0))
    is_of_orders = asked.read.operation.name == "getOrders"
    if "ebay-empty-lists" in asked.memory.scenarios or (is_of_orders and "ebay-no-orders" in asked.memory.scenarios):
        rows = []
    start = offset * limit if by_pages else offset
    if start and "ebay-repeated-order" in asked.memory.scenarios and is_of_orders:
        # As when an order comes in between two pages: everything moves by one.
        start -= 1
    found = list(rows[start : start + limit])
    if "ebay-half-pages" in asked.memory.scenarios:
        found = found[: len(found) // 2]
    following = offset + (1 if by_pages else limit)
    has_more = start + limit < len(rows)
    place = f"{asked.base}{asked.read.operation.path}?limit={limit}&offset="
    told = {"href": f"{place}{offset}", "limit": limit, "total": len(rows)}
    # Lists by pages do not repeat the offset.
    told |= {} if by_pages else {"offset": offset}
    told |= {"prev": f"{place}{max(0, offset - (1 if by_pages else limit))}"} if offset else {}
    return found, told | ({"next": f"{place}{following}"} if has_more else {})


def each(asked: Asked, name: str, do: Callable[[Row], Row]) -> Answered:
    """Carry out every row of a bulk call on its own; one that is refused leaves the others as they are.

    Args:
        asked: With ``requests``.
        name: The field that tells the rows apart.
        do: Carries one out and returns what its answer has.
    """
    rows = [dict(row) for row in asked.body["requests"]]
    answers = [_one(row, name, do, is_spoiled(asked, place, len(rows))) for place, row in enumerate(rows)]
    return bulk(answers)


def bulk(answers: Sequence[Row]) -> Answered:
    """Return the answer of a bulk call: 207 when its rows did not all go well."""
    well = all(row["statusCode"] < HTTPStatus.BAD_REQUEST for row in answers)
    return Answered(HTTPStatus.OK if well else HTTPStatus.MULTI_STATUS, {"responses": list(answers)})


def refused_row(error: EbayError, **about: str) -> Row:
    """Return the answer to a row that is refused."""
    return {"statusCode": error.status, "errors": [error.entry], **about}


def is_spoiled(asked: Asked, place: int, number: int) -> bool:
    """Tell whether a scenario wants this row to fail: the last one of several, the first time."""
    if "ebay-partial-bulk" not in asked.memory.scenarios or number == 1 or place != number - 1:
        return False
    return asked.memory.first_time(f"partial {asked.read.operation.name}")


def _one(row: Row, name: str, do: Callable[[Row], Row], fails: bool) -> Row:
    try:
        if fails:
            raise system_error()
        return {"statusCode": 200, name: row.get(name, ""), "errors": [], "warnings": [], **do(row)}
    except EbayError as error:
        return refused_row(error, **{name: row.get(name, "")})
