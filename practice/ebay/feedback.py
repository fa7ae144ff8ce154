"""What buyers wrote, one reply to each, and what the seller leaves: positive feedback, once for each line of an order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from practice.ebay.accounts import SELLER
from practice.ebay.asked import Answered, Asked, Handler, page
from practice.ebay.errors import EbayError
from practice.ebay.feedback_shapes import line_summary
from practice.ebay.filters import parts
from practice.ebay.memory import Memory
from practice.ebay.shapes import Row, moment

_DOMAIN = "API_FEEDBACK"
_USUAL_LIMIT = 25
# invented: the numbers of these errors.
_INVALID, _TWICE, _MISSING = 360001, 360409, 360404
_TABLES = {"FEEDBACK_RECEIVED": "feedback received", "FEEDBACK_SENT": "feedback left"}


def _list(asked: Asked) -> Row:
    if asked.query["user_id"] != SELLER:
        raise EbayError(400, _INVALID, "user_id is not the seller.", _DOMAIN)
    given = parts(str(asked.query.get("filter", "")), ("commentType",), _DOMAIN, _INVALID)
    found = list(asked.memory.table(_TABLES[asked.query["feedback_type"]]).values())
    for name, value in (
        ("feedback_id", lambda row: row["feedbackId"]),
        ("order_line_item_id", _line),
        ("listing_id", _listing),
    ):
        found = [row for row in found if value(row) == asked.query.get(name, value(row))]
    found = [row for row in found if row["commentType"] == given.get("commentType", row["commentType"])]
    rows, told = _page(asked, sorted(found, key=lambda row: str(row["feedbackEnteredDate"]), reverse=True))
    return {"feedbackEntries": rows, "pagination": told}


def _awaiting(asked: Asked) -> Row:
    parts(str(asked.query.get("filter", "")), ("userRole",), _DOMAIN, _INVALID)
    left = {_line(row) for row in asked.memory.table("feedback left").values()}
    lines = [line for order in asked.memory.table("orders").values() for line in order["lineItems"]]
    found = [_waiting(line) for line in lines if line["lineItemId"] not in left]
    rows, told = _page(asked, found)
    return {"lineItems": rows, "pagination": told, "itemsAwaitingFeedbackCount": {"asBuyer": 0, "asSeller": len(found)}}


def _leave(asked: Asked) -> Row:
    body, memory = asked.body, asked.memory
    if body["commentType"] != "POSITIVE":
        raise EbayError(400, _INVALID, "A seller can leave positive feedback only.", _DOMAIN)
    line = _order_line(memory, body["orderLineItemId"])
    if any(_line(row) == line["lineItemId"] for row in memory.table("feedback left").values()):
        raise EbayError(409, _TWICE, "Feedback was left for this line item already.", _DOMAIN)
    number = str(memory.next_number())
    memory.keep("feedback left", number, {
        "feedbackId": number, "commentType": "POSITIVE", "feedbackComment": {"commentText": body["commentText"]},
        "feedbackEnteredDate": moment(memory.now), "automatedFeedback": False,
        "providerUserDetail": {"userId": SELLER, "role": "SELLER"}, "orderLineItemSummary": line_summary(line),
    })  # fmt: skip
    return {"feedbackId": number}


def _respond(asked: Asked) -> Answered:
    body, memory = asked.body, asked.memory
    found = memory.table("feedback received").get(body["feedbackId"])
    if found is None or body["recipientUserId"] != found["providerUserDetail"]["userId"]:
        raise EbayError(400, _MISSING, "There is no such feedback of this user.", _DOMAIN)
    if body["responseType"] != "REPLY":
        raise EbayError(400, _INVALID, "A seller replies to what was received.", _DOMAIN)
    if "<" in body["responseText"]:
        raise EbayError(400, _INVALID, "HTML is not allowed.", _DOMAIN)
    if "replyComment" in found:
        raise EbayError(409, _TWICE, "This feedback has a reply already.", _DOMAIN)
    memory.keep("feedback received", found["feedbackId"], found | {"replyComment": {"commentText": body["responseText"]}})
    return Answered(200, {})


def _page(asked: Asked, rows: list[Row]) -> tuple[list[Row], Row]:
    found, told = page(asked, rows, _USUAL_LIMIT)
    told.pop("href")
    return found, told | {"count": len(found)}


def _waiting(line: Row) -> Row:
    return {
        # invented: that it is the number by which orders know the line.
        "transactionId": line["lineItemId"],
        **line_summary(line),
    }


def _order_line(memory: Memory, number: str) -> Row:
    lines = (line for order in memory.table("orders").values() for line in order["lineItems"])
    found = next((line for line in lines if line["lineItemId"] == number), None)
    if found is None:
        raise EbayError(400, _MISSING, "There is no such line item.", _DOMAIN)
    return dict(found)


def _line(row: Row) -> Any:
    return row["orderLineItemSummary"]["orderLineItemId"]


def _listing(row: Row) -> Any:
    return row["orderLineItemSummary"]["listingId"]


_SHOWN: dict[str, Callable[[Row], Any]] = {
    "feedback_id": lambda row: row["feedbackId"],
    "order_line_item_id": _line,
    "listing_id": _listing,
}
HANDLERS: dict[str, Handler] = {
    "getFeedback": _list,
    "getItemsAwaitingFeedback": _awaiting,
    "leaveFeedback": _leave,
    "respondToFeedback": _respond,
}
