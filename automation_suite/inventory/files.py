"""Reading a CSV or Excel file into rows of cells, whoever has written it, and saying why when that is not possible."""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from automation_suite.errors import PermanentError
from automation_suite.inventory.cells import Cell, is_blank

if TYPE_CHECKING:
    from openpyxl import Workbook

NOTHING = "Nothing was imported."
_EXCEL = (".xlsx", ".xlsm")
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_DELIMITERS = (",", ";", "\t")
_LONGEST_CELL = 1_000_000
# A heading that stands lower is not looked for.
_HEADING_WITHIN = 30
_SAVE_AS = "Open it and save it as an Excel workbook (.xlsx) or as CSV UTF-8."

Row = tuple[int, Sequence[Cell]]


class Block(NamedTuple):
    """Cells that were merged into one; only the first of them has a value. Rows are numbered from 1, columns from 0."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


class FileError(PermanentError):
    """A file cannot be read as a table. Nothing was imported."""

    def __init__(self, what: str, next_step: str = "") -> None:
        super().__init__(f"{what} {NOTHING}", next_step)


@dataclass(frozen=True)
class Sheet:
    """One sheet of a file.

    Attributes:
        name: As it stands on its tab; empty of a CSV file.
        rows: Those with something in them, with their numbers as a spreadsheet shows them.
        semicolons: Whether semicolons part its columns, as where a comma stands before the decimals.
        hidden: Whether a person who opens the file does not see it.
        merged: Cells that were merged.
    """

    name: str
    rows: Sequence[Row]
    semicolons: bool = False
    hidden: bool = False
    merged: Sequence[Block] = ()


def read(path: Path, is_heading: Callable[[Sequence[Cell]], bool]) -> list[Sheet]:
    """Return the sheets of a file; a CSV file is one.

    Args:
        path: Of the file.
        is_heading: Tells whether a row is the one with the headings.

    Raises:
        FileError: It cannot be read, or it is no such file.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FileError(f"{path} cannot be read: {error.strerror}.") from error
    if path.suffix.lower() in _EXCEL or content.startswith(b"PK"):
        return _sheets(path.name, content)
    if path.suffix.lower() in (".xls", ".ods", ".numbers") or content.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileError(f"{path.name} is a file of a kind that is not read, or it has a password.", _SAVE_AS)
    return [_csv(path.name, content, is_heading)]


def heading_row(sheet: Sheet, is_heading: Callable[[Sequence[Cell]], bool]) -> int | None:
    """Return the place of the row with the headings among the rows of a sheet; none when it has none. Pure."""
    places = (place for place, (_, cells) in enumerate(sheet.rows[:_HEADING_WITHIN]) if is_heading(cells))
    return next(places, None)


def _csv(name: str, content: bytes, is_heading: Callable[[Sequence[Cell]], bool]) -> Sheet:
    csv.field_size_limit(_LONGEST_CELL)
    text = _decoded(name, content)
    first, _, rest = text.partition("\n")
    # With this line Excel is told what parts the columns; it is row 1 all the same.
    told = first.strip().strip('"').lower()
    if told.startswith("sep=") and len(told) == len("sep=") + 1:
        return Sheet("", _rows(name, rest, told[-1], 2), told[-1] == ";")
    for delimiter in _DELIMITERS:
        head = itertools.islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), _HEADING_WITHIN)
        if any(is_heading(row) for row in head):
            return Sheet("", _rows(name, text, delimiter, 1), delimiter == ";")
    return Sheet("", _rows(name, text, ",", 1))


def _decoded(name: str, content: bytes) -> str:
    # Excel's plain "CSV" on Windows is the last of them: almost every file can be read so.
    encodings = ("utf-16",) if content.startswith(_MARKS) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        with contextlib.suppress(UnicodeDecodeError):
            if "\0" not in (text := content.decode(encoding)):
                return text
    raise FileError(f"{name} is no text file in a known encoding.", _SAVE_AS)


def _rows(name: str, text: str, delimiter: str, first: int) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found = list[Row]()
    number = first - 1
    try:
        for number, row in enumerate(reader, first):
            if not all(is_blank(cell) for cell in row):
                found.append((number, row))
    except csv.Error as error:
        raise FileError(
            f"{name}, row {number + 1}: a quotation mark is missing or one too many ({error}).", _SAVE_AS
        ) from error
    return found


def _sheets(name: str, content: bytes) -> list[Sheet]:
    values, merged = _workbook(name, content, values=True), _merged(name, content)
    sheets = [
        Sheet(
            sheet.title, _cells(sheet.iter_rows(values_only=True)), hidden=sheet.sheet_state != "visible",
            merged=merged.get(sheet.title, ()),
        )
        for sheet in _tables(values)
    ]  # fmt: skip
    if _has(content, b"<f>", b"<f "):
        _refuse_uncomputed(name, sheets, _workbook(name, content, values=False))
    return sheets


def _tables(workbook: Workbook) -> list[Any]:
    """Return the sheets, whatever size the program that wrote them has claimed: what is beyond it would be lost."""
    for sheet in workbook.worksheets:
        sheet.reset_dimensions()
    return list(workbook.worksheets)


def _workbook(name: str, content: bytes, *, values: bool, whole: bool = False) -> Workbook:
    import openpyxl

    try:
        return openpyxl.load_workbook(io.BytesIO(content), read_only=not whole, data_only=values)
    except Exception as error:  # openpyxl raises whatever a broken file leads it to
        raise FileError(f"{name} is no whole Excel workbook ({type(error).__name__}).", _SAVE_AS) from error


def _cells(rows: Iterable[Sequence[Cell]]) -> list[Row]:
    return [(number, row) for number, row in enumerate(rows, 1) if not all(is_blank(cell) for cell in row)]


def _has(content: bytes, *marks: bytes) -> bool:
    """Tell whether a sheet of a workbook has one of the marks."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = (archive.read(each) for each in archive.namelist() if each.startswith("xl/worksheets/"))
        return any(mark in text for text in sheets for mark in marks)


def _merged(name: str, content: bytes) -> dict[str, list[Block]]:
    """Return the merged cells of each sheet, by its name."""
    # Only a workbook that is read whole knows them, which takes several times as long.
    if not _has(content, b"mergeCell "):
        return {}
    whole = _workbook(name, content, values=True, whole=True)
    return {
        sheet.title: [
            Block(block.min_row, block.max_row, block.min_col - 1, block.max_col - 1) for block in sheet.merged_cells.ranges
        ]
        for sheet in whole.worksheets
    }


def _refuse_uncomputed(name: str, sheets: Sequence[Sheet], formulas: Workbook) -> None:
    """Stop at a formula whose value the file does not have: it would look blank."""
    from openpyxl.utils import get_column_letter

    values = {sheet.name: dict(sheet.rows) for sheet in sheets}
    for sheet in _tables(formulas):
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            shown = values[sheet.title].get(number, ())
            for place, cell in enumerate(row):
                if isinstance(cell, str) and cell.startswith("=") and (place >= len(shown) or shown[place] is None):
                    where = f'{name}, sheet "{sheet.title}", row {number}, column {get_column_letter(place + 1)}'
                    raise FileError(f"{where}: the formula was never computed.", "Open it in Excel and save it.")
