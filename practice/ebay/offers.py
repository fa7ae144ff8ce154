"""Offers: where and for how much an item is to be had. A published one is a listing."""

from __future__ import annotations

from typing import Any

from practice.ebay.accounts import POLICIES
from practice.ebay.asked import Answered, Asked, Handler, each, page
from practice.ebay.categories import check_aspects, check_category, check_condition
from practice.ebay.errors import EbayError
from practice.ebay.item_limits import wrong
from practice.ebay.memory import Memory
from practice.ebay.shapes import Row, money, value_of

PUBLISHED, UNPUBLISHED = "PUBLISHED", "UNPUBLISHED"
_USUAL_LIMIT = 100
_KEYS = ("offerId", "sku", "marketplaceId", "format", "status", "listing")
_POLICY_ERRORS = {"fulfillment": 25007, "payment": 25008, "return": 25009}
_MOST_DESCRIPTION = 500_000


def offer_of(memory: Memory, number: str) -> Row:
    """Return an offer.

    Raises:
        EbayError: There is none of that number.
    """
    found = memory.table("offers").get(number)
    if found is None:
        raise EbayError(404, 25713, "This Offer is not available.", offerId=number)
    return found


def published(memory: Memory, number: str) -> Row:
    """Return an offer that is a listing.

    Raises:
        EbayError: There is none of that number, or it is none.
    """
    found = offer_of(memory, number)
    if found["status"] != PUBLISHED:
        raise EbayError(400, 25713, "This Offer is not published.", offerId=number)
    return found


def change_numbers(memory: Memory, offer: Row, change: Row) -> None:
    """Change the price or the quantity of an offer."""
    if "price" in change:
        price = {"price": {"value": f"{value_of(change['price']):.2f}", "currency": change["price"]["currency"]}}
        offer = offer | {"pricingSummary": offer["pricingSummary"] | price}
    if "availableQuantity" in change:
        offer = offer | {"availableQuantity": change["availableQuantity"]}
    memory.keep("offers", offer["offerId"], offer)


def for_sale(memory: Memory, offer: Row) -> int:
    """Return how many a buyer can have: the smaller number of offer and item."""
    item = memory.table("items").get(offer["sku"]) or {}
    stock = item.get("availability", {}).get("shipToLocationAvailability", {}).get("quantity", 0)
    return min(int(stock), int(offer.get("availableQuantity", stock)))


def follow_stock(memory: Memory, sku: str) -> None:
    """Let the listings of an item show whether there is anything left."""
    for number, offer in list(memory.table("offers").items()):
        if offer["sku"] == sku and offer["status"] == PUBLISHED:
            status = "ACTIVE" if for_sale(memory, offer) else "OUT_OF_STOCK"
            if offer["listing"]["listingStatus"] != status:
                memory.keep("offers", number, offer | {"listing": offer["listing"] | {"listingStatus": status}})


def publish(memory: Memory, number: str) -> Row:
    """Make a listing of an offer; one that is a listing already stays as it is.

    Raises:
        EbayError: Something is missing.
    """
    offer = offer_of(memory, number)
    if offer["status"] == PUBLISHED:
        return offer
    _check_complete(memory, offer)
    listing = {"listingId": str(memory.next_number()), "listingStatus": "ACTIVE", "soldQuantity": 0}
    return memory.keep("offers", number, offer | {"status": PUBLISHED, "listing": listing})


def make(memory: Memory, body: Row) -> Row:
    """Make an unpublished offer.

    Raises:
        EbayError: There is no such item, or there is such an offer already.
    """
    if body["sku"] not in memory.table("items"):
        raise EbayError(404, 25702, f"{body['sku']} could not be found or is not available in the system.", sku=body["sku"])
    for other in memory.table("offers").values():
        if all(other[name] == body[name] for name in ("sku", "marketplaceId", "format")):
            raise EbayError(400, 25002, "A user error has occurred. Offer entity already exists.", offerId=other["offerId"])
    _check(memory, body)
    number = str(memory.next_number())
    return memory.keep("offers", number, {"offerId": number, "status": UNPUBLISHED, **body})


def _get(asked: Asked) -> Row:
    return offer_of(asked.memory, asked.named("offerId"))


def _list(asked: Asked) -> Row:
    found = [row for row in asked.memory.table("offers").values() if row["sku"] == asked.query["sku"]]
    for name, field in (("marketplace_id", "marketplaceId"), ("format", "format")):
        found = [row for row in found if row[field] == asked.query.get(name, row[field])]
    if not found:
        raise EbayError(404, 25713, "This Offer is not available.", sku=str(asked.query["sku"]))
    rows, told = page(asked, found, _USUAL_LIMIT, by_pages=True)
    return {"offers": rows, "size": len(rows), **told}


def _make(asked: Asked) -> Answered:
    return Answered(201, {"offerId": make(asked.memory, asked.body)["offerId"], "warnings": []})


