"""A plan as a page and as a table: safe, complete, and usable from a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation_suite import spreadsheet
from automation_suite.plans import page, table_file
from automation_suite.plans.differences import pieces
from automation_suite.plans.models import Plan
from automation_suite.settings import Settings, load_settings
from tests.plans.desk import Desk, change

MakeDesk = Callable[..., Desk]
HOSTILE = '=HYPERLINK("http://evil")<script>alert(1)</script>'


@pytest.fixture
def plan(desk: MakeDesk) -> Plan:
    one = desk(most_rows=4)
    one.shop.put("price", "1", "10.00")
    wanted = [
        change("1", "10.00", "9.50"),
        change("2", "Old blue shirt", "New blue shirt", "title", label=HOSTILE),
        change("3", ["a", "b"], ["a", "c"], "tags", confidence=0.8),
        change("4", "8.00", "8.40"),
        change("5", "8.00", "8.40"),
    ]
    made = one.planned(*wanted)
    one.approve(made, [1])
    one.apply()
    return made


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings({"POSH_PASS": "s3cret-word", "STATE_DIR": str(tmp_path)}, None)


def test_nothing_in_a_text_is_markup(plan: Plan, settings: Settings, tmp_path: Path, desk: MakeDesk) -> None:
    written, _ = page.write(plan, tmp_path, settings, plan.made_at)
    text = written.read_text()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text
    assert "http://" not in text.replace("http://evil", "")
    assert "beyond 4 rows that may wait at once" in text
    assert written.stat().st_mode & 0o077 == 0


def test_a_secret_stands_in_neither(plan: Plan, settings: Settings, tmp_path: Path) -> None:
    plan.rows.filter(number=2).update(new="it is s3cret-word")
    assert all("s3cret-word" not in path.read_text() for path in page.write(plan, tmp_path, settings, plan.made_at))


def test_the_table_holds_every_row_and_no_formula(plan: Plan) -> None:
    rows = list(csv.DictReader(io.StringIO(table_file.as_table(page.rows_of(plan)).lstrip("\ufeff"))))
    assert [row["row"] for row in rows] == ["1", "2", "3", "4"]
    assert rows[0]["shown afterwards"] == "9.50"
    assert rows[1]["name"] == f"'{HOSTILE}"


@given(st.text())
def test_no_cell_is_a_formula(cell: str) -> None:
    written = spreadsheet.safe(cell)
    assert written.lstrip()[:1] not in tuple("=+@") or written != cell or written.startswith("'")
    assert written in (cell, f"'{cell}")


@pytest.mark.parametrize(
    ("cell", "safe"),
    [("-5.00", "-5.00"), ("-5+3", "'-5+3"), (" =A1", "' =A1"), ("@A1", "'@A1"), ("\t=1", "'\t=1"), ("", "")],
)
def test_an_amount_stays_a_number(cell: str, safe: str) -> None:
    assert spreadsheet.safe(cell) == safe


@given(st.text(), st.text())
def test_pieces_are_the_whole_value(old: str, new: str) -> None:
    before, after = pieces(old, new)
    assert ("".join(part for part, _ in before), "".join(part for part, _ in after)) == (old, new)


def test_what_differs_is_marked() -> None:
    before, after = pieces("Old blue shirt", "New blue shirt")
    assert [part for part, differs in before if differs] == ["Old"]
    assert [part for part, differs in after if differs] == ["New"]
    assert [tuple(part) for part in pieces(["a", "b"], ["a", "c"])[1]] == [("a\n", False), ("c\n", True)]
    assert not any(part.differs for part in pieces("10.00", "10.20")[0])


def test_a_listing_reads_line_by_line() -> None:
    listing = {
        "inventory_item": {
            "availability": {"shipToLocationAvailability": {"quantity": 1}},
            "product": {"title": "Blue mug", "imageUrls": ["https://a/1.jpg"], "aspects": {"Country of origin": "Japan"}},
            "weight": {"value": 0.76, "unit": "KILOGRAM"},
        },
        "offer": {"pricingSummary": {"price": {"currency": "USD", "value": "12.00"}}},
    }  # fmt: skip
    before, after = pieces(None, listing)
    assert "".join(part for part, _ in before) == "nothing"
    assert [part for part, _ in after] == [
        "quantity: 1\n", "title: Blue mug\n", "image urls: https://a/1.jpg\n", "Country of origin: Japan\n",
        "weight: 0.76 KILOGRAM\n", "price: 12.00 USD\n",
    ]  # fmt: skip
