"""The past of the practice shop: its orders, payments, ledger and reviews, which agree with the weekly figures."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

from practice.etsy import shapes
from practice.etsy.goods import WEEKS, Good, Week, goods, weeks
from practice.etsy.shapes import Buyer, Row
from practice.etsy.vintage import vintage

FIRST_RECEIPT, FIRST_TRANSACTION, FIRST_PAYMENT, FIRST_ENTRY = 3_200_000_001, 4_200_000_001, 1_700_000_001, 9_000_000_001
_LEDGER, _FIRST_IMAGE = 81_000_001, 1_000_000_000
_FIRST_BUYER = 700_000_001
_BUYERS = 900
_SHIPPING_CENTS, _TAX_SHARE = 595, 0.06
_SHIP_AFTER_SECONDS = 40 * 3600
_SOLD_HOURS_AGO = 4
_RENEWAL = 20
_FIRST_NAMES = ("Ada", "Ben", "Cleo", "Dario", "Elin", "Farah", "Gus", "Hana", "Ivo", "June", "Kofi", "Lena", "Milo", "Nia")
_LAST_NAMES = ("Abbott", "Bright", "Castell", "Dunmore", "Ekberg", "Finch", "Garland", "Holt", "Iverson", "Jarvis", "Kell")
_PLACES = (
    ("Burlington", "VT", "05401"), ("Portland", "OR", "97205"), ("Austin", "TX", "78701"), ("Madison", "WI", "53703"),
    ("Asheville", "NC", "28801"), ("Boise", "ID", "83702"), ("Duluth", "MN", "55802"), ("Tucson", "AZ", "85701"),
)  # fmt: skip
_CARRIERS = ("usps", "ups", "fedex")
_REVIEWS = {
    5: ("Even nicer than the pictures.", "Beautifully made and quickly sent.", "My sister loved it.", "Will buy again!", ""),
    4: ("Lovely, a bit smaller than I thought.", "Good quality, the parcel took ten days."),
    3: ("Fine, but the color is not what I expected.",),
    2: ("It arrived with a chip.",),
    1: ("It never arrived and nobody answered.",),
}


@dataclass
class Past:
    """Everything that had happened before the practice began; each by its number."""

    listings: dict[int, Row] = field(default_factory=dict)
    inventories: dict[int, Row] = field(default_factory=dict)
    images: dict[int, Row] = field(default_factory=dict)
    receipts: dict[int, Row] = field(default_factory=dict)
    payments: dict[int, Row] = field(default_factory=dict)
    entries: dict[int, Row] = field(default_factory=dict)
    reviews: dict[int, Row] = field(default_factory=dict)
    weeks: list[Week] = field(default_factory=list)
    made: list[Good] = field(default_factory=list)


def buyer(number: int) -> Buyer:
    """Return one of the people who buy."""
    city, state, code = _PLACES[number % len(_PLACES)]
    first = _FIRST_NAMES[number % len(_FIRST_NAMES)]
    last = _LAST_NAMES[number // len(_FIRST_NAMES) % len(_LAST_NAMES)]
    email = f"{first}.{last}.{number}@buyers.example".lower()
    return Buyer(
        _FIRST_BUYER + number, f"{first} {last}", email, f"{100 + number} Maple Street", None, city, state, code, "US"
    )


@cache
def past(today: date, count: int = 120) -> Past:
    """Make the past up to the first moment of a day. Whoever gets it may put other rows in their places, not change one.

    Args:
        today: The day, in UTC.
        count: How many listings the shop has.
    """
    result = Past(made=goods(count))
    for good in result.made:
        _offer(result, good, today)
    sold: list[tuple[int, Good, Week]] = []
    for good in result.made[:120]:
        happened = weeks(good, today)
        result.weeks += happened
        result.listings[good.number]["views"] = sum(week.views for week in happened)
        result.listings[good.number]["num_favorers"] = sum(week.favourites for week in happened)
        sold += [(_moment(week, good, nth), good, week) for week in happened for nth in range(week.sales)]
    for nth, (moment, good, _week) in enumerate(sorted(sold, key=lambda sale: (sale[0], sale[1].number))):
        _sell(result, good, moment, nth, today)
    for case, (hours, index, changes) in enumerate(_OPEN_ORDERS):
        _add_open_order(result, result.made[index], int(_midnight(today)) - hours * 3600, case, changes)
    _add_vintage(result, today)
    _write_ledger(result, today)
    return result


def _add_vintage(result: Past, today: date) -> None:
    """List what is resold, and let what is gone have been sold in the evening before."""
    for place, thing in enumerate(vintage()):
        _offer(result, thing, today)
        text = f"{thing.title}. It is old and was used; please look at the pictures."
        result.listings[thing.number] |= {"description": text, "who_made": "someone_else", "when_made": "1970s"}
        if not thing.quantity:
            _add_open_order(result, thing, int(_midnight(today)) - _SOLD_HOURS_AGO * 3600, len(_OPEN_ORDERS) + place, {})


def fees(order: Row) -> list[tuple[str, int, str, int]]:
    """Return what an order brings and costs: kind, cents, what it refers to and that thing's number.

    invented: the shares, and the name of the processing fee; the other names are those that sellers have met.
    """
    gross, tax = order["grandtotal"]["amount"], order["total_tax_cost"]["amount"]
    reference = order["receipt_id"] - FIRST_RECEIPT + FIRST_PAYMENT
    rows = [
        ("PAYMENT_GROSS", gross, "shop_payment", reference),
        ("PAYMENT_PROCESSING_FEE", -processing_fee(order), "shop_payment", reference),
        ("sales_tax", -tax, "shop_payment", reference),
    ]
    for line in order["transactions"]:
        price = line["price"]["amount"] * line["quantity"]
        rows.append(("transaction", -round(price * 0.065), "transaction", line["transaction_id"]))
        rows.append(("renew_sold_auto", -_RENEWAL, "listing", line["listing_id"]))
    shipping = order["total_shipping_cost"]["amount"]
    first = order["transactions"][0]["transaction_id"]
    rows.append(("shipping_transaction", -round(shipping * 0.065), "transaction", first))
    if order["receipt_id"] % 25 == 0:
        rows.append(("offsite_ads_fee", -round(order["subtotal"]["amount"] * 0.15), "transaction", first))
    rows += [("REFUND_GROSS", -refund["amount"]["amount"], "shop_payment", reference) for refund in order["refunds"]]
    return [row for row in rows if row[1]]


def processing_fee(order: Row) -> int:
    """Return the cents that handling the card costs."""
    gross: int = order["grandtotal"]["amount"]
    return round(gross * 0.03) + 25


def entry(number: int, created: int, balance: int, what: tuple[str, int, str, int]) -> Row:
    """Return one line of the ledger; ``number`` counts from zero, ``balance`` is the one after it."""
    kind, cents, reference_type, reference = what
    return {
        "entry_id": FIRST_ENTRY + number, "ledger_id": _LEDGER, "sequence_number": number + 1, "amount": cents,
        "currency": "USD", "description": kind, "balance": balance, "create_date": created, "created_timestamp": created,
        "ledger_type": kind, "reference_type": reference_type, "reference_id": str(reference), "parent_entry_id": 0,
        "payment_adjustments": [],
    }  # fmt: skip


def _offer(result: Past, good: Good, today: date) -> None:
    created = int(_midnight(today - timedelta(weeks=good.weeks_ago))) + 3600
    physical = not good.family.digital
    text = f"{good.title.split(',')[0]}, made by hand in our small studio.\n\nEach piece differs a little from the others."
    sizes = good.family.sizes or ("",)
    products = []
    for nth, size in enumerate(sizes):
        number = good.number * 10 + nth
        sku = f"{good.sku}-{nth + 1}" if good.family.sizes else good.sku
        offer = shapes.offering(
            number, good.cents + nth * 600, good.quantity // len(sizes) + (nth < good.quantity % len(sizes)),
            shapes.READY if physical else None,
        )  # fmt: skip
        products.append(shapes.product(number, sku, offer, (size,) if size else ()))
    varies = [shapes.SIZE_PROPERTY] if good.family.sizes else []
    result.inventories[good.number] = {
        "products": products, "price_on_property": varies, "quantity_on_property": varies, "sku_on_property": varies,
        "readiness_state_on_property": [],
    }  # fmt: skip
    result.listings[good.number] = shapes.listing(
        good.number, created, title=good.title, description=text, state=good.state, quantity=good.quantity,
        shop_section_id=shapes.FIRST_SECTION + shapes.SECTIONS.index(good.family.section), tags=list(good.tags),
        materials=list(good.family.materials), taxonomy_id=good.family.taxonomy_id, price=shapes.money(good.cents),
        skus=[product["sku"] for product in products], has_variations=bool(varies), should_auto_renew=True,
        listing_type="physical" if physical else "download", when_made="made_to_order",
        shipping_profile_id=shapes.SHIPPING_PROFILE if physical else None, return_policy_id=shapes.RETURN_POLICY,
        readiness_state_id=shapes.READY if physical else None, processing_min=1 if physical else None,
        processing_max=3 if physical else None,
    )  # fmt: skip
    if good.state != "draft":
        image = good.number + _FIRST_IMAGE
        result.images[image] = shapes.image(good.number, image, 1, created, good.title)


def _sell(result: Past, good: Good, moment: int, nth: int, today: date) -> None:
    source = random.Random(f"order {good.sku} {nth}")
    who = buyer(source.randrange(_BUYERS))
    lines = [(good, 1)]
    if source.random() < 0.1:
        lines.append((source.choice([other for other in result.made[:120] if other.weeks_ago >= good.weeks_ago]), 1))
    order = _order(result, who, moment, lines)
    refunded = nth % 97 == 50
    if refunded:
        refund = {"amount": order["subtotal"], "created_timestamp": moment + 6 * 86400, "reason": "Arrived broken",
                  "note_from_issuer": "", "status": "succeeded"}  # fmt: skip
        order |= {"status": "partially refunded", "refunds": [refund]}
    else:
        order["status"] = "completed"
    _ship(order, max(moment, min(moment + _SHIP_AFTER_SECONDS, int(_midnight(today)) - 3600)), source)
    if source.random() < 0.25 and moment + 20 * 86400 < _midnight(today):
        rating = 1 if refunded else source.choices((5, 4, 3, 2, 1), (86, 8, 3, 2, 1))[0]
        line = order["transactions"][0]
        text = source.choice(_REVIEWS[rating])
        result.reviews[line["transaction_id"]] = shapes.review(line, rating, text, moment + 14 * 86400)


# Orders that wait to be shipped: hours before midnight, index of the good, what is unlike the usual order.
_OPEN_ORDERS: tuple[tuple[int, int, dict[str, Any]], ...] = (
    (58, 0, {}),
    (50, 12, {}),
    (44, 25, {"message_from_buyer": "Could it arrive before the 20th? It is a birthday present."}),
    (38, 43, {"quantity": 6}),
    (30, 52, {"is_gift": True, "gift_message": "With love from Milo", "gift_sender": "Milo"}),
    (26, 81, {"who": 7}),
    (26, 81, {"who": 7}),
    (20, 102, {"zip": "N1 9GU", "formatted_address": "Ada Bright\n12 Canal Road\nLondon N1 9GU\nGB"}),
    (14, 35, {"who": Buyer(_FIRST_BUYER + 950, "Nia Kell", "nia.kell@buyers.example", "8 Lake Road", None, "Toronto", "ON",
                           "M4B 1B3", "CA")}),
    (9, 114, {"status": "canceled"}),
    (5, 30, {"is_paid": False, "status": "payment processing"}),
    (2, 3, {"message_from_buyer": "Please send it without the invoice."}),
)  # fmt: skip


def _add_open_order(result: Past, good: Good, moment: int, case: int, changes: dict[str, Any]) -> None:
    given = changes.get("who", 300 + case)
    who = given if isinstance(given, Buyer) else buyer(given)
    order = _order(result, who, moment + case, [(good, changes.get("quantity", 1))])
    order |= {name: value for name, value in changes.items() if name not in ("who", "quantity")}


def _order(result: Past, who: Buyer, moment: int, lines: list[tuple[Good, int]]) -> Row:
    number = FIRST_RECEIPT + len(result.receipts)
    first_line = FIRST_TRANSACTION + len(result.receipts) * 10
    rows = [
        shapes.transaction(
            first_line + nth, number, who.user_id, moment,
            {"listing": result.listings[good.number], "product": result.inventories[good.number]["products"][0],
             "quantity": quantity},
        )
        for nth, (good, quantity) in enumerate(lines)
    ]  # fmt: skip
    subtotal = sum(row["price"]["amount"] * row["quantity"] for row in rows)
    shipping = 0 if all(row["is_digital"] for row in rows) else _SHIPPING_CENTS
    order = shapes.receipt(number, who, moment, rows, shipping=shipping, tax=round(subtotal * _TAX_SHARE))
    result.receipts[number] = order
    return order


def _ship(order: Row, moment: int, source: random.Random) -> None:
    order |= {"is_shipped": True, "update_timestamp": moment, "updated_timestamp": moment}
    code = f"94{source.getrandbits(64):020d}"
    order["shipments"] = [shapes.shipment(order["receipt_id"], moment, source.choice(_CARRIERS), code)]
    for line in order["transactions"]:
        line["shipped_timestamp"] = moment


def _write_ledger(result: Past, today: date) -> None:
    events: list[tuple[int, tuple[str, int, str, int]]] = []
    for order in result.receipts.values():
        if not order["is_paid"] or order["status"] == "canceled":
            continue
        paid = shapes.payment(order["receipt_id"] - FIRST_RECEIPT + FIRST_PAYMENT, order, processing_fee(order))
        result.payments[paid["payment_id"]] = paid
        for what in fees(order):
            later = 6 * 86400 if what[0] == "REFUND_GROSS" else 0
            events.append((order["create_timestamp"] + later, what))
    mondays = [today - timedelta(days=today.weekday(), weeks=ago) for ago in range(WEEKS - 1, -1, -1)]
    events += [
        (int(_midnight(day)) + 12 * 3600, ("DISBURSE2", 0, "disbursement", nth)) for nth, day in enumerate(mondays, 1)
    ]
    balance = 0
    for moment, what in sorted(events, key=lambda event: event[0]):
        if moment >= _midnight(today):
            continue
        kind, fixed, reference_type, reference = what
        cents = -max(balance, 0) if kind == "DISBURSE2" else fixed
        if cents == 0:
            continue
        balance += cents
        row = entry(len(result.entries), moment, balance, (kind, cents, reference_type, reference))
        result.entries[row["entry_id"]] = row


def _moment(week: Week, good: Good, nth: int) -> int:
    source = random.Random(f"moment {good.sku} {week.monday} {nth}")
    return int(_midnight(week.monday)) + source.randrange(7 * 86400)


def _midnight(day: date) -> float:
    return datetime.combine(day, time(), UTC).timestamp()
