"""Etsy's receipts as the rules for orders see them. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from automation_suite.etsy.receipts_api import Receipt, Transaction
from automation_suite.orders.order import Line, Order, buyer_key
from automation_suite.plans.change import Change

# Etsy sends it by itself as soon as it is told of a parcel.
_MAIL = "Etsy sends the buyer an e-mail"
_CANCELLED = ("canceled", "fully refunded")


def as_order(receipt: Receipt, account: str, secret: bytes) -> Order:
    """Return an order without a name, an address or a message. Etsy does not tell the address of the buyer's account.

    What is downloaded is no line of it, because nobody picks or ships that.

    Args:
        receipt: As it was read.
        account: Of which seller.
        secret: See ``buyer_key``.
    """
    ship_by = [line.ship_by for line in receipt.transactions if line.ship_by]
    paid_at = [line.paid_at for line in receipt.transactions if line.paid_at]
    return Order(
        platform="etsy", account=account, order_id=receipt.receipt_id,
        buyer=buyer_key("etsy", receipt.buyer, secret) if receipt.buyer else "", total=receipt.total.amount,
        currency=receipt.total.currency, ordered_at=receipt.created_at,
        paid_at=min(paid_at, default=receipt.created_at) if receipt.is_paid else None, ship_by=min(ship_by, default=None),
        lines=tuple(_line(line) for line in receipt.transactions if not line.is_digital), is_gift=receipt.is_gift,
        cancelled=receipt.status in _CANCELLED, shipped=receipt.is_shipped,
        trackings=tuple(parcel.code for parcel in receipt.shipments if parcel.code),
    )  # fmt: skip


def is_to_send(receipt: Receipt) -> bool:
    """Tell whether there is something to send in an order, or nobody knows what is in it."""
    return not receipt.transactions or not all(line.is_digital for line in receipt.transactions)


def with_note(changes: Iterable[Change], note: str) -> list[Change]:
    """Return new tracking numbers with a note to the buyer, and say that Etsy sends an e-mail.

    Args:
        changes: From ``orders.trackings``.
        note: The owner's words; nothing is added when they are empty.
    """
    said = f"{_MAIL} with your note." if note else f"{_MAIL}."
    more = {"note_to_buyer": note} if note else {}
    return [replace(change, new={**change.new, **more}, reason=f"{change.reason} {said}") for change in changes]


def _line(line: Transaction) -> Line:
    # Two sizes of one listing are two things to pick, whether or not they have SKUs of their own.
    chosen = [line.variation] if line.variation else []
    chosen += ["personalised, see the order on Etsy"] * line.is_personalised
    title = f"{line.title} ({'; '.join(chosen)})" if chosen else line.title
    return Line(line.transaction_id, line.sku, title, line.quantity)
