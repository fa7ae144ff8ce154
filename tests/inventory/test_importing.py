"""A table changes everything that it says or nothing; the same table again changes nothing; an old one undoes no sale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from automation_suite.inventory import columns, entries, events, exporting, importing, items, listings
from automation_suite.inventory.columns import COLUMNS, Entry
from automation_suite.inventory.importing import Changes, ImportRefusedError
from automation_suite.inventory.mapping import OWN
from automation_suite.inventory.models import Item, Photo, StockEvent
from automation_suite.stock_sync.ledger import Event
from tests.inventory.stock import NOW, forget

pytestmark = pytest.mark.usefixtures("history")
LATER = NOW + timedelta(days=1)
HEAD = "SKU,Title,Condition,Quantity\n"
generated = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def take_in(path: Path, text: str | None = None, at: datetime = NOW, count: bool = False) -> Changes:
    if text is not None:
        path.write_text(text)
    return importing.apply(importing.read(path, OWN).lines, at, count=count, note=f"From {path.name}.")


def refused(path: Path, text: str) -> list[str]:
    with pytest.raises(ImportRefusedError) as error:
        take_in(path, text)
    return [str(fault) for fault in error.value.faults]


def there(sku: str = "A") -> int | None:
    return entries.kept()[sku].quantity


def sell(number: int = 1, platform: str = "ebay") -> None:
    before = StockEvent.objects.count()
    sale = Event(f"sale {before}", "A", "sold", -number, NOW + timedelta(hours=1), platform, platform)
    assert events.append([sale], None, LATER) == 1


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "table.csv"


def test_new_items_and_the_same_table_again(table: Path) -> None:
    changes = take_in(table, HEAD + "A,Jacket,good,3\nB,Mug,new,\nC,Vase,new,0\n")
    assert [entry.sku for entry in changes.new] == ["A", "B", "C"]
    assert {sku: stock.on_hand for sku, stock in items.stocks().items()} == {"A": 3, "C": 0}
    before = list(Item.objects.order_by("pk").values())
    assert take_in(table, at=LATER).is_empty
    assert take_in(table, at=LATER, count=True).is_empty
    assert list(Item.objects.order_by("pk").values()) == before
    assert StockEvent.objects.count() == 2


def test_a_table_changes_only_the_columns_that_it_has(table: Path) -> None:
    take_in(table, "SKU,Title,Condition,Brand,Cost\nA,Jacket,good,Levi's,4.50\n")
    changes = take_in(table, "Cost,SKU\n5,A\n")
    assert [headings for _, headings in changes.changed] == [("Cost",)]
    assert entries.kept()["A"].brand == "Levi's"
    changes = take_in(table, "SKU,Brand,Cost\nA,,\n")
    assert (changes.emptied, entries.kept()["A"].brand, entries.kept()["A"].cost) == (2, "", None)


def test_one_faulty_row_keeps_all_others_out(table: Path) -> None:
    take_in(table, HEAD + "A,Jacket,good,3\n")
    assert refused(table, HEAD + "A,Coat,good,4\nB,Mug,neww,1\n")[0].startswith("Row 3, column C (Condition)")
    assert refused(table, "SKU,Title\nA,Coat\nB,Mug\n") == ["Row 3: B is new and needs a condition."]
    assert (entries.kept()["A"].title, there(), Item.objects.count()) == ("Jacket", 3, 1)


def test_a_sku_twice_or_almost(table: Path) -> None:
    take_in(table, HEAD + "007,Jacket,good,1\n")
    assert refused(table, HEAD + "A,x,new,1\nA,x,new,1\na,x,new,1\n7,x,new,1\n") == [
        "Row 3, column A (SKU): A stands in row 2 too.",
        "Row 4, column A (SKU): It looks like A in row 2.",
        "Row 5, column A (SKU): It looks like 007, which is in the inventory. Is it the same?",
    ]


def test_an_old_table_undoes_no_sale(table: Path) -> None:
    text = HEAD + "A,Jacket,good,3\n"
    take_in(table, text)
    sell()
    changes = take_in(table, text, LATER)
    assert (changes.not_counted, there()) == (("A",), 2)
    assert take_in(table, text, LATER, count=True).counted == {"A": (2, 3)}
    assert there() == 3


def test_what_was_edited_in_an_export_is_a_count_unless_something_sold_meanwhile(table: Path) -> None:
    take_in(table, HEAD + "A,Jacket,good,3\n")
    exporting.write(entries.kept().values(), table)
    sell()
    assert take_in(table).is_empty
    edited = table.read_text().replace("A,Jacket,good,3,3,", "A,Jacket,good,5,3,")
    assert edited != table.read_text()
    [fault] = refused(table, edited)
    assert fault == (
        "Row 2, column D (Quantity): It says 5, was 3 when the table was written, and is 2 by now. Count it again, and write"
        " 2 into the column Quantity before."
    )
    take_in(table, edited.replace("A,Jacket,good,5,3,", "A,Jacket,good,5,2,"))
    assert there() == 5
    assert take_in(table).is_empty


def test_a_first_number_is_the_truth_where_nobody_ever_said_one(table: Path) -> None:
    take_in(table, "SKU,Title,Condition\nA,Jacket,good\n")
    assert there() is None
    take_in(table, "SKU,Quantity\nA,2\n")
    assert there() == 2


def test_a_listing_kept_by_hand_is_opened_and_ended_by_the_table(table: Path) -> None:
    head = "SKU,Title,Condition,Quantity,On Poshmark\n"
    take_in(table, head + "A,Jacket,good,1,https://poshmark.com/listing/1\nB,Mug,new,1,yes\n")
    assert listings.by_hand("poshmark", "poshmark") == {"A": "https://poshmark.com/listing/1", "B": ""}
    sell(platform="poshmark")
    assert take_in(table, at=LATER).not_counted == ("A",)
    assert listings.by_hand("poshmark", "poshmark") == {"B": ""}
    take_in(table, "SKU,On Poshmark\nB,no\n", LATER)
    assert listings.known() == []


def test_what_is_known_of_photos_stays_when_their_order_changes(table: Path) -> None:
    take_in(table, "SKU,Title,Condition,Photos\nA,Jacket,good,A/1.jpg; https://example.com/2.jpg\n")
    Photo.objects.filter(place="A/1.jpg").update(sha256="f" * 64)
    take_in(table, "SKU,Photos\nA,https://example.com/2.jpg; A/1.jpg\n")
    assert list(Photo.objects.order_by("position").values_list("place", "sha256")) == [
        ("https://example.com/2.jpg", ""),
        ("A/1.jpg", "f" * 64),
    ]


# What a cell can hold: what is around a text, its control letters and kinds of line ends are not kept on purpose.
LINES = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), max_size=30).map(str.strip)
WORDS = LINES.map(lambda text: " ".join(text.split()))
SURE = WORDS.filter(lambda text: text and not cells_error(text))
AMOUNTS = st.none() | st.decimals(0, 9_999_999, places=2)


def cells_error(text: str) -> bool:
    """Whether it looks like what Excel shows for a failed formula, or is a letter for carriage return of its files."""
    return text.startswith("#") or "_x000D_" in text


def skus() -> st.SearchStrategy[str]:
    return st.from_regex(r"\A[A-Z'=+0-9-][a-z0-9 .#-]{0,8}[a-z0-9]\Z").filter(
        lambda sku: not columns.cells._ROUNDED.match(sku)
    )


def gtin(digits: int) -> str:
    twelve = f"{digits:012}"
    total = sum(int(digit) * (1 if place % 2 else 3) for place, digit in enumerate(reversed(twelve)))
    return twelve + str(-total % 10)


PLAIN = WORDS.filter(lambda text: not cells_error(text))
LISTS = st.lists(SURE, max_size=3, unique=True).map(tuple)
NAMES = SURE.filter(lambda text: not set(text) & set(":;|\\"))
ENTRIES = st.builds(
    Entry, sku=skus(), title=SURE, condition=st.sampled_from(columns.CONDITIONS), brand=PLAIN, notes=PLAIN, place=PLAIN,
    description=st.lists(PLAIN, max_size=3).map("\n".join).map(str.strip), quantity=st.none() | st.integers(0, 99),
    cost=AMOUNTS, list_price=AMOUNTS, floor_price=AMOUNTS, currency=st.sampled_from(["USD", "EUR"]),
    aspects=st.dictionaries(NAMES, SURE | st.lists(SURE, min_size=2, max_size=3, unique=True), max_size=2), tags=LISTS,
    materials=LISTS, weight_grams=st.none() | st.integers(0, 9999),
    size_mm=st.just(()) | st.tuples(*[st.integers(1, 999)] * 3), gtin=st.just("") | st.integers(0, 10**12 - 1).map(gtin),
    bought_on=st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1)), kept_back=st.integers(0, 9), platforms=LISTS,
    on_poshmark=st.sampled_from(["", "yes", "https://poshmark.com/listing/1"]), archived=st.booleans(),
    photos=st.sampled_from([(), ("https://example.com/a;b.jpg",), ("A/1.jpg", "A/2.png")]),
)  # fmt: skip
INVENTORIES = st.lists(ENTRIES, max_size=4, unique_by=lambda entry: importing._bare(entry.sku))


def kept_as(some: Sequence[Entry]) -> dict[str, Entry]:
    return {entry.sku: replace(entry, quantity_before=entry.quantity) for entry in some}


@generated
@given(INVENTORIES, st.sampled_from([".csv", ".xlsx"]), st.randoms())
def test_what_is_exported_is_imported_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, some: list[Entry], ending: str, chance: Random
) -> None:
    forget()
    wanted = kept_as(some)
    path = tmp_path_factory.mktemp("tables") / f"table{ending}"
    exporting.write(wanted.values(), path)
    take_in(path)
    assert entries.kept() == wanted
    exporting.write(entries.kept().values(), path)
    assert take_in(path, at=LATER).is_empty
    if ending == ".xlsx":
        shuffle_columns(path, chance)
        assert take_in(path, at=LATER).is_empty
    forget()
    take_in(path)
    assert entries.kept() == wanted


def shuffle_columns(path: Path, chance: Random) -> None:
    """Save a workbook as a person does who has moved columns and rows, and left some rows empty."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    order = list(range(len(COLUMNS)))
    chance.shuffle(order)
    head, *rows = [[row[place] for place in order] for row in sheet.iter_rows(values_only=True)]
    chance.shuffle(rows)
    moved = openpyxl.Workbook()
    for row in [head, *rows]:
        moved.worksheets[0].append([])
        moved.worksheets[0].append(["" if cell is None else cell for cell in row])
        for cell in moved.worksheets[0][moved.worksheets[0].max_row]:
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    moved.save(path)


