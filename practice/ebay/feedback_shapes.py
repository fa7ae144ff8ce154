"""Feedback as the Feedback API shows it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from practice.ebay.accounts import SELLER
from practice.ebay.order_shapes import order
from practice.ebay.sales import Sale
from practice.ebay.shapes import Row, moment
from practice.ebay.sites import Site

_DELIVERY = timedelta(days=6)
_TEXTS = {
    "POSITIVE": (
        "Exactly as described and well packed.", "Fast shipping, thank you!", "Lovely piece, would buy again.",
        "Great communication and a fair price.", "Arrived early. Very happy.",
    ),
    "NEUTRAL": ("Nice item, but it took a while to arrive.", "More worn than I thought from the pictures."),
    "NEGATIVE": ("Smaller than described and no answer to my message.", "Arrived with a crack. Disappointed."),
}  # fmt: skip
# Every third buyer writes nothing.
_SILENT, _NEUTRAL, _NEGATIVE, _REPLIED, _LEFT = 3, 11, 17, 34, 2


def received(sales: Sequence[Sale], today: datetime, site: Site) -> dict[str, Row]:
    """Return what buyers wrote, by its number."""
    told = [sale for sale in sales if sale.shipped_at and sale.shipped_at + _DELIVERY < today and sale.number % _SILENT]
    rows = (_received(sale, site) for sale in told)
    return {row["feedbackId"]: row for row in rows}


def left(sales: Sequence[Sale], site: Site) -> dict[str, Row]:
    """Return what the seller left for buyers, by its number: for half of what was sold."""
    rows = (
        of_order(f"8{sale.line_id}", "POSITIVE", "Great buyer, thank you!", sale.at + _DELIVERY, order(sale, site))
        | {"providerUserDetail": {"userId": SELLER, "role": "SELLER"}}
        for sale in sales if sale.shipped_at and sale.number % _LEFT == 0
    )  # fmt: skip
    return {row["feedbackId"]: row for row in rows}


def of_order(number: str, kind: str, text: str, at: datetime, about: Row) -> Row:
    """Return one feedback about an order, by its buyer."""
    return {
        "feedbackId": number, "commentType": kind,
        "feedbackComment": {"commentText": text, "commentTextRemovedPerPolicy": False},
        "feedbackEnteredDate": moment(at), "automatedFeedback": False, "hasImages": False, "eligibleForRevision": False,
        "providerUserDetail": {"userId": about["buyer"]["username"], "role": "BUYER", "feedbackScore": 120},
        "orderLineItemSummary": line_summary(about["lineItems"][0]), "feedbackRatings": [],
    }  # fmt: skip


def line_summary(line: Row) -> Row:
    """Return what feedback says of the line of an order that it is about."""
    cost = line["lineItemCost"]
    return {
        "orderLineItemId": line["lineItemId"], "listingId": line["legacyItemId"], "listingTitle": line["title"],
        "listingPrice": {"value": float(cost["value"]), "currency": cost["currency"]},
    }  # fmt: skip


def _received(sale: Sale, site: Site) -> Row:
    kind = "NEGATIVE" if sale.number % _NEGATIVE == 1 else "NEUTRAL" if sale.number % _NEUTRAL == 1 else "POSITIVE"
    text = _TEXTS[kind][sale.number % len(_TEXTS[kind])]
    at = (sale.shipped_at or sale.at) + _DELIVERY
    row = of_order(f"7{sale.line_id}", kind, text, at, order(sale, site))
    if kind != "POSITIVE" and sale.number < _REPLIED:
        row["replyComment"] = {"commentText": "I am sorry about that; please write to me and I will make it right."}
    return row
