"""Which row has a receipt, and what it is called."""

from __future__ import annotations

import re

from automation_suite.errors import PermanentError
from automation_suite.history.models import Run
from automation_suite.plans.models import Receipt, Row, RowState

_NAME = re.compile(r"^(?P<plan>\d{1,9})(?:\.(?P<row>\d{1,6}))?$")


def receipt_of(row: Row) -> Receipt | None:
    """Return the receipt of a row; none when nothing of it was read back."""
    return getattr(row, "receipt", None)


def receipts_of(run: Run | None, rule: str) -> list[Receipt]:
    """Return the receipts, with their rows, of what a run has seen applied by a rule."""
    if run is None:
        return []
    rows = Receipt.objects.filter(run=run, row__rule=rule, row__state=RowState.APPLIED)
    return list(rows.select_related("row").order_by("pk"))


def receipt_name(row: Row) -> str:
    """Return what the receipt of a row is called: ``7.3`` is that of row 3 of plan 7."""
    return f"{row.plan_id}.{row.number}"


def plan_and_row(text: str) -> tuple[int, int | None]:
    """Return the numbers of plan and row that a person has typed: ``7.3``, or ``7`` for a whole plan. Pure.

    Raises:
        PermanentError: It is neither.
    """
    match = _NAME.match(text)
    if match is None:
        raise PermanentError(
            f'"{text}" is neither a plan nor a receipt. Nothing was changed.',
            "Write 7 for plan 7, or 7.3 for the receipt of its row 3.",
        )
    return int(match["plan"]), int(match["row"]) if match["row"] else None
