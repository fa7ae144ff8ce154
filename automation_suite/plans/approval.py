"""A person's word about rows: approving, rejecting, and saying what became of one that is not known."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from automation_suite.errors import PermanentError
from automation_suite.plans import expiry
from automation_suite.plans.models import WAITING_STATES, Plan, RowState
from automation_suite.plans.wording import MEANINGS, Command, states_text, typed

_SEEN = "Somebody has seen that it arrived"
_NOT_SEEN = "Somebody has seen that it did not arrive"
_MOST_NAMED = 5
_LARGEST_NUMBER = 10**6


@dataclass(frozen=True)
class Decided:
    """What a person's word has changed.

    Attributes:
        plan: Of which.
        rows: How many rows it has decided.
        others: How many of the plan stand otherwise, and so were not touched.
    """

    plan: Plan
    rows: int
    others: int


def row_numbers(text: str) -> set[int]:
    """Return the numbers that a person has typed: ``1,3-5``. Pure.

    Raises:
        PermanentError: It is no list of numbers.
    """
    numbers: set[int] = set()
    for part in text.split(","):
        first, dash, last = (end.strip() for end in part.partition("-"))
        ends = [first, last] if dash else [first]
        if not all(end.isascii() and end.isdecimal() and 0 < int(end[:8]) <= _LARGEST_NUMBER for end in ends):
            raise PermanentError(f'"{text}" is no list of rows. Nothing was changed.', "Write it like 1,3-5")
        low, high = int(ends[0]), int(ends[-1])
        if low > high:
            raise PermanentError(f'"{part.strip()}" counts backwards. Nothing was changed.', "Write it like 1,3-5")
        numbers |= set(range(low, high + 1))
    return numbers


def plan_of(number_: int, command: Command = typed) -> Plan:
    """Return a plan.

    Args:
        number_: Of it.
        command: Returns what a person types.

    Raises:
        PermanentError: There is none.
    """
    plan = Plan.objects.filter(pk=number_).first()
    if plan is None:
        raise PermanentError(f"There is no plan {number_}. Nothing was changed.", f"To see them, type: {command('plans')}")
    return plan


def approve(plan: Plan, rows: Collection[int] | None, by: str, now: datetime, command: Command = typed) -> Decided:
    """Approve the proposed rows of a plan, or some of them. Nothing is sent yet.

    Args:
        plan: Which.
        rows: Their numbers; none for all that wait.
        by: Who has said so.
        now: The moment.
        command: Returns what a person types.

    Raises:
        PermanentError: The plan has expired, its job changes nothing, or a row cannot be approved. Nothing was changed.
    """
    if plan.limits.get("changes") == "never" and plan.undoes_id is None:
        raise PermanentError(
            f'{plan.job} only shows what it would change: jobs.toml says changes = "never". Nothing was approved.',
            'Write changes = "ask" there; the next plan can be approved.',
        )
    with transaction.atomic():
        expiry.expire(now)
        said = {"state": RowState.APPROVED, "decided_by": by, "decided_at": now}
        # A row that is approved already stays as it is, so that the same word twice is no mistake.
        return _decide(plan, rows, (RowState.PROPOSED,), said, command, also=(RowState.APPROVED,))


def reject(plan: Plan, rows: Collection[int] | None, by: str, now: datetime, command: Command = typed) -> Decided:
    """Reject the rows of a plan that were not sent yet, or some of them; see ``approve``.

    Raises:
        PermanentError: A row was sent or has ended. Nothing was changed.
    """
    with transaction.atomic():
        expiry.expire(now)
        said = {"state": RowState.REJECTED, "decided_by": by, "decided_at": now, "settled_at": now}
        return _decide(plan, rows, WAITING_STATES, said, command)


def resolve(
    plan: Plan, rows: Collection[int], arrived: bool, reason: str, now: datetime, command: Command = typed
) -> Decided:
    """End rows of which it is not known what became of them by a person's word.

    Args:
        plan: Which.
        rows: Their numbers.
        arrived: Whether the platform shows the new value.
        reason: Where the person has seen it.
        now: The moment.
        command: Returns what a person types.

    Raises:
        PermanentError: A row is known. Nothing was changed.
    """
    with transaction.atomic():
        words = f"{_SEEN if arrived else _NOT_SEEN}{f': {reason}' if reason else ''}."
        state = RowState.APPLIED if arrived else RowState.FAILED
        said = {"state": state, "settled_at": now, "explanation": words, "next_step": ""}
        return _decide(plan, rows, (RowState.UNKNOWN,), said, command)


def refuse_foreign(plan: Plan, numbers: Collection[int], there: Collection[int], command: Command) -> None:
    """Stop where somebody names rows that a plan does not have.

    Args:
        plan: Which.
        numbers: That he names.
        there: That it has.
        command: Returns what a person types.

    Raises:
        PermanentError: It names them. Nothing was changed.
    """
    _refuse(plan, [one for one in sorted(numbers) if one not in there], "are not in it", command)


def _decide(
    plan: Plan,
    numbers: Collection[int] | None,
    states: Sequence[RowState],
    said: Mapping[str, object],
    command: Command,
    also: Sequence[RowState] = (),
) -> Decided:
    """Write a person's word into the rows of a plan that stand in one of the states, or into those that he names.

    Rows that he names and that stand otherwise are a mistake, unless they stand in one of the states in ``also``.
    """
    standing = dict(plan.rows.select_for_update().order_by("pk").values_list("number", "state"))
    if numbers is not None:
        refuse_foreign(plan, numbers, standing, command)
        for state in RowState:
            if state not in (*states, *also):
                wrong = [one for one in sorted(numbers) if standing[one] == state]
                _refuse(plan, wrong, f'cannot be decided, because they stand at "{MEANINGS[state]}"', command)
    wanted = [one for one, state in standing.items() if state in states and (numbers is None or one in numbers)]
    if not wanted and not any(state in also for state in standing.values()):
        words = states_text(standing.values())
        anew = f"For a new plan, type: {command(plan.job)}" if RowState.EXPIRED in standing.values() else ""
        raise PermanentError(f"Nothing in plan {plan.pk} waits for that word ({words}). Nothing was changed.", anew)
    decided = plan.rows.filter(number__in=wanted).update(**said)
    return Decided(plan, decided, len(standing) - decided)


def _refuse(plan: Plan, numbers: Sequence[int], why: str, command: Command) -> None:
    if numbers:
        named = ", ".join(map(str, numbers[:_MOST_NAMED])) + (" …" if len(numbers) > _MOST_NAMED else "")
        raise PermanentError(
            f"Rows of plan {plan.pk} {why}: {named}. Nothing was changed.",
            f"To see them, type: {command(f'plans {plan.pk}')}",
        )
