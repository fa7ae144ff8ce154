"""What only a rehearsal has: a consent without a person, what is remembered, and things that happen to the shop."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from practice.etsy import shapes, tokens
from practice.etsy.accounts import KEYSTRING, SHARED_SECRET, SHOP_ID
from practice.etsy.errors import EtsyError, wrong
from practice.etsy.inventory import summary
from practice.etsy.memory import Memory
from practice.etsy.past import FIRST_TRANSACTION, buyer, fees
from practice.etsy.past import entry as ledger_entry
from practice.etsy.shapes import Row

_TAX_SHARE, _SHIPPING = 0.06, 595


def consent(memory: Memory) -> Row:
    """Return the application's keys and a refresh token, as if the seller had just agreed."""
    return {"keystring": KEYSTRING, "shared_secret": SHARED_SECRET, "refresh_token": tokens.consent(memory)}


def history(memory: Memory) -> Row:
    """Return the weekly figures of two years, which nobody can read from the real service afterwards."""
    return {"weeks": [asdict(week) | {"monday": week.monday.isoformat()} for week in memory.past.weeks]}


def happen(memory: Memory, what: Mapping[str, Any]) -> Row:
    """Let something happen to the shop, and return what came of it.

    Raises:
        EtsyError: There is no such thing.
    """
    if what.get("what") not in _HAPPENINGS:
        raise wrong(f"what is one of {', '.join(_HAPPENINGS)}.")
    return _HAPPENINGS[what["what"]](memory, what)


def _sale(memory: Memory, what: Mapping[str, Any]) -> Row:
    """Somebody buys one product: stock falls, an order, its payment and its lines in the ledger come."""
    listing = memory.row("listings", int(what["listing_id"]), "Listing")
    number, pieces = listing["listing_id"], int(what.get("quantity", 1))
    if listing["state"] != "active" or listing["quantity"] < pieces:
        raise EtsyError(409, "That many are not for sale.")
    record = json.loads(json.dumps(memory.table("inventories")[number]))
    chosen = next(each for each in record["products"] if each["offerings"][0]["quantity"] >= pieces)
    shared = not record["quantity_on_property"]
    for product in record["products"] if shared else [chosen]:
        product["offerings"][0]["quantity"] -= pieces
    memory.keep("inventories", number, record)
    left = summary(record)
    memory.keep("listings", number, listing | left | ({"state": "sold_out"} if left["quantity"] == 0 else {}))
    return _order(memory, {"listing": listing, "product": chosen, "quantity": pieces}, int(what.get("buyer", 1)))


def _order(memory: Memory, sold: Row, who: int) -> Row:
    number, person = memory.next_number("receipts"), buyer(who)
    line = shapes.transaction(_line_number(number), number, person.user_id, memory.now, sold)
    tax = round(line["price"]["amount"] * line["quantity"] * _TAX_SHARE)
    order = memory.keep(
        "receipts", number, shapes.receipt(number, person, memory.now, [line], shipping=_SHIPPING, tax=tax)
    )  # fmt: skip
    for what in fees(order):
        entries = memory.table("entries")
        balance = entries[max(entries)]["balance"] + what[1]
        row = ledger_entry(len(entries), memory.now, balance, what)
        memory.keep("entries", row["entry_id"], row)
    return order


def _line_number(receipt: int) -> int:
    return FIRST_TRANSACTION + receipt % 1_000_000 * 10 + 1_000_000


def _review(memory: Memory, what: Mapping[str, Any]) -> Row:
    line = memory.row("receipts", int(what["receipt_id"]), "Receipt")["transactions"][0]
    row = shapes.review(line, int(what["rating"]), str(what.get("text", "")), memory.now)
    return memory.keep("reviews", line["transaction_id"], row)


def _edit(memory: Memory, what: Mapping[str, Any]) -> Row:
    """Somebody changes fields of a listing, or of the shop, in the browser."""
    table, number = ("listings", int(what["listing_id"])) if "listing_id" in what else ("shops", SHOP_ID)
    row = memory.row(table, number, "Listing")
    return memory.keep(table, number, row | dict(what["fields"]))


def _list(memory: Memory, what: Mapping[str, Any]) -> Row:
    """The seller lists something in the browser."""
    number, cents, pieces = memory.next_number("listings"), round(float(what["price"]) * 100), int(what.get("quantity", 1))
    offering = shapes.offering(number * 10, cents, pieces, shapes.READY)
    record = {"products": [shapes.product(number * 10, str(what["sku"]), offering)]} | shapes.SAME_FOR_ALL
    memory.keep("inventories", number, record)
    image = shapes.image(number, memory.next_number("images"), 1, memory.now, str(what["title"]))
    memory.keep("images", image["listing_image_id"], image)
    return memory.keep("listings", number, shapes.listing(
        number, memory.now, title=str(what["title"]), description=str(what.get("description", what["title"])),
        state="active", taxonomy_id=1063, shipping_profile_id=shapes.SHIPPING_PROFILE, tags=list(what.get("tags", ())),
        **summary(record),
    ))  # fmt: skip


def _views(memory: Memory, what: Mapping[str, Any]) -> Row:
    """People look at every listing, some more than others."""
    source = random.Random(int(what.get("seed", 1)))
    active = [row for row in memory.table("listings").values() if row["state"] == "active"]
    for row in active:
        memory.keep("listings", row["listing_id"], row | {"views": (row["views"] or 0) + source.randrange(20)})
    return {"listings": len(active)}


_HAPPENINGS: dict[str, Callable[[Memory, Mapping[str, Any]], Row]] = {
    "sale": _sale,
    "review": _review,
    "edit": _edit,
    "list": _list,
    "views": _views,
}
