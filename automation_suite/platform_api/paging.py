"""Reading a list to its last page, checked against the platform's own count.

A page may be half empty, two pages may repeat a row, and the list may change while it is read. A list counts as read when
each of its rows was seen, by the count that every page of it told; otherwise it is read anew, and at last not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from automation_suite.platform_api.reading import AnswerIncompleteError, Body

# How often a list is read from its beginning before it counts as not answered.
ROUNDS = 3


@dataclass(frozen=True)
class Page:
    """One page of a list.

    Attributes:
        rows: That stand on it.
        total: How many the whole list has, as the platform says.
    """

    rows: Sequence[Body]
    total: int


def read_all(
    get_page: Callable[[int], Page], key: Callable[[Body], str], size: int, what: str, counts_pages: bool = False
) -> tuple[Body, ...]:
    """Return every row of a list, each once; the later of two that have the same key.

    Args:
        get_page: Makes one call; takes how many rows to leave out, or the number of the page from 0.
        key: What tells a row from all others.
        size: Rows of a page.
        what: The list is, for the error: ``Etsy's list of orders``.
        counts_pages: Whether the platform counts pages and not rows.

    Raises:
        AnswerIncompleteError: The pages do not have what the platform counts.
    """
    why = ""
    for _ in range(ROUNDS):
        found, why = _round(get_page, key, size, counts_pages)
        if not why:
            return tuple(found.values())
    raise AnswerIncompleteError(f"{what} could not be read to its end: {why}. It counts as not answered.")


def _round(
    get_page: Callable[[int], Page], key: Callable[[Body], str], size: int, counts_pages: bool
) -> tuple[dict[str, Body], str]:
    """Read a list once, and tell why that does not count; nothing when it does."""
    found: dict[str, Body] = {}
    total, number = None, 0
    while True:
        page = get_page(number if counts_pages else number * size)
        if total is not None and page.total != total:
            return found, f"it had {total} rows and then {page.total}"
        total, number = page.total, number + 1
        before = len(found)
        found |= {key(row): row for row in page.rows}
        if number * size >= total and not _goes_on(page, size, len(found) > before, len(found) < total):
            break
    return found, "" if len(found) == total else f"it counts {total} rows, and {len(found)} different ones came"


def _goes_on(page: Page, size: int, has_new: bool, some_missing: bool) -> bool:
    """Tell whether a list goes on behind its last page because pages before it have repeated rows."""
    return some_missing and has_new and len(page.rows) >= size
