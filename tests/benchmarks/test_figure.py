"""Judging figures and showing them; what is measured is no test."""

from __future__ import annotations

import pytest

from benchmarks.figure import Compared, Figure, cells, table
from benchmarks.watched import Seen, Watched


@pytest.mark.parametrize(
    ("figure", "value", "is_met"),
    [
        (Figure("a", "s", 2.8, 1.4, 2.0), 1.4, True),
        (Figure("a", "s", 2.82, 1.4, 2.0), 1.41, False),
        (Figure("a", "s", 1.9, 0.8, 1.1, Compared.DIFFERENCE), 0.8, True),
        (Figure("a", "s", 1.0, 0.8, 1.5, Compared.DIFFERENCE), -0.5, True),
        (Figure("a", "s", 61.0, 60, compared=Compared.ALONE), 61.0, False),
        (Figure("a", "MB", 93.0, 150, compared=Compared.ALONE), 93.0, True),
    ],
)
def test_what_is_held_against_the_bar(figure: Figure, value: float, is_met: bool) -> None:
    assert figure.value == pytest.approx(value)
    assert figure.is_met == is_met


def test_a_row_names_both_sides_the_bar_and_by_how_much_it_is_missed() -> None:
    assert cells(Figure("clicks", "s", 9.0, 2.5, 3.0)) == (
        "clicks", "9 s", "3 s", "3.00 times", "at most 2.50 times", "MISSED by 0.50 times"
    )  # fmt: skip
    assert cells(Figure("own", "s", 1.5, 0.8, 1.0, Compared.DIFFERENCE)) == (
        "own", "1.5 s", "1 s", "0.5 s", "at most 0.8 s", "met"
    )  # fmt: skip
    assert cells(Figure("memory", "MB", 93.34, 150, compared=Compared.ALONE)) == (
        "memory", "93.3 MB", "", "", "at most 150 MB", "met"
    )  # fmt: skip


def test_a_third_reads_as_what_it_is() -> None:
    assert cells(Figure("folders", "s", 3.6, 1 / 3, 33.4))[3:5] == ("0.11 times", "at most 0.33 times")


def test_the_columns_stand_below_each_other() -> None:
    lines = table([Figure("short", "s", 1, 2, 1), Figure("a much longer name", "s", 10.55, 2, 1)]).splitlines()
    assert len({len(line) for line in lines}) == 1
    assert [line.count("|") for line in lines] == [7] * 4


def test_node_and_browser_count_nowhere_but_in_the_whole() -> None:
    seen = Watched((Seen(True, 0.5, 90), Seen(True, 0.25, 60), Seen(False, 9.0, 900)), 1000)
    assert seen.python_cpu_seconds == 0.75
    assert seen.largest_python_bytes == 90


def test_a_figure_without_a_bar_only_says_what_there_is() -> None:
    assert cells(Figure("first run", "rows", 12)) == ("first run", "12 rows", "", "", "", "")
    assert Figure("first run", "rows", 12).is_met
