"""``run.py plans``: what waits for your yes, and each change of a plan."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from decimal import Decimal

from django.db.models import Count

from automation_suite import processes
from automation_suite.history.setup import migrate
from automation_suite.money import dollars
from automation_suite.monitoring.tables import show, when
from automation_suite.notification.wording import platform
from automation_suite.outcomes import EXIT_DONE
from automation_suite.plan_rules import PlanRules
from automation_suite.plans import approval, expiry, page
from automation_suite.plans.models import OPEN_STATES, LimitChange, Plan, Row, RowState
from automation_suite.plans.page_rows import step_text
from automation_suite.plans.receipts import receipt_of
from automation_suite.plans.wording import MEANINGS, limits_text, number, short, states_text
from automation_suite.practice_site import settings_for
from automation_suite.settings import Settings
from automation_suite.terminal import has_person

_SHOWN = 50
_FOLDER = "plans"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("plan", nargs="?", type=int, metavar="PLAN", help="a plan, row by row")
    parser.add_argument("--all", action="store_true", help="also plans of which nothing waits")
    parser.add_argument("--page", action="store_true", help="write the plan as a page and a table, and open the page")
    parser.add_argument("--practice", action="store_true", help="what was practised")


def run(arguments: argparse.Namespace) -> int:
    """Show the plans, or one of them."""
    migrate()
    settings = settings_for(arguments.practice)
    expiry.expire(datetime.now(UTC))
    if arguments.plan is None:
        return _list(arguments.all, settings)
    plan = approval.plan_of(arguments.plan, settings.command)
    if arguments.page:
        return _page(plan, settings)
    return _show(plan, settings)


def _list(everything: bool, settings: Settings) -> int:
    plans = Plan.objects.order_by("-pk")
    if not everything:
        plans = plans.filter(rows__state__in=OPEN_STATES).distinct()
    cells = [_cells(plan) for plan in plans[:_SHOWN]]
    if cells:
        show(("plan", "made", "expires", "changes", "what it is about"), cells)
        print(f"To see one, type: {settings.command('plans N')}")
    else:
        print("There is no plan yet." if everything else f"Nothing waits. Older plans: {settings.command('plans --all')}")
    return EXIT_DONE


def _cells(plan: Plan) -> tuple[str, ...]:
    counted = plan.rows.values_list("state").annotate(count=Count("pk"))
    states = states_text(state for state, count in counted for _ in range(count))
    return str(plan.pk), when(plan.made_at), when(plan.expires_at), states, plan.sentence


def _show(plan: Plan, settings: Settings) -> int:
    rows = page.rows_of(plan)
    print(f"Plan {plan.pk} of {plan.job}, made {when(plan.made_at)}, expires {when(plan.expires_at)}\n{plan.sentence}")
    show(("row", "stands at", "what", "field", "before", "after", "why"), [_row_cells(row) for row in rows])
    print(f"Limits: {limits_text(PlanRules.model_validate(plan.limits))}")
    for change in LimitChange.objects.filter(job=plan.job, found_at=plan.made_at):
        print(f"Since the plan before, {change.name} was changed from {change.old} to {change.new}.")
    if left := plan.figures.get("left"):
        print(f"Your limits left out {number(left, 'more change')}.")
    _next_steps(plan, rows, settings)
    return EXIT_DONE


def _row_cells(row: Row) -> tuple[str, ...]:
    costs = f" (costs {dollars(Decimal(row.costs))})" if row.costs else ""
    after = f"{short(row.new)} {step_text(row)}".rstrip() + costs
    return (
        str(row.number), MEANINGS[RowState(row.state)], short(row.label, 40), row.field, short(row.old), after,
        row.explanation or row.reason,
    )  # fmt: skip


def _next_steps(plan: Plan, rows: list[Row], settings: Settings) -> None:
    states = {row.state for row in rows}
    if RowState.PROPOSED in states:
        print(f"Yes to all: {settings.command(f'approve {plan.pk}')}")
        print(f"Yes to some: {settings.command(f'approve {plan.pk} --rows 1,3-5')}")
    if RowState.UNKNOWN in states:
        unknown = ",".join(str(row.number) for row in rows if row.state == RowState.UNKNOWN)
        words = settings.command(f"resolve {plan.pk} {unknown} --applied")
        print(f"Look on {platform(plan.job)} whether it is there, then type: {words} (or --not-applied)")
    if any(receipt and not receipt.no_undo for row in rows if (receipt := receipt_of(row))):
        print(f"Take back: {settings.command(f'undo {plan.pk}')}, or one row: {settings.command(f'undo {plan.pk}.1')}")
    print(f"As a page: {settings.command(f'plans {plan.pk} --page')}")


def _page(plan: Plan, settings: Settings) -> int:
    written, table = page.write(plan, settings.state_path / _FOLDER, settings, datetime.now(UTC))
    print(f"{written}\n{table}")
    if has_person() and not processes.open_for_person(written):
        print("It could not be opened here; copy the file to your computer and open it there.")
    return EXIT_DONE
