"""The list of sales and the closet's figures: read whole or not at all."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from automation_suite.errors import PermanentError
from automation_suite.sales import sales_list, snapshot
from automation_suite.sales.closet_statistics import named_figures
from automation_suite.sales.sales_list import Counter, Sale

HEADS = ["Order", "Item(s)", "Order Date", "Price", "Earnings", "Status", "Actions"]
SALE = Sale("6a1f00aa6a1f00aa6a1f00aa", "Wool Coat", date(2026, 7, 8), Decimal("16.75"), Decimal("13.40"), "Delivered")


def _row(**changed: str) -> list[dict[str, str]]:
    texts = {"day": "Jul 08, 2026", "price": "$16.75", "earnings": "$13.40\nCompleted", "status": "Delivered", **changed}
    link = "/order/sales/6a1f00aa6a1f00aa6a1f00aa"
    cells = ["6a1f00aa", "Wool  Coat", texts["day"], texts["price"], texts["earnings"], texts["status"], "…"]
    return [{"text": text, "link": link if text.startswith("Wool") else ""} for text in cells]


def test_reads_a_row() -> None:
    assert sales_list.sales_in(HEADS, [_row()]) == [SALE]


def test_columns_may_change_places() -> None:
    assert sales_list.sales_in(HEADS[::-1], [_row()[::-1]]) == [SALE]


@pytest.mark.parametrize("changed", [{"day": "yesterday"}, {"price": "free"}, {"earnings": ""}])
def test_a_row_that_cannot_be_read_is_named(changed: dict[str, str]) -> None:
    with pytest.raises(PermanentError, match=r"Wool Coat.*Nothing was kept"):
        sales_list.sales_in(HEADS, [_row(**changed)])


def test_a_missing_column_is_named() -> None:
    with pytest.raises(PermanentError, match='no column "Earnings"'):
        sales_list.sales_in([head for head in HEADS if head != "Earnings"], [_row()])


@pytest.mark.parametrize(
    ("text", "counter"),
    [
        ("Showing 1-20 of 57", Counter(1, 20, 57)),
        ("Showing 1,001 - 1,020 of 12,345 ", Counter(1001, 1020, 12345)),
        ("Showing 0-0 of 0", Counter(0, 0, 0)),
    ],
)
def test_reads_the_counter(text: str, counter: Counter) -> None:
    assert sales_list.counter_in(text) == counter


def test_a_counter_that_says_something_else_stops() -> None:
    with pytest.raises(PermanentError, match='says "Page 1"'):
        sales_list.counter_in("Page 1")


@pytest.mark.parametrize("sales", [[SALE], [SALE, SALE], [SALE, SALE, SALE]])
def test_rows_and_counter_must_agree(sales: list[Sale]) -> None:
    with pytest.raises(PermanentError, match="counts 2 rows"):
        sales_list.check_whole(sales, 2)


def test_the_same_number_of_different_rows_agrees() -> None:
    sales_list.check_whole([SALE, replace(SALE, id="another")], 2)


def test_a_figure_stands_behind_its_name_or_below() -> None:
    text = "My Posh Stats\nTotal Earned: $1,234.00\nSold listings:\n17\n\nAverage Rating\n4.9"
    names = ["Total Earned", "Sold Listings", "Average Rating"]
    assert named_figures(text, names) == {"Total Earned": "$1,234.00", "Sold Listings": "17", "Average Rating": "4.9"}


def test_a_missing_figure_is_named() -> None:
    with pytest.raises(PermanentError, match="does not name Sold Listings, Rating"):
        named_figures("Total Earned: $5\nRating: none yet", ["Total Earned", "Sold Listings", "Rating"])


def test_cancelled_orders_bring_nothing() -> None:
    kept = snapshot.figures([SALE, replace(SALE, id="b", status="Cancelled")], {"Total Earned": "$13.40"})
    assert kept == {"sales": "1", "cancelled": "1", "sold for": "16.75", "earnings": "13.40", "Total Earned": "$13.40"}
    assert snapshot.sentence(kept) == "1 sales for $16.75, of which $13.40 are yours; 1 orders were cancelled."


def test_what_is_written_can_be_read_again(tmp_path: Path) -> None:
    odd = replace(SALE, title='Coat, "as new"\nof wool – größe S')
    snapshot.write(tmp_path, [SALE, odd], {"Total Earned": "$26.80"})
    rows = list(csv.DictReader((tmp_path / "sales.csv").open(newline="", encoding="utf-8")))
    assert [row["title"] for row in rows] == [SALE.title, odd.title]
    assert rows[0]["day"] == "2026-07-08"
    assert "Total Earned,$26.80" in (tmp_path / "closet.csv").read_text()
