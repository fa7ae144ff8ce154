"""The least number of requests with which the stock of two platforms can be kept, by the sizes of their pages. Pure.

Counted is what no program can do without: every listing is read once, every order of the last days once, every quantity
that has to change is written once. Not counted is what the suite asks beyond that: which shop it is, what the limits are,
a new token, and above all the look at what stands there before a write and the look at what stands there afterwards.

The files of eBay's Feed API, which would take fewer requests, are left out: eBay makes them within minutes to hours.
"""

from __future__ import annotations

from dataclasses import dataclass

# developer.ebay.com, Inventory API, getInventoryItems: limit "Max: 200".
EBAY_ITEMS_A_PAGE = 200
# developer.ebay.com, Fulfillment API, getOrders: limit "Max: 200".
EBAY_ORDERS_A_PAGE = 200
# developer.ebay.com, Inventory API, bulkUpdatePriceQuantity: "up to 25 offers" in a call.
EBAY_ROWS_A_CALL = 25
# developers.etsy.com, Open API v3, getListingsByShop: limit "[1 .. 100]".
ETSY_LISTINGS_A_PAGE = 100
# developers.etsy.com, Open API v3, getShopReceipts: limit "[1 .. 100]".
ETSY_RECEIPTS_A_PAGE = 100
# developers.etsy.com, Open API v3, updateListing and updateListingInventory: the listing stands in the path.
ETSY_LISTINGS_A_WRITE = 1


@dataclass(frozen=True)
class Shops:
    """What there is to read and to change.

    Attributes:
        items: On eBay.
        orders: On eBay, in the days that are looked at.
        changed_on_ebay: Quantities that have to change there.
        listings: On Etsy, active ones.
        receipts: On Etsy, in the days that are looked at.
        changed_on_etsy: Quantities that have to change there.
    """

    items: int
    orders: int
    changed_on_ebay: int
    listings: int
    receipts: int
    changed_on_etsy: int


def on_ebay(shops: Shops) -> int:
    """Return the least for one run that keeps eBay's listings: the sales of both platforms, all items, the changes."""
    return _sales(shops) + _calls(shops.items, EBAY_ITEMS_A_PAGE) + -(-shops.changed_on_ebay // EBAY_ROWS_A_CALL)


def on_etsy(shops: Shops) -> int:
    """Return the least for one run that keeps Etsy's listings."""
    return _sales(shops) + _calls(shops.listings, ETSY_LISTINGS_A_PAGE) + -(-shops.changed_on_etsy // ETSY_LISTINGS_A_WRITE)


def _sales(shops: Shops) -> int:
    return _calls(shops.orders, EBAY_ORDERS_A_PAGE) + _calls(shops.receipts, ETSY_RECEIPTS_A_PAGE)


def _calls(rows: int, size: int) -> int:
    """Return how many pages a list has; one that tells that there is nothing costs a call too."""
    return max(1, -(-rows // size))
