"""Etsy's ledger: every movement on the seller's payment account."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from automation_suite.etsy.answers import plain, whole_list
from automation_suite.platform_api.amounts import Money
from automation_suite.platform_api.calls import Calls
from automation_suite.platform_api.reading import AnswerIncompleteError, Body

# Etsy refuses a longer time in one call.
LONGEST_TIME = timedelta(days=31)
# The ledger has the smallest parts of its currency, and no divisor beside them.
_PARTS = Decimal(100)


@dataclass(frozen=True)
class LedgerEntry:
    """One movement.

    Attributes:
        entry_id: By which Etsy knows it.
        at: When.
        amount: Above 0 what the seller got, below 0 what Etsy took or paid out.
        balance: Of the account after it.
        kind: Such as ``transaction``, ``listing``, ``shipping_labels`` or ``DISBURSE2``.
        description: In Etsy's words.
        reference_kind: What it is about, such as ``listing``; empty when Etsy does not say.
        reference_id: Its number; empty when Etsy does not say.
        parent_id: Of the entry that it belongs to; empty when to none.
    """

    entry_id: str
    at: datetime
    amount: Money
    balance: Money
    kind: str
    description: str
    reference_kind: str
    reference_id: str
    parent_id: str


def entries(calls: Calls, shop_id: str, first: datetime, last: datetime) -> tuple[LedgerEntry, ...]:
    """Return all movements of a time, in their order. One list is read for each 31 days of it.

    Raises:
        AnswerIncompleteError: The pages do not have what Etsy counts.
    """
    found: dict[str, LedgerEntry] = {}
    for start, end in times(first, last):
        query = {"min_created": int(start.timestamp()), "max_created": int(end.timestamp())}
        path, what = f"/shops/{shop_id}/payment-account/ledger-entries", "Etsy's ledger"
        rows = whole_list(calls, path, lambda body: body.text("entry_id"), what, query)
        # A movement on the border stands in both lists.
        found |= {entry.entry_id: entry for entry in (entry_in(body) for body in rows)}
    return tuple(sorted(found.values(), key=lambda entry: (entry.at, int(entry.entry_id))))


def times(first: datetime, last: datetime) -> list[tuple[datetime, datetime]]:
    """Return a time in pieces that one call takes.

    In UTC, because 31 days of a place in which the clocks are put back have an hour more.
    """
    pieces, start, last = [], first.astimezone(UTC), last.astimezone(UTC)
    while start < last:
        end = min(start + LONGEST_TIME, last)
        pieces.append((start, end))
        start = end
    return pieces


def one_currency(entries: Iterable[LedgerEntry]) -> str:
    """Return in which currency the ledger is kept; empty when there is nothing in it.

    Raises:
        AnswerIncompleteError: There are several, and nothing can be summed.
    """
    found = sorted({one.amount.currency for one in entries})
    if len(found) > 1:
        raise AnswerIncompleteError(f"Etsy's ledger has {' and '.join(found)}; sums of both would say nothing.")
    return next(iter(found), "")


def entry_in(body: Body) -> LedgerEntry:
    """Read one movement."""
    currency, parent = body.text("currency"), body.whole_or_none("parent_entry_id")
    return LedgerEntry(
        entry_id=body.text("entry_id"), at=body.moment("created_timestamp"),
        amount=Money(body.whole("amount") / _PARTS, currency), balance=Money(body.whole("balance") / _PARTS, currency),
        kind=body.text_or("ledger_type"), description=plain(body, "description"),
        reference_kind=body.text_or("reference_type"), reference_id=body.text_or("reference_id"),
        parent_id=str(parent) if parent else "",
    )  # fmt: skip
