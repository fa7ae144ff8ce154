"""Tables as CSV for spreadsheets, which never take a text in them for a formula. Pure."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

# Spreadsheets look for a formula behind blanks too, and some take these full-width letters for the plain ones.
_FORMULA = re.compile(r"^\s*[=+\-@|%\t\r＝＋－＠]")
_NUMBER = re.compile(r"^-?\d+(\.\d+)?$")
# Without it Excel takes letters with accents for others.
_MARK = "\ufeff"


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table as CSV, with the heads in its first line."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heads)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return _MARK + text.getvalue()


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe stands before it where it looks like one."""
    # Most cells are empty, or begin with a letter or a digit: no formula does.
    if not cell or cell[0].isalnum():
        return cell
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.match(cell) else cell
