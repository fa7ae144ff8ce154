"""Etsy's receipts as the rules for orders see them. Pure."""

from __future__ import annotations

from automation_suite.etsy.receipts_api import Receipt
from automation_suite.orders.order import Line, Order, buyer_key

_CANCELLED = ("canceled", "fully refunded")


def as_order(receipt: Receipt, account: str, secret: bytes) -> Order:
    """Return an order without a name, an address or a message. Etsy does not tell the address of the buyer's account.

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
        lines=tuple(Line(line.transaction_id, line.sku, line.title, line.quantity) for line in receipt.transactions),
        cancelled=receipt.status in _CANCELLED, shipped=receipt.is_shipped,
        trackings=tuple(parcel.code for parcel in receipt.shipments if parcel.code),
    )  # fmt: skip
