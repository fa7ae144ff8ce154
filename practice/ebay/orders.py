"""Orders and the tracking numbers of their parcels."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from practice.ebay.asked import Answered, Asked, Handler, page
from practice.ebay.errors import EbayError
from practice.ebay.filters import between, choices, parts
from practice.ebay.memory import Memory
from practice.ebay.order_shapes import parcel
from practice.ebay.shapes import Row, moment

_DOMAIN = "API_FULFILLMENT"
_USUAL_LIMIT, _MOST_IDS = 50, 50
_USUAL_DAYS, _MOST_YEARS = 90, 2
_FILTERS = ("creationdate", "lastmodifieddate", "orderfulfillmentstatus")
_STATUSES = [{"NOT_STARTED", "IN_PROGRESS"}, {"FULFILLED", "IN_PROGRESS"}, {"NOT_STARTED"}, {"FULFILLED"}, {"IN_PROGRESS"}]
_TRACKING = re.compile(r"[A-Za-z0-9]{4,50}")


def order_of(memory: Memory, number: str) -> Row:
    """Return an order.

    Raises:
        EbayError: There is none of that number.
    """
    found = memory.table("orders").get(number)
    if found is None:
        raise EbayError(404, 32100, f"Invalid order ID: {number}", _DOMAIN)
    return found


def packed(memory: Memory) -> list[str]:
    """Return the orders that the seller has printed a label for and sent, but not told of: all that wait but the newest."""
    waiting = [row for row in memory.table("orders").values() if row["orderFulfillmentStatus"] == "NOT_STARTED"]
    return [row["orderId"] for row in sorted(waiting, key=lambda row: str(row["creationDate"]))[:-1]]


def _get(asked: Asked) -> Row:
    return order_of(asked.memory, asked.named("orderId"))


def _list(asked: Asked) -> Row:
    found = _by_ids(asked) if "orderIds" in asked.query else _filtered(asked.memory, str(asked.query.get("filter", "")))
    rows, told = page(asked, sorted(found, key=lambda row: str(row["creationDate"]), reverse=True), _USUAL_LIMIT)
    return {"orders": rows, **told}


def _by_ids(asked: Asked) -> list[Row]:
    wanted = str(asked.query["orderIds"]).split(",")
    if len(wanted) > _MOST_IDS or "filter" in asked.query:
        raise EbayError(400, 30700, f"orderIds has at most {_MOST_IDS} numbers and stands without a filter.", _DOMAIN)
    return [_named(asked.memory, number) for number in wanted]


def _named(memory: Memory, number: str) -> Row:
    """Return an order that a call names beside other things than its address; an unknown one is a bad request there."""
    try:
        return order_of(memory, number)
    except EbayError as error:
        raise EbayError(400, error.number, error.sentence, _DOMAIN) from None


def _filtered(memory: Memory, text: str) -> list[Row]:
    given = parts(text, _FILTERS, _DOMAIN, 30810)
    found = list(memory.table("orders").values())
    if "creationdate" in given and "lastmodifieddate" in given:
        raise EbayError(400, 30810, "creationdate and lastmodifieddate cannot stand together.", _DOMAIN)
    if "orderfulfillmentstatus" in given:
        wanted = choices(given["orderfulfillmentstatus"])
        if wanted not in _STATUSES:
            raise EbayError(400, 30830, "orderfulfillmentstatus has a value that is not allowed.", _DOMAIN)
        found = [row for row in found if row["orderFulfillmentStatus"] in wanted]
    name = "lastModifiedDate" if "lastmodifieddate" in given else "creationDate"
    first, last = _time(memory.now, given.get("creationdate") or given.get("lastmodifieddate"))
    return [row for row in found if first <= row[name] <= last]


def _time(now: datetime, written: str | None) -> tuple[str, str]:
    """Return from when to when: the last 90 days when nothing is said, two years back at most."""
    if written is None:
        return moment(now - timedelta(days=_USUAL_DAYS)), moment(now)
    first, last = between(written, _DOMAIN, 30800)
    if first > now or first < now - timedelta(days=365 * _MOST_YEARS + 1):
        raise EbayError(400, 30820, "The time is in the future, or more than two years ago.", _DOMAIN)
    return moment(first), moment(last or now)


def _parcels(asked: Asked) -> Row:
    number = _named(asked.memory, asked.named("orderId"))["orderId"]
    found = asked.memory.table("parcels")[number]["fulfillments"]
    return {"fulfillments": found, "total": len(found), "warnings": []}


def _send(asked: Asked) -> Answered:
    memory, body, order = asked.memory, asked.body, _named(asked.memory, asked.named("orderId"))
    carrier, tracking = body.get("shippingCarrierCode", ""), body.get("trackingNumber", "")
    if not carrier or not _TRACKING.fullmatch(tracking):
        raise EbayError(400, 32300, "Invalid shipment tracking number or carrier.", _DOMAIN)
    lines = [dict(line) for line in body.get("lineItems") or ()] or _all_lines(order)
    known = memory.table("parcels")[order["orderId"]]["fulfillments"]
    _check_lines(order, lines)
    if any(other["fulfillmentId"] == tracking for other in known):
        raise EbayError(409, 32310, "There is a fulfillment with this tracking number already.", _DOMAIN)
    sent = parcel(carrier, tracking, _shipped(order, body.get("shippedDate"), memory.now), lines)
    memory.keep("parcels", order["orderId"], {"fulfillments": [*known, sent]})
    memory.keep("orders", order["orderId"], _with_status(memory, order))
    path = f"/sell/fulfillment/v1/order/{order['orderId']}/shipping_fulfillment/{tracking}"
    return Answered(201, None, {"Location": asked.base + path})


def _all_lines(order: Row) -> list[Row]:
    return [{"lineItemId": line["lineItemId"], "quantity": line["quantity"]} for line in order["lineItems"]]


def _check_lines(order: Row, lines: list[Row]) -> None:
    numbers = [line["lineItemId"] for line in lines]
    known = {line["lineItemId"]: line["quantity"] for line in order["lineItems"]}
    if len(set(numbers)) < len(numbers):
        raise EbayError(400, 32210, "A line item stands there twice.", _DOMAIN)
    for line in lines:
        if line["lineItemId"] not in known:
            raise EbayError(400, 32200, f"Invalid line item ID: {line['lineItemId']}", _DOMAIN)
        if line.get("quantity", 1) > known[line["lineItemId"]]:
            raise EbayError(400, 32220, "The quantity is more than was bought.", _DOMAIN)


def _shipped(order: Row, written: str | None, now: datetime) -> datetime:
    """Return when a parcel was sent; eBay takes no day before the order and none in the future."""
    if written is None:
        return now
    shipped = datetime.fromisoformat(written).astimezone(UTC)
    if not datetime.fromisoformat(order["creationDate"]) <= shipped <= now + timedelta(days=1):
        raise EbayError(400, 32500, "Invalid shipped date.", _DOMAIN)
    return shipped


def _with_status(memory: Memory, order: Row) -> Row:
    """Return an order of which something was sent."""
    sent = [line for one in memory.table("parcels")[order["orderId"]]["fulfillments"] for line in one["lineItems"]]
    numbers = {line["lineItemId"] for line in sent}
    lines = [
        line | ({"lineItemFulfillmentStatus": "FULFILLED"} if line["lineItemId"] in numbers else {})
        for line in order["lineItems"]
    ]
    whole = all(line["lineItemFulfillmentStatus"] == "FULFILLED" for line in lines)
    hrefs = [one["fulfillmentId"] for one in memory.table("parcels")[order["orderId"]]["fulfillments"]]
    return order | {
        "lineItems": lines, "orderFulfillmentStatus": "FULFILLED" if whole else "IN_PROGRESS", "fulfillmentHrefs": hrefs,
        "lastModifiedDate": moment(memory.now),
    }  # fmt: skip


HANDLERS: dict[str, Handler] = {
    "getOrder": _get,
    "getOrders": _list,
    "getShippingFulfillments": _parcels,
    "createShippingFulfillment": _send,
}
