"""Listings: read, drafted, changed, made active."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from practice.etsy import listing_limits, shapes
from practice.etsy.asked import Asked, Handler, page, texts, whole
from practice.etsy.errors import wrong
from practice.etsy.images import pictures
from practice.etsy.ledger import write
from practice.etsy.shapes import Row
from practice.etsy.shown import shown

_TEXTS = ("title", "description", "tags", "materials")
_LISTS = ("tags", "materials", "styles")
_LISTING_FEE = 20
_RENEWED_SECONDS = 120 * 86400
_SORTED_BY = {"created": "created_timestamp", "updated": "updated_timestamp", "price": "price"}
_DOWN = ("desc", "descending", "down")
# Where the way of writing a listing is not the way of reading it.
_NAMES_READ = {"type": "listing_type", "image_ids": "", "styles": "style"}
# What can be written into a listing and does not stand in one that is read.
_NOT_READ = (
    "production_partner_ids", "personalization_is_required", "personalization_char_count_max",
    "personalization_instructions",
)  # fmt: skip
_NOT_IN_SHORT = ("views", "skus")


def listing_of(asked: Asked) -> Row:
    """Return the listing that a path names.

    Raises:
        EtsyError: There is none.
    """
    return asked.memory.row("listings", asked.number("listing_id"), "Listing")


def as_read(asked: Asked, row: Row, includes: Sequence[str] = ()) -> Row:
    """Return a listing as the service writes it."""
    found = shown(row, _TEXTS)
    for name in _NOT_READ:
        found.pop(name, None)
    if "Inventory" in includes:
        found["inventory"] = asked.memory.table("inventories").get(row["listing_id"])
    if "Images" in includes:
        found["images"] = pictures(asked.memory, row["listing_id"])
    return found


def in_short(asked: Asked, row: Row) -> Row:
    """Return a listing as it is answered by a write, or found by a search: without what only its own page tells."""
    return {name: value for name, value in as_read(asked, row).items() if name not in _NOT_IN_SHORT}


def _of_shop(asked: Asked) -> Row:
    asked.check_shop()
    state = asked.query.get("state", "active")
    rows = [row for row in asked.memory.table("listings").values() if row["state"] == state]
    found = page(asked, in_order(asked, rows, "created"))
    found["results"] = [as_read(asked, row, asked.query.get("includes", ())) for row in found["results"]]
    return found


def in_order(asked: Asked, rows: list[Row], usual: str) -> list[Row]:
    """Return listings in the order that is asked for; by ``score`` they stay as they are."""
    by = _SORTED_BY.get(asked.query.get("sort_on", usual))
    if by is None:
        return rows
    return sorted(rows, key=lambda row: _order(row[by]), reverse=asked.query.get("sort_order", "desc") in _DOWN)


def _order(value: Any) -> int:
    return int(value["amount"] if isinstance(value, dict) else value)


def _one(asked: Asked) -> Row:
    return as_read(asked, listing_of(asked), asked.query.get("includes", ()))


def _by_ids(asked: Asked) -> Row:
    return whole([as_read(asked, row, asked.query.get("includes", ())) for row in _named(asked)])


def _inventories_by_ids(asked: Asked) -> Row:
    return whole([as_read(asked, row, ("Inventory",)) for row in _named(asked)])


def _named(asked: Asked) -> list[Row]:
    table = asked.memory.table("listings")
    return [table[number] for number in asked.query["listing_ids"] if number in table]


def _create(asked: Asked) -> Row:
    asked.check_shop()
    memory, given = asked.memory, _fields(asked)
    listing_limits.check(given)
    if given.get("listing_type", "physical") == "physical" and not given.get("shipping_profile_id"):
        raise wrong("shipping_profile_id is needed for a physical listing.")
    if given.get("listing_type", "physical") == "physical" and not given.get("readiness_state_id"):
        raise wrong("readiness_state_id is needed for a physical listing.")
    _check_references(asked, given)
    number = memory.next_number("listings")
    cents = round(given["price"] * 100)
    row = shapes.listing(number, memory.now, **(given | {"price": shapes.money(cents), "skus": []}))
    offering = shapes.offering(number * 10, cents, given["quantity"], given.get("readiness_state_id"))
    products = {"products": [shapes.product(number * 10, "", offering)]}
    memory.keep("inventories", number, products | shapes.SAME_FOR_ALL)
    return in_short(asked, memory.keep("listings", number, row))


def _update(asked: Asked) -> Row:
    row, given = listing_of(asked), _fields(asked)
    listing_limits.check(given)
    _check_references(asked, given)
    state = given.pop("state", row["state"])
    changed = row | given | {"last_modified_timestamp": asked.memory.now, "updated_timestamp": asked.memory.now}
    if state == "active" and row["state"] != "active":
        changed |= _activated(asked, changed)
    elif state != row["state"]:
        changed["state"] = state
    return in_short(asked, asked.memory.keep("listings", row["listing_id"], changed))


def _fields(asked: Asked) -> Row:
    """Return the fields of a form by the names that reading has."""
    body = {name: texts(value) if name in _LISTS else value for name, value in asked.body.items()}
    named = {_NAMES_READ.get(name, name): value for name, value in body.items()}
    named.pop("", None)
    if "shop_section_id" in named and not named["shop_section_id"]:
        named["shop_section_id"] = None
    return named


def _check_references(asked: Asked, given: Row) -> None:
    tables = {
        "shop_section_id": "sections", "shipping_profile_id": "profiles", "return_policy_id": "policies",
        "readiness_state_id": "readiness",
    }  # fmt: skip
    for name, table in tables.items():
        if given.get(name) and given[name] not in asked.memory.table(table):
            raise wrong(f"{name} {given[name]} is not of this shop.")


def _activated(asked: Asked, row: Row) -> Row:
    """Return what changes when a listing goes live; for a draft and an expired one that costs a fee."""
    number, now = row["listing_id"], asked.memory.now
    if not pictures(asked.memory, number):
        raise wrong("A listing needs a picture before it can be active.")
    if row["quantity"] < 1:
        raise wrong("A listing needs a quantity before it can be active.")
    if row["state"] in ("draft", "expired", "sold_out"):
        write(asked.memory, ("listing", -_LISTING_FEE, "listing", number))
    return {"state": "active", "state_timestamp": now, "ending_timestamp": now + _RENEWED_SECONDS}


HANDLERS: dict[str, Handler] = {
    "getListingsByShop": _of_shop,
    "getListing": _one,
    "getListingsByListingIds": _by_ids,
    "getListingsInventoryByListingIds": _inventories_by_ids,
    "createDraftListing": _create,
    "updateListing": _update,
}
