"""A target whose platform reads and writes one object with each call, and how some values are compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from automation_suite.plans.change import Answer, Change, Value
from automation_suite.platform_api.writing import Writing, faulty

# What stands for an object that was not answered about.
MISSING: Any = object()


def is_same(wanted: Value, live: Value) -> bool:
    """Tell whether two values are equal."""
    return bool(wanted == live)


def is_same_text(wanted: Value, live: Value) -> bool:
    """Tell whether two texts are equal, but for how their lines end and for blanks behind them."""
    return _text(wanted) == _text(live)


def is_same_amount(wanted: Value, live: Value) -> bool:
    """Tell whether two amounts are equal; a text that is no amount is none of them."""
    try:
        return Decimal(str(wanted)) == Decimal(str(live))
    except InvalidOperation:
        return False


def has_parcel(wanted: Value, live: Value) -> bool:
    """Tell whether a parcel is among those of an order, by its tracking number; platforms write carriers in their own way.

    Args:
        wanted: A parcel with ``number``, or all parcels as they were.
        live: All parcels, each with ``number``.
    """
    if isinstance(wanted, list):
        return [_number(parcel) for parcel in wanted] == [_number(parcel) for parcel in live]
    return _number(wanted) in [_number(parcel) for parcel in live]


@dataclass
class ObjectTarget:
    """One field of one kind of object that is read and written object by object; see ``plans.change.Target``.

    Attributes:
        read_all: Returns the live values of objects, by their numbers; what it leaves out was not answered about.
        write_one: Makes the call and returns what it was answered.
        faults: Returns why the platform would refuse a value, each as a plain sentence; such a value is not sent.
        repeatable: Whether writing a value twice has the effect of writing it once.
        same: Compares the wanted value with the live one; neither is none.
        undo: Why it cannot be taken back; empty when it can.
        most_read: How many objects one call reads.
        most_rows: How many changes one call writes.
    """

    read_all: Callable[[Sequence[str]], Mapping[str, Value]]
    write_one: Callable[[Change], Answer]
    faults: Callable[[Value], Sequence[str]] = lambda _: ()
    repeatable: bool = True
    same: Callable[[Value, Value], bool] = is_same
    undo: str = ""
    most_read: int = 1
    most_rows: int = 1

    def read(self, objects: Sequence[str]) -> Mapping[str, Value]:
        """Return the live values of objects."""
        found = self.read_all(objects)
        return {name: value for name, value in found.items() if value is not MISSING}

    def write(self, changes: Sequence[Change]) -> Sequence[Answer]:
        """Send changes, one call for each, and return an answer to each."""
        writing = Writing(len(changes))
        for place, change in enumerate(changes):
            if faults := self.faults(change.new):
                writing.answer(place, faulty(faults))
            else:
                writing.send([place], lambda place=place, change=change: {place: self.write_one(change)})  # type: ignore[misc]
        return writing.answers

    def shows(self, wanted: Value, live: Value) -> bool:
        """Tell whether a live value is the wanted one."""
        if wanted is None or live is None:
            return wanted is live
        return self.same(wanted, live)


def each(read_one: Callable[[str], Value]) -> Callable[[Sequence[str]], Mapping[str, Value]]:
    """Return what reads several objects with one call for each."""
    return lambda objects: {name: read_one(name) for name in objects}


def _text(value: Value) -> str:
    return str(value).replace("\r\n", "\n").replace("\r", "\n").rstrip()


def _number(parcel: Mapping[str, Value]) -> str:
    return "".join(character for character in str(parcel["number"]) if character.isalnum()).upper()
