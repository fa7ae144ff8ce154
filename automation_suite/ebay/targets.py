"""What plans can change on eBay: how it is read, written, compared, and whether it can be taken back.

| kind, field | object | value |
|---|---|---|
| offer, price | number of the offer | text with two decimals |
| offer, quantity | number of the offer | whole number |
| listing, listing | SKU | ``item`` and ``offer`` as eBay writes them; see ``listing_targets.listing_value`` |
| listing, live | SKU | whether it is published |
| order, tracking | number of the order | ``carrier``, ``code``, for parts also ``lines``; what is there is a list of them |
| feedback, reply | number of the feedback | text |
| order line, feedback left | number of the line | text of a positive feedback |
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from automation_suite.ebay import feedback_api, fulfillment_api
from automation_suite.ebay.listing_targets import LiveListing, WholeListing
from automation_suite.ebay.offer_targets import OfferPrice, OfferQuantity, SkusOf
from automation_suite.ebay.sites import Site
from automation_suite.plans.change import Answer, Change, Ended, Target, Value
from automation_suite.platform_api.calls import Calls
from automation_suite.platform_api.object_target import MISSING, ObjectTarget, each, has_parcel, is_same_text


def no_skus(_: Sequence[str]) -> Mapping[str, str]:
    """Know no SKU of any offer; then each offer is looked up on eBay."""
    return {}


def targets(calls: Calls, site: Site, seller: str = "", skus_of: SkusOf = no_skus) -> Mapping[tuple[str, str], Target]:
    """Return what can be changed.

    Args:
        calls: The account.
        site: Where it sells.
        seller: The account's user name, as its orders tell it; without one no feedback is read or written.
        skus_of: Returns the SKUs of offers as far as the inventory knows them.
    """
    found: dict[tuple[str, str], Target] = {
        ("offer", "price"): OfferPrice(calls, site),
        ("offer", "quantity"): OfferQuantity(calls, site, skus_of),
        ("listing", "listing"): WholeListing(calls, site),
        ("listing", "live"): LiveListing(calls, site),
        ("order", "tracking"): ObjectTarget(
            each(lambda order_id: _parcels(calls, order_id)), lambda change: _ship(calls, change), repeatable=False,
            same=has_parcel, undo="eBay has told the buyer of the parcel.",
        ),
    }  # fmt: skip
    if seller:
        found[("feedback", "reply")] = ObjectTarget(
            each(lambda feedback_id: _reply(calls, seller, feedback_id)), lambda change: _answer(calls, seller, change),
            repeatable=False, same=is_same_text, undo="eBay lets nobody take a reply back.",
        )  # fmt: skip
        found[("order line", "feedback left")] = ObjectTarget(
            each(lambda line_id: _left(calls, seller, line_id)), lambda change: _leave(calls, change),
            repeatable=False, same=is_same_text, undo="eBay lets nobody take feedback back.",
        )  # fmt: skip
    return found


def _parcels(calls: Calls, order_id: str) -> Value:
    parcels = [{"carrier": one.carrier, "code": one.code} for one in fulfillment_api.shipments(calls, order_id) if one.code]
    return parcels or None


def _ship(calls: Calls, change: Change) -> Answer:
    parcel = change.new
    shipped_at = datetime.fromisoformat(parcel["shipped_at"]) if parcel.get("shipped_at") else None
    number = fulfillment_api.add_shipment(
        calls, change.object_id, parcel["carrier"], parcel["code"], parcel.get("lines") or {}, shipped_at
    )
    return Answer(Ended.TAKEN, reference=number)


def _reply(calls: Calls, seller: str, feedback_id: str) -> Value:
    found = feedback_api.received_one(calls, seller, feedback_id)
    return MISSING if found is None else found.reply or None


def _answer(calls: Calls, seller: str, change: Change) -> Answer:
    found = feedback_api.received_one(calls, seller, change.object_id)
    if found is None or not found.writer:
        return Answer(Ended.NOT_TAKEN, explanation="eBay does not tell who wrote this feedback, so nothing was sent.")
    feedback_api.reply(calls, change.object_id, found.writer, change.new)
    return Answer(Ended.TAKEN)


def _left(calls: Calls, seller: str, line_id: str) -> Value:
    found = feedback_api.sent_for_line(calls, seller, line_id)
    return found.text if found else None


def _leave(calls: Calls, change: Change) -> Answer:
    return Answer(Ended.TAKEN, reference=feedback_api.leave_positive(calls, change.object_id, change.new))
