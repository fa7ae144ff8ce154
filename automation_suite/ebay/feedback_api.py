"""eBay's Feedback API: what buyers wrote, what was replied, and what still waits for feedback.

A feedback has one reply at most. Sellers can leave positive feedback only, once for each line of an order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from automation_suite.errors import PermanentError
from automation_suite.platform_api.calls import Calls
from automation_suite.platform_api.paging import Page, read_all
from automation_suite.platform_api.reading import Body

GROUP = "commerce.feedback"
PAGE_SIZE = 200
LONGEST_REPLY = 500
_ROOT = "/commerce/feedback/v1"
_WHAT = "eBay's list of feedback"


class Rating(StrEnum):
    """How a feedback is meant."""

    POSITIVE = "POSITIVE"
    NEUTRAL = "NEUTRAL"
    NEGATIVE = "NEGATIVE"


@dataclass(frozen=True)
class Feedback:
    """One feedback.

    Attributes:
        feedback_id: By which eBay knows it.
        rating: Positive, neutral or negative.
        text: What was written; empty when eBay has removed it.
        reply: What was replied; empty when nothing was.
        writer: User name of who wrote it.
        line_id: Of the order; empty when eBay does not say.
        listing_id: Empty when eBay does not say.
        title: Of the listing.
        entered_at: None when eBay tells no day.
        is_automatic: Whether eBay wrote it by itself.
    """

    feedback_id: str
    rating: Rating
    text: str
    reply: str
    writer: str
    line_id: str
    listing_id: str
    title: str
    entered_at: datetime | None
    is_automatic: bool


@dataclass(frozen=True)
class Awaiting:
    """A line of an order for which no feedback was left yet.

    Attributes:
        line_id: Of the order.
        transaction_id: Of the sale.
        listing_id: Of the listing.
        title: Of the listing.
    """

    line_id: str
    transaction_id: str
    listing_id: str
    title: str


def received(calls: Calls, seller: str, rating: Rating | None = None) -> tuple[Feedback, ...]:
    """Return all feedback that the seller got, with one call for each 200.

    Raises:
        AnswerIncompleteError: The pages do not have what eBay counts.
    """
    query = {"user_id": seller, "feedback_type": "FEEDBACK_RECEIVED"}
    if rating:
        query["filter"] = f"commentType:{rating}"
    return _entries(calls, query)


def received_one(calls: Calls, seller: str, feedback_id: str) -> Feedback | None:
    """Return one feedback that the seller got; none when there is none of that number."""
    found = _entries(calls, {"user_id": seller, "feedback_type": "FEEDBACK_RECEIVED", "feedback_id": feedback_id})
    return next((one for one in found if one.feedback_id == feedback_id), None)


def sent_for_line(calls: Calls, seller: str, line_id: str) -> Feedback | None:
    """Return the feedback that the seller left for a line of an order; none when there is none."""
    found = _entries(calls, {"user_id": seller, "feedback_type": "FEEDBACK_SENT", "order_line_item_id": line_id})
    return next((one for one in found if one.line_id == line_id), None)


def awaiting(calls: Calls) -> tuple[Awaiting, ...]:
    """Return the lines of orders that wait for the seller's feedback.

    Raises:
        AnswerIncompleteError: The pages do not have what eBay counts.
    """
    what = "eBay's list of what waits for feedback"

    def page(start: int) -> Page:
        query: dict[str, str | int] = {"limit": PAGE_SIZE, "offset": start, "filter": "userRole:SELLER"}
        body = Body(calls.call("GET", f"{_ROOT}/awaiting_feedback", group=GROUP, query=query).body, what)
        return Page(body.parts("lineItems"), body.part("pagination").whole("total"))

    found = read_all(page, lambda body: body.text("orderLineItemId"), PAGE_SIZE, what)
    return tuple(
        Awaiting(one.text("orderLineItemId"), one.text_or("transactionId"), one.text_or("listingId"),
                 one.text_or("listingTitle"))
        for one in found
    )  # fmt: skip


def reply(calls: Calls, feedback_id: str, to: str, text: str) -> None:
    """Reply to a feedback. There is one reply, and it cannot be taken back."""
    calls.call("POST", f"{_ROOT}/respond_to_feedback", group=GROUP, json=reply_body(feedback_id, to, text))


def leave_positive(calls: Calls, line_id: str, text: str) -> str:
    """Leave positive feedback for the buyer of a line of an order, and return the feedback's number."""
    body = {"orderLineItemId": line_id, "commentText": text, "commentType": str(Rating.POSITIVE)}
    return Body(calls.call("POST", f"{_ROOT}/feedback", group=GROUP, json=body).body, "eBay's answer").text("feedbackId")


def reply_body(feedback_id: str, to: str, text: str) -> dict[str, str]:
    """Return the body of a reply.

    Raises:
        PermanentError: It is longer than eBay takes.
    """
    if not text.strip() or len(text) > LONGEST_REPLY:
        raise PermanentError(
            f"A reply has 1 to {LONGEST_REPLY} characters, and this one has {len(text)}. Nothing was sent.", "Shorten it."
        )
    return {"feedbackId": feedback_id, "recipientUserId": to, "responseText": text, "responseType": "REPLY"}


def feedback_in(body: Body) -> Feedback:
    """Read one feedback."""
    line = body.part_or_empty("orderLineItemSummary")
    return Feedback(
        feedback_id=body.text("feedbackId"), rating=_rating(body),
        text=body.part_or_empty("feedbackComment").text_or("commentText"),
        reply=body.part_or_empty("replyComment").text_or("commentText"),
        writer=body.part_or_empty("providerUserDetail").text_or("userId"), line_id=line.text_or("orderLineItemId"),
        listing_id=line.text_or("listingId"), title=line.text_or("listingTitle"),
        entered_at=body.moment_or_none("feedbackEnteredDate"), is_automatic=body.flag("automatedFeedback"),
    )  # fmt: skip


def _rating(body: Body) -> Rating:
    try:
        return Rating(body.text("commentType"))
    except ValueError:
        raise body.lacks("commentType") from None


def _entries(calls: Calls, wanted: Mapping[str, Any]) -> tuple[Feedback, ...]:
    def page(start: int) -> Page:
        query = {"limit": PAGE_SIZE, "offset": start, **wanted}
        body = Body(calls.call("GET", f"{_ROOT}/feedback", group=GROUP, query=query).body, _WHAT)
        return Page(body.parts("feedbackEntries"), body.part("pagination").whole("total"))

    return tuple(feedback_in(one) for one in read_all(page, lambda body: body.text("feedbackId"), PAGE_SIZE, _WHAT))
