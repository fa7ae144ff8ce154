"""eBay's orders as the rules for orders see them. Pure."""

from __future__ import annotations

from automation_suite.ebay.fulfillment_api import Order as EBayOrder
from automation_suite.orders.order import Line, Order, buyer_key, same_place

_PAID = ("PAID", "PARTIALLY_REFUNDED")
_NO_CANCELLATION = "NONE_REQUESTED"
_SENT, _SENT_IN_PART = "FULFILLED", "IN_PROGRESS"
_ALL_BACK = "FULLY_REFUNDED"


def as_order(order: EBayOrder, account: str, secret: bytes) -> Order:
    """Return an order without a name, an address or a message. eBay names no moment of payment: that of the order counts.

    What eBay sends on to another country goes to a place of eBay's; the buyer's address is compared with where it ends.

    Args:
        order: As it was read.
        account: Of which seller.
        secret: See ``buyer_key``.
    """
    left = [line for line in order.lines if line.status != _SENT]
    ship_by = [line.ship_by for line in left if line.ship_by]
    here, home = order.destination or order.ship_to, order.registered
    return Order(
        platform="ebay", account=account, order_id=order.order_id, buyer=buyer_key("ebay", order.buyer, secret),
        total=order.total.amount, currency=order.total.currency, ordered_at=order.created_at,
        paid_at=order.created_at if order.payment_status in _PAID else None,
        ship_by=min(ship_by, default=None),
        lines=tuple(Line(line.line_id, line.sku, line.title, line.quantity) for line in left or order.lines),
        same_country=same_place(here.country, home.country) if here and home else None,
        same_postcode=same_place(here.postal_code, home.postal_code) if here and home else None,
        cancelled=order.cancel_state != _NO_CANCELLATION or order.payment_status == _ALL_BACK,
        shipped=order.status == _SENT, partly_shipped=order.status == _SENT_IN_PART, payment_held=order.is_held,
    )  # fmt: skip
