"""The rows of a plan as the page shows them. Pure.

Plain Python and no template: with ten thousand rows a template takes four times as long.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from markupsafe import Markup, escape

from automation_suite.plans import limits
from automation_suite.plans.differences import Piece, pieces
from automation_suite.plans.models import Row, RowState
from automation_suite.plans.receipts import receipt_name, receipt_of
from automation_suite.plans.wording import MEANINGS, short

MOODS = {
    RowState.PROPOSED: "attention", RowState.APPROVED: "attention", RowState.APPLIED: "good", RowState.FAILED: "bad",
    RowState.UNKNOWN: "bad",
}  # fmt: skip


def as_markup(rows: Iterable[Row], can_be_approved: bool) -> Markup:
    """Return the lines of the table. Every text in them is escaped.

    Args:
        rows: Of one plan.
        can_be_approved: Whether there is a column with boxes to tick.
    """
    return Markup("".join(_line(row, can_be_approved) for row in rows))  # noqa: S704


def step_text(row: Row) -> str:
    """Return by how much a price changes: ``-5.0 %``; empty for anything else."""
    prices = prices_of(row)
    return f"{(prices[1] - prices[0]) / prices[0] * 100:+.1f} %" if prices and prices[0] else ""


def prices_of(row: Row) -> tuple[Decimal, Decimal] | None:
    """Return the old and the new price; none when either is no price."""
    if not limits.is_price(row.field):
        return None
    old, new = limits.amount_in(row.old), limits.amount_in(row.new)
    return (old, new) if old is not None and new is not None else None


def _line(row: Row, can_be_approved: bool) -> str:
    state, field, rule = RowState(row.state), escape(row.field), escape(row.rule)
    before, after = pieces(row.old, row.new)
    return (
        f'<tr data-state="{escape(row.state)}" data-field="{field}" data-rule="{rule}"'
        f' data-text="{escape(_searched(row))}">\n'
        f'{_tick(row) if can_be_approved else ""}<td class="number">{row.number}</td>\n'
        f'<td class="thing"><b>{escape(row.label)}</b><br>'
        f'<span class="soft">{field} · {escape(row.kind)} {escape(row.object_id)}</span></td>\n'
        f'<td class="value" data-head="Before">{_value(before, "del")}</td>\n'
        f'<td class="value" data-head="After">{_value(after, "ins")}{_aside(step_text(row))}'
        f"{_aside(f'costs ${row.costs}' if row.costs else '')}</td>\n"
        f'<td class="why">{escape(row.reason)}<br><span class="soft">{rule}'
        f"{f', {round(row.confidence * 100)} % sure' if row.confidence < 1 else ''}"
        f"{', only makes things safer' if row.reduces_risk else ''}</span></td>\n"
        f'<td><span class="pill {MOODS.get(state, "none")}">{escape(MEANINGS[state])}</span>\n'
        f"{_ended(row)}</td></tr>\n"
    )


def _searched(row: Row) -> str:
    """Return where the page's search looks."""
    parts = (row.label, row.object_id, row.field, row.reason, row.rule, row.explanation, short(row.new, 200))
    return " ".join(parts).lower()


def _tick(row: Row) -> str:
    box = f'<input type="checkbox" value="{row.number}" aria-label="Row {row.number}">'
    return f'<td class="tick">{box if row.state == RowState.PROPOSED else ""}</td>'


def _value(parts: Iterable[Piece], tag: str) -> str:
    return "".join(f"<{tag}>{escape(part.text)}</{tag}>" if part.differs else f"{escape(part.text)}" for part in parts)


def _aside(words: str) -> str:
    return f' <span class="soft nowrap">{escape(words)}</span>' if words else ""


def _ended(row: Row) -> str:
    """Return what there is to say of a row beside where it stands."""
    said = f"<p>{escape(row.explanation)}</p>" if row.explanation else ""
    if row.next_step:
        said += f'<p class="soft">{escape(row.next_step)}</p>'
    if receipt := receipt_of(row):
        shows = short(receipt.shown) if receipt.shown != row.new else ""
        shown = f": it shows {escape(shows)}" if shows else ""
        no_undo = f". {escape(receipt.no_undo)}" if receipt.no_undo else ""
        said += f'<p class="soft">Receipt {receipt_name(row)}{shown}{no_undo}</p>'
    return said
