"""What a row has come to, from what was sent, what was answered and what the platform shows. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from automation_suite.plans.change import Answer, Ended, Target, Value
from automation_suite.plans.models import RowState
from automation_suite.plans.wording import short


class Seen(NamedTuple):
    """What the platform shows of one object; it may also have said nothing about it."""

    answered: bool
    value: Value = None


@dataclass(frozen=True)
class Verdict:
    """What becomes of a row.

    Attributes:
        state: Where it stands now; ``approved`` is sent again.
        explanation: Why it did not end as ``applied``.
        next_step: What a person does now.
        receipt: Whether what the platform shows is kept as a receipt.
    """

    state: RowState
    explanation: str = ""
    next_step: str = ""
    receipt: bool = False


def seen(live: Mapping[str, Value], object_id: str) -> Seen:
    """Return what an answer says of one object."""
    return Seen(True, live[object_id]) if object_id in live else Seen(False)


def shows(target: Target, wanted: Value, live: Value) -> bool:
    """Tell whether a live value is the wanted one, also when either is none."""
    if wanted is None or live is None:
        return wanted is live
    return target.shows(wanted, live)


def before_sending(target: Target, old: Value, new: Value, now: Seen) -> Verdict | None:
    """Return what becomes of a row that is not to be sent; none when it is."""
    if not now.answered:
        return Verdict(RowState.APPROVED, "The platform said nothing about it, so nothing was sent.")
    if shows(target, new, now.value):
        return Verdict(RowState.APPLIED, "It was so already, so nothing was sent.", receipt=True)
    if not shows(target, old, now.value):
        words = f"It shows {_quoted(now.value)} and no longer {_quoted(old)}, so nothing was sent."
        return Verdict(RowState.REFUSED, words, "The next run of the job plans it anew from what is there now.")
    return None


def after_sending(target: Target, old: Value, new: Value, answer: Answer, now: Seen) -> Verdict:
    """Return what becomes of a row that was sent, or of which it is not known whether it was.

    Args:
        target: What was written.
        old: Live value right before.
        new: What was sent.
        answer: To the write; not known after a crash.
        now: What the platform shows.
    """
    refused = answer.ended is Ended.NOT_TAKEN
    if now.answered and shows(target, new, now.value):
        return Verdict(RowState.APPLIED, receipt=True)
    if refused:
        return Verdict(RowState.FAILED, answer.explanation or "The platform refused it.", answer.next_step)
    if not now.answered:
        said = "The platform took it" if answer.ended is Ended.TAKEN else "Its answer was lost"
        return Verdict(RowState.UNKNOWN, f"{said}, and what it shows now cannot be read.")
    if shows(target, old, now.value):
        return _unchanged(target, answer, now)
    return _otherwise(target, answer, now)


def _unchanged(target: Target, answer: Answer, now: Seen) -> Verdict:
    """Return what becomes of a row that was sent and whose old value is still shown."""
    if answer.ended is Ended.TAKEN:
        words = f"The platform took it and still shows {_quoted(now.value)}."
        if target.repeatable:
            return Verdict(
                RowState.FAILED, words, "The next run of the job plans it again if it is still needed.", receipt=True
            )
        return Verdict(RowState.UNKNOWN, words)
    if target.repeatable:
        return Verdict(RowState.APPROVED, "Its answer was lost and nothing has changed, so it is sent again.")
    return Verdict(RowState.UNKNOWN, "Its answer was lost. It may still arrive, and sent again it could arrive twice.")


def _otherwise(target: Target, answer: Answer, now: Seen) -> Verdict:
    """Return what becomes of a row that was sent where something else is shown now."""
    words = f"It shows {_quoted(now.value)}, which is neither the old value nor the new one."
    if answer.ended is Ended.TAKEN:
        return Verdict(RowState.FAILED, words, "Look whether that is as it should be.", receipt=True)
    if target.repeatable:
        # Whatever became of the request, somebody has written something else since.
        return Verdict(RowState.REFUSED, f"{words} Its answer was lost, and it was not sent again.")
    return Verdict(RowState.UNKNOWN, f"{words} Its answer was lost.")


def _quoted(value: Value) -> str:
    return f"“{short(value)}”" if isinstance(value, str) else short(value)
