"""What eBay answers becomes typed records; what lacks something counts as not answered, never as nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from automation_suite.ebay import (
    account_api,
    analytics_api,
    browse_api,
    feedback_api,
    figures,
    finances_api,
    fulfillment_api,
    inventory_api,
    metadata_api,
    offers_api,
)
from automation_suite.ebay.sites import site_of
from automation_suite.errors import SettingsError
from automation_suite.platform_api.amounts import Money
from automation_suite.platform_api.calls import ApiAnswer, Calls
from automation_suite.platform_api.reading import AnswerIncompleteError, Body
from tests.platform_calls import Answering, Made, ShopCalls, missing

US = site_of("EBAY_US")
AT = "2026-11-01T10:00:00.000Z"
ORDER = {
    "orderId": "O-1", "sellerId": "me", "creationDate": AT, "lastModifiedDate": AT, "orderPaymentStatus": "PAID",
    "orderFulfillmentStatus": "NOT_STARTED", "buyer": {"username": "b"},
    "pricingSummary": {"total": {"currency": "USD", "value": "12.50"}},
    "lineItems": [
        {
            "lineItemId": "7", "sku": "S", "title": "A lamp", "quantity": 2, "lineItemFulfillmentStatus": "NOT_STARTED",
            "lineItemCost": {"currency": "USD", "value": "10.00"},
            "lineItemFulfillmentInstructions": {"shipByDate": "2026-11-03T07:00:00.000Z"},
        },
    ],
}  # fmt: skip


class Answers(ShopCalls):
    """Answers everything with the same."""

    def __init__(self, body: Any, status: int = 200) -> None:
        super().__init__()
        self.answer = ApiAnswer(status, body, {})

    def routes(self) -> Mapping[str, Answering]:
        return {".*": lambda made: self.answer}


def test_an_order_is_read_with_its_lines() -> None:
    calls = Answers({"orders": [ORDER], "total": 1})
    (order,) = fulfillment_api.orders(calls, created_from=datetime(2026, 11, 1, tzinfo=UTC), unshipped=True)
    assert (order.order_id, order.buyer, order.total) == ("O-1", "b", Money(Decimal("12.50"), "USD"))
    assert order.lines[0].ship_by == datetime(2026, 11, 3, 7, tzinfo=UTC)
    assert not order.is_held
    filters = "creationdate:[2026-11-01T00:00:00.000Z..],orderfulfillmentstatus:{NOT_STARTED|IN_PROGRESS}"
    assert calls.made[0].query == {"limit": 200, "offset": 0, "filter": filters}


def test_orders_by_number_are_those_that_were_asked_for() -> None:
    assert set(fulfillment_api.orders_by_ids(Answers({"orders": [ORDER]}), ["O-1", "O-2"])) == {"O-1"}
    with pytest.raises(ValueError, match="50"):
        fulfillment_api.orders_by_ids(Answers({}), [str(number) for number in range(51)])


Reading = Callable[[Calls], Any]
EMPTY_IS_NO_ANSWER: list[tuple[str, Reading, Any]] = [
    ("orders", fulfillment_api.orders, {"orders": [ORDER]}),
    ("orders without a page", fulfillment_api.orders, {"orders": [], "total": 3}),
    ("parcels", lambda calls: fulfillment_api.shipments(calls, "O-1"), {"fulfillments": [], "total": 1}),
    ("no list of parcels", lambda calls: fulfillment_api.shipments(calls, "O-1"), {}),
    ("items", inventory_api.read_items, {"inventoryItems": []}),
    ("offers", lambda calls: offers_api.offers_of(calls, "S"), {"offers": []}),
    ("an offer", lambda calls: offers_api.get_offer(calls, "1"), {"offerId": "1"}),
    ("policies", lambda calls: account_api.policies(calls, account_api.PolicyKind.RETURN, US), {"returnPolicies": []}),
    ("feedback", lambda calls: feedback_api.received(calls, "me"), {"feedbackEntries": []}),
    ("search", lambda calls: browse_api.search(calls, US, browse_api.Search(gtin="1")), {"total": 4}),
    ("conditions", lambda calls: metadata_api.conditions(calls, US, ["1"]), {}),
    (
        "figures",
        lambda calls: analytics_api.traffic(calls, US, analytics_api.Dimension.DAY, date(2026, 11, 1), date(2026, 11, 2)),
        {"header": {"metrics": [{"key": "TRANSACTION"}]}, "records": [{"dimensionValues": [{}], "metricValues": []}]},
    ),
    ("nothing at all", fulfillment_api.orders, None),
]


@pytest.mark.parametrize(("read", "body"), [(read, body) for _, read, body in EMPTY_IS_NO_ANSWER])
def test_what_lacks_something_counts_as_not_answered(read: Reading, body: Any) -> None:
    with pytest.raises(AnswerIncompleteError):
        read(Answers(body))


def test_a_time_without_money_is_nothing_only_when_ebay_says_so() -> None:
    first, last = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 2, tzinfo=UTC)
    assert finances_api.transactions(Answers(None, 204), US, first, last) == ()
    with pytest.raises(AnswerIncompleteError):
        finances_api.transactions(Answers({}, 200), US, first, last)


def test_a_fee_is_below_zero() -> None:
    entry = {
        "transactionId": "1", "transactionType": "NON_SALE_CHARGE", "transactionDate": AT, "bookingEntry": "DEBIT",
        "amount": {"currency": "USD", "value": "0.35"}, "feeType": "INSERTION_FEE",
    }  # fmt: skip
    first = datetime(2026, 11, 1, tzinfo=UTC)
    (movement,) = finances_api.transactions(Answers({"transactions": [entry], "total": 1}), US, first, first)
    assert movement.amount == Money(Decimal("-0.35"), "USD")


def test_a_search_names_the_same_item_the_site_and_where_shipping_goes() -> None:
    calls = Answers({"total": 0})
    wanted = browse_api.Search(gtin="4006381333931", without_sellers=("me",), delivery_country="US", postal_code="10001")
    assert browse_api.search(calls, US, wanted).items == ()
    made = calls.made[0]
    assert made.query["gtin"] == "4006381333931"
    assert made.query["filter"] == "buyingOptions:{FIXED_PRICE},deliveryCountry:US,excludeSellers:{me}"
    assert made.headers["X-EBAY-C-MARKETPLACE-ID"] == "EBAY_US"
    assert made.headers["X-EBAY-C-ENDUSERCTX"] == "contextualLocation=country%3DUS%2Czip%3D10001"


def test_conditions_of_categories_are_numbers() -> None:
    policies = [
        {"categoryId": "1", "itemConditions": [{"conditionId": "1000"}, {"conditionId": "3000"}]},
        {"categoryId": "9"},
    ]
    assert metadata_api.conditions(Answers({"itemConditionPolicies": policies}), US, ["1"]) == {"1": (1000, 3000)}
    assert metadata_api.conditions(Answers(None, 204), US, ["1"]) == {"1": ()}


def test_what_is_not_there_is_none() -> None:
    class Nothing(ShopCalls):
        def routes(self) -> Mapping[str, Answering]:
            def refuse(made: Made) -> Any:
                raise missing("such thing")

            return {".*": refuse}

    assert fulfillment_api.order(Nothing(), "O-1") is None
    assert offers_api.get_offer(Nothing(), "1") is None
    assert offers_api.offers_of(Nothing(), "S") == ()
    assert browse_api.item_of_listing(Nothing(), US, "1") is None


def test_carriers_are_written_as_ebay_writes_them() -> None:
    written = {name: fulfillment_api.carrier_code(name) for name in ("usps", "Fed Ex", "DHL eCommerce", "OnTrac")}
    assert written == {"usps": "USPS", "Fed Ex": "FedEx", "DHL eCommerce": "DHL eCommerce", "OnTrac": "OnTrac"}


def test_a_quantity_replaces_how_it_is_spread() -> None:
    shipped = {"quantity": 4, "allocationByFormat": {"fixedPrice": 4}, "availabilityDistributions": [{"quantity": 4}]}
    record = {"sku": "S-1", "availability": {"shipToLocationAvailability": shipped}, "condition": "NEW"}
    found = inventory_api.with_quantity(inventory_api.item_in(Body(record, "an item")).record, 1)
    assert found == {"availability": {"shipToLocationAvailability": {"quantity": 1}}, "condition": "NEW"}
    assert shipped["quantity"] == 4


def test_a_site_that_nobody_knows_names_those_that_are() -> None:
    with pytest.raises(SettingsError, match="EBAY_MARS") as caught:
        site_of("EBAY_MARS")
    assert "EBAY_US" in caught.value.next_step


def test_money_of_two_currencies_is_not_summed() -> None:
    def paid(currency: str) -> finances_api.Payout:
        return finances_api.Payout("1", "SUCCEEDED", datetime(2026, 11, 3, tzinfo=UTC), Money(Decimal(1), currency), 1, "")

    assert figures.booked_in((), (paid("GBP"), paid("GBP")), "USD") == "GBP"
    assert figures.booked_in((), (), "USD") == "USD"
    both = (paid("GBP"), paid("EUR"))
    assert figures.booked_in((), both, "EUR") == "EUR"
    assert figures.foreign((), both, "EUR") == 1
    assert [one.amount.currency for one in figures.arrived(both, "EUR")] == ["EUR"]
