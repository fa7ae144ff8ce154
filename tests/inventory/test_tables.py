"""Tables that people and Excel have changed are read; what is wrong is named by sheet, row and column."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from automation_suite.inventory import cells, exporting, importing
from automation_suite.inventory.cells import CellError, Way
from automation_suite.inventory.columns import COLUMNS, Entry
from automation_suite.inventory.files import FileError
from automation_suite.inventory.importing import ImportRefusedError
from automation_suite.inventory.mapping import OWN

HEAD = "SKU,Title,Condition,Cost,Bought on\n"
ROW = "A-1,Jacket,good,4.50,2026-11-02\n"
JACKET = {
    "sku": "A-1", "title": "Jacket", "condition": "good", "cost": Decimal("4.50"), "bought_on": date(2026, 11, 2),
}  # fmt: skip


def values(path: Path, content: bytes | str, **more: Any) -> list[dict[str, Any]]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return [dict(line.values) for line in importing.read(path, OWN, **more).lines]


def workbook(*sheets: tuple[str, Sequence[Sequence[Any]]]) -> bytes:
    book = openpyxl.Workbook()
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.remove(book.worksheets[0])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def refused(path: Path, content: bytes | str) -> list[str]:
    with pytest.raises(ImportRefusedError) as error:
        values(path, content)
    assert "Nothing was imported." in str(error.value)
    return [str(fault) for fault in error.value.faults]


@pytest.mark.parametrize(
    "content",
    [
        HEAD + ROW,
        "\ufeff" + HEAD + ROW,
        (HEAD + ROW).encode("utf-16"),
        (HEAD + ROW).replace(",", ";").replace("4.50", "4,50"),
        (HEAD + ROW).replace(",", "\t"),
        "sep=;\n" + (HEAD + ROW).replace(",", ";"),
        (HEAD + ROW).replace("\n", "\r\n"),
        HEAD + "\n,,,,\n" + ROW + ",,,,\n\n",
        HEAD.upper() + ROW,
        "My stock in November\n\n" + HEAD + ROW,
        "bought ON ,cost,Condition,  title,S.K.U.\n2026-11-02,$4.50,GOOD,Jacket,A-1\n",
        HEAD + '"A-1 ","Jacket ",good,"4.5","02.11.2026"\n',
        HEAD + "A-1,Jacket,good,4.5,2 Nov 2026\n",
    ],
    ids=range(13),
)
def test_a_csv_file_is_read_whoever_has_saved_it(tmp_path: Path, content: bytes | str) -> None:
    assert values(tmp_path / "a.csv", content) == [JACKET]


def test_letters_of_an_old_windows_file_are_read(tmp_path: Path) -> None:
    found = values(tmp_path / "a.csv", "SKU,Title\nA,Café\n".encode("cp1252"))
    assert found == [{"sku": "A", "title": "Café"}]


def test_excel_has_its_own_numbers_and_days(tmp_path: Path) -> None:
    rows = [
        ("Notes of mine", None), ("Bought on", "SKU", "Cost", "Title", "Condition", "Weight (g)", "Archived", None),
        (datetime(2026, 11, 2), 17, 4.5, 501, "good", 3 * 4.1, True),
    ]  # fmt: skip
    content = workbook(("Stock", [*rows[:2], (*rows[2][:5], 300.0, True)]), ("Other", [("just", "words")]))
    found = values(tmp_path / "a.xlsx", content)
    assert found == [{**JACKET, "sku": "17", "title": "501", "weight_grams": 300, "archived": True}]


def test_every_sheet_with_the_headings_counts_and_others_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(("One", [("SKU",), ("A",)]), ("Two", [("SKU",), ("B",)]), ("Sums", [("a", "b")])))
    read = importing.read(path, OWN)
    assert [line.values["sku"] for line in read.lines] == ["A", "B"]
    assert read.notes == ('The sheet "Sums" has no such headings and was left out.',)


def test_a_sheet_that_claims_to_be_smaller_than_it_is_is_read_whole(tmp_path: Path) -> None:
    whole = io.BytesIO(workbook(("Stock", [("SKU", "Title"), ("A", "Jacket")])))
    claiming = io.BytesIO()
    with zipfile.ZipFile(whole) as before, zipfile.ZipFile(claiming, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b'<dimension ref="A1:B2"', b'<dimension ref="A1:A1"'))
    assert claiming.getvalue() != whole.getvalue()
    assert values(tmp_path / "a.xlsx", claiming.getvalue()) == [{"sku": "A", "title": "Jacket"}]


def test_what_is_wrong_is_named_with_sheet_row_and_column(tmp_path: Path) -> None:
    rows = [
        ("SKU", "Title", "Condition", "Cost", "Size (mm)", "GTIN", "Bought on", "Photos"),
        ("A", "x", "good", 1.5),
        (),
        (None, "x", "used", "1.234", "300 x 200", "4006381333932", "3/4/2026", "C:\\a.jpg"),
        (datetime(2026, 1, 2), "x", "new", "#REF!"),
    ]
    faults = refused(tmp_path / "a.xlsx", workbook(("Stock", rows)))
    assert faults == [
        'Sheet "Stock", row 4, column A (SKU): It is blank.',
        'Sheet "Stock", row 4, column C (Condition): "used" is no condition. Write one of: new, like new, good, fair, for'
        " parts.",
        'Sheet "Stock", row 4, column D (Cost): "1.234" is not clear: thousands or decimals? Write it like 1234.50.',
        'Sheet "Stock", row 4, column E (Size (mm)): "300 x 200" is no size. Write length, width and height in millimetres'
        " like 300 x 200 x 50.",
        'Sheet "Stock", row 4, column F (GTIN): "4006381333932" is no EAN, UPC or ISBN: a digit is wrong or missing.',
        'Sheet "Stock", row 4, column G (Bought on): "3/4/2026" may be two days. Write it like 2026-11-24, or say which with'
        " --dates m/d/y or d/m/y.",
        'Sheet "Stock", row 4, column H (Photos): "C:\\a.jpg" is neither an address (https://…) nor a picture like A-1/1.jpg'
        " below state/photos.",
        'Sheet "Stock", row 5, column A (SKU): Excel has made a date of it. Format the column as text and write it anew.',
        'Sheet "Stock", row 5, column D (Cost): Its formula has failed (#REF!).',
    ]


def test_a_row_that_was_pushed_to_the_right_is_named(tmp_path: Path) -> None:
    assert refused(tmp_path / "a.csv", "SKU,Title,Notes\nA,Jacket, blue, size M\n") == [
        "Row 2, column D (no heading): There is no heading above it. Has a comma or semicolon in a text pushed the row to"
        " the right?"
    ]


def test_a_heading_twice_and_one_that_is_not_known(tmp_path: Path) -> None:
    assert refused(tmp_path / "a.csv", "SKU,Title,title\nA,b,c\n") == ["Row 1, column C (title): It stands in column B too."]
    path = tmp_path / "b.csv"
    path.write_text("SKU,List prise,Weather\nA,1,sun\n")
    assert importing.read(path, OWN).notes == (
        'The column "List prise" is not known and was left out. Did you mean "List price"?',
        'The column "Weather" is not known and was left out.',
    )


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.csv", b"", "empty"),
        ("a.csv", b"Name,Price\nJacket,3\n", 'No row has the headings "SKU"'),
        ("a.csv", b'SKU,Title\nA,"open\nB,x\n', "quotation mark"),
        ("a.csv", b"SKU\x00\x01\n", "known encoding"),
        ("a.xlsx", b"PK nonsense", "no whole Excel workbook"),
        ("a.xls", b"\xd0\xcf\x11\xe0rest", "kind that is not read"),
    ],
)
def test_a_file_that_is_no_table_says_so(tmp_path: Path, name: str, content: bytes, what: str) -> None:
    with pytest.raises((FileError, ImportRefusedError), match=what):
        values(tmp_path / name, content)


def test_a_formula_that_was_never_computed_is_not_taken_for_a_blank(tmp_path: Path) -> None:
    with pytest.raises(FileError, match='sheet "Stock", row 2, column B: the formula was never computed'):
        values(tmp_path / "a.xlsx", workbook(("Stock", [("SKU", "Cost"), ("A", "=1+1")])))


@pytest.mark.parametrize(
    ("cell", "comma", "amount"),
    [
        ("$1,234.50", False, "1234.50"), ("1.234,50", True, "1234.50"), ("12,5", False, "12.50"), ("1,234", False, "1234"),
        ("1,234,567", True, "1234567"), (" 7 ", False, "7"), ("1 234.50", False, "1234.50"), (3 * 4.1, False, "12.3"),
        (0.1, False, "0.10"), (5, False, "5"), ("1'234.50", False, "1234.50"), (".5", False, None), ("1,234", True, None),
        ("1.234", False, None), ("12.345,6.7", False, None), ("12.505", False, None), ("-1", False, None),
        ("€5", False, None),
        ("1,23,456", False, None), (True, False, None), ("99999999999", False, None), ("five", False, None),
        ("", False, ""),
    ],
)  # fmt: skip
def test_amounts_are_decimals_or_refused(cell: cells.Cell, comma: bool, amount: str | None) -> None:
    way = Way(comma_ambiguous=comma)
    if amount is None:
        with pytest.raises(CellError):
            cells.amount(cell, way)
    else:
        assert cells.amount(cell, way) == (Decimal(amount) if amount else None)


@pytest.mark.parametrize(
    ("cell", "order", "day"),
    [
        ("11/24/2026", "", date(2026, 11, 24)), ("24/11/2026", "", date(2026, 11, 24)), ("5/5/26", "", date(2026, 5, 5)),
        ("3/4/2026", "m/d/y", date(2026, 3, 4)), ("3/4/2026", "d/m/y", date(2026, 4, 3)), ("13/13/2026", "", None),
        ("2/30/2026", "m/d/y", None), ("Nov 24, 2026", "", date(2026, 11, 24)), ("yesterday", "", None), ("", "", None),
    ],
)  # fmt: skip
def test_days_are_clear_or_refused(cell: str, order: str, day: date | None) -> None:
    if day is None and cell:
        with pytest.raises(CellError):
            cells.day(cell, Way(day_order=order))
    else:
        assert cells.day(cell, Way(day_order=order)) == day


def test_one_clear_day_tells_how_all_of_the_column_are_written(tmp_path: Path) -> None:
    found = values(tmp_path / "a.csv", "SKU,Bought on\nA,3/4/2026\nB,3/25/2026\n")
    assert [row["bought_on"] for row in found] == [date(2026, 3, 4), date(2026, 3, 25)]
    assert len(refused(tmp_path / "b.csv", "SKU,Bought on\nA,3/4/2026\nB,3/25/2026\nC,25/3/2026\n")) == 1
    assert values(tmp_path / "c.csv", "SKU,Bought on\nA,3/4/2026\n", day_order="d/m/y")[0]["bought_on"] == date(2026, 4, 3)


def test_zeros_that_excel_takes_away_are_found_again(tmp_path: Path) -> None:
    assert values(tmp_path / "a.csv", "SKU,GTIN\nA,12345678905\n") == [{"sku": "A", "gtin": "012345678905"}]
    assert "Excel has rounded it" in refused(tmp_path / "b.csv", "SKU,GTIN\nA,4.00638E+12\n")[0]


def test_what_looks_like_a_formula_is_none_in_the_file(tmp_path: Path) -> None:
    entry = Entry("A", '=HYPERLINK("https://example.com")', "new", notes="+1", brand="'tis")
    assert b"'=HYPERLINK" in exporting.as_csv([entry])
    book = openpyxl.load_workbook(io.BytesIO(exporting.as_workbook([entry])))
    cell = book["Inventory"]["B2"]
    assert (cell.value, cell.data_type) == (entry.title, "s")


@pytest.mark.parametrize("title", ["'-0", "''=1", "'tis", "- 5 %", "= x", "@home", "\ufffd"])
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_title_is_the_same_after_both_ways(tmp_path: Path, title: str, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    exporting.write([Entry("A", title, "new")], path)
    assert importing.read(path, OWN).lines[0].values["title"] == title


def test_a_workbook_keeps_amounts_as_numbers_and_skus_as_text() -> None:
    entry = Entry("007", "Jacket", "new", cost=Decimal("4.50"), bought_on=date(2026, 11, 2))
    sheet = openpyxl.load_workbook(io.BytesIO(exporting.as_workbook([entry])))["Inventory"]
    row = {column.field: sheet.cell(2, place) for place, column in enumerate(COLUMNS, 1)}
    assert (row["sku"].value, row["sku"].number_format) == ("007", "@")
    assert (row["cost"].value, row["bought_on"].value) == (4.5, datetime(2026, 11, 2))
    assert sheet.data_validations.dataValidation[0].sqref == f"C2:C{1 + 5000}"


def test_a_text_too_long_for_excel_is_refused_rather_than_cut() -> None:
    with pytest.raises(Exception, match=r"Description of A has 40,000 letters"):
        exporting.as_workbook([Entry("A", "x", "new", description="x" * 40_000)])


def test_merged_cells_do_not_empty_what_they_stand_for(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(
            workbook(("Stock", [("My stock",), ("SKU", "Brand", "Remark"), ("A", "Levi's", "x"), ("B",), ("C", "Gap")]))
        )
    )
    sheet = book["Stock"]
    for block in ("A1:C1", "C3:C5"):
        sheet.merge_cells(block)
    book.save(tmp_path / "a.xlsx")
    # A title above the headings, and a column that is left out, may be merged.
    assert [line.values["brand"] for line in importing.read(tmp_path / "a.xlsx", OWN).lines] == ["Levi's", "", "Gap"]
    sheet.merge_cells("B3:B4")
    book.save(tmp_path / "a.xlsx")
    assert refused(tmp_path / "b.xlsx", (tmp_path / "a.xlsx").read_bytes()) == [
        'Sheet "Stock", row 3, column B (Brand): It is merged with others as far as B4. Take the merging back and write into'
        " each cell what it says."
    ]


def test_a_sheet_that_nobody_sees_is_left_out_and_told(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(("Stock", [("SKU",), ("A",)]), ("Old", [("SKU",), ("A",), ("B",)]))))
    book["Old"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    read = importing.read(tmp_path / "a.xlsx", OWN)
    assert [line.values["sku"] for line in read.lines] == ["A"]
    assert read.notes == ('The sheet "Old" is hidden and was left out.',)


def test_a_row_of_totals_is_one_fault(tmp_path: Path) -> None:
    assert refused(tmp_path / "a.csv", HEAD + ROW + ",,,4.50,\n") == [
        "Row 3, column A (SKU): It is blank. A row that is no item, such as one of totals, must not stand in the table."
    ]


def test_a_word_for_a_whole_number_is_told_without_a_currency(tmp_path: Path) -> None:
    assert refused(tmp_path / "a.csv", "SKU,Quantity\nA,two\n") == [
        'Row 2, column B (Quantity): "two" is no number. Write it like 3.'
    ]
