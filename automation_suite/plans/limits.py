"""How far a plan may go: rows, steps of prices, money a day, and which changes of a limit are told. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from automation_suite.plan_rules import PlanRules
from automation_suite.plans.change import Value

# Under which platforms write the number of an amount.
_NUMBER_NAMES = ("value", "amount")
_NOT_SET = "not set"
_FROM_STRICT_TO_FREE = ("never", "ask", "auto")


class Changed(NamedTuple):
    """A limit that is no longer what it was, as the file writes it."""

    name: str
    old: str
    new: str


def limits_of(rules: PlanRules) -> PlanRules:
    """Return the limits of a job without everything else that its entry says."""
    return PlanRules(**{name: getattr(rules, name) for name in PlanRules.model_fields})


def strictest(one: PlanRules, other: PlanRules) -> PlanRules:
    """Return what both allow: those of the time when a plan was made, and those of now."""
    return one.model_copy(
        update={
            "changes": min(one.changes, other.changes, key=_FROM_STRICT_TO_FREE.index),
            "most_rows": min(one.most_rows, other.most_rows),
            "largest_step_percent": min(one.largest_step_percent, other.largest_step_percent),
            "most_money_a_day": min(one.most_money_a_day, other.most_money_a_day),
        }
    )


def written(rules: PlanRules) -> dict[str, str]:
    """Return each limit, and each number of the job's own rules, as the file writes it."""
    named = {name: getattr(rules, name) for name in PlanRules.model_fields if name != "rules"}
    return {
        name: _number(value) for name, value in (named | {f"rules.{key}": rule for key, rule in rules.rules.items()}).items()
    }


def changed(old: Mapping[str, str], new: Mapping[str, str]) -> list[Changed]:
    """Return what differs between limits as they are written."""
    pairs = ((name, old.get(name, _NOT_SET), new.get(name, _NOT_SET)) for name in {**old, **new})
    return [Changed(name, was, now) for name, was, now in pairs if was != now]


def is_price(name: str) -> bool:
    """Tell whether a field of this name holds a price: ``price``, ``sale_price``, ``startPrice``."""
    return name.lower().endswith("price")


def amount_in(value: Value) -> Decimal | None:
    """Return the amount of a price: ``"12.50"``, ``{"value": "12.50", …}`` or ``{"amount": 1250, "divisor": 100}``."""
    if not isinstance(value, str):
        if isinstance(value, Mapping):
            number = next((value[name] for name in _NUMBER_NAMES if name in value), None)
            amount, divisor = amount_in(number), amount_in(value.get("divisor", 1))
            return amount / divisor if amount is not None and divisor else None
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            return None
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def step_percent(field: str, old: Value, new: Value) -> Decimal:
    """Return by how many percent the price that changes most would change; also of prices inside a larger value.

    A price that is new or that goes is no step. From nothing to something is more than any limit allows.
    """
    if is_price(field) and (was := amount_in(old)) is not None and (then := amount_in(new)) is not None:
        return _percent(was, then)
    before, after = dict(_prices(field, old)), dict(_prices(field, new))
    return max((_percent(before[path], after[path]) for path in before.keys() & after.keys()), default=Decimal(0))


def _percent(old: Decimal, new: Decimal) -> Decimal:
    if old == new:
        return Decimal(0)
    return abs(new - old) / abs(old) * 100 if old else Decimal("Infinity")


def _prices(name: str, value: Value, path: str = "") -> Iterator[tuple[str, Decimal]]:
    amount = amount_in(value) if is_price(name) else None
    if amount is not None:
        yield path, amount
        return
    inner: list[tuple[str, Any]] = []
    if isinstance(value, Mapping):
        inner = [(str(key), part) for key, part in value.items()]
    elif isinstance(value, list | tuple):
        inner = [(str(place), part) for place, part in enumerate(value)]
    for key, part in inner:
        yield from _prices(key, part, f"{path}/{key}")


def _number(value: object) -> str:
    # The same number in another spelling is no change.
    return f"{Decimal(str(value)).normalize():f}" if isinstance(value, int | float | Decimal) else str(value)
