"""A plan as a page that opens from a file: before and after side by side, filters, totals, the command to type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from automation_suite.money import dollars
from automation_suite.monitoring.tables import when
from automation_suite.notification.wording import platform
from automation_suite.pages import shell
from automation_suite.plan_rules import PlanRules
from automation_suite.plans import limits
from automation_suite.plans.differences import Piece, pieces
from automation_suite.plans.models import LimitChange, Plan, Row, RowState
from automation_suite.plans.receipts import receipt_name, receipt_of
from automation_suite.plans.table_file import as_table
from automation_suite.plans.wording import MEANINGS, limits_text, number, short
from automation_suite.redaction import Redactor
from automation_suite.settings import Settings

_TEMPLATES = Path(__file__).parent / "templates"
_MOODS = {
    RowState.PROPOSED: "attention", RowState.APPROVED: "attention", RowState.APPLIED: "good", RowState.FAILED: "bad",
    RowState.UNKNOWN: "bad",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A row as the page shows it.

    Attributes:
        row: The row.
        state: Where it stands, in plain words.
        mood: Its colour.
        before: The old value, in pieces.
        after: The new value, in pieces.
        step: By how much a price changes; empty for anything else.
        receipt: Name of its receipt; empty when it has none.
        shown: What the platform showed afterwards, where that is not the new value.
        no_undo: Why it cannot be taken back; empty when it can.
    """

    row: Row
    state: str
    mood: str
    before: list[Piece]
    after: list[Piece]
    step: str
    receipt: str
    shown: str
    no_undo: str

    @property
    def searched(self) -> str:
        """Where the page's search looks."""
        row = self.row
        parts = (row.label, row.object_id, row.field, row.reason, row.rule, row.explanation, short(row.new, 200))
        return " ".join(parts).lower()


def write(plan: Plan, folder: Path, settings: Settings, now: datetime) -> tuple[Path, Path]:
    """Write a plan as a page and as a table, and return where both are.

    Args:
        plan: Which.
        folder: Of the run, or where a person wants them.
        settings: Of this process.
        now: The moment.

    Raises:
        PermanentError: They cannot be written.
    """
    rows = rows_of(plan)
    page, table = folder / f"plan-{plan.pk}.html", folder / f"plan-{plan.pk}.csv"
    redactor = Redactor(settings.secrets())
    shell.write(table, redactor.clean(as_table(rows)))
    shell.write(page, redactor.clean(as_html(plan, rows, settings, now, table.name)))
    return page, table


def rows_of(plan: Plan) -> list[Row]:
    """Return the rows of a plan with their receipts."""
    return list(plan.rows.select_related("receipt").order_by("number"))


def as_html(plan: Plan, rows: Sequence[Row], settings: Settings, now: datetime, table: str) -> str:
    """Return the page."""
    states = Counter(RowState(row.state) for row in rows)
    lines = [line_of(row) for row in rows]
    return shell.render(
        _TEMPLATES,
        "plan",
        plan=plan,
        lines=lines,
        table=table,
        platform=platform(plan.job) if plan.account == plan.platform else f"{platform(plan.job)}, {plan.account}",
        now=now,
        when=when,
        practice=settings.practice,
        mood=next(
            (_MOODS[state] for state in (RowState.UNKNOWN, RowState.PROPOSED, RowState.FAILED) if states[state]), "none"
        ),
        headline=_headline(plan, states),
        tiles=_tiles(plan, rows, states),
        limits=limits_text(PlanRules.model_validate(plan.limits)),
        limit_changes=LimitChange.objects.filter(job=plan.job, found_at=plan.made_at),
        left_out=plan.figures.get("left out", []),
        left=plan.figures.get("left", 0),
        state_names=[(str(state), f"{MEANINGS[state]} ({states[state]:,})") for state in RowState if states[state]],
        fields=_counted(row.field for row in rows),
        rules=_counted(row.rule for row in rows),
        approve=settings.command(f"approve {plan.pk}"),
        can_be_approved=states[RowState.PROPOSED] > 0 and not (plan.limits.get("changes") == "never" and not plan.undoes_id),
    )


def line_of(row: Row) -> Line:
    """Return a row as the page shows it."""
    receipt, (before, after) = receipt_of(row), pieces(row.old, row.new)
    return Line(
        row=row,
        state=MEANINGS[RowState(row.state)],
        mood=_MOODS.get(RowState(row.state), "none"),
        before=before,
        after=after,
        step=step_text(row),
        receipt=receipt_name(row) if receipt else "",
        shown=short(receipt.shown) if receipt and receipt.shown != row.new else "",
        no_undo=receipt.no_undo if receipt else "",
    )


def step_text(row: Row) -> str:
    """Return by how much a price changes: ``-5.0 %``; empty for anything else."""
    old, new = limits.amount_in(row.old), limits.amount_in(row.new)
    if not limits.is_price(row.field) or old is None or new is None or not old:
        return ""
    return f"{(new - old) / old * 100:+.1f} %"


def _headline(plan: Plan, states: Counter[RowState]) -> str:
    if states[RowState.UNKNOWN]:
        return f"Plan {plan.pk}: of {number(states[RowState.UNKNOWN], 'change')} it is not known what became of them"
    if states[RowState.PROPOSED]:
        return f"Plan {plan.pk}: {number(states[RowState.PROPOSED], 'change')} waiting for your yes"
    if states[RowState.APPROVED]:
        return f"Plan {plan.pk}: {number(states[RowState.APPROVED], 'change')} approved"
    return f"Plan {plan.pk}: {number(states[RowState.APPLIED], 'change')} applied"


def _tiles(plan: Plan, rows: Sequence[Row], states: Counter[RowState]) -> list[tuple[str, str, str]]:
    """Return the totals: label, value, and what more is to be said."""
    tiles = [(MEANINGS[state].capitalize(), f"{states[state]:,}", "") for state in RowState if states[state]]
    steps = [(old, new) for row in rows if (pair := _prices(row)) for old, new in [pair]]
    if steps:
        before, after = sum((old for old, _ in steps), Decimal(0)), sum((new for _, new in steps), Decimal(0))
        up = sum(new > old for old, new in steps)
        tiles.append(("All these prices", f"{dollars(before)} → {dollars(after)}", f"{up:,} up, {len(steps) - up:,} down"))
    costs = sum((row.costs or Decimal(0) for row in rows), Decimal(0))
    if costs:
        tiles.append(("What it costs", dollars(costs), f"at most {dollars(Decimal(plan.limits['most_money_a_day']))} a day"))
    safer = sum(row.reduces_risk for row in rows)
    if safer:
        tiles.append(("Only make things safer", f"{safer:,}", f"of {number(len(rows), 'change')}"))
    return tiles


def _counted(names: Iterable[str]) -> list[tuple[str, str]]:
    """Return each name with how often it is there, for a list to choose from."""
    return [(name, f"{name} ({count:,})") for name, count in sorted(Counter(names).items())]


def _prices(row: Row) -> tuple[Decimal, Decimal] | None:
    if not limits.is_price(row.field):
        return None
    old, new = limits.amount_in(row.old), limits.amount_in(row.new)
    return (old, new) if old is not None and new is not None else None
