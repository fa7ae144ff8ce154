"""eBay's orders and offers as the rules for stock see them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from automation_suite.ebay.fulfillment_api import Order
from automation_suite.ebay.inventory_api import InventoryItem
from automation_suite.ebay.offers_api import Offer
from automation_suite.stock_sync.ledger import Sale, Stock
from automation_suite.stock_sync.listings import Listing

_PAID = ("PAID", "PARTIALLY_REFUNDED", "FULLY_REFUNDED")
_CANCELLED = "CANCELED"
_KIND = "offer"
_NOTHING = Stock(0)


def sales_in(orders: Iterable[Order], account: str) -> list[Sale]:
    """Return each line of orders as a sale."""
    return [
        Sale(
            "ebay", account, order.order_id, line.line_id, line.sku, line.title, line.quantity, order.created_at,
            paid=order.payment_status in _PAID, cancelled=order.cancel_state == _CANCELLED,
        )
        for order in orders
        for line in order.lines
    ]  # fmt: skip


def listings_of(items: Iterable[InventoryItem], offers: Mapping[str, str], account: str) -> list[Listing]:
    """Return how many of each item are offered. An item of which eBay tells no quantity is left out.

    Args:
        items: As they were read.
        offers: Numbers of the published offers by SKU; items without one are left out.
        account: Of which seller.
    """
    return [
        Listing("ebay", account, _KIND, offers[item.sku], item.sku, item.title, item.quantity)
        for item in items
        if item.sku in offers and item.quantity is not None
    ]


def urgent_first(items: Iterable[InventoryItem], stocks: Mapping[str, Stock]) -> Sequence[InventoryItem]:
    """Return items whose offers are not known yet, in the order in which to ask for them: first what has to come down.

    Args:
        items: As they were read.
        stocks: Of each item of the inventory; what it does not have comes last, because nothing is done about it.
    """

    def urgency(item: InventoryItem) -> tuple[bool, bool]:
        stock = stocks.get(item.sku)
        return stock is None, (item.quantity or 0) <= (stock or _NOTHING).available

    return sorted(items, key=urgency)


def published(offers: Iterable[Offer]) -> dict[str, str]:
    """Return the numbers of published offers by SKU."""
    return {offer.sku: offer.offer_id for offer in offers if offer.is_published}
