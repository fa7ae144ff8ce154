"""The suite's own clients get an answer to everything that they ask for, and nothing that they send is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from automation_suite.ebay import (
    account_api,
    analytics_api,
    browse_api,
    feedback_api,
    finances_api,
    fulfillment_api,
    media_api,
    metadata_api,
    offers_api,
    taxonomy_api,
)
from automation_suite.ebay import inventory_api as inventory
from automation_suite.ebay.sites import SITES
from automation_suite.platform_api.amounts import Money
from automation_suite.platform_api.calls import CallRefusedError
from practice.ebay.accounts import SELLER
from tests.practice_ebay.plain_calls import PlainCalls

US = SITES["EBAY_US"]
NOW = datetime.now(UTC)


def newest_order(calls: PlainCalls) -> fulfillment_api.Order:
    return max(fulfillment_api.orders(calls), key=lambda order: order.created_at)


READS: dict[str, Callable[[PlainCalls], Any]] = {
    "items": inventory.read_items,
    "some items": lambda calls: inventory.get_items(calls, ["LM-0012", "none"]),
    "offers": lambda calls: offers_api.offers_of(calls, "LM-0012"),
    "fees": lambda calls: offers_api.listing_fees(calls, [offers_api.offers_of(calls, "LM-0012")[0].offer_id]),
    "policies": lambda calls: [account_api.policies(calls, kind, US)[0] for kind in account_api.PolicyKind],
    "programs": account_api.opted_in_programs,
    "selling limit": account_api.selling_limit,
    "orders": lambda calls: fulfillment_api.orders(calls, modified_from=NOW - timedelta(days=30)),
    "unshipped": lambda calls: fulfillment_api.orders(calls, created_from=NOW - timedelta(days=30), unshipped=True),
    "orders by ids": lambda calls: fulfillment_api.orders_by_ids(calls, [newest_order(calls).order_id]),
    "order": lambda calls: fulfillment_api.order(calls, newest_order(calls).order_id),
    "transactions": lambda calls: finances_api.transactions(calls, US, NOW - timedelta(days=90), NOW),
    "payouts": lambda calls: finances_api.payouts(calls, US, NOW - timedelta(days=90), NOW),
    "feedback": lambda calls: feedback_api.received(calls, SELLER, feedback_api.Rating.NEUTRAL),
    "awaiting": feedback_api.awaiting,
    "traffic of days": lambda calls: _traffic(calls, analytics_api.Dimension.DAY),
    "traffic of listings": lambda calls: _traffic(calls, analytics_api.Dimension.LISTING),
    "standards": analytics_api.standards,
    "category tree": lambda calls: taxonomy_api.category_tree(calls, US),
    "suggestions": lambda calls: taxonomy_api.suggestions(calls, "0", "wool coat"),
    "aspects": lambda calls: taxonomy_api.aspects(calls, "0", "63862"),
    "conditions": lambda calls: metadata_api.conditions(calls, US, ["63862"])["63862"],
    "search": lambda calls: (
        browse_api.search(
            calls,
            US,
            browse_api.Search(words="table lamp", without_sellers=(SELLER,), delivery_country="US", postal_code="97201"),
        ).items
    ),
    "image": lambda calls: media_api.image_from_address(calls, "https://pictures.example/1.jpg"),
    "image file": lambda calls: media_api.image_from_file(calls, "1.png", b"\x89PNG\r\n\x1a\n\xff\xfe", "image/png"),
}


def _traffic(calls: PlainCalls, dimension: analytics_api.Dimension) -> Any:
    last = NOW.date()
    return analytics_api.traffic(calls, US, dimension, last - timedelta(days=30), last).lines


@pytest.mark.parametrize("name", READS)
def test_what_a_client_reads_is_there(calls: PlainCalls, name: str) -> None:
    assert READS[name](calls)


def test_every_listing_is_found_by_its_number(calls: PlainCalls) -> None:
    offer = offers_api.offers_of(calls, "SN-0023")[0]
    found = browse_api.item_of_listing(calls, US, offer.listing_id)
    assert found and found.seller == SELLER
    assert browse_api.item(calls, US, found.item_id) == found
    assert browse_api.item_of_listing(calls, US, "1") is None


def test_a_parcel_is_told_and_read_back(calls: PlainCalls) -> None:
    order = next(one for one in fulfillment_api.orders(calls, unshipped=True))
    lines = {line.line_id: line.quantity for line in order.lines}
    number = fulfillment_api.add_shipment(calls, order.order_id, "USPS", "9400100000000000000001", lines, NOW)
    assert [one.fulfillment_id for one in fulfillment_api.shipments(calls, order.order_id)] == [number]
    after = fulfillment_api.order(calls, order.order_id)
    assert after and after.status == "FULFILLED"


def test_a_price_is_changed_and_an_item_replaced(calls: PlainCalls) -> None:
    offer = offers_api.offers_of(calls, "SN-0023")[0]
    update = inventory.OfferUpdate(offer.offer_id, quantity=2, price=Money(offer.price.amount - 1, "USD"))  # type: ignore[union-attr]
    rows = inventory.update_price_quantity(calls, [inventory.PriceQuantity("SN-0023", 2, (update,))])
    assert [row.taken for row in rows] == [True]
    item = inventory.get_items(calls, ["SN-0023"])["SN-0023"]
    assert item
    records = {"SN-0023": inventory.with_quantity(item.record, 1)}
    assert [row.taken for row in inventory.replace_items(calls, US, records)] == [True]
    after = offers_api.get_offer(calls, offer.offer_id)
    assert after and after.price == update.price
    offers_api.update_offer(calls, US, offer.offer_id, after.record)


def test_feedback_is_left_and_replied_to_once(calls: PlainCalls) -> None:
    line = feedback_api.awaiting(calls)[0].line_id
    number = feedback_api.leave_positive(calls, line, "A pleasure, thank you!")
    sent = feedback_api.sent_for_line(calls, SELLER, line)
    assert sent and sent.feedback_id == number
    assert line not in {one.line_id for one in feedback_api.awaiting(calls)}
    with pytest.raises(CallRefusedError):
        feedback_api.leave_positive(calls, line, "A pleasure, thank you!")
    open_one = next(one for one in feedback_api.received(calls, SELLER) if not one.reply)
    feedback_api.reply(calls, open_one.feedback_id, open_one.writer, "Thank you for your words.")
    with pytest.raises(CallRefusedError, match="a reply already"):
        feedback_api.reply(calls, open_one.feedback_id, open_one.writer, "And more.")
    after = feedback_api.received_one(calls, SELLER, open_one.feedback_id)
    assert after and after.reply == "Thank you for your words."


def test_a_time_without_movements_is_empty(calls: PlainCalls) -> None:
    long_ago = NOW - timedelta(days=400)
    assert finances_api.transactions(calls, US, long_ago, long_ago + timedelta(days=1)) == ()
    answer = calls.call(
        "GET",
        "/sell/finances/v1/payout",
        group="",
        query={"filter": "payoutDate:[2020-01-01T00:00:00.000Z..2020-01-02T00:00:00.000Z]"},
    )
    assert (answer.status, answer.body) == (204, None)


def test_a_place_is_made_once(calls: PlainCalls) -> None:
    address = {"postalCode": "97201", "country": "US"}
    inventory.create_location(calls, "garage", "Garage", address)
    with pytest.raises(CallRefusedError, match="25803"):
        inventory.create_location(calls, "garage", "Garage", address)
