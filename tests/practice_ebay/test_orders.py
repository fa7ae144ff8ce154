"""Orders: which of them a filter lets through, and which parcels are refused."""

from __future__ import annotations

from typing import Any

import pytest

from tests.practice_ebay.seller import Seller

ORDERS = "/sell/fulfillment/v1/order"


def found(seller: Seller, **query: Any) -> list[dict[str, Any]]:
    answer = seller.get(ORDERS, params={"limit": 200, **query})
    assert answer.status_code == 200, answer.text
    return list(answer.json()["orders"])


@pytest.fixture
def waiting(seller: Seller) -> dict[str, Any]:
    """An order that is not sent yet."""
    seller.happen("list", goods=[{"sku": "GM-9100", "title": "A game", "quantity": 3}])
    return dict(seller.happen("sale", sku="GM-9100", quantity=3))


def test_a_filter_by_status_and_time_lets_through_what_it_says(seller: Seller, waiting: dict[str, Any]) -> None:
    every = found(seller)
    middle = every[50]["creationDate"]
    newer = found(seller, filter=f"creationdate:[{middle}..]")
    assert len(newer) == 51
    assert all(order["creationDate"] >= middle for order in newer)
    unsent = found(seller, filter="orderfulfillmentstatus:{NOT_STARTED|IN_PROGRESS}")
    assert waiting["orderId"] in {order["orderId"] for order in unsent}
    assert {order["orderFulfillmentStatus"] for order in unsent} == {"NOT_STARTED"}
    both = found(seller, filter=f"creationdate:[{middle}..],orderfulfillmentstatus:{{NOT_STARTED}}")
    assert [order["orderId"] for order in both] == [order["orderId"] for order in unsent]


def test_a_change_shows_in_the_filter_by_change(seller: Seller, waiting: dict[str, Any]) -> None:
    old = found(seller, offset=200)[-1]
    since = waiting["lastModifiedDate"]
    assert old["orderId"] not in {order["orderId"] for order in found(seller, filter=f"lastmodifieddate:[{since}..]")}
    seller.happen("cancel", order_id=old["orderId"])
    assert old["orderId"] in {order["orderId"] for order in found(seller, filter=f"lastmodifieddate:[{since}..]")}


@pytest.mark.parametrize(
    "text",
    [
        "creationdate:[2026-11-01T00:00:00.000Z..],lastmodifieddate:[2026-11-01T00:00:00.000Z..]",
        "creationdate:[2020-01-01T00:00:00.000Z..]",
        "creationdate:[2099-01-01T00:00:00.000Z..]",
        "creationdate:yesterday",
        "orderfulfillmentstatus:{LOST}",
        "buyer:{somebody}",
    ],
)
def test_a_filter_that_ebay_does_not_know_is_refused(seller: Seller, text: str) -> None:
    answer = seller.get(ORDERS, params={"filter": text})
    assert (answer.status_code, answer.json()["errors"][0]["domain"]) == (400, "API_FULFILLMENT")


@pytest.mark.parametrize(
    ("change", "number"),
    [
        ({"trackingNumber": "94 00"}, 32300),
        ({"trackingNumber": ""}, 32300),
        ({"lineItems": [{"lineItemId": "1"}]}, 32200),
        ({"lineItems": ["twice"]}, 32210),
        ({"lineItems": ["more"]}, 32220),
        ({"shippedDate": "2020-01-01T00:00:00.000Z"}, 32500),
    ],
)
def test_a_wrong_parcel_is_refused(seller: Seller, waiting: dict[str, Any], change: dict[str, Any], number: int) -> None:
    line = waiting["lineItems"][0]["lineItemId"]
    meant = {"twice": [{"lineItemId": line}] * 2, "more": [{"lineItemId": line, "quantity": 4}]}
    lines = change.get("lineItems", [None])[0]
    body = {"trackingNumber": "9400111", "shippingCarrierCode": "USPS", **change}
    if isinstance(lines, str):
        body["lineItems"] = meant[lines]
    answer = seller.post(f"{ORDERS}/{waiting['orderId']}/shipping_fulfillment", json=body)
    assert answer.json()["errors"][0]["errorId"] == number
    assert seller.get(f"{ORDERS}/{waiting['orderId']}").json()["orderFulfillmentStatus"] == "NOT_STARTED"


def test_the_same_parcel_is_taken_once(seller: Seller, waiting: dict[str, Any]) -> None:
    path, body = (
        f"{ORDERS}/{waiting['orderId']}/shipping_fulfillment",
        {"trackingNumber": "9400", "shippingCarrierCode": "USPS"},
    )
    first, second = seller.post(path, json=body), seller.post(path, json=body)
    assert (first.status_code, first.headers["Location"].rpartition("/")[2]) == (201, "9400")
    assert second.status_code == 409
    assert seller.get(path).json()["total"] == 1
