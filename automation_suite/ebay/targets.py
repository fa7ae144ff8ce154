"""What plans can change on eBay: how it is read, written, compared, and whether it can be taken back.

| kind, field | object | value |
|---|---|---|
| offer, price | number of the offer | text with two decimals |
| offer, quantity | number of the offer | whole number; where eBay takes no 0, the listing is ended |
| listing, listing | SKU | ``inventory_item`` and ``offer`` as eBay writes them; the offer stays unpublished |
| listing, live | SKU | whether it is published |
| order, tracking | number of the order | ``carrier``, ``number``, ``shipped_at``, ``lines``; live is a list of parcels |
| order line, feedback | number of the line | ``kind``, which is ``positive``, and ``text`` |
| feedback, reply | number of the feedback | text |
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache

from automation_suite.ebay import feedback_api, fulfillment_api
from automation_suite.ebay.feedback_api import Rating
from automation_suite.ebay.listing_targets import LiveListing, WholeListing
from automation_suite.ebay.offer_targets import OfferPrice, OfferQuantity, SkusOf
from automation_suite.ebay.sites import Site
from automation_suite.feedback.rules import text_faults
from automation_suite.listing_rules.rules import EbayLimits
from automation_suite.plans.change import Answer, Change, Ended, Target, Value
from automation_suite.platform_api.calls import CallRefusedError, Calls
from automation_suite.platform_api.object_target import MISSING, ObjectTarget, each, has_parcel, is_same_text

_POSITIVE = "positive"
_NO_CANCELLATION = "NONE_REQUESTED"
_HELD = Answer(Ended.NOT_TAKEN, explanation="The order waits for a person by now.", next_step="Release it first.")
_CANCELLED = Answer(
    Ended.NOT_TAKEN, explanation="The order was cancelled, or the buyer asks for that.", next_step="Look at it on eBay."
)


def never_held(_: str) -> bool:
    """Hold no order."""
    return False


def no_skus(_: Sequence[str]) -> Mapping[str, str]:
    """Know no SKU of any offer; then each offer is looked up on eBay."""
    return {}


def targets(
    calls: Calls,
    site: Site,
    seller: str = "",
    skus_of: SkusOf = no_skus,
    limits: EbayLimits | None = None,
    is_held: Callable[[str], bool] = never_held,
) -> Mapping[tuple[str, str], Target]:
    """Return what can be changed. Nothing is called yet.

    Args:
        calls: The account.
        site: Where it sells.
        seller: The account's user name; without one its orders tell it where feedback needs it.
        skus_of: Returns the SKUs of offers as far as the inventory knows them.
        limits: What fits into a listing; what is known of eBay when none.
        is_held: Tells whether an order waits for a person by now, whatever was planned before.
    """
    name = cache(lambda: seller or fulfillment_api.seller_name(calls))
    most = limits or EbayLimits()
    return {
        ("offer", "price"): OfferPrice(calls, site, most),
        ("offer", "quantity"): OfferQuantity(calls, site, skus_of),
        ("listing", "listing"): WholeListing(calls, site, most),
        ("listing", "live"): LiveListing(calls, site),
        ("order", "tracking"): ObjectTarget(
            each(lambda order_id: _parcels(calls, order_id)), lambda change: _ship(calls, change, is_held), _parcel_faults,
            repeatable=False, same=has_parcel, undo="eBay has told the buyer of the parcel.",
        ),
        ("order line", "feedback"): ObjectTarget(
            each(lambda line_id: _left(calls, name, line_id)), lambda change: _leave(calls, change), _comment_faults,
            repeatable=False, same=_is_same_comment, undo="eBay lets nobody take feedback back.",
        ),
        ("feedback", "reply"): ObjectTarget(
            each(lambda feedback_id: _reply(calls, name, feedback_id)), lambda change: _answer(calls, name, change),
            text_faults, repeatable=False, same=is_same_text, undo="eBay lets nobody take a reply back.",
        ),
    }  # fmt: skip


def _parcels(calls: Calls, order_id: str) -> Value:
    try:
        found = fulfillment_api.shipments(calls, order_id)
    except CallRefusedError:
        # Of an order that eBay does not know nothing is known; that it has no parcel would be a guess.
        return MISSING
    return [{"carrier": one.carrier, "number": one.code} for one in found if one.code] or None


def _parcel_faults(parcel: Value) -> list[str]:
    return [] if parcel.get("carrier") and parcel.get("number") else ["A carrier and a tracking number need each other."]


def _ship(calls: Calls, change: Change, is_held: Callable[[str], bool]) -> Answer:
    if is_held(change.object_id):
        return _HELD
    order = fulfillment_api.order(calls, change.object_id)
    if order is None or order.cancel_state != _NO_CANCELLATION:
        return _CANCELLED
    parcel = change.new
    shipped_at = datetime.fromisoformat(parcel["shipped_at"]) if parcel.get("shipped_at") else None
    lines = {line["line_id"]: line["quantity"] for line in parcel.get("lines") or ()}
    carrier = fulfillment_api.carrier_code(parcel["carrier"])
    number = fulfillment_api.add_shipment(calls, change.object_id, carrier, parcel["number"], lines, shipped_at)
    return Answer(Ended.TAKEN, reference=number)


def _left(calls: Calls, seller: Callable[[], str], line_id: str) -> Value:
    if not seller():
        return MISSING
    found = feedback_api.sent_for_line(calls, seller(), line_id)
    return found and {"kind": found.rating.lower(), "listing_id": found.listing_id, "text": found.text}


def _leave(calls: Calls, change: Change) -> Answer:
    return Answer(Ended.TAKEN, reference=feedback_api.leave_positive(calls, change.object_id, change.new["text"]))


def _comment_faults(comment: Value) -> list[str]:
    faults = text_faults(comment["text"])
    return faults if comment["kind"] == _POSITIVE else ["Sellers can leave positive feedback only.", *faults]


def _is_same_comment(wanted: Value, live: Value) -> bool:
    """Tell whether a feedback is the wanted one; eBay knows the listing of the line by itself."""
    return wanted["kind"] == live["kind"] and is_same_text(wanted["text"], live["text"])


def _reply(calls: Calls, seller: Callable[[], str], feedback_id: str) -> Value:
    found = feedback_api.received_one(calls, seller(), feedback_id) if seller() else None
    return MISSING if found is None else found.reply or None


def _answer(calls: Calls, seller: Callable[[], str], change: Change) -> Answer:
    found = feedback_api.received_one(calls, seller(), change.object_id)
    if found is None or not found.writer:
        return Answer(Ended.NOT_TAKEN, explanation="eBay does not tell who wrote this feedback, so nothing was sent.")
    if found.rating is not Rating.NEUTRAL:
        # The buyer has changed it since the reply was planned.
        return Answer(
            Ended.NOT_TAKEN, explanation=f"The feedback is {found.rating.lower()} by now, so nothing was sent.",
            next_step="Read it on eBay.",
        )  # fmt: skip
    feedback_api.reply(calls, change.object_id, found.writer, change.new)
    return Answer(Ended.TAKEN)
