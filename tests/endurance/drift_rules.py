"""Which changes of the pages are tried in which order, and what a run on changed pages must come to. Pure."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from practice.markup_changes import DOUBTFUL, MARKUP_CHANGES

_PREFIX = "markup-"
TOLD, NOTHING_LOST, ASKED, UNTOLD, GUESSED = "told", "nothing lost", "asked for doubt", "broke untold", "guessed"
# A half of everything at once, and what concerns every page, is tried alone only.
_NOT_IN_A_ROW = ("half", "everywhere", "main")


@dataclass(frozen=True)
class RunSeen:
    """What a run on changed pages has come to.

    Attributes:
        status: Exit status of the run.
        drift: The things around which the run has told a change.
        payments: What the shop has paid in this run.
        dangers: Presses that no machine should do.
    """

    status: int
    drift: Sequence[str]
    payments: Sequence[str]
    dangers: Sequence[str]


def alone() -> list[tuple[str, ...]]:
    """Return every change by itself."""
    return [(name,) for name, _ in MARKUP_CHANGES]


def in_a_row(seed: int, orders: int) -> list[tuple[str, ...]]:
    """Return, for each part of the pages, orders in which all its clear changes come one after the other."""
    groups: dict[str, list[str]] = {}
    for name, _ in MARKUP_CHANGES:
        part = name.removeprefix(_PREFIX).partition("-")[0]
        if part not in _NOT_IN_A_ROW and name not in DOUBTFUL:
            groups.setdefault(part, []).append(name)
    draw = random.Random(seed)
    return [tuple(draw.sample(names, len(names))) for names in groups.values() for _ in range(orders)]


def judge(changes: Sequence[str], seen: RunSeen, told_before: bool, amount: str) -> str:
    """Return what a run on changed pages counts as.

    Args:
        changes: The changes of its pages, the newest last.
        seen: What the run has come to.
        told_before: An earlier run on some of these changes has told drift.
        amount: What must have been paid when the run went well.
    """
    if seen.dangers or list(seen.payments) != ([amount] if seen.status == 0 else []):
        return GUESSED
    if seen.status == 0:
        return TOLD if seen.drift else NOTHING_LOST
    if changes[-1] in DOUBTFUL and seen.status == 3:
        return ASKED
    return TOLD if told_before else UNTOLD
