"""A plan as a table for spreadsheets, which never takes a text for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import datetime

from automation_suite.plans.models import Row, RowState
from automation_suite.plans.receipts import receipt_of
from automation_suite.plans.wording import MEANINGS, value_text

# Spreadsheets look for a formula behind blanks too, and some take these full-width letters for the plain ones.
_FORMULA = re.compile(r"^\s*[=+\-@|%\t\r＝＋－＠]")
_NUMBER = re.compile(r"^-?\d+(\.\d+)?$")
_HEADS = (
    "row", "stands at", "what", "name", "number there", "field", "before", "after", "why", "rule", "sure", "makes safer",
    "costs", "decided by", "decided at", "sent at", "ended at", "explanation", "what to do", "shown afterwards", "reference",
)  # fmt: skip
# Without it Excel takes letters with accents for others.
_MARK = "\ufeff"


def as_csv(rows: Sequence[Row]) -> str:
    """Return the rows of a plan as CSV. Times are UTC in ISO 8601. Pure."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_HEADS)
    writer.writerows([safe(cell) for cell in _cells(row)] for row in rows)
    return _MARK + text.getvalue()


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe stands before it where it looks like one."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.match(cell) else cell


def _cells(row: Row) -> list[str]:
    receipt = receipt_of(row)
    return [
        str(row.number), MEANINGS[RowState(row.state)], row.kind, row.label, row.object_id, row.field, value_text(row.old),
        value_text(row.new), row.reason, row.rule, f"{row.confidence:g}", "yes" if row.reduces_risk else "no",
        f"{row.costs}" if row.costs is not None else "", row.decided_by, _moment(row.decided_at),
        _moment(row.submitted_at), _moment(row.settled_at), row.explanation, row.next_step,
        value_text(receipt.shown) if receipt else "", receipt.reference if receipt else "",
    ]  # fmt: skip


def _moment(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""
