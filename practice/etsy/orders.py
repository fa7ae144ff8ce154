"""Orders, their parcels and payments, and the ledger."""

from __future__ import annotations

import random

from practice.etsy import shapes
from practice.etsy.asked import Asked, Handler, page, whole
from practice.etsy.errors import wrong
from practice.etsy.memory import Memory
from practice.etsy.shapes import Row

_CARRIERS = ("usps", "ups", "fedex", "dhl", "dhl-ecommerce", "ontrac", "asendia", "other")
_LONGEST_LEDGER_SECONDS = 31 * 86400
_SORTED_BY = {"created": "created_timestamp", "updated": "updated_timestamp", "receipt_id": "receipt_id"}
_ASCENDING = ("asc", "ascending", "up")


def packed(memory: Memory) -> list[str]:
    """Return the orders that the seller has printed a label for and sent, but not told of: all that wait but the newest."""
    waiting = [
        row for row in memory.table("receipts").values()
        if row["is_paid"] and not row["is_shipped"] and row["status"] != "canceled"
    ]  # fmt: skip
    return [str(row["receipt_id"]) for row in sorted(waiting, key=lambda row: int(row["created_timestamp"]))[:-1]]


def _receipts(asked: Asked) -> Row:
    asked.check_shop()
    by = _SORTED_BY[asked.query.get("sort_on", "created")]
    rows = [row for row in asked.memory.table("receipts").values() if _is_asked_for(asked, row)]
    ascending = asked.query.get("sort_order") in _ASCENDING
    return page(asked, sorted(rows, key=lambda row: (row[by], row["receipt_id"]), reverse=not ascending))


def _is_asked_for(asked: Asked, row: Row) -> bool:
    flags = {
        "was_paid": row["is_paid"], "was_shipped": row["is_shipped"], "was_canceled": row["status"] == "canceled",
        "was_delivered": row["status"] == "completed",
    }  # fmt: skip
    if any(asked.query.get(name) is not None and asked.query[name] != flag for name, flag in flags.items()):
        return False
    modified = {"min_created": asked.query.get("min_last_modified"), "max_created": asked.query.get("max_last_modified")}
    return within(asked.query, row["created_timestamp"]) and within(modified, row["updated_timestamp"])


def within(query: object, moment: int) -> bool:
    """Tell whether a moment is in the time that a request asks for, both ends included."""
    times = dict(query) if isinstance(query, dict) else {}
    first, last = times.get("min_created"), times.get("max_created")
    return (first is None or moment >= first) and (last is None or moment <= last)


def _receipt(asked: Asked) -> Row:
    return asked.memory.row("receipts", asked.number("receipt_id"), "Receipt")


def _update_receipt(asked: Asked) -> Row:
    row, body, now = _receipt(asked), asked.body, asked.memory.now
    changes = {
        "is_shipped": body.get("was_shipped", row["is_shipped"]), "is_paid": body.get("was_paid", row["is_paid"]),
        "update_timestamp": now, "updated_timestamp": now,
    }  # fmt: skip
    return asked.memory.keep("receipts", row["receipt_id"], row | changes)


def _ship(asked: Asked) -> Row:
    """Add a parcel. The buyer gets a mail each time, so the same one twice is two mails."""
    row, body, now = _receipt(asked), asked.body, asked.memory.now
    if row["status"] == "canceled" or not row["is_paid"]:
        raise wrong("This receipt is canceled or not paid; it cannot be shipped.")
    carrier, code = body.get("carrier_name"), body.get("tracking_code")
    if bool(carrier) != bool(code):
        raise wrong("tracking_code and carrier_name need each other.")
    if carrier and carrier not in _CARRIERS:
        raise wrong(f"carrier_name {carrier} is unknown.")
    number = random.SystemRandom().randrange(10**9, 10**10)
    parcel = shapes.shipment(row["receipt_id"], now, carrier or "other", code or "") | {"receipt_shipping_id": number}
    lines = [line | {"shipped_timestamp": now} for line in row["transactions"]]
    changes = {"is_shipped": True, "status": "completed", "update_timestamp": now, "updated_timestamp": now}
    if body.get("note_to_buyer"):
        changes["message_from_seller"] = body["note_to_buyer"]
    parcels = [*row["shipments"], parcel]
    return asked.memory.keep("receipts", row["receipt_id"], row | changes | {"shipments": parcels, "transactions": lines})


def _transactions_of_receipt(asked: Asked) -> Row:
    return whole(_receipt(asked)["transactions"])


def _transactions(asked: Asked) -> Row:
    asked.check_shop()
    rows = [line for row in asked.memory.table("receipts").values() for line in row["transactions"]]
    return page(asked, sorted(rows, key=lambda line: line["created_timestamp"], reverse=True))


def _payments_of_receipt(asked: Asked) -> Row:
    number = _receipt(asked)["receipt_id"]
    return whole([row for row in asked.memory.table("payments").values() if row["receipt_id"] == number])


def _payments(asked: Asked) -> Row:
    asked.check_shop()
    table = asked.memory.table("payments")
    return whole([table[number] for number in asked.query["payment_ids"] if number in table])


def _ledger(asked: Asked) -> Row:
    asked.check_shop()
    first, last = asked.query["min_created"], asked.query["max_created"]
    if not 0 <= last - first <= _LONGEST_LEDGER_SECONDS:
        raise wrong("max_created must be at most 31 days after min_created.")
    rows = [row for row in asked.memory.table("entries").values() if first <= row["created_timestamp"] <= last]
    return page(asked, sorted(rows, key=lambda row: int(row["entry_id"]), reverse=True))


def _payments_of_entries(asked: Asked) -> Row:
    asked.check_shop()
    entries, payments = asked.memory.table("entries"), asked.memory.table("payments")
    named = [entries[number] for number in asked.query["ledger_entry_ids"] if number in entries]
    numbers = dict.fromkeys(int(row["reference_id"]) for row in named if row["reference_type"] == "shop_payment")
    return whole([payments[number] for number in numbers if number in payments])


def _reviews(asked: Asked) -> Row:
    asked.check_shop()
    listing = asked.read.path.get("listing_id")
    rows = [
        row for row in asked.memory.table("reviews").values()
        if within(dict(asked.query), row["created_timestamp"]) and listing in (None, row["listing_id"])
    ]  # fmt: skip
    return page(asked, sorted(rows, key=lambda row: row["created_timestamp"], reverse=True))


HANDLERS: dict[str, Handler] = {
    "getShopReceipts": _receipts,
    "getShopReceipt": _receipt,
    "updateShopReceipt": _update_receipt,
    "createReceiptShipment": _ship,
    "getShopReceiptTransactionsByReceipt": _transactions_of_receipt,
    "getShopReceiptTransactionsByShop": _transactions,
    "getShopPaymentByReceiptId": _payments_of_receipt,
    "getPayments": _payments,
    "getShopPaymentAccountLedgerEntries": _ledger,
    "getPaymentAccountLedgerEntryPayments": _payments_of_entries,
    "getReviewsByShop": _reviews,
    "getReviewsByListing": _reviews,
}
