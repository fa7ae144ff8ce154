"""What was earned, what eBay kept, and what was paid out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from practice.ebay.asked import Asked, Handler, page
from practice.ebay.books import signed
from practice.ebay.filters import between, choices, parts
from practice.ebay.shapes import Row, moment, money

_DOMAIN, _BAD_FILTER = "API_FINANCES", 135002
_USUAL_LIMIT = 20
_FILTERS = {
    "transaction": ("transactionDate", "transactionType", "transactionStatus", "orderId", "payoutId", "transactionId"),
    "payout": ("payoutDate", "payoutStatus"),
}


def _transactions(asked: Asked) -> Row | None:
    return _listed(asked, "transaction")


def _payouts(asked: Asked) -> Row | None:
    return _listed(asked, "payout")


def _listed(asked: Asked, kind: str) -> Row | None:
    """Return a part of a list, the newest first; nothing at all when there is none."""
    given = parts(str(asked.query.get("filter", "")), _FILTERS[kind], _DOMAIN, _BAD_FILTER)
    found = list(asked.memory.table(f"{kind}s").values())
    for name, value in given.items():
        found = _dated(found, name, value) if name.endswith("Date") else [r for r in found if r.get(name) in choices(value)]
    if not found:
        return None
    rows, told = page(asked, sorted(found, key=lambda row: str(row[f"{kind}Date"]), reverse=True), _USUAL_LIMIT)
    return {f"{kind}s": rows, **told}


def _dated(rows: Sequence[Row], name: str, value: str) -> list[Row]:
    first, last = between(value, _DOMAIN, _BAD_FILTER)
    return [row for row in rows if moment(first) <= row[name] and (last is None or row[name] <= moment(last))]


def _summary(asked: Asked) -> Row:
    rows = asked.memory.table("transactions").values()
    due = sum((signed(row) for row in rows if row["transactionStatus"] != "PAYOUT"), Decimal(0))
    nothing, whole = (money(amount, asked.memory.site) for amount in (Decimal(0), due))
    return {"totalFunds": whole, "availableFunds": whole, "processingFunds": nothing, "fundsOnHold": nothing}


HANDLERS: dict[str, Handler] = {
    "getTransactions": _transactions,
    "getPayouts": _payouts,
    "getSellerFundsSummary": _summary,
}
