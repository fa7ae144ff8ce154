"""The past of the shop agrees with itself: orders, fees, payouts, feedback and traffic tell of the same sales."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from practice.ebay.goods import goods
from practice.ebay.past import past
from practice.ebay.shapes import value_of
from practice.ebay.sites import GB, US
from tests.practice_ebay.seller import Seller

DAYS = [date(2026, 11, 24), date(2026, 3, 1), date(2028, 2, 29)]
Tables = dict[str, dict[str, dict[str, Any]]]


@pytest.fixture(
    scope="module",
    params=[*((day, US) for day in DAYS), (DAYS[0], GB)],
    ids=lambda chosen: f"{chosen[0]} {chosen[1].marketplace}",
)
def tables(request: pytest.FixtureRequest) -> Tables:
    return past(goods(), *request.param)


def test_the_same_day_has_the_same_past() -> None:
    assert past(goods(), DAYS[0], US) == past(goods(), DAYS[0], US)


def test_every_payout_is_the_sum_of_its_movements(tables: Tables) -> None:
    assert len(tables["payouts"]) >= 7
    for number, payout in tables["payouts"].items():
        rows = [row for row in tables["transactions"].values() if row.get("payoutId") == number]
        amounts = [value_of(row["amount"]) * (1 if row["transactionType"] == "SALE" else -1) for row in rows]
        assert (sum(amounts), len(rows)) == (value_of(payout["amount"]), payout["transactionCount"])
        assert all(row["transactionDate"] < payout["payoutDate"] for row in rows)


def test_every_order_has_a_sale_with_the_same_fee(tables: Tables) -> None:
    sales = {row["orderId"]: row for row in tables["transactions"].values() if row["transactionType"] == "SALE"}
    assert sales.keys() == tables["orders"].keys()
    for number, order in tables["orders"].items():
        due, fee = (value_of(sales[number][name]) for name in ("amount", "totalFeeAmount"))
        fees = sum(value_of(one["amount"]) for one in sales[number]["orderLineItems"][0]["marketplaceFees"])
        assert fee == fees == value_of(order["totalMarketplaceFee"])
        assert due + fee == value_of(order["pricingSummary"]["total"])


def test_refunds_are_on_orders_and_in_the_books(tables: Tables) -> None:
    refunded = {number for number, row in tables["orders"].items() if row["orderPaymentStatus"] == "FULLY_REFUNDED"}
    assert refunded
    assert refunded == {row["orderId"] for row in tables["transactions"].values() if row["transactionType"] == "REFUND"}


def test_something_waits_to_be_sent_and_the_rest_has_parcels(tables: Tables) -> None:
    waiting = [number for number, order in tables["orders"].items() if order["orderFulfillmentStatus"] == "NOT_STARTED"]
    assert len(waiting) >= 3
    assert waiting == [number for number, row in tables["parcels"].items() if not row["fulfillments"]]


def test_feedback_is_about_orders_and_of_every_kind(tables: Tables) -> None:
    received = tables["feedback received"].values()
    buyers = {order["lineItems"][0]["lineItemId"]: order["buyer"]["username"] for order in tables["orders"].values()}
    assert {row["commentType"] for row in received} == {"POSITIVE", "NEUTRAL", "NEGATIVE"}
    assert {bool(row.get("replyComment")) for row in received if row["commentType"] != "POSITIVE"} == {True, False}
    for row in received:
        assert buyers[row["orderLineItemSummary"]["orderLineItemId"]] == row["providerUserDetail"]["userId"]


def test_traffic_counts_the_sales_of_each_day(seller: Seller) -> None:
    orders = seller.state["orders"].values()
    days = sorted({order["creationDate"][:10].replace("-", "") for order in orders})
    query = {
        "dimension": "DAY", "metric": "TRANSACTION,LISTING_VIEWS_TOTAL",
        "filter": f"marketplace_ids:{{EBAY_US}},date_range:[{days[0]}..{days[-1]}]",
    }  # fmt: skip
    records = seller.get("/sell/analytics/v1/traffic_report", params=query).json()["records"]
    told = {row["dimensionValues"][0]["value"]: [each["value"] for each in row["metricValues"]] for row in records}
    assert sum(sold for sold, _ in told.values()) == len(orders)
    assert all(views >= sold for sold, views in told.values())


def test_a_fee_follows_ebays_rate(tables: Tables) -> None:
    for row in tables["orders"].values():
        share = value_of(row["totalMarketplaceFee"]) / value_of(row["totalFeeBasisAmount"])
        assert Decimal("0.13") < share < Decimal("0.17")
