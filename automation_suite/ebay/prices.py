"""eBay's offers and other sellers' asks as the rules for prices see them. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from automation_suite.ebay.browse_api import ItemSummary
from automation_suite.ebay.fulfillment_api import Order
from automation_suite.ebay.inventory_api import InventoryItem
from automation_suite.ebay.offers_api import Offer as EBayOffer
from automation_suite.inventory.items import ItemPrices
from automation_suite.listing_rules.ebay import CONDITIONS, condition_word
from automation_suite.pricing.asks import Ask
from automation_suite.pricing.next_price import Offer

_NUMBERS = {name: number for number, name in CONDITIONS.items()}
_GTINS = ("ean", "upc", "isbn")


def as_offer(
    item: InventoryItem, offer: EBayOffer, known: ItemPrices | None, changed_at: datetime | None, sold_for: Sequence[Decimal]
) -> Offer | None:
    """Return an offer with what the inventory knows of its item; none when eBay tells no price.

    Amounts of the inventory in another currency than the offer's are left out: nothing is converted.

    Args:
        item: What is offered.
        offer: As eBay has it.
        known: Of the inventory; none when it does not have the item.
        changed_at: When the suite changed its price last.
        sold_for: What buyers paid for one lately.
    """
    if offer.price is None:
        return None
    unlike = known.currency if known and known.currency != offer.price.currency else ""
    known = None if unlike else known
    return Offer(
        offer_id=offer.offer_id, sku=item.sku, title=item.title, condition=condition_word(_NUMBERS.get(item.condition, 0)),
        price=offer.price.amount, currency=offer.price.currency, cost=known.cost if known else None,
        list_price=known.list_price if known else None, least_price=known.floor_price if known else None,
        changed_at=changed_at, sold_for=sold_for, unlike=unlike,
    )  # fmt: skip


def gtin_of(item: InventoryItem) -> str:
    """Return the EAN, UPC or ISBN of an item; empty when it has none: then nothing can be said to be the same."""
    product = item.record.get("product") or {}
    return next((str(product[name][0]) for name in _GTINS if product.get(name)), "")


def as_asks(found: Iterable[ItemSummary]) -> list[Ask]:
    """Return what others want for the same item; auctions without a price to buy at once are left out."""
    return [
        Ask(
            listing_id=one.listing_id or one.item_id, seller=one.seller,
            condition=condition_word(int(one.condition_id or 0)), price=one.price.amount,
            shipping=one.shipping.amount if one.shipping else None, currency=one.price.currency, fixed=one.is_fixed_price,
        )
        for one in found
        if one.price
    ]  # fmt: skip


def paid_by_sku(orders: Iterable[Order], currency: str) -> Mapping[str, list[Decimal]]:
    """Return what buyers paid for one piece of each item in a currency."""
    found: defaultdict[str, list[Decimal]] = defaultdict(list)
    for line in (line for order in orders for line in order.lines):
        if line.sku and line.quantity and line.cost.currency == currency:
            found[line.sku].append(line.cost.amount / line.quantity)
    return found
