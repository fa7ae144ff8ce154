"""Everything that a plan can change on eBay is changed in the practice eBay, and reads back as it was meant."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from automation_suite.ebay import feedback_api, fulfillment_api, offers_api
from automation_suite.ebay.feedback_api import Rating
from automation_suite.ebay.sites import site_of
from automation_suite.ebay.targets import targets
from automation_suite.plans.change import Change, Ended, Value
from practice.ebay.accounts import SELLER
from tests.practice_ebay.plain_calls import PlainCalls
from tests.practice_ebay.seller import selling

US = site_of("EBAY_US")


def apply(calls: PlainCalls, kind: str, object_id: str, field: str, new: Value) -> Value:
    """Read, write and read back as a plan does it; return what is live afterwards."""
    target = targets(calls, US)[kind, field]
    old = target.read([object_id])[object_id]
    change = Change(kind, object_id, "It", field, old, new, "It is so.", "a rule")
    answer = target.write([change])[0]
    assert answer.ended is Ended.TAKEN, answer
    live = targets(calls, US)[kind, field].read([object_id])[object_id]
    assert target.shows(new, live), live
    return live


def offer_of(calls: PlainCalls, sku: str) -> str:
    return offers_api.offers_of(calls, sku)[0].offer_id


def test_a_price(calls: PlainCalls) -> None:
    assert apply(calls, "offer", offer_of(calls, "SN-0023"), "price", "47.00") == "47.00"


@pytest.mark.parametrize("quantity", [0, 3])
def test_a_quantity(calls: PlainCalls, quantity: int) -> None:
    assert apply(calls, "offer", offer_of(calls, "BK-0045"), "quantity", quantity) == quantity


def test_a_listing_is_made_goes_live_and_ends(calls: PlainCalls) -> None:
    template: Any = targets(calls, US)["listing", "listing"].read(["CT-0034"])["CT-0034"]
    fresh = {"inventory_item": template["inventory_item"], "offer": template["offer"] | {"sku": "CT-9034"}}
    apply(calls, "listing", "CT-9034", "listing", fresh)
    apply(calls, "listing", "CT-9034", "live", True)
    assert offers_api.offers_of(calls, "CT-9034")[0].is_published
    apply(calls, "listing", "CT-9034", "live", False)


def test_a_parcel(calls: PlainCalls) -> None:
    order = fulfillment_api.orders(calls, unshipped=True)[0]
    lines = [{"line_id": line.line_id, "quantity": line.quantity} for line in order.lines]
    parcel = {"carrier": "USPS", "number": "94001", "shipped_at": datetime.now(UTC).isoformat(), "lines": lines}
    apply(calls, "order", order.order_id, "tracking", parcel)


def test_feedback_and_a_reply(calls: PlainCalls) -> None:
    line = feedback_api.awaiting(calls)[0]
    comment = {"kind": "positive", "listing_id": line.listing_id, "text": "Thank you!"}
    apply(calls, "order line", line.line_id, "feedback", comment)
    found = next(one for one in feedback_api.received(calls, SELLER) if one.rating is Rating.NEUTRAL and not one.reply)
    apply(calls, "feedback", found.feedback_id, "reply", "Thank you for telling me.")


def test_a_sold_out_listing_is_ended_where_ebay_takes_no_zero(tmp_path: Path) -> None:
    with selling(tmp_path, "ebay-no-zero", "ebay-one-sku") as seller:
        calls = PlainCalls(seller, "")
        number = offer_of(calls, "DR-0067")
        assert apply(calls, "offer", number, "quantity", 0) == 0
        after = offers_api.get_offer(calls, number)
        assert after and not after.is_published
