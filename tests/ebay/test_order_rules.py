"""eBay's orders as the rules for orders and for feedback see them."""

from __future__ import annotations

import copy
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from automation_suite.ebay.feedback import as_waiting
from automation_suite.ebay.feedback_api import Awaiting
from automation_suite.ebay.fulfillment_api import Shipment, order_in
from automation_suite.ebay.orders import as_order
from automation_suite.orders.order import Order
from automation_suite.platform_api.reading import Body
from tests.ebay.test_reading import ORDER

SENT_AT = datetime(2026, 11, 5, tzinfo=UTC)
AFTER = timedelta(days=14)


def body(**changes: Any) -> dict[str, Any]:
    return {**copy.deepcopy(ORDER), **changes}


def read(**changes: Any) -> Order:
    return as_order(order_in(Body(body(**changes), "an order")), "shop", b"secret")


def line(number: str, status: str, ship_by: str = "2026-11-03T07:00:00.000Z") -> dict[str, Any]:
    return {
        **copy.deepcopy(ORDER["lineItems"][0]), "lineItemId": number, "title": f"Thing {number}",  # type: ignore[index]
        "lineItemFulfillmentStatus": status, "lineItemFulfillmentInstructions": {"shipByDate": ship_by},
    }  # fmt: skip


def test_of_an_order_that_was_sent_in_part_the_rest_has_to_leave() -> None:
    lines = [line("7", "FULFILLED"), line("8", "NOT_STARTED", "2026-11-06T07:00:00.000Z")]
    order = read(orderFulfillmentStatus="IN_PROGRESS", lineItems=lines)
    assert (order.shipped, order.partly_shipped) == (False, True)
    assert [one.line_id for one in order.lines] == ["8"]
    assert order.ship_by == datetime(2026, 11, 6, 7, tzinfo=UTC)
    whole = read(orderFulfillmentStatus="FULFILLED", lineItems=[line("7", "FULFILLED"), line("8", "FULFILLED")])
    assert (whole.shipped, whole.partly_shipped, len(whole.lines)) == (True, False, 2)


@pytest.mark.parametrize(
    ("hold", "held"),
    [
        ({"holdState": "HELD"}, True),
        ({"holdState": "HELD_PENDING"}, True),
        ({}, True),
        ({"holdState": "RELEASED"}, False),
        ({"holdState": "NOT_HELD"}, False),
        ({"holdReason": "New seller", "releaseDate": "2026-11-02T10:00:00.000Z"}, False),
    ],
)
def test_a_payment_that_ebay_holds_is_seen_as_long_as_it_is_held(hold: dict[str, str], held: bool) -> None:
    order = read(paymentSummary={"payments": [{"paymentHolds": [hold]}]})
    assert order.payment_held is held
    assert order.paid_at is not None


@pytest.mark.parametrize("status", ["PENDING", "FAILED", "FULLY_REFUNDED"])
def test_what_is_not_paid_does_not_leave(status: str) -> None:
    order = read(orderPaymentStatus=status)
    assert order.paid_at is None
    # A parcel for it is refused because of that, and not as one that is not paid.
    assert order.cancelled is (status == "FULLY_REFUNDED")


def test_what_ebay_sends_on_abroad_is_compared_with_where_it_ends() -> None:
    home = {"contactAddress": {"countryCode": "DE", "postalCode": "10115"}}
    hub = {"shipTo": {"fullName": "x", "contactAddress": {"countryCode": "US", "postalCode": "60133"}}}
    end = {"countryCode": "DE", "postalCode": "10115", "city": "Berlin"}
    start = {"shippingStep": hub, "finalDestinationAddress": end}
    buyer = {"username": "b", "buyerRegistrationAddress": home}
    by_ebay = read(buyer=buyer, fulfillmentStartInstructions=[{**start, "ebaySupportedFulfillment": True}])
    assert (by_ebay.same_country, by_ebay.same_postcode) == (True, True)
    own = read(buyer=buyer, fulfillmentStartInstructions=[{**start, "ebaySupportedFulfillment": False}])
    assert (own.same_country, own.same_postcode) == (False, False)
    unknown = read(buyer={"username": "b"}, fulfillmentStartInstructions=[start])
    assert (unknown.same_country, unknown.same_postcode) == (None, None)


def test_an_order_has_no_name_of_anybody() -> None:
    assert read().buyer != "b"
    assert read().buyer == read(buyer={"username": "B"}).buyer


def waiting(lines: list[dict[str, Any]], *parcels: Shipment, complained: tuple[str, ...] = (), **changes: Any) -> Any:
    order = order_in(Body(body(lineItems=lines, **changes), "an order"))
    return as_waiting(Awaiting("7", "T", "L", "Thing 7"), order, parcels, AFTER, complained)


def parcel(*lines: str, at: datetime | None = SENT_AT) -> Shipment:
    return Shipment("N", "USPS", "N", at, tuple((one, 1) for one in lines))


def test_only_the_parcels_of_a_line_tell_when_it_was_delivered() -> None:
    both = [line("7", "FULFILLED"), line("8", "FULFILLED")]
    assert waiting(both, parcel("7"), parcel("8", at=SENT_AT + AFTER)).delivered_at == SENT_AT + AFTER
    assert waiting(both, parcel("7"), parcel("7", at=SENT_AT + AFTER)).delivered_at == SENT_AT + 2 * AFTER
    assert waiting(both, parcel()).delivered_at == SENT_AT + AFTER
    assert waiting(both, parcel("8")).delivered_at is None
    assert waiting(both, parcel("7", at=None)).delivered_at is None
    assert waiting([line("7", "IN_PROGRESS")], parcel("7")).delivered_at is None


def test_a_buyer_who_complained_or_got_money_back_is_trouble() -> None:
    sent = [line("7", "FULFILLED")]
    assert not waiting(sent, parcel("7"), complained=("8",)).troubled
    assert waiting(sent, parcel("7"), complained=("7",)).troubled
    assert waiting(sent, parcel("7"), orderPaymentStatus="PARTIALLY_REFUNDED").troubled
    assert waiting(sent, parcel("7"), cancelStatus={"cancelState": "IN_PROGRESS"}).troubled
