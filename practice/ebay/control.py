"""What only a rehearsal has: a consent without a person, what is remembered, and things that happen to the shop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from practice.ebay import books, faults, feedback_shapes, offers, order_shapes, shapes, tokens
from practice.ebay.accounts import CLIENT_ID, CLIENT_SECRET
from practice.ebay.errors import EbayError
from practice.ebay.goods import Good
from practice.ebay.inventory import item_of
from practice.ebay.memory import Memory
from practice.ebay.orders import order_of
from practice.ebay.sales import Sale, buyers
from practice.ebay.scenarios import SCENARIOS
from practice.ebay.shapes import Row
from practice.ebay.sites import BRITISH, site_of

_USUAL = {
    "brand": "", "category": "180349", "condition": "USED_EXCELLENT", "quantity": 1, "price": "25.00", "grams": 500,
    "aspects": {},
}  # fmt: skip


def consent(memory: Memory) -> Row:
    """Return the application's keys and a refresh token, as if the seller had just agreed."""
    return {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "refresh_token": tokens.consent(memory),
            "marketplace": memory.site.marketplace}  # fmt: skip


def behave(memory: Memory, text: str) -> Row:
    """Let scenarios be on from now on, and no others: names combined with ``+``. First calls are counted anew.

    Raises:
        EbayError: One of them does not exist.
    """
    wanted = frozenset(name for name in text.split("+") if name)
    unknown = sorted(wanted - {name for name, _ in SCENARIOS})
    if unknown:
        raise EbayError(400, 1, f"There is no scenario {unknown[0]}.", "PRACTICE")
    if site_of(wanted) != memory.site:
        raise EbayError(400, 1, f"{BRITISH} makes another seller, and can only be chosen at the start.", "PRACTICE")
    memory.scenarios = wanted
    faults.anew(memory)
    return {"scenarios": sorted(wanted)}


def happen(memory: Memory, what: Mapping[str, Any]) -> Row:
    """Let something happen to the shop, and return what came of it.

    Raises:
        EbayError: There is no such thing.
    """
    if what.get("what") not in _HAPPENINGS:
        raise EbayError(400, 1, f"what is one of {', '.join(_HAPPENINGS)}.", "PRACTICE")
    return _HAPPENINGS[what["what"]](memory, what)


def _list(memory: Memory, what: Mapping[str, Any]) -> Row:
    """The seller lists things: ``{"what": "list", "goods": [{"sku": …, "title": …, "price": …}, …]}``."""
    return {"offers": [_listed(memory, Good(**{**_USUAL, **entry})) for entry in what["goods"]]}


def _listed(memory: Memory, good: Good) -> Row:
    """List one thing; one that is listed already is changed."""
    known = [row for row in memory.table("offers").values() if row["sku"] == good.sku]
    number = known[0]["offerId"] if known else str(memory.next_number())
    listing_id = known[0].get("listing", {}).get("listingId") if known else None
    memory.keep("market", good.sku, {"price": good.price})
    memory.keep("items", good.sku, shapes.item(good, memory.site))
    return memory.keep("offers", number, shapes.offer(
        good, number, listing_id or str(memory.next_number()), memory.site
    ))  # fmt: skip


def _edit(memory: Memory, what: Mapping[str, Any]) -> Row:
    """Somebody changes the price, the quantity or the title of something in the browser."""
    item, offer = item_of(memory, what["sku"]), _offer_of(memory, what["sku"])
    if "price" in what:
        offers.change_numbers(memory, offer, {"price": shapes.money(str(what["price"]), memory.site)})
    if "title" in what:
        memory.keep("items", what["sku"], item | {"product": item["product"] | {"title": what["title"]}})
    if "quantity" in what:
        set_quantity(memory, what["sku"], int(what["quantity"]))
    return memory.table("items")[what["sku"]]


def set_quantity(memory: Memory, sku: str, quantity: int) -> None:
    """Set how many there are of an item, on the item and on its offer."""
    shipped = {"shipToLocationAvailability": {"quantity": quantity}}
    memory.keep("items", sku, item_of(memory, sku) | {"availability": shipped})
    offers.change_numbers(memory, _offer_of(memory, sku), {"availableQuantity": quantity})
    offers.follow_stock(memory, sku)


def _offer_of(memory: Memory, sku: str) -> Row:
    found = next((row for row in memory.table("offers").values() if row["sku"] == sku), None)
    if found is None:
        raise EbayError(404, 25713, "This Offer is not available.", sku=sku)
    return found


def _sale(memory: Memory, what: Mapping[str, Any]) -> Row:
    """Somebody buys: ``{"what": "sale", "sku": …, "quantity": 1}``. Stock falls, an order and its money come."""
    sku, pieces = what["sku"], int(what.get("quantity", 1))
    offer = offers.published(memory, _offer_of(memory, sku)["offerId"])
    left = offers.for_sale(memory, offer) - pieces
    if left < 0:
        raise EbayError(409, 25004, "That many are not for sale.", "PRACTICE")
    set_quantity(memory, sku, left)
    offer = _offer_of(memory, sku)
    listing = offer["listing"] | {"soldQuantity": offer["listing"]["soldQuantity"] + pieces}
    memory.keep("offers", offer["offerId"], offer | {"listing": listing})
    number, people = len(memory.table("orders")), buyers(memory.site.marketplace)
    return _ordered(memory, Sale(
        number=number, at=memory.now, sku=sku, title=item_of(memory, sku)["product"]["title"],
        listing_id=listing["listingId"], price=shapes.value_of(offer["pricingSummary"]["price"]), quantity=pieces,
        buyer=people[number % len(people)], notes=str(what.get("notes", "")),
    ))  # fmt: skip


def _ordered(memory: Memory, sale: Sale) -> Row:
    memory.keep("parcels", sale.order_id, order_shapes.parcels(sale, memory.site))
    for row in books.movements_of(sale, memory.site):
        memory.keep("transactions", row["transactionId"], row)
    return memory.keep("orders", sale.order_id, order_shapes.order(sale, memory.site))


def _cancel(memory: Memory, what: Mapping[str, Any]) -> Row:
    """A buyer asks to cancel an order."""
    order = order_of(memory, what["order_id"])
    asked = {"cancelRequestedDate": shapes.moment(memory.now), "cancelInitiator": "BUYER", "cancelRequestState": "REQUESTED"}
    changed = {"cancelStatus": {"cancelState": "IN_PROGRESS", "cancelRequests": [asked]}}
    return memory.keep("orders", what["order_id"], order | changed | {"lastModifiedDate": shapes.moment(memory.now)})


def _feedback(memory: Memory, what: Mapping[str, Any]) -> Row:
    """A buyer writes about an order: ``{"what": "feedback", "order_id": …, "rating": "NEGATIVE", "text": …}``."""
    order, number = order_of(memory, what["order_id"]), str(memory.next_number())
    row = feedback_shapes.of_order(number, str(what["rating"]), str(what.get("text", "")), memory.now, order)
    return memory.keep("feedback received", number, row)


_HAPPENINGS: dict[str, Callable[[Memory, Mapping[str, Any]], Row]] = {
    "list": _list,
    "edit": _edit,
    "sale": _sale,
    "cancel": _cancel,
    "feedback": _feedback,
}
