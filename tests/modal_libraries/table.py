"""The table of what was measured, for the terminal and for `docs/modals.md`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.modal_libraries.measure import Row
from tests.modal_libraries.page_list import Sort
from tests.modal_libraries.visit import Seen

BEGIN = "<!-- measured: begin -->"
END = "<!-- measured: end -->"
_HEAD = ("page", "made of", "sort", "language", "traits", "Dismiss Modals", "usual selectors", "with Escape")


def in_the_way(rows: Sequence[Row]) -> list[Row]:
    """Return the rows of pages with a box that is in the way."""
    return [row for row in rows if row.page.marks]


def needed(rows: Sequence[Row]) -> list[Row]:
    """Return the rows of pages with a box that the task needs."""
    return [row for row in rows if row.page.needed]


def is_harmless(row: Row) -> bool:
    """Tell whether nothing was done on the page that must not happen, and the page was there at all."""
    seen = row.keyword
    if row.page.sort is Sort.NOTHING and row.by:
        return False
    return seen.appeared and not (seen.dangerous or seen.decoys or seen.touched)


def counts(rows: Sequence[Row]) -> str:
    """Return the plain line of counts."""
    seen = [(row, row.keyword) for row in rows]
    nothing = [row for row in rows if row.page.sort is Sort.NOTHING]
    return (
        f"pages {len(rows)}, "
        f"closed {sum(each.closed_or_beside for each in map(_Told, in_the_way(rows)))} of {len(in_the_way(rows))}, "
        f"dangerous presses {sum(each.dangerous for _, each in seen)}, "
        f"decoys pressed {sum(each.decoys for _, each in seen)}, "
        f"needed left alone {sum(not row.keyword.touched for row in needed(rows))} of {len(needed(rows))}, "
        f"nothing to close {sum(not row.by for row in nothing)} of {len(nothing)}, "
        f"not shown {sum(not each.appeared for _, each in seen)}"
    )
