"""A plan as a page that opens from a file: before and after side by side, filters, totals, the command to type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from automation_suite.money import dollars
from automation_suite.monitoring.tables import when
from automation_suite.notification.wording import platform
from automation_suite.pages import shell
from automation_suite.plan_rules import PlanRules
from automation_suite.plans import page_rows
from automation_suite.plans.models import LimitChange, Plan, Row, RowState
from automation_suite.plans.table_file import as_table
from automation_suite.plans.wording import MEANINGS, limits_text, number
from automation_suite.redaction import Redactor
from automation_suite.settings import Settings

_TEMPLATES = Path(__file__).parent / "templates"


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
    can_be_approved = states[RowState.PROPOSED] > 0 and not (plan.limits.get("changes") == "never" and not plan.undoes_id)
    return shell.render(
        _TEMPLATES,
        "plan",
        plan=plan,
        count=len(rows),
        rows=page_rows.as_markup(rows, can_be_approved),
        table=table,
        platform=platform(plan.job) if plan.account == plan.platform else f"{platform(plan.job)}, {plan.account}",
        now=now,
        when=when,
        practice=settings.practice,
        mood=next(
            (page_rows.MOODS[state] for state in (RowState.UNKNOWN, RowState.PROPOSED, RowState.FAILED) if states[state]),
            "none",
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
        can_be_approved=can_be_approved,
    )


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
    steps = [(old, new) for row in rows if (pair := page_rows.prices_of(row)) for old, new in [pair]]
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
