"""eBay's offers and asks as the rules for prices see them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation_suite.ebay import browse_api, fulfillment_api
from automation_suite.ebay.inventory_api import InventoryItem
from automation_suite.ebay.offers_api import Offer
from automation_suite.ebay.prices import as_asks, as_offer, condition_numbers, gtin_of, paid_by_sku
from automation_suite.ebay.sites import site_of
from automation_suite.inventory.items import ItemPrices
from automation_suite.platform_api.amounts import Money
from automation_suite.platform_api.calls import ApiAnswer
from automation_suite.platform_api.reading import AnswerIncompleteError, Body
from tests.ebay.test_reading import ORDER
from tests.platform_calls import Answering, Made, ShopCalls

US = site_of("EBAY_US")
GTIN = "4006381333931"
OFFER = Offer("1", "S", "EBAY_US", True, "L1", "ACTIVE", Money(Decimal(30), "USD"), 1, 0, {})
KNOWN = ItemPrices("S", "good", "USD", Decimal(8), Decimal(40), Decimal(9), None, None)


def item(product: dict[str, Any], condition: str = "USED_GOOD") -> InventoryItem:
    return InventoryItem("S", "Lamp", 1, condition, {"product": product})


@pytest.mark.parametrize(
    ("product", "expected"),
    [
        ({"ean": [GTIN]}, GTIN),
        ({"ean": GTIN}, GTIN),
        ({"ean": ["Does not apply"], "upc": ["036000291452"]}, "036000291452"),
        ({"ean": ["Does not apply"]}, ""),
        ({"ean": ["4006381333932"]}, ""),
        ({"ean": [], "isbn": None}, ""),
        ({}, ""),
    ],
)
def test_a_number_is_one_only_with_its_check_digit(product: dict[str, Any], expected: str) -> None:
    assert gtin_of(item(product)) == expected


def test_amounts_of_another_currency_are_not_known() -> None:
    paid = (Money(Decimal(33), "USD"), Money(Decimal(20), "EUR"))
    offer = as_offer(item({"ean": [GTIN]}), OFFER, replace(KNOWN, currency="EUR"), paid=paid)
    assert offer is not None
    assert (offer.cost, offer.list_price, offer.least_price, offer.sold_for) == (None, None, None, (33,))
    same = as_offer(item({}), OFFER, KNOWN, paid=paid)
    assert same is not None
    assert (same.cost, same.list_price, same.least_price, same.has_number) == (8, 40, 9, False)
    assert as_offer(item({}), replace(OFFER, price=None), KNOWN) is None


def _order(**changes: Any) -> fulfillment_api.Order:
    return fulfillment_api.order_in(Body({**json.loads(json.dumps(ORDER)), **changes}, "an order"))


def test_what_was_paid_back_or_cancelled_is_no_sale() -> None:
    assert paid_by_sku([_order()]) == {"S": [Money(Decimal(5), "USD")]}
    for payment in ("PENDING", "FAILED", "PARTIALLY_REFUNDED", "FULLY_REFUNDED"):
        assert paid_by_sku([_order(orderPaymentStatus=payment)]) == {}
    for state in ("CANCELED", "IN_PROGRESS"):
        assert paid_by_sku([_order(cancelStatus={"cancelState": state})]) == {}


def _summary(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "itemId": f"v1|{number}|0", "legacyItemId": str(number), "seller": {"username": f"s{number}"}, "conditionId": "3000",
        "price": {"currency": "USD", "value": "9.00"}, "buyingOptions": ["FIXED_PRICE"],
        "shippingOptions": [{"shippingCost": {"currency": "USD", "value": "1.00"}}],
        "itemCreationDate": "2026-11-01T10:00:00.000Z", **changes,
    }  # fmt: skip


class Market(ShopCalls):
    """What eBay finds: so many, and of each page only some."""

    def __init__(self, total: int, told: int | None = None) -> None:
        super().__init__()
        self.total, self.told = total, total if told is None else told

    def routes(self) -> Mapping[str, Answering]:
        return {"GET /buy/browse/v1/item_summary/search": self._page}

    def _page(self, made: Made) -> Any:
        start = int(made.query.get("offset", 0))
        assert start % int(made.query["limit"]) == 0
        rows = [_summary(number) for number in range(start, min(start + int(made.query["limit"]), self.told))]
        return ApiAnswer(200, {"total": self.total, **({"itemSummaries": rows} if rows else {})}, {})


@given(st.integers(0, 1100), st.integers(0, 1100))
def test_a_search_is_read_to_its_end_or_counts_as_not_answered(total: int, told: int) -> None:
    told = min(total, told)
    market = Market(total, told)
    try:
        found = browse_api.search_all(market, US, browse_api.Search(gtin=GTIN))
    except AnswerIncompleteError:
        assert total > browse_api.MOST_FOUND or told < total
    else:
        assert total <= browse_api.MOST_FOUND
        assert len(found) >= 0.9 * total
        assert len(market.made) == max(1, -(-total // browse_api.MOST_ROWS))


def test_asks_are_in_ebays_own_conditions_and_one_currency() -> None:
    rows = [
        _summary(1),
        _summary(2, conditionId="1750"),
        _summary(3, conditionId="unknown"),
        _summary(4, shippingOptions=[{"shippingCost": {"currency": "EUR", "value": "1.00"}}]),
        _summary(5, price=None, buyingOptions=["AUCTION"]),
    ]
    found = as_asks(browse_api.found_in(ApiAnswer(200, {"total": 5, "itemSummaries": rows}, {})).items)
    assert [(ask.listing_id, ask.condition, ask.shipping) for ask in found] == [
        ("1", "USED_EXCELLENT", 1), ("2", "NEW_WITH_DEFECTS", 1), ("3", "", 1), ("4", "USED_EXCELLENT", None),
    ]  # fmt: skip
    assert found[0].since == datetime(2026, 11, 1, 10, tzinfo=UTC)
    assert (condition_numbers("USED_EXCELLENT"), condition_numbers("ODD")) == (("3000",), ())
