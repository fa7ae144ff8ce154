"""The inventory as a table that a person edits and the import reads again: CSV, or an Excel workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from automation_suite.errors import PermanentError
from automation_suite.inventory import cells
from automation_suite.inventory.cells import Cell
from automation_suite.inventory.columns import COLUMNS, CONDITIONS, Column, Entry
from automation_suite.spreadsheet import safe

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as ExcelCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

# Without it Excel takes letters with accents for others.
_MARK = "\ufeff"
_SHEET = "Inventory"
# What fits into a cell of Excel.
_LONGEST = 32_767
# Rows for which Excel offers the words for the condition.
_ROOM = 5_000

Value = Cell | Decimal


def write(entries: Iterable[Entry], path: Path) -> int:
    """Write items into a file, by its ending CSV or Excel, and return how many.

    Raises:
        PermanentError: It has another ending, something does not fit, or it cannot be written.
    """
    rows = list(entries)
    kinds = {".csv": as_csv, ".xlsx": as_workbook}
    kind = kinds.get(path.suffix.lower())
    if kind is None:
        raise PermanentError(f"{path.name} is neither .csv nor .xlsx. Nothing was written.")
    content = kind(rows)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise PermanentError(f"{path} cannot be written: {error.strerror}.", "Is it open in Excel?") from error
    return len(rows)


def as_csv(entries: Sequence[Entry]) -> bytes:
    """Return items as CSV that no spreadsheet takes for formulas. Pure."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(column.heading for column in COLUMNS)
    writer.writerows([guarded(_text(_value(column, entry))) for column in COLUMNS] for entry in entries)
    return (_MARK + text.getvalue()).encode()


def as_workbook(entries: Sequence[Entry]) -> bytes:
    """Return items as an Excel workbook: amounts are numbers, days are days, SKUs keep their zeros.

    Raises:
        PermanentError: A text is longer than Excel's cells.
    """
    import openpyxl
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    _refuse_too_long(entries)
    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet(_SHEET)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(entries) + 1}"
    for place, column in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    letter = get_column_letter(1 + next(place for place, column in enumerate(COLUMNS) if column.field == "condition"))
    words = DataValidation(type="list", formula1=f'"{",".join(CONDITIONS)}"', allow_blank=True)
    words.add(f"{letter}2:{letter}{len(entries) + _ROOM}")
    sheet.data_validations.append(words)
    heads = [_cell(sheet, column.heading) for column in COLUMNS]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    for entry in entries:
        sheet.append([_excel_cell(sheet, column, entry) for column in COLUMNS])
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, and of which the import knows whether the sign is its own."""
    return f"'{text}" if text.startswith("'") else safe(text)


def _refuse_too_long(entries: Iterable[Entry]) -> None:
    for entry in entries:
        for column in COLUMNS:
            value = _value(column, entry)
            if isinstance(value, str) and len(value) > _LONGEST:
                raise PermanentError(
                    f"{column.heading} of {entry.sku} has {len(value):,} letters, Excel holds {_LONGEST:,}. Nothing was"
                    " written.",
                    "Export it as .csv instead.",
                )


def _value(column: Column, entry: Entry) -> Value:
    value: Value = column.write(getattr(entry, column.field))
    return value


def _text(value: Value) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _excel_cell(sheet: WriteOnlyWorksheet, column: Column, entry: Entry) -> ExcelCell | None:
    value = _value(column, entry)
    if value in (None, ""):
        # An empty cell of a column of texts is one too, or the SKU that somebody writes there loses its zeros.
        return _cell(sheet, None, is_text=True) if column.is_text else None
    if isinstance(value, str) and cells.unguarded(value) != value:
        # The import would take the apostrophe for a guard, as of a CSV file that Excel has saved as a workbook.
        value = f"'{value}"
    return _cell(sheet, value, is_text=column.is_text)


def _cell(sheet: WriteOnlyWorksheet, value: Value, *, is_text: bool = True) -> ExcelCell:
    from openpyxl.cell.cell import WriteOnlyCell

    cell: ExcelCell = WriteOnlyCell(sheet)
    cell.value = value
    if is_text:
        cell.number_format = "@"
        if isinstance(value, str):
            # A text that begins with = would be a formula otherwise.
            cell.data_type = "s"
    elif isinstance(value, Decimal):
        cell.number_format = "0.00"
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    return cell
