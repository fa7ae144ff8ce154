"""A list is read to its end or counts as not answered; it is never shorter than the platform says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation_suite.platform_api.paging import Page, read_all
from automation_suite.platform_api.reading import AnswerIncompleteError, Body

SIZE = 5


def read(pages: dict[int, list[int]], total: int | list[int], counts_pages: bool = False) -> list[int]:
    """Read a list whose pages hold these rows; the total may differ from page to page."""
    totals = list(total) if isinstance(total, list) else []

    def page(start: int) -> Page:
        number = start if counts_pages else start // SIZE
        rows = [Body({"id": row}, "a row") for row in pages.get(number, [])]
        return Page(rows, totals.pop(0) if totals else (total if isinstance(total, int) else total[-1]))

    found = read_all(page, lambda body: body.text("id"), SIZE, "A list", counts_pages)
    return [body.whole("id") for body in found]


def in_pages(rows: list[int]) -> dict[int, list[int]]:
    return {start // SIZE: rows[start : start + SIZE] for start in range(0, len(rows), SIZE)}


@given(st.integers(0, 23), st.booleans())
def test_every_row_is_read_once(count: int, counts_pages: bool) -> None:
    assert read(in_pages(list(range(count))), count, counts_pages) == list(range(count))


@given(st.integers(1, 23), st.data())
def test_a_list_that_lacks_a_row_counts_as_not_answered(count: int, data: st.DataObject) -> None:
    pages = in_pages(list(range(count)))
    page = data.draw(st.sampled_from(sorted(pages)))
    pages[page] = pages[page][:-1]
    with pytest.raises(AnswerIncompleteError, match="could not be read to its end"):
        read(pages, count)


@given(st.integers(6, 23), st.data())
def test_rows_that_pages_repeat_are_never_taken_for_others(count: int, data: st.DataObject) -> None:
    """A new row at the front shifts all others, so each page repeats the last row of the one before."""
    pages = in_pages(list(range(count)))
    page = data.draw(st.sampled_from([each for each in sorted(pages) if each]))
    pages[page] = [pages[page - 1][-1], *pages[page]][:SIZE]
    try:
        assert sorted(read(pages, count)) == list(range(count))
    except AnswerIncompleteError:
        lost = set(range(count)) - {row for rows in pages.values() for row in rows}
        assert lost


def test_a_list_that_changes_meanwhile_is_read_anew() -> None:
    assert read(in_pages(list(range(7))), [8, 7, 7, 7]) == list(range(7))


def test_a_list_that_never_holds_still_counts_as_not_answered() -> None:
    with pytest.raises(AnswerIncompleteError, match="it had 8 rows and then 7"):
        read(in_pages(list(range(7))), [8, 7] * 3)
