"""The inventory of a listing: its products with SKU, price and quantity. Writing it replaces all of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from practice.etsy import listing_limits, shapes
from practice.etsy.asked import Asked, Handler
from practice.etsy.errors import wrong
from practice.etsy.listings import in_short, listing_of
from practice.etsy.shapes import Row


def _inventory(asked: Asked) -> Row:
    number = listing_of(asked)["listing_id"]
    found = asked.memory.row("inventories", number, "Inventory")
    listing = {"listing": in_short(asked, listing_of(asked))} if asked.query.get("includes") else {}
    return found | listing


def _replace(asked: Asked) -> Row:
    listing, body = listing_of(asked), asked.body
    before = asked.memory.table("inventories")[listing["listing_id"]]
    products = [_product(listing["listing_id"] * 10 + place, each) for place, each in enumerate(body["products"])]
    by = {name: list(body.get(name) or ()) for name in shapes.SAME_FOR_ALL}
    for name in ("price", "quantity", "sku"):
        _check_same(products, name, by[f"{name}_on_property"])
    offerings = [offering for product in products for offering in product["offerings"]]
    if listing["state"] == "active" and not any(each["quantity"] and each["is_enabled"] for each in offerings):
        # invented: the service answers so; the listing has to be made inactive instead.
        raise wrong("At least one offering of an active listing needs a quantity above 0 and must be enabled.")
    record = asked.memory.keep("inventories", listing["listing_id"], before | {"products": products} | by)
    asked.memory.keep("listings", listing["listing_id"], listing | summary(record) | {
        "last_modified_timestamp": asked.memory.now, "updated_timestamp": asked.memory.now,
    })  # fmt: skip
    return record


def summary(record: Row) -> Row:
    """Return what a listing shows of its inventory: the lowest price, all pieces, every SKU."""
    offerings = [offering for product in record["products"] for offering in product["offerings"]]
    # Where products share their quantity, it is there once.
    shared = not record["quantity_on_property"]
    pieces = [offering["quantity"] for offering in offerings if offering["is_enabled"]]
    return {
        "price": min((offering["price"] for offering in offerings), key=lambda price: int(price["amount"])),
        "quantity": (max(pieces, default=0) if shared else sum(pieces)),
        "skus": [product["sku"] for product in record["products"] if product["sku"]],
        "has_variations": len(record["products"]) > 1,
    }  # fmt: skip


def _product(number: int, given: Mapping[str, Any]) -> Row:
    offered = given["offerings"]
    if len(offered) != 1:
        raise wrong("A product has one offering.")
    listing_limits.check(offered[0])
    cents, readiness = round(offered[0]["price"] * 100), offered[0].get("readiness_state_id")
    offering = shapes.offering(number, cents, offered[0]["quantity"], readiness)
    product = shapes.product(number, given.get("sku") or "", offering | {"is_enabled": offered[0]["is_enabled"]})
    return product | {"property_values": [dict(value) for value in given.get("property_values") or ()]}


def _check_same(products: list[Row], name: str, varies: list[int]) -> None:
    values = {str((product | product["offerings"][0])[name]) for product in products}
    if len(values) > 1 and not varies:
        raise wrong(f"{name} differs between products, but {name}_on_property names no property.")
    used = {value["property_id"] for product in products for value in product["property_values"]}
    if set(varies) - used:
        raise wrong(f"{name}_on_property names a property that no product has.")


HANDLERS: dict[str, Handler] = {"getListingInventory": _inventory, "updateListingInventory": _replace}
