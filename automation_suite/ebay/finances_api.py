"""eBay's Finances API: what was earned, what eBay kept, and what was paid out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from automation_suite.ebay.amounts import money, money_or_none
from automation_suite.ebay.fulfillment_api import written_moment
from automation_suite.ebay.sites import Site
from automation_suite.platform_api.amounts import Money
from automation_suite.platform_api.calls import Calls
from automation_suite.platform_api.paging import Page, read_all
from automation_suite.platform_api.reading import Body

GROUP = "sell.finances"
PAGE_SIZE = 200
_ROOT = "/sell/finances/v1"
_NO_CONTENT = 204


@dataclass(frozen=True)
class FeeLine:
    """One fee of one line of an order.

    Attributes:
        kind: In eBay's words.
        amount: What eBay kept.
    """

    kind: str
    amount: Money


@dataclass(frozen=True)
class Transaction:
    """One movement on the seller's account with eBay.

    Attributes:
        transaction_id: By which eBay knows it, together with its kind.
        kind: ``SALE``, ``REFUND``, ``NON_SALE_CHARGE``, ``SHIPPING_LABEL``, ``TRANSFER`` …
        status: Such as ``FUNDS_AVAILABLE_FOR_PAYOUT`` or ``PAYOUT``.
        at: When.
        amount: Above 0 what the seller got, below 0 what the seller paid; of a sale what is left after the fees.
        fee: That eBay kept of it; none when nothing.
        fees: The same, one by one.
        fee_kind: Of a charge that is no sale; empty otherwise.
        order_id: Empty when it is about none.
        payout_id: With which it was paid out; empty before.
        memo: In eBay's words.
    """

    transaction_id: str
    kind: str
    status: str
    at: datetime
    amount: Money
    fee: Money | None
    fees: tuple[FeeLine, ...]
    fee_kind: str
    order_id: str
    payout_id: str
    memo: str


@dataclass(frozen=True)
class Payout:
    """One payment to the seller's bank.

    Attributes:
        payout_id: By which eBay knows it.
        status: Such as ``SUCCEEDED``.
        at: When.
        amount: That was paid.
        count: Of transactions in it; none when eBay does not say.
        bank_last4: Of the bank account; empty when eBay does not say.
    """

    payout_id: str
    status: str
    at: datetime
    amount: Money
    count: int | None
    bank_last4: str


def transactions(calls: Calls, site: Site, first: datetime, last: datetime) -> tuple[Transaction, ...]:
    """Return all movements of a time, with one call for each 200.

    Raises:
        AnswerIncompleteError: The pages do not have what eBay counts.
    """
    filters = f"transactionDate:[{written_moment(first)}..{written_moment(last)}]"
    found = _read(calls, site, "transaction", "transactions", filters, _transaction_key)
    return tuple(transaction_in(body) for body in found)


def payouts(calls: Calls, site: Site, first: datetime, last: datetime) -> tuple[Payout, ...]:
    """Return all payments to the bank of a time.

    Raises:
        AnswerIncompleteError: The pages do not have what eBay counts.
    """
    filters = f"payoutDate:[{written_moment(first)}..{written_moment(last)}]"
    found = _read(calls, site, "payout", "payouts", filters, lambda body: body.text("payoutId"))
    return tuple(payout_in(body) for body in found)


def transaction_in(body: Body) -> Transaction:
    """Read one movement."""
    amount = money(body, "amount")
    if body.text("bookingEntry") == "DEBIT":
        amount = Money(-abs(amount.amount), amount.currency)
    lines = body.parts("orderLineItems")
    return Transaction(
        transaction_id=body.text("transactionId"), kind=body.text("transactionType"),
        status=body.text_or("transactionStatus"), at=body.moment("transactionDate"), amount=amount,
        fee=money_or_none(body, "totalFeeAmount"),
        fees=tuple(
            FeeLine(fee.text_or("feeType"), money(fee, "amount")) for line in lines for fee in line.parts("marketplaceFees")
        ),
        fee_kind=body.text_or("feeType"), order_id=body.text_or("orderId"), payout_id=body.text_or("payoutId"),
        memo=body.text_or("transactionMemo"),
    )  # fmt: skip


def payout_in(body: Body) -> Payout:
    """Read one payment to the bank."""
    return Payout(
        payout_id=body.text("payoutId"), status=body.text("payoutStatus"), at=body.moment("payoutDate"),
        amount=money(body, "amount"), count=body.whole_or_none("transactionCount"),
        bank_last4=body.part_or_empty("payoutInstrument").text_or("accountLastFourDigits"),
    )  # fmt: skip


def _transaction_key(body: Body) -> str:
    # A sale and its refund may share a number.
    return f"{body.text('transactionType')} {body.text('transactionId')} {body.text_or('feeType')}"


def _read(calls: Calls, site: Site, path: str, listed: str, filters: str, key: Callable[[Body], str]) -> tuple[Body, ...]:
    what = f"eBay's list of {listed}"

    def page(start: int) -> Page:
        answer = calls.call(
            "GET", f"{_ROOT}/{path}", group=GROUP, query={"filter": filters, "limit": PAGE_SIZE, "offset": start},
            headers={"X-EBAY-C-MARKETPLACE-ID": site.marketplace},
        )  # fmt: skip
        # eBay says in so many words that there is nothing: another status, and no content.
        if answer.status == _NO_CONTENT:
            return Page((), 0)
        body = Body(answer.body, what)
        return Page(body.parts(listed), body.whole("total"))

    return read_all(page, key, PAGE_SIZE, what)