@generated
@given(INVENTORIES.filter(bool), st.data())
def test_a_faulty_row_imports_nothing(tmp_path_factory: pytest.TempPathFactory, some: list[Entry], data: Any) -> None:
    forget()
    path = tmp_path_factory.mktemp("tables") / "table.csv"
    wanted = list(kept_as(some).values())
    place = data.draw(st.integers(0, len(wanted) - 1))
    wrong = data.draw(st.sampled_from([{"condition": "mint"}, {"title": ""}, {"gtin": "123"}, {"cost": Decimal("1.234")}]))
    wanted[place] = Entry(**{**vars(wanted[place]), **wrong})
    path.write_bytes(exporting.as_csv(wanted))
    with pytest.raises(ImportRefusedError) as error:
        take_in(path)
    assert {fault.row for fault in error.value.faults} == {place + 2}
    assert (Item.objects.count(), StockEvent.objects.count()) == (0, 0)


def test_what_breaks_in_the_middle_leaves_nothing_half_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_off(*_: object) -> int:
        raise OSError("The disk is full.")

    monkeypatch.setattr(events, "append", break_off)
    with pytest.raises(OSError, match="The disk is full"):
        take_in(tmp_path / "a.csv", HEAD + "A,Jacket,good,3\nB,Mug,new,1\n")
    assert not Item.objects.exists()
