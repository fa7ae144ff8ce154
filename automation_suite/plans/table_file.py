"""A plan as a table for spreadsheets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from automation_suite.plans.models import Row, RowState
from automation_suite.plans.receipts import receipt_of
from automation_suite.plans.wording import MEANINGS, value_text
from automation_suite.spreadsheet import as_csv

_HEADS = (
    "row", "stands at", "what", "name", "number there", "field", "before", "after", "why", "rule", "sure", "makes safer",
    "costs", "decided by", "decided at", "sent at", "ended at", "explanation", "what to do", "shown afterwards", "reference",
)  # fmt: skip


def as_table(rows: Sequence[Row]) -> str:
    """Return the rows of a plan as CSV. Times are UTC in ISO 8601. Pure."""
    return as_csv(_HEADS, map(_cells, rows))


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
