"""Whether what a platform says of money fits together: entries, payouts, balances and the figures of the days. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from automation_suite.shop_figures.merging import Figure

KINDS = ("sales", "refunds", "fees", "labels", "other", "payouts")
_NOTHING = Decimal(0)


@dataclass(frozen=True)
class Entry:
    """One movement of a seller's account on a platform.

    Attributes:
        entry_id: By which the platform knows it.
        day: In the platform's time zone.
        kind: One of ``KINDS``.
        amount: What it adds to the account; below 0 what it takes away.
        payout_id: In which payout it was; empty when in none yet.
        balance: Of the account right after it; none when the platform does not say.
    """

    entry_id: str
    day: date
    kind: str
    amount: Decimal
    payout_id: str = ""
    balance: Decimal | None = None


@dataclass(frozen=True)
class Payout:
    """Money that the platform has sent to the bank."""

    payout_id: str
    day: date
    amount: Decimal


@dataclass(frozen=True)
class Difference:
    """Two amounts that should be the same and are not."""

    what: str
    expected: Decimal
    found: Decimal

    @property
    def sentence(self) -> str:
        """The same for people."""
        return f"{self.what}: {self.expected:.2f} expected, {self.found:.2f} found ({self.found - self.expected:+.2f})."


def day_figures(entries: Iterable[Entry], days: Iterable[date], currency: str) -> list[Figure]:
    """Return the money of each day as figures: a day that was answered to its end and has no entry has 0.

    Args:
        entries: Of the account; the same one may be there twice, as pages overlap.
        days: Days that were answered to their end. Others get no figures, whatever entries of them are there.
        currency: Of the account.
    """
    sums: defaultdict[tuple[date, str], Decimal] = defaultdict(lambda: _NOTHING)
    for entry in _once(entries):
        sums[entry.day, entry.kind] += entry.amount
    return [Figure(day, kind, sums.get((day, kind), _NOTHING), currency) for day in sorted(set(days)) for kind in KINDS]


def payout_differences(entries: Iterable[Entry], payouts: Iterable[Payout], may_differ: Decimal) -> list[Difference]:
    """Return payouts that are not the sum of the entries in them. The payouts' own entries do not count."""
    sums: defaultdict[str, Decimal] = defaultdict(lambda: _NOTHING)
    for entry in _once(entries):
        if entry.kind != "payouts":
            sums[entry.payout_id] += entry.amount
    return [
        Difference(f"Payout {payout.payout_id} of {payout.day}", sums[payout.payout_id], payout.amount)
        for payout in {payout.payout_id: payout for payout in payouts}.values()
        if abs(sums[payout.payout_id] - payout.amount) > may_differ
    ]


def balance_differences(entries: Sequence[Entry], may_differ: Decimal) -> list[Difference]:
    """Return places at which a balance is not the one before and the entry: something between them is missing.

    Args:
        entries: As the platform orders them, the oldest first.
        may_differ: By how much.
    """
    told = list(_once(entries))
    found = []
    for before, after in pairwise(told):
        if before.balance is None or after.balance is None:
            continue
        expected = before.balance + after.amount
        if abs(expected - after.balance) > may_differ:
            found.append(Difference(f"Balance after {after.entry_id} of {after.day}", expected, after.balance))
    return found


def figure_differences(figures: Iterable[Figure], entries: Iterable[Entry], may_differ: Decimal) -> list[Difference]:
    """Return stored figures of money that are not the sum of the entries of their day. One without a value is not 0."""
    stored = [figure for figure in figures if figure.name in KINDS and not figure.subject and figure.value is not None]
    sums = {figure.key: figure.value for figure in day_figures(entries, {figure.day for figure in stored}, "")}
    found = []
    for figure in stored:
        expected, value = sums[figure.key] or _NOTHING, figure.value or _NOTHING
        if abs(expected - value) > may_differ:
            found.append(Difference(f"{figure.name.capitalize()} of {figure.day}", expected, value))
    return found


def _once(entries: Iterable[Entry]) -> Iterable[Entry]:
    return {entry.entry_id: entry for entry in entries}.values()
