"""Taking back what was applied: a plan that writes what stood there before, as far as the platform allows it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from automation_suite.plans import expiry, turns
from automation_suite.plans.approval import refuse_foreign
from automation_suite.plans.change import Change
from automation_suite.plans.making import keep_rows
from automation_suite.plans.models import OPEN_STATES, WAITING_STATES, Plan, Row, RowState
from automation_suite.plans.receipts import receipt_of
from automation_suite.plans.wording import MEANINGS, Command, typed

RULE = "undo"
_ASKED_BACK = "Somebody has asked to take back what was applied before, so nothing was sent."


class NotUndone(NamedTuple):
    """A row that is not taken back, and why."""

    number: int
    label: str
    why: str


@dataclass(frozen=True)
class Undo:
    """What is taken back.

    Attributes:
        plan: That does it, approved; none when nothing can be taken back.
        rows: How many rows.
        not_undone: Those that are not taken back.
    """

    plan: Plan | None
    rows: int
    not_undone: list[NotUndone]


def undo(plan: Plan, numbers: Collection[int] | None, by: str, now: datetime, command: Command = typed) -> Undo:
    """Make and approve the plan that takes rows back; it is applied like any other, and only where nothing has changed.

    Args:
        plan: What is taken back.
        numbers: Of its rows; none for all that have a receipt.
        by: Who has asked.
        now: The moment.
        command: Returns what a person types.

    Raises:
        PermanentError: A row is not in the plan. Nothing was changed.
    """
    with transaction.atomic():
        # Who asks at the same moment waits, and then sees that it is taken back already.
        turns.wait_for_turn(plan.platform, plan.account)
        expiry.expire(now)
        rows = list(plan.rows.select_related("receipt").order_by("number"))
        refuse_foreign(plan, numbers or (), {row.number for row in rows}, command)
        wanted = [row for row in rows if (row.number in numbers if numbers is not None else receipt_of(row))]
        not_undone = [NotUndone(row.number, row.label, why) for row in wanted if (why := _why_not(row))]
        kept = {one.number for one in not_undone}
        going = [row for row in wanted if row.number not in kept]
        if not going:
            return Undo(None, 0, not_undone)
        return Undo(_reverse(plan, going, by, now), len(going), not_undone)


def _reverse(plan: Plan, rows: list[Row], by: str, now: datetime) -> Plan:
    Row.objects.filter(pk__in=[other.pk for row in rows if (other := _open_row(row))]).update(
        state=RowState.EXPIRED, settled_at=now, explanation=_ASKED_BACK
    )  # fmt: skip
    made = Plan.objects.create(
        job=plan.job, platform=plan.platform, account=plan.account, undoes=plan,
        sentence=f"Takes back what plan {plan.pk} has changed", made_at=now,
        expires_at=now + timedelta(hours=plan.limits["plan_expires_hours"]), limits=plan.limits,
    )  # fmt: skip
    # The last that was written is taken back first.
    keep_rows(made, [(_back(row), by) for row in reversed(rows)], now)
    return made


def _back(row: Row) -> Change:
    return Change(
        kind=row.kind, object_id=row.object_id, label=row.label, field=row.field, old=row.receipt.shown,
        new=row.receipt.before, reason=f"Takes back row {row.number} of plan {row.plan_id}.", rule=RULE,
    )  # fmt: skip


def _why_not(row: Row) -> str:
    """Return why a row is not taken back; empty when it can be."""
    receipt = receipt_of(row)
    if receipt is None:
        return f"it has no receipt ({MEANINGS[RowState(row.state)]})"
    if receipt.no_undo:
        return receipt.no_undo
    if receipt.before == receipt.shown:
        return "it has changed nothing"
    back = _backs(row).filter(state__in=(*OPEN_STATES, RowState.APPLIED)).order_by("-pk").first()
    # What was taken back and then taken back again stands there as before, and may go once more.
    again = back and back.state == RowState.APPLIED and _backs(back).filter(state=RowState.APPLIED).exists()
    if back and not again:
        return f"plan {back.plan_id} takes it back already ({MEANINGS[RowState(back.state)]})"
    other = _open_row(row)
    if other and other.state not in WAITING_STATES:
        return f"plan {other.plan_id} has sent something for it of which nothing is known yet"
    return ""


def _backs(row: Row) -> QuerySet[Row]:
    """Return the rows that take a row back."""
    return Row.objects.filter(plan__undoes=row.plan_id, kind=row.kind, object_id=row.object_id, field=row.field)


def _open_row(row: Row) -> Row | None:
    """Return the open row of the same field; what only waits gives way to a person who wants the old value back."""
    return Row.objects.filter(
        platform=row.platform, account=row.account, kind=row.kind, object_id=row.object_id, field=row.field,
        state__in=OPEN_STATES,
    ).first()  # fmt: skip
