"""When to kill, and what a killed run and the run after it must have come to. Pure."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

ANYWHERE, BEFORE, AFTER = "anywhere", "before click", "after click"
# Half of all kills are aimed at the seconds around the money click.
_AIMS = (ANYWHERE, BEFORE, ANYWHERE, AFTER)
# What the shop does between the kill and the next run: nothing, a sale comes in, or a sale comes in and the page with
# the past redemptions is gone, so that nothing can prove a transfer.
_AFTERWARDS = {"instant": 60, "instant+thousands": 20, "instant+thousands+no-history": 20}
DOUBLE, LOST, UNPAID, UNEXPLAINED = "double transfer", "lost record", "silently never paid", "open and not explained"
BARS = (DOUBLE, LOST, UNPAID, UNEXPLAINED)


@dataclass(frozen=True)
class Plan:
    """One kill: where it is aimed, when within that span (0 to 1), and how the shop behaves afterwards."""

    number: int
    aim: str
    share: float
    afterwards: str


@dataclass(frozen=True)
class Spans:
    """How long things take here, in seconds: a whole run, from the opened redemption to the click, and on to its end."""

    run: float
    before: float
    after: float


@dataclass(frozen=True)
class Seen:
    """What stands on both sides after a round: a killed run, a normal run and, if needed, a person's word.

    Attributes:
        paid: References of the payments in the practice ledger.
        confirmed: References of the confirmed transfers in the journal.
        balance: What is left at the shop.
        minimum: What is too little to be moved.
        runs_without_end: Rows that never ended.
        folders_without_row: Run folders that the history does not know.
        stayed_open: Transfers that the normal run could not end.
        explained: Transfers that a message to the owner names with the command to type.
        told: Number of messages to the owner in this round.
        killed_run_told: The killed run has no row, or a message is about it.
    """

    paid: Sequence[str]
    confirmed: Sequence[str]
    balance: Decimal
    minimum: Decimal
    runs_without_end: int
    folders_without_row: Sequence[str]
    stayed_open: Sequence[int] = field(default=())
    explained: Sequence[int] = field(default=())
    told: int = 0
    killed_run_told: bool = True


def plan(seed: int, number: int) -> Plan:
    """Return the kill of a number."""
    draw = random.Random(f"{seed} {number}")
    afterwards = draw.choices(list(_AFTERWARDS), weights=list(_AFTERWARDS.values()))[0]
    return Plan(number, _AIMS[number % len(_AIMS)], draw.random(), afterwards)


def wait_seconds(wanted: Plan, spans: Spans) -> float:
    """Return how long to wait: from the start of the run, from the opened redemption, or from the journal's first line."""
    return wanted.share * {ANYWHERE: spans.run, BEFORE: spans.before, AFTER: spans.after}[wanted.aim]


def place(state: str, paid: bool, has_row: bool, ended: bool) -> str:
    """Return in words how far a run had come when it was killed.

    Args:
        state: Of its transfer; empty without one.
        paid: The shop had paid.
        has_row: The run had its row.
        ended: The row said how the run ended.
    """
    if ended:
        return "its end was written"
    if state:
        return f"{state}, {'paid' if paid else 'not paid'}"
    return "before the journal" if has_row else "before its row"


def judge(seen: Seen) -> list[tuple[str, str]]:
    """Return each bar that a round has missed, with what was seen."""
    found = []
    twice = sorted({reference for reference in seen.paid if seen.paid.count(reference) > 1})
    if twice or seen.balance < 0:
        found.append((DOUBLE, f"paid twice: {twice}, balance {seen.balance}"))
    if without_row := sorted(set(seen.paid) - set(seen.confirmed)):
        found.append((LOST, f"payments that the journal does not confirm: {without_row}"))
    if without_payment := sorted(set(seen.confirmed) - set(seen.paid)):
        found.append((LOST, f"confirmed in the journal, not paid: {without_payment}"))
    if seen.runs_without_end or seen.folders_without_row:
        found.append((LOST, f"{seen.runs_without_end} rows without end, folders without row: {seen.folders_without_row}"))
    if not seen.killed_run_told:
        found.append((LOST, "nobody was told of the killed run"))
    if seen.balance >= seen.minimum and not seen.told:
        found.append((UNPAID, f"{seen.balance} left and no message"))
    if silent := sorted(set(seen.stayed_open) - set(seen.explained)):
        found.append((UNEXPLAINED, f"transfers {silent}"))
    return found
