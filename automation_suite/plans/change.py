"""One intended change, and what a platform has to offer so that it can be planned, applied, read back and undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol

# What JSON can hold. Amounts are text with two decimals, so that nothing is rounded on the way.
Value = Any


@dataclass(frozen=True)
class Change:
    """One intended change of one field of one object.

    Attributes:
        kind: What the object is: ``listing``, ``offer``, ``order``, ``feedback``, ``shop`` …
        object_id: By which the platform knows it; before it is there, its SKU.
        label: The object for people, such as its title.
        field: What changes: ``price``, ``quantity``, ``title``, ``tracking``, ``reply`` …; ``listing`` for a whole one.
        old: Live value as it was read; none when there is none.
        new: Intended value; none when it is to go.
        reason: Why, in one plain sentence.
        rule: Name of the rule that decided.
        confidence: How sure the rule is, from 0 to 1.
        reduces_risk: Whether it can only make things safer, such as taking down what is sold.
        costs: What applying it costs, in dollars; none when nothing.
    """

    kind: str
    object_id: str
    label: str
    field: str
    old: Value
    new: Value
    reason: str
    rule: str
    confidence: float = 1.0
    reduces_risk: bool = False
    costs: Decimal | None = None


class Ended(StrEnum):
    """How one write ended, as far as its answer tells."""

    TAKEN = "taken"
    NOT_TAKEN = "not taken"
    NOT_KNOWN = "not known"


@dataclass(frozen=True)
class Answer:
    """What a platform answered to the write of one change.

    Attributes:
        ended: Whether it was taken; not known when the answer was lost.
        reference: What the platform calls the new thing, such as a listing's number; empty when nothing is new.
        explanation: Why it was not taken, in one plain sentence.
        next_step: What a person does now; empty when nothing.
        facts: What it answered in short, without anything personal.
    """

    ended: Ended
    reference: str = ""
    explanation: str = ""
    next_step: str = ""
    facts: Mapping[str, Value] = field(default_factory=dict)


class Target(Protocol):
    """One field of one kind of object on a platform: how it is read, written and compared.

    It may also have ``most_read`` and ``undo``; see ``reads_at_once`` and ``why_no_undo``.

    Attributes:
        most_rows: How many changes one call can write.
        repeatable: Whether writing a value twice has the effect of writing it once. Where it has not (a message, a label),
            a write whose answer was lost is never sent again by a machine.
    """

    most_rows: int
    repeatable: bool

    def read(self, objects: Sequence[str]) -> Mapping[str, Value]:
        """Return the live values of objects; none for one that is not there. One that was not answered about is missing.

        Raises:
            SuiteError: Nothing could be read.
        """

    def write(self, changes: Sequence[Change]) -> Sequence[Answer]:
        """Send changes in one call and return an answer to each, in their order.

        A call that failed as a whole is an answer to each change too; nothing is raised once something may have left.

        Raises:
            SuiteError: Nothing has left, such as when no further call is allowed for now; the changes wait.
        """

    def shows(self, wanted: Value, live: Value) -> bool:
        """Tell whether a live value is the wanted one; a platform may write the same in another way."""


def reads_at_once(target: Target) -> int:
    """Return how many objects are read before they are written: ``most_read`` of a target, else as many as it writes.

    A value is read that much earlier than it is written, and what was written is read back that much later. Of a target
    that is not repeatable no more is under way than one call writes.
    """
    return max(target.most_rows, int(getattr(target, "most_read", 0))) if target.repeatable else target.most_rows


def why_no_undo(target: Target) -> str:
    """Return why a write of a target cannot be taken back: its sentence ``undo``; empty when it has none and it can."""
    return str(getattr(target, "undo", ""))
