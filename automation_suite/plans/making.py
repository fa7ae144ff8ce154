"""Making a plan from the changes that a job's rules want: within its limits, and nothing that is planned already."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from automation_suite.errors import PermanentError
from automation_suite.history.inserting import insert
from automation_suite.history.models import Run
from automation_suite.jobs import Job
from automation_suite.money import CENT, dollars
from automation_suite.plan_rules import PlanRules
from automation_suite.plans import expiry, limits, turns
from automation_suite.plans.change import Change, Value
from automation_suite.plans.models import BY_POLICY, OPEN_STATES, WAITING_STATES, LimitChange, Plan, Row, RowState
from automation_suite.plans.wording import fields_text, number

_LONGEST_LABEL = 300
# Of what a limit has left out the plan names so many; all are counted.
_LEFT_NAMED = 100
_TOO_MANY = "beyond {most} that may wait at once"
_SUPERSEDED = "A newer plan wants something else, so nothing was sent."


class Key(NamedTuple):
    """What a row changes. Only one row of it may be open."""

    kind: str
    object_id: str
    field: str


class OpenRow(NamedTuple):
    """A row that is not ended yet."""

    pk: int
    job: str
    state: str
    old: Value
    new: Value
    costs: Decimal | None


class Left(NamedTuple):
    """A change that a limit leaves out, and why."""

    change: Change
    why: str


@dataclass
class Sorted:
    """What becomes of the changes that a job wants.

    Attributes:
        rows: Those that become rows of a plan.
        waiting: How many wait already, just so.
        under_way: How many fields are under way or not known, so that nothing can be planned for them.
        left: Those that a limit leaves out.
        superseded: Older proposed rows that end, by their keys in the database.
    """

    rows: list[Change] = field(default_factory=list)
    waiting: int = 0
    under_way: int = 0
    left: list[Left] = field(default_factory=list)
    superseded: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Made:
    """What a job has planned.

    Attributes:
        plan: None when there was nothing to plan, or in a dry run.
        found: What became of the changes.
        limits_changed: Limits that somebody has changed since the plan before.
    """

    plan: Plan | None
    found: Sorted
    limits_changed: Sequence[limits.Changed] = ()


def make(job: Job, changes: Sequence[Change], run: Run | None, now: datetime, *, dry_run: bool = False) -> Made:
    """Make a plan from the changes that a job wants. A second call with the same changes plans nothing.

    Args:
        job: Whose limits hold.
        changes: With the live values as they were read just now.
        run: That makes it.
        now: The moment.
        dry_run: Nothing is kept.

    Raises:
        PermanentError: Two changes want different things of one field, or a value cannot be kept. Nothing was planned.
    """
    allowed = limits.limits_of(job)
    wanted = [_plain(change) for change in changes]
    if dry_run:
        return Made(None, sort_out(wanted, _open_rows(job), allowed, job.name))
    with transaction.atomic():
        turns.wait_for_turn(job.platform, job.account_name)
        expiry.expire(now)
        told = _note_changed_limits(job.name, allowed, now)
        found = sort_out(wanted, _open_rows(job), allowed, job.name)
        Row.objects.filter(pk__in=found.superseded).update(
            state=RowState.EXPIRED, settled_at=now, explanation=_SUPERSEDED
        )  # fmt: skip
        return Made(_kept(job, allowed, found, run, now) if found.rows else None, found, told)


def sort_out(changes: Sequence[Change], open_rows: Mapping[Key, OpenRow], allowed: PlanRules, job: str) -> Sorted:
    """Return what becomes of changes. Pure.

    Args:
        changes: Each field at most once, or twice the same.
        open_rows: Of the account, whichever job has made them.
        allowed: The limits of the job.
        job: Its name; only its own waiting rows count against its limits.

    Raises:
        PermanentError: Two changes want different things of one field.
    """
    found = Sorted()
    new = list[Change]()
    for change in _each_once(changes):
        row = open_rows.get(key_of(change))
        if row is None:
            new.append(change)
        elif row.state not in WAITING_STATES:
            found.under_way += 1
        elif _waits(row, change):
            found.waiting += 1
        else:
            # The older wish is over even where a limit leaves out the newer one, so its room is free for all of them.
            found.superseded.append(row.pk)
            new.append(change)
    _fit(new, open_rows.values(), allowed, job, found)
    return found


def _fit(new: Sequence[Change], open_rows: Iterable[OpenRow], allowed: PlanRules, job: str, found: Sorted) -> None:
    """Share out what the limits leave room for; what makes things safer comes first."""
    superseded = set(found.superseded)
    own = [row for row in open_rows if row.job == job and row.state in WAITING_STATES and row.pk not in superseded]
    room = allowed.most_rows - len(own)
    money = allowed.most_money_a_day - sum((row.costs or Decimal(0) for row in own), Decimal(0))
    for change in sorted(new, key=lambda change: not change.reduces_risk):
        if why := _why_left(change, allowed, room, money):
            found.left.append(Left(change, why))
        else:
            found.rows.append(change)
            room, money = room - 1, money - (change.costs or Decimal(0))


def waiting_for(job: Job, rule: str) -> dict[str, Value]:
    """Return the new values of what a rule has planned and what was not sent yet, by the numbers of the objects."""
    return dict(_waiting(job, rule).values_list("object_id", "new"))


def withdraw(job: Job, rule: str, objects: Collection[str], why: str, now: datetime) -> int:
    """End what a rule has planned and what was not sent yet, also where somebody has approved it; return how much it was.

    Args:
        job: Whose account.
        rule: That takes back what it has proposed.
        objects: Of which.
        why: In one plain sentence.
        now: The moment.
    """
    rows = _waiting(job, rule).filter(object_id__in=set(objects))
    return rows.update(state=RowState.EXPIRED, settled_at=now, explanation=why)


def _waiting(job: Job, rule: str) -> QuerySet[Row]:
    return Row.objects.filter(platform=job.platform, account=job.account_name, rule=rule, state__in=WAITING_STATES)


def key_of(change: Change) -> Key:
    """Return what a change changes."""
    return Key(change.kind, change.object_id, change.field)


def _waits(row: OpenRow, change: Change) -> bool:
    # What somebody has approved is not taken away by a machine; it is applied or refused soon.
    return row.state == RowState.APPROVED or (row.old, row.new) == (change.old, change.new)


def _each_once(changes: Iterable[Change]) -> list[Change]:
    """Leave out what is so already and what is said twice."""
    by_key: dict[Key, Change] = {}
    for change in changes:
        if change.old == change.new:
            continue
        said = by_key.setdefault(key_of(change), change)
        if said.new != change.new:
            raise PermanentError(
                f"Two rules want different things of the {change.field} of {change.label}: {said.rule} and {change.rule}."
                " Nothing was planned."
            )
    return list(by_key.values())


def _why_left(change: Change, allowed: PlanRules, room: int, money: Decimal) -> str:
    step = limits.step_percent(change.field, change.old, change.new)
    if step > Decimal(str(allowed.largest_step_percent)):
        return f"its price would change by more than {allowed.largest_step_percent:g} % at once"
    if (change.costs or Decimal(0)) > money:
        return f"it costs {dollars(change.costs or Decimal(0))}, and {dollars(allowed.most_money_a_day)} a day are allowed"
    return "" if room > 0 else _TOO_MANY.format(most=number(allowed.most_rows, "row"))


def _plain(change: Change) -> Change:
    """Return a change with values as the database keeps them, so that they can be compared.

    Raises:
        PermanentError: A value cannot be kept, or a price is no amount.
    """
    where = f"The {change.field} of {change.label}"
    try:
        old, new = _as_kept(change.old), _as_kept(change.new)
    except (TypeError, ValueError) as error:
        raise PermanentError(f"{where} cannot be kept in a plan ({error}). Nothing was planned.") from None
    if limits.is_price(change.field) and new is not None and limits.amount_in(new) is None:
        raise PermanentError(f'{where} would be "{new}", which is no amount. Nothing was planned.')
    if change.costs is not None and change.costs < 0:
        raise PermanentError(f"{where} would cost {change.costs}, which cannot be. Nothing was planned.")
    label = change.label[:_LONGEST_LABEL]
    if label == change.label and old is change.old and new is change.new:
        return change
    return replace(change, label=label, old=old, new=new)


def _as_kept(value: Value) -> Value:
    # Most values are text, which JSON gives back as it was.
    return value if type(value) is str else json.loads(json.dumps(value, default=_written))


def _written(value: object) -> str:
    if isinstance(value, Decimal):
        return str(value.quantize(CENT))
    raise TypeError(f"{type(value).__name__} is nothing that JSON holds")


def _open_rows(job: Job) -> dict[Key, OpenRow]:
    rows = Row.objects.filter(platform=job.platform, account=job.account_name, state__in=OPEN_STATES)
    named = rows.values_list("kind", "object_id", "field", "pk", "plan__job", "state", "old", "new", "costs")
    return {Key(*row[:3]): OpenRow(*row[3:]) for row in named.iterator()}


def _note_changed_limits(job: str, allowed: PlanRules, now: datetime) -> list[limits.Changed]:
    """Write down which limits somebody has changed since the newest plan of a job."""
    newest = Plan.objects.filter(job=job, undoes=None).order_by("-pk").first()
    if newest is None:
        return []
    # A change that was found by a run that planned nothing is not told again.
    noted = LimitChange.objects.filter(job=job, found_at__gte=newest.made_at).order_by("pk").values_list("name", "new")
    known = limits.written(PlanRules.model_validate(newest.limits)) | dict(noted)
    found = limits.changed(known, limits.written(allowed))
    LimitChange.objects.bulk_create(LimitChange(job=job, found_at=now, **change._asdict()) for change in found)
    return found


def _kept(job: Job, allowed: PlanRules, found: Sorted, run: Run | None, now: datetime) -> Plan:
    plan = Plan.objects.create(
        job=job.name, platform=job.platform, account=job.account_name, made_by=run,
        sentence=f"{job.title}: {fields_text(change.field for change in found.rows)}", made_at=now,
        expires_at=now + timedelta(hours=job.plan_expires_hours), limits=allowed.model_dump(mode="json"),
        figures={
            "left": len(found.left),
            "left out": [
                {"label": left.change.label, "field": left.change.field, "why": left.why}
                for left in found.left[:_LEFT_NAMED]
            ],
        },
    )  # fmt: skip
    by_policy = allowed.changes == "auto"
    keep_rows(plan, [(change, BY_POLICY if by_policy and change.reduces_risk else "") for change in found.rows], now)
    return plan


def keep_rows(plan: Plan, changes: Iterable[tuple[Change, str]], now: datetime) -> None:
    """Keep changes as the rows of a plan, in their order; one is approved at once when it is said by whom."""
    insert(Row, [_row(plan, place, change, now, by) for place, (change, by) in enumerate(changes, 1)])


def _row(plan: Plan, place: int, change: Change, now: datetime, approved_by: str) -> dict[str, Any]:
    state = RowState.APPROVED if approved_by else RowState.PROPOSED
    return {
        "plan_id": plan.pk, "number": place, "platform": plan.platform, "account": plan.account, "kind": change.kind,
        "object_id": change.object_id, "label": change.label, "field": change.field, "old": change.old, "new": change.new,
        "reason": change.reason, "rule": change.rule, "confidence": change.confidence, "reduces_risk": change.reduces_risk,
        "costs": change.costs, "state": state.value, "decided_by": approved_by, "decided_at": now if approved_by else None,
    }  # fmt: skip
