"""eBay's offers and other sellers' asks as the rules for prices see them. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from automation_suite.ebay.browse_api import ItemSummary
from automation_suite.ebay.fulfillment_api import Order
from automation_suite.ebay.inventory_api import InventoryItem
from automation_suite.ebay.offers_api import Offer as EBayOffer
from automation_suite.inventory.items import ItemPrices
from automation_suite.listing_rules.ebay import CONDITIONS, gtin_field
from automation_suite.platform_api.amounts import Money
from automation_suite.pricing.asks import Ask
from automation_suite.pricing.next_price import Offer

_NAMES = {str(number): name for number, name in CONDITIONS.items()}
_NUMBERS = {name: number for number, name in _NAMES.items()}
_GTINS = ("ean", "upc", "isbn")
_PAID, _NO_CANCELLATION = "PAID", "NONE_REQUESTED"


def as_offer(
    item: InventoryItem,
    offer: EBayOffer,
    known: ItemPrices | None,
    changed_at: datetime | None = None,
    listed_at: datetime | None = None,
    paid: Sequence[Money] = (),
) -> Offer | None:
    """Return an offer with what the inventory knows of its item; none when eBay tells no price.

    Amounts in another currency than the offer's are not known: nobody says at what rate they would count.

    Args:
        item: What is offered.
        offer: As eBay has it.
        known: Of the inventory; none when it does not have the item.
        changed_at: When the suite changed its price last.
        listed_at: Since when the inventory knows of the listing.
        paid: What buyers paid for one lately.
    """
    if offer.price is None:
        return None
    currency = offer.price.currency
    own = known if known and known.currency == currency else None
    return Offer(
        offer_id=offer.offer_id, sku=item.sku, title=item.title, condition=item.condition,
        price=offer.price.amount, currency=currency, listing_id=offer.listing_id, has_number=bool(gtin_of(item)),
        cost=own.cost if own else None, list_price=own.list_price if own else None,
        least_price=own.floor_price if own else None, listed_at=listed_at, changed_at=changed_at,
        sold_for=tuple(one.amount for one in paid if one.currency == currency),
    )  # fmt: skip


def gtin_of(item: InventoryItem) -> str:
    """Return the EAN, UPC or ISBN of an item; empty when it has none, or words such as *Does not apply*."""
    product = item.record.get("product") or {}
    numbers = (str(number).strip() for name in _GTINS for number in _listed(product.get(name)))
    return next((number for number in numbers if gtin_field(number)), "")


def condition_numbers(condition: str) -> tuple[str, ...]:
    """Return eBay's number of a condition, by which a search is narrowed; none when there is none."""
    return (_NUMBERS[condition],) if condition in _NUMBERS else ()


def as_asks(found: Iterable[ItemSummary]) -> list[Ask]:
    """Return what others want for the same item; auctions without a price to buy at once are left out."""
    return [
        Ask(
            listing_id=one.listing_id or one.item_id, seller=one.seller, condition=_NAMES.get(one.condition_id, ""),
            price=one.price.amount, currency=one.price.currency, fixed=one.is_fixed_price, since=one.created_at,
            shipping=one.shipping.amount if one.shipping and one.shipping.currency == one.price.currency else None,
        )
        for one in found
        if one.price
    ]  # fmt: skip


def paid_by_sku(orders: Iterable[Order]) -> Mapping[str, list[Money]]:
    """Return what buyers paid for one piece of each item, and kept: nothing that was cancelled, refunded or is not paid."""
    found: defaultdict[str, list[Money]] = defaultdict(list)
    kept = (one for one in orders if one.payment_status == _PAID and one.cancel_state == _NO_CANCELLATION)
    for line in (line for order in kept for line in order.lines):
        if line.sku and line.quantity:
            found[line.sku].append(Money(line.cost.amount / line.quantity, line.cost.currency))
    return found


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else [value] if value else ()
