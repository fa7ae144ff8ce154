"""What a job and a person do with plans, at a clock that the test sets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from automation_suite.history.models import Run
from automation_suite.jobs import Job
from automation_suite.plans import applying, approval, making, undo
from automation_suite.plans.applying import Report, Work
from automation_suite.plans.approval import Decided
from automation_suite.plans.change import Change, Value
from automation_suite.plans.making import Made
from automation_suite.plans.models import LimitChange, Plan, Receipt, Row
from automation_suite.plans.undo import Undo
from tests.plans.corner_shop import Shop

START = datetime(2026, 11, 2, 11, 5, tzinfo=UTC)
JOB = "corner.prices"
TABLES = (Receipt, Row, Plan, LimitChange, Run)


def job(**limits: Any) -> Job:
    """A job of the corner shop; a tenth is its largest step where nothing else is said."""
    return Job(
        name=JOB, title="Set the prices", suite="suites/poshmark/balance_transfer.robot", schedule="5 6 * * *", **limits
    )


def change(object_id: str, old: Value, new: Value, field: str = "price", **facts: Any) -> Change:
    """A change of an object of the shop."""
    kind = {"message": "buyer", "label": "order"}.get(field, "listing")
    said = {"label": f"Thing {object_id}", "reason": "It sells slowly.", "rule": "slow mover"} | facts
    return Change(kind=kind, object_id=object_id, field=field, old=old, new=new, **said)


@dataclass
class Desk:
    """A shop, a job that plans, and somebody who decides."""

    shop: Shop
    job: Job
    now: datetime = START

    def plan(self, *changes: Change, dry_run: bool = False) -> Made:
        return making.make(self.job, changes, None, self.now, dry_run=dry_run)

    def planned(self, *changes: Change) -> Plan:
        made = self.plan(*changes).plan
        assert made
        return made

    def approve(self, plan: Plan, rows: Sequence[int] | None = None) -> Decided:
        return approval.approve(plan, rows, "owner", self.now)

    def apply(self) -> Report:
        work = Work("corner", "corner", self.shop.targets(), self._job_named, pauses=(0.0, 0.0), now=lambda: self.now)
        return applying.apply(work)

    def undo(self, plan: Plan, rows: Sequence[int] | None = None) -> Undo:
        return undo.undo(plan, rows, "owner", self.now)

    def waits(self, hours: float) -> None:
        self.now += timedelta(hours=hours)

    def _job_named(self, _name: str) -> Job | None:
        return self.job


def states(plan: Plan) -> list[str]:
    """Where the rows of a plan stand, in their order."""
    return list(plan.rows.order_by("number").values_list("state", flat=True))


def forget() -> None:
    """Empty the tables."""
    Plan.objects.update(undoes=None)
    for table in TABLES:
        table.objects.all().delete()
