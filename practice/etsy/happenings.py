"""Things that happen to the shop without the application: people buy, review and look; the seller works in the browser."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Mapping
from typing import Any

from practice.etsy import shapes
from practice.etsy.accounts import SHOP_ID
from practice.etsy.errors import EtsyError, missing, wrong
from practice.etsy.inventory import summary
from practice.etsy.ledger import write
from practice.etsy.memory import Memory
from practice.etsy.past import FIRST_PAYMENT, FIRST_RECEIPT, FIRST_TRANSACTION, buyer, fees, processing_fee
from practice.etsy.shapes import Row

_TAX_SHARE, _SHIPPING = 0.06, 595
_CHANGED_AT = ("update_date", "update_timestamp", "updated_timestamp", "last_modified_timestamp")
What = Mapping[str, Any]


def happen(memory: Memory, what: What) -> Row:
    """Let something happen to the shop, and return what came of it.

    Raises:
        EtsyError: There is no such thing, or it cannot happen so.
    """
    name = what.get("what")
    if name not in _HAPPENINGS:
        raise wrong(f"what is one of {', '.join(_HAPPENINGS)}.")
    try:
        return _HAPPENINGS[name](memory, what)
    except KeyError as lacking:
        raise wrong(f"{name} needs {lacking}.") from None


def _sale(memory: Memory, what: What) -> Row:
    """Somebody buys: stock falls, and an order, its payment and its lines in the ledger come."""
    number, place = _found(memory, what)
    listing, pieces = memory.table("listings")[number], int(what.get("quantity", 1))
    record = copy.deepcopy(memory.table("inventories")[number])
    chosen = record["products"][place]
    if listing["state"] != "active" or chosen["offerings"][0]["quantity"] < pieces:
        raise EtsyError(409, "That many are not for sale.")
    for product in [chosen] if record["quantity_on_property"] else record["products"]:
        product["offerings"][0]["quantity"] -= pieces
    _keep_inventory(memory, number, record)
    return _order(memory, {"listing": listing, "product": chosen, "quantity": pieces}, int(what.get("buyer", 1)))


def _found(memory: Memory, what: What) -> tuple[int, int]:
    """Return the listing, and the place of the product in it, that a SKU names, or a listing's number and its first one."""
    if "sku" not in what:
        number = int(what["listing_id"])
        memory.row("listings", number, "Listing")
        return number, 0
    for number, record in memory.table("inventories").items():
        for place, product in enumerate(record["products"]):
            if product["sku"] == what["sku"]:
                return number, place
    raise missing("SKU")


def _keep_inventory(memory: Memory, number: int, record: Row) -> Row:
    row = memory.table("listings")[number] | summary(record)
    sold_out = {"state": "sold_out"} if row["state"] == "active" and row["quantity"] == 0 else {}
    memory.keep("listings", number, row | sold_out)
    return memory.keep("inventories", number, record)


def _order(memory: Memory, sold: Row, who: int) -> Row:
    number, person, now = memory.next_number("receipts"), buyer(who), memory.now
    line_number = FIRST_TRANSACTION + (number - FIRST_RECEIPT) * 10
    line = shapes.transaction(line_number, number, person.user_id, now, sold)
    tax = round(line["price"]["amount"] * line["quantity"] * _TAX_SHARE)
    order = shapes.receipt(number, person, now, [line], shipping=0 if line["is_digital"] else _SHIPPING, tax=tax)
    paid = shapes.payment(number - FIRST_RECEIPT + FIRST_PAYMENT, order, processing_fee(order))
    memory.keep("payments", paid["payment_id"], paid)
    for what in fees(order):
        write(memory, what)
    return memory.keep("receipts", number, order)


def _cancel(memory: Memory, what: What) -> Row:
    """An order is called off before it was sent, and paid back. What was sold does not come back by itself."""
    row = memory.row("receipts", int(what["receipt_id"]), "Receipt")
    refund = {"amount": row["grandtotal"], "created_timestamp": memory.now, "reason": "Canceled", "status": "success"}
    write(memory, ("REFUND_GROSS", -row["grandtotal"]["amount"], "receipt", row["receipt_id"]))
    changes = {"status": "canceled", "refunds": [refund]} | _changed_now(memory, row)
    return memory.keep("receipts", row["receipt_id"], row | changes)


def _review(memory: Memory, what: What) -> Row:
    line = memory.row("receipts", int(what["receipt_id"]), "Receipt")["transactions"][0]
    row = shapes.review(line, int(what["rating"]), str(what.get("text", "")), memory.now)
    return memory.keep("reviews", line["transaction_id"], row)


def _edit(memory: Memory, what: What) -> Row:
    """The seller changes fields of a listing, or of the shop, in the browser."""
    table, number = ("listings", int(what["listing_id"])) if "listing_id" in what else ("shops", SHOP_ID)
    row = memory.row(table, number, "Listing")
    return memory.keep(table, number, row | dict(what["fields"]) | _changed_now(memory, row))


def _stock(memory: Memory, what: What) -> Row:
    """The seller counts, or asks another price, in the browser."""
    number, place = _found(memory, what)
    record = copy.deepcopy(memory.table("inventories")[number])
    for product in [record["products"][place]] if record["quantity_on_property"] else record["products"]:
        offering = product["offerings"][0]
        offering["quantity"] = int(what.get("quantity", offering["quantity"]))
        offering["price"] = shapes.money(round(float(what["price"]) * 100)) if "price" in what else offering["price"]
    return _keep_inventory(memory, number, record)


def _list(memory: Memory, what: What) -> Row:
    """The seller lists something in the browser."""
    number, cents, pieces = memory.next_number("listings"), round(float(what["price"]) * 100), int(what.get("quantity", 1))
    offering = shapes.offering(number * 10, cents, pieces, shapes.READY)
    record = {"products": [shapes.product(number * 10, str(what["sku"]), offering)]} | shapes.SAME_FOR_ALL
    image = shapes.image(number, memory.next_number("images"), 1, memory.now, str(what["title"]))
    row = shapes.listing(
        number, memory.now, title=str(what["title"]), description=str(what.get("description", what["title"])),
        state="active", taxonomy_id=int(what.get("taxonomy_id", 1063)), shipping_profile_id=shapes.SHIPPING_PROFILE,
        tags=list(what.get("tags", ())), **summary(record),
    )  # fmt: skip
    memory.keep("inventories", number, record)
    memory.keep("images", image["listing_image_id"], image)
    return memory.keep("listings", number, row)


def _views(memory: Memory, what: What) -> Row:
    """People look at every listing, some more than others."""
    source = random.Random(int(what.get("seed", 1)))
    active = [row for row in memory.table("listings").values() if row["state"] == "active"]
    for row in active:
        memory.keep("listings", row["listing_id"], row | {"views": (row["views"] or 0) + source.randrange(20)})
    return {"listings": len(active)}


def _changed_now(memory: Memory, row: Row) -> Row:
    return {name: memory.now for name in _CHANGED_AT if name in row}


_HAPPENINGS: dict[str, Callable[[Memory, What], Row]] = {
    "sale": _sale,
    "cancel": _cancel,
    "review": _review,
    "edit": _edit,
    "stock": _stock,
    "list": _list,
    "views": _views,
}
