"""The list of sales: rows of a table, the page's own counter, and whether the two agree. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from automation_suite.errors import PermanentError
from automation_suite.money import AmountError, amounts_in

_COUNTER = re.compile(r"([\d,]+)\s*[-–]\s*([\d,]+)\s+of\s+([\d,]+)")
# Field of a sale: how its column may be headed.
_COLUMNS = {"title": "item", "day": "order date", "price": "price", "earnings": "earnings", "status": "status"}
_HELP = "Look at the list of sales on the platform; its step is in resources/poshmark/sales_page.resource."


@dataclass(frozen=True)
class Sale:
    """One order.

    Attributes:
        id: The platform's own number of the order.
        title: What was sold.
        day: When it was ordered.
        price: What the buyer paid, in dollars.
        earnings: What the seller gets, in dollars.
        status: In the platform's words.
    """

    id: str
    title: str
    day: date
    price: Decimal
    earnings: Decimal
    status: str


@dataclass(frozen=True)
class Counter:
    """What stands below the list: numbers of the first and the last row of the page, and of all."""

    first: int
    last: int
    total: int


def counter_in(text: str) -> Counter:
    """Read a counter such as ``Showing 1-20 of 57``.

    Raises:
        PermanentError: It says something else.
    """
    match = _COUNTER.search(text)
    if not match:
        raise _changed(f'The counter below the list of sales says "{text.strip()}".')
    first, last, total = (int(number.replace(",", "")) for number in match.groups())
    return Counter(first, last, total)


def sales_in(heads: Sequence[str], rows: Sequence[Sequence[Mapping[str, Any]]]) -> list[Sale]:
    """Return the sales of a table.

    Args:
        heads: Words of its head.
        rows: For each row its cells with ``text`` and ``link``.

    Raises:
        PermanentError: A column is missing, or a cell does not hold what its column says.
    """
    places = {field: _place(heads, column) for field, column in _COLUMNS.items()}
    return [_sale({field: row[place] for field, place in places.items()}) for row in rows]


def check_whole(sales: Sequence[Sale], total: int) -> None:
    """Check that the rows that were read are as many as the counter says, each once.

    Raises:
        PermanentError: They are not.
    """
    different = len({sale.id for sale in sales})
    if (len(sales), different) != (total, total):
        raise _changed(f"The list of sales counts {total} rows; {len(sales)} were read, {different} of them different.")


def list_ends_early(last: Counter) -> PermanentError:
    """Return the error for a list whose next page does not come."""
    return _changed(f"The list of sales counts {last.total} rows but ends after {last.last}.")


def _place(heads: Sequence[str], column: str) -> int:
    for place, head in enumerate(heads):
        if head.strip().lower().startswith(column):
            return place
    raise _changed(f'The list of sales has no column "{column.title()}"; it has {", ".join(heads) or "none"}.')


def _sale(cells: Mapping[str, Mapping[str, Any]]) -> Sale:
    texts = {field: " ".join(str(cell["text"]).split()) for field, cell in cells.items()}
    try:
        day = datetime.strptime(texts["day"], "%b %d, %Y").replace(tzinfo=UTC).date()
        price, earnings = amounts_in(texts["price"])[0], amounts_in(texts["earnings"])[0]
    except (ValueError, AmountError, IndexError):
        raise _changed(f"A row of the list of sales cannot be read: {' | '.join(texts.values())}.") from None
    identifier = str(cells["title"]["link"]).rstrip("/").rpartition("/")[2]
    return Sale(identifier, texts["title"], day, price, earnings, texts["status"])


def _changed(sentence: str) -> PermanentError:
    return PermanentError(f"{sentence} Nothing was kept. No money was moved.", _HELP, "wrong content")