def _make_many(asked: Asked) -> Answered:
    def one(row: Row) -> Row:
        made = make(asked.memory, row)
        return {name: made[name] for name in ("offerId", "marketplaceId", "format")}

    return each(asked, "sku", one)


def _replace(asked: Asked) -> Row:
    """Replace all of an offer but its keys; what is left out is gone."""
    offer = offer_of(asked.memory, asked.named("offerId"))
    new = asked.body | {name: offer[name] for name in _KEYS if name in offer}
    _check(asked.memory, new)
    if offer["status"] == PUBLISHED:
        _check_complete(asked.memory, new, is_new=False)
    asked.memory.keep("offers", offer["offerId"], new)
    follow_stock(asked.memory, offer["sku"])
    return {"offerId": offer["offerId"], "warnings": []}


def _publish(asked: Asked) -> Row:
    return {"listingId": publish(asked.memory, asked.named("offerId"))["listing"]["listingId"], "warnings": []}


def _publish_many(asked: Asked) -> Answered:
    return each(asked, "offerId", lambda row: {"listingId": publish(asked.memory, row["offerId"])["listing"]["listingId"]})


def _withdraw(asked: Asked) -> Row:
    offer = dict(offer_of(asked.memory, asked.named("offerId")))
    if offer["status"] != PUBLISHED:
        raise wrong("offerId", "the offer has no listing")
    listing = offer.pop("listing")
    asked.memory.keep("offers", offer["offerId"], offer | {"status": UNPUBLISHED})
    return {"listingId": listing["listingId"], "warnings": []}


def _fees(asked: Asked) -> Row:
    """The practice seller has a shop with free listings: nothing to pay."""
    offers = [offer_of(asked.memory, one["offerId"]) for one in asked.body["offers"]]
    sites = sorted({offer["marketplaceId"] for offer in offers})
    nothing = money("0.00", asked.memory.site)
    fee = {"feeType": "InsertionFee", "amount": nothing, "promotionalDiscount": nothing}
    return {"feeSummaries": [{"marketplaceId": site, "fees": [fee], "warnings": []} for site in sites]}


def _check(memory: Memory, offer: Row) -> None:
    """Refuse what can be told from an offer alone."""
    price = (offer.get("pricingSummary") or {}).get("price")
    if price and (value_of(price) <= 0 or value_of(price) != round(value_of(price), 2)):
        raise EbayError(400, 25003, "The price is not valid.")
    if price:
        check_currency(memory, offer, price)
    if len(offer.get("listingDescription", "")) > _MOST_DESCRIPTION:
        raise wrong("listingDescription", f"at most {_MOST_DESCRIPTION} characters are allowed")
    if "categoryId" in offer:
        check_category(offer["categoryId"])


def check_currency(memory: Memory, offer: Row, price: Row) -> None:
    """Refuse a price on the seller's site in another currency than that of the site.

    Raises:
        EbayError: It is one.
    """
    if offer["marketplaceId"] == memory.site.marketplace and price["currency"] != memory.site.currency:
        raise EbayError(400, 25003, "The price is not valid: the currency is not that of the site.")


def _check_complete(memory: Memory, offer: Row, is_new: bool = True) -> None:
    """Refuse an offer that cannot be a listing."""
    item = memory.table("items")[offer["sku"]]
    if not (offer.get("pricingSummary") or {}).get("price"):
        raise EbayError(400, 25003, "The price is not valid: it is missing.")
    if is_new and not for_sale(memory, offer):
        raise EbayError(400, 25004, "The quantity is not valid: it must be 1 or more.")
    if "categoryId" not in offer:
        raise EbayError(400, 25005, "The category is not valid: it is missing.")
    if offer.get("merchantLocationKey") not in memory.table("locations"):
        raise wrong("merchantLocationKey", "there is no such location")
    _check_policies(offer.get("listingPolicies") or {})
    _check_item(item, offer)


def _check_policies(given: dict[str, Any]) -> None:
    for kind, policy in POLICIES.items():
        if given.get(f"{kind}PolicyId") != policy:
            raise EbayError(400, _POLICY_ERRORS[kind], f"The {kind} policy is not valid.")


def _check_item(item: Row, offer: Row) -> None:
    product = item.get("product") or {}
    for name in ("title", "imageUrls"):
        if not product.get(name):
            raise wrong(name, "it is missing")
    if not offer.get("listingDescription") and not product.get("description"):
        raise wrong("description", "it is missing")
    check_condition(offer["categoryId"], item.get("condition", ""))
    check_aspects(offer["categoryId"], product.get("aspects") or {})


HANDLERS: dict[str, Handler] = {
    "getOffer": _get,
    "getOffers": _list,
    "createOffer": _make,
    "bulkCreateOffer": _make_many,
    "updateOffer": _replace,
    "publishOffer": _publish,
    "bulkPublishOffer": _publish_many,
    "withdrawOffer": _withdraw,
    "getListingFees": _fees,
}
