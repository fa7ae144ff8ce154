"""Poshmark's sales report lowers the stock by each sale once, also when a mail told of it before."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from automation_suite.errors import SettingsError
from automation_suite.inventory import events, importing, items, mapping, sales
from automation_suite.inventory.importing import ImportRefusedError
from automation_suite.inventory.sales import Sold
from automation_suite.stock_sync.ledger import Event, Sale, take
from tests.inventory.stock import NOW, item

pytestmark = pytest.mark.usefixtures("history")
BY = mapping.load("poshmark-sales")
HEADINGS = (
    "Listing Date,Order Date,SKU,Order Id,Listing Title,Department,Category,Subcategory,Brand,Color,Size,Bundle Order,"
    "Offer Order,New With Tags,Cost Price,Order Price,Seller Shipping Discount,Upgraded Shipping Label Fee,Net Earnings,"
    "Buyer State,Buyer Zip Code,Buyer Username,Sales Tax (Paid by Buyer),Sales Tax (Paid by Seller),Notes,Other Info"
)
REPORT_DAY = NOW + timedelta(days=10)


def sale(day: str, sku: str, order: str, title: str) -> str:
    return (
        f"1/2/2026,{day},{sku},{order},{title},Women,Jackets,,Levi's,Blue,M,N,Y,N,$4.00,$25.00,$0.00,$0.00,$20.00,"
        "CA,90001,someone,$2.10,$0.00,,"
    )


def report(folder: Path, *rows: str, headings: str = HEADINGS) -> Path:
    path = folder / "sales.csv"
    path.write_text("\n".join(["Sales Activity Report", "", headings, *rows, "Totals,,,,,,,,,,,,,,,$75.00"]))
    return path


def take_in(path: Path, at: datetime = REPORT_DAY) -> Sold:
    return sales.apply(importing.read(path, BY).lines, BY, at, note="From a report.", keep=True)


@pytest.fixture
def stocked(history: None) -> None:
    for sku, title in (("A-1", "Jacket"), ("A-2", "Mug"), ("A-3", "Mug")):
        item(sku, title=title)
        events.append([Event(f"bought:{sku}", sku, "bought", 5, NOW)], None, NOW)


@pytest.mark.usefixtures("stocked")
def test_a_report_lowers_the_stock_once(tmp_path: Path) -> None:
    rows = [
        sale("11/26/2026", "A-1", "o1", "Jacket"), sale("11/26/2026", "A-2", "o1", "Mug"),
        sale("11/27/2026", "", "o2", "JACKET "), sale("11/28/2026", "", "o3", "Mug"),
        sale("11/28/2026", "Z-9", "o4", "Lamp"), sale("11/23/2026", "A-1", "o0", "Jacket"),
    ]  # fmt: skip
    path = report(tmp_path, *rows)
    sold = take_in(path)
    assert [(event.sku, event.change) for event in sold.new] == [("A-1", -1), ("A-2", -1), ("A-1", -1)]
    assert [one.order_id for one in sold.unknown] == ["o3", "o4"]
    assert [one.order_id for one in sold.older] == ["o0"]
    assert {sku: stock.on_hand for sku, stock in items.stocks().items()} == {"A-1": 3, "A-2": 4, "A-3": 5}
    again = take_in(path)
    assert (again.new, again.known) == ((), 3)
    assert items.stocks()["A-1"].on_hand == 3


@pytest.mark.usefixtures("stocked")
def test_a_sale_of_which_a_mail_told_is_not_taken_twice(tmp_path: Path) -> None:
    mailed = [
        Sale("poshmark", "poshmark", "o1", "1", "A-1", "Jacket", 1, NOW + timedelta(days=2)),
        Sale("poshmark", "poshmark", "mail-mark", "1", "A-2", "Mug", 1, NOW + timedelta(days=2)),
    ]
    events.append(take(mailed, set(), items.titles()).events, None, NOW)
    sold = take_in(report(tmp_path, sale("11/26/2026", "A-1", "o1", "Jacket"), sale("11/25/2026", "A-2", "o2", "Mug"),
                          sale("11/26/2026", "A-2", "o3", "Mug")))  # fmt: skip
    assert sold.known == 1
    assert [one.order_id for one in sold.alike] == ["o2"]
    assert [event.reference for event in sold.new] == ["o3"]


@pytest.mark.usefixtures("stocked")
def test_a_faulty_report_is_named_and_takes_nothing(tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError, match=r"Row 5, column B \(Order Date\): \"soon\" is no date"):
        take_in(report(tmp_path, sale("11/26/2026", "A-1", "o1", "Jacket"), sale("soon", "A-1", "o2", "Jacket")))
    with pytest.raises(ImportRefusedError, match='"Order Id or Order ID or Order Number"; "Order Date"'):
        take_in(report(tmp_path, headings=HEADINGS.replace("Order Id", "Number of the order")))
    assert items.stocks()["A-1"].on_hand == 5


def test_another_tools_items_by_a_mapping_of_the_owner(tmp_path: Path) -> None:
    by = tmp_path / "mine.toml"
    by.write_text(
        'title = "Mine"\ndates = "d/m/y"\n[columns]\nSKU = "Label"\nTitle = ["Name", "Item"]\nCondition = "State"\n'
        'Quantity = "Pieces"\n"Bought on" = "Since"\n[fixed]\nCurrency = "EUR"\n'
        '[words.Condition]\nNWT = "new"\n"" = "good"\n'
    )
    path = tmp_path / "mine.csv"
    path.write_text("Item;Label;State;Pieces;Since;Weather\nMug;A;nwt;2;3/4/2026;sun\nVase;B;;1;;\n")
    loaded = mapping.load(str(by))
    changes = importing.apply(importing.read(path, loaded).lines, NOW, count=False, note="")
    first, second = changes.new
    assert (first.title, first.condition, first.currency, str(first.bought_on)) == ("Mug", "new", "EUR", "2026-04-03")
    assert (second.condition, second.bought_on) == ("good", None)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("title = ", "not written as TOML"),
        ('title = "x"\n[columns]\nSku = "A"\nColour = "B"\n', 'no column "Colour"'),
        ('title = "x"\nkind = "sales"\n[columns]\nOrder = "A"\n', "sales need a platform"),
        ('title = "x"\ncolumn = 3\n[columns]\nSKU = "A"\n', "column: Extra inputs"),
    ],
)
def test_a_mapping_that_is_wrong_says_so(tmp_path: Path, text: str, what: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(SettingsError, match=what):
        mapping.load(str(path))


def test_a_mapping_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="There is no mapping ebay"):
        mapping.load("ebay")
