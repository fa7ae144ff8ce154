"""Values, numbers and states of rows in plain words. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from automation_suite.money import dollars
from automation_suite.plan_rules import PlanRules
from automation_suite.plans.change import Value
from automation_suite.plans.models import RowState

# Returns what a person types, such as ``python run.py plans 7``; in practice with ``--practice`` behind it.
Command = Callable[[str], str]

_SHORT = 60
_MOST_FIELDS = 4
# Where the next word begins in a name such as imageUrls.
_NEXT_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")

# What the state of a row means to somebody who sees it for the first time.
MEANINGS = {
    RowState.PROPOSED: "waits for your yes",
    RowState.APPROVED: "approved, waits to be applied",
    RowState.REJECTED: "rejected",
    RowState.EXPIRED: "expired, nothing was sent",
    RowState.SUBMITTED: "is being sent",
    RowState.APPLIED: "applied",
    RowState.REFUSED: "not sent",
    RowState.FAILED: "not taken",
    RowState.UNKNOWN: "not known, needs you",
}
_OF_SEVERAL = {
    RowState.PROPOSED: "wait for your yes",
    RowState.APPROVED: "approved, wait to be applied",
    RowState.SUBMITTED: "are being sent",
    RowState.UNKNOWN: "not known, need you",
}


def typed(words: str) -> str:
    """Return what a person types where nothing is practised."""
    return f"python run.py {words}"


def number(count: int, thing: str) -> str:
    """Return a number with its thing: ``1 change``, ``1,200 changes``."""
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def value_text(value: Value) -> str:
    """Return a value as a person would write it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return "; ".join(value_lines(value)) or "nothing"
    if isinstance(value, list | tuple):
        return ", ".join(map(value_text, value)) or "nothing"
    return str(value)


def value_lines(value: Mapping[str, Value]) -> Iterator[str]:
    """Give a value that has parts line by line, each with the name that stands closest to it: ``price: 12.00 USD``."""
    for name, part in value.items():
        if isinstance(part, Mapping) and "value" not in part:
            yield from value_lines(part)
        else:
            # An amount and what it is in are one thing, such as of a price or a weight.
            words = " ".join(map(value_text, _in_order(part))) if isinstance(part, Mapping) else value_text(part)
            yield f"{_NEXT_WORD.sub(' ', name).replace('_', ' ').lower() if name.isidentifier() else name}: {words}"


def _in_order(amount: Mapping[str, Value]) -> list[Value]:
    return [amount["value"], *(part for name, part in amount.items() if name != "value")]


def short(value: Value, most: int = _SHORT) -> str:
    """Return a value on one line, cut where it is long."""
    if isinstance(value, Mapping):
        # By what a platform knows other things tells a person nothing, and takes the room of what does.
        value = {name: part for name, part in value.items() if not name.endswith("_id")} or value
    line = " ".join(value_text(value).split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def fields_text(fields: Iterable[str]) -> str:
    """Return which fields change, the most frequent first: ``10 × price, 2 × title``."""
    counts = Counter(fields).most_common()
    named = [f"{count:,} × {name}" for name, count in counts[:_MOST_FIELDS]]
    more = sum(count for _, count in counts[_MOST_FIELDS:])
    return ", ".join([*named, *([f"{more:,} × other"] if more else [])])


def states_text(states: Iterable[str]) -> str:
    """Return how many rows stand where: ``3 applied, 1 not taken``."""
    counts = Counter(states)
    words = {state: _OF_SEVERAL.get(state, MEANINGS[state]) if counts[state] > 1 else MEANINGS[state] for state in RowState}
    return ", ".join(f"{counts[state]:,} {words[state]}" for state in RowState if counts[state])


def limits_text(limits: PlanRules) -> str:
    """Return the limits of a plan as one line."""
    return (
        f"at most {number(limits.most_rows, 'row')}, {limits.largest_step_percent:g} % a step of a price,"
        f" {dollars(Decimal(limits.most_money_a_day))} a day"
    )
