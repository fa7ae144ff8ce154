"""eBay's orders and feedback as the rules for feedback see them. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal

from automation_suite.ebay.feedback_api import Awaiting, Feedback, Rating
from automation_suite.ebay.fulfillment_api import Order, Shipment
from automation_suite.feedback.rules import Received, Waiting

_KINDS: Mapping[Rating, Literal["positive", "neutral", "negative"]] = {
    Rating.POSITIVE: "positive", Rating.NEUTRAL: "neutral", Rating.NEGATIVE: "negative",
}  # fmt: skip
_NO_CANCELLATION, _PAID, _SENT = "NONE_REQUESTED", "PAID", "FULFILLED"


def orders_of(awaiting: Iterable[Awaiting], orders: Iterable[Order]) -> dict[str, Order]:
    """Return the order of each line that waits for feedback, by the number of the line; those that are found."""
    by_line = {line.line_id: order for order in orders for line in order.lines}
    return {one.line_id: by_line[one.line_id] for one in awaiting if one.line_id in by_line}


def as_waiting(
    one: Awaiting, order: Order, parcels: Sequence[Shipment], delivered_after: timedelta, complained: Collection[str] = ()
) -> Waiting:
    """Return a line that waits for feedback. Of several pieces all have to be sent.

    Args:
        one: As eBay lists it.
        order: That it is part of.
        parcels: Of the order.
        delivered_after: How long after it was sent a parcel counts as delivered, because eBay does not tell.
        complained: Lines of orders whose buyers were not content.
    """
    # A parcel that names no line has the whole order in it.
    own = [parcel for parcel in parcels if not parcel.lines or one.line_id in dict(parcel.lines)]
    sent = [parcel.shipped_at for parcel in own if parcel.shipped_at]
    is_sent = any(line.line_id == one.line_id and line.status == _SENT for line in order.lines)
    return Waiting(
        line_id=one.line_id, listing_id=one.listing_id, title=one.title, paid=order.payment_status == _PAID,
        delivered_at=max(sent) + delivered_after if sent and is_sent else None,
        troubled=one.line_id in complained or order.cancel_state != _NO_CANCELLATION or order.payment_status != _PAID,
    )  # fmt: skip


def as_received(one: Feedback, now: datetime) -> Received:
    """Return feedback that a buyer left. Where eBay tells no day, it counts as of now."""
    return Received(one.feedback_id, _KINDS[one.rating], one.title, bool(one.reply), one.entered_at or now)
