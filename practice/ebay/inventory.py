"""Items and their quantities, and the place from which they are sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from practice.ebay import item_limits, offers
from practice.ebay.asked import Answered, Asked, Handler, bulk, each, is_spoiled, page, refused_row
from practice.ebay.errors import EbayError, system_error
from practice.ebay.memory import Memory
from practice.ebay.shapes import Row, value_of

_USUAL_LIMIT = 25
_LEAST_PRICE, _MOST_OFFERS = 0, 25


def item_of(memory: Memory, sku: str) -> Row:
    """Return an item.

    Raises:
        EbayError: There is none with this SKU.
    """
    found = memory.table("items").get(sku)
    if found is None:
        raise EbayError(404, 25702, f"{sku} could not be found or is not available in the system.", sku=sku)
    return found


def _get(asked: Asked) -> Row:
    return _shown(item_of(asked.memory, asked.named("sku")))


def _list(asked: Asked) -> Row:
    rows, told = page(asked, list(asked.memory.table("items").values()), _USUAL_LIMIT, by_pages=True)
    return {"inventoryItems": [_shown(row) for row in rows], "size": len(rows), **told}


def _get_many(asked: Asked) -> Answered:
    return each(asked, "sku", lambda row: {"inventoryItem": _shown(item_of(asked.memory, row["sku"]))})


def _shown(item: Row) -> Row:
    """Return an item as it is read: with how its pieces are spread over kinds of listings, which nobody can write."""
    shipped = item.get("availability", {}).get("shipToLocationAvailability")
    if not shipped:
        return item
    spread = {"allocationByFormat": {"fixedPrice": shipped["quantity"], "auction": 0}}
    return item | {"availability": item["availability"] | {"shipToLocationAvailability": shipped | spread}}


def _replace(asked: Asked) -> Answered:
    locale = asked.headers["content-language"].replace("-", "_")
    is_new = _keep(asked.memory, asked.named("sku"), asked.body | {"locale": locale})
    return Answered(201, {"warnings": []}) if is_new else Answered(204)


def _replace_many(asked: Asked) -> Answered:
    def one(row: Row) -> Row:
        is_new = _keep(asked.memory, row.pop("sku"), row)
        return {"locale": row["locale"], "statusCode": 201 if is_new else 200}

    return each(asked, "sku", lambda row: one(dict(row)))


def _keep(memory: Memory, sku: str, body: Mapping[str, Any]) -> bool:
    """Keep an item as it is sent, and tell whether it is new."""
    item_limits.check(sku, body)
    is_new = sku not in memory.table("items")
    memory.keep("items", sku, {"sku": sku, **body})
    offers.follow_stock(memory, sku)
    return is_new


def _update_many(asked: Asked) -> Answered:
    """Change prices and quantities; each offer and each item has an answer of its own."""
    rows = [dict(row) for row in asked.body["requests"]]
    if "ebay-one-sku" in asked.memory.scenarios and len({row.get("sku") for row in rows}) > 1:
        raise EbayError(400, 25604, "Only one SKU can be updated in a call.")
    changes = [(row, change) for row in rows for change in (row.get("offers") or [None])]
    if sum(change is not None for _, change in changes) > _MOST_OFFERS:
        raise EbayError(400, 25709, f"At most {_MOST_OFFERS} offers can be updated in a call.")
    answers = []
    for place, (row, change) in enumerate(changes):
        fails = is_spoiled(asked, place, len(changes))
        answers.append(_update(asked.memory, row, dict(change) if change else {}, fails))
    return bulk(answers)


def _update(memory: Memory, row: Row, change: Row, fails: bool) -> Row:
    about = {"sku": row.get("sku", ""), "offerId": change.get("offerId", "")}
    about = {name: value for name, value in about.items() if value}
    try:
        if fails:
            raise system_error()
        offer = offers.published(memory, change["offerId"]) if change else None
        _check_numbers(memory, offer, row, change)
        if "shipToLocationAvailability" in row:
            item = item_of(memory, row["sku"])
            shipped = {"shipToLocationAvailability": dict(row["shipToLocationAvailability"])}
            memory.keep("items", row["sku"], item | {"availability": shipped})
        if offer:
            offers.change_numbers(memory, offer, change)
        offers.follow_stock(memory, offer["sku"] if offer else row["sku"])
    except EbayError as error:
        return refused_row(error, **about)
    return {"statusCode": 200, "errors": [], "warnings": [], **about}


def _check_numbers(memory: Memory, offer: Row | None, row: Row, change: Row) -> None:
    quantities = [row.get("shipToLocationAvailability", {}).get("quantity"), change.get("availableQuantity")]
    if "ebay-no-zero" in memory.scenarios and 0 in quantities:
        raise EbayError(400, 25004, "The quantity is not valid: it must be 1 or more.")
    if "price" in change and value_of(change["price"]) <= _LEAST_PRICE:
        raise EbayError(400, 25003, "The price is not valid.")
    if offer and "price" in change:
        offers.check_currency(memory, offer, change["price"])


def _make_location(asked: Asked) -> None:
    key = asked.named("merchantLocationKey")
    if key in asked.memory.table("locations"):
        raise EbayError(409, 25803, "merchantLocationKey already exists.", merchantLocationKey=key)
    address = asked.body["location"]["address"]
    # Either is enough: the postal code, or the city and its state.
    if not address.get("postalCode") and not (address.get("city") and address.get("stateOrProvince")):
        raise EbayError(400, 25802, "Input error. address needs a postalCode, or a city and stateOrProvince.")
    asked.memory.keep("locations", key, {"merchantLocationKey": key, **asked.body})


HANDLERS: dict[str, Handler] = {
    "getInventoryItem": _get,
    "getInventoryItems": _list,
    "bulkGetInventoryItem": _get_many,
    "createOrReplaceInventoryItem": _replace,
    "bulkCreateOrReplaceInventoryItem": _replace_many,
    "bulkUpdatePriceQuantity": _update_many,
    "createInventoryLocation": _make_location,
}
