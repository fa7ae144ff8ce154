"""What Etsy answers becomes typed records; what lacks something counts as not answered, never as nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation_suite.etsy import (
    holidays_api,
    inventory_api,
    ledger_api,
    listings_api,
    policies_api,
    processing_api,
    receipts_api,
    reviews_api,
    search_api,
    sections_api,
    shop_api,
)
from automation_suite.platform_api.amounts import Money
from automation_suite.platform_api.calls import ApiAnswer, Calls
from automation_suite.platform_api.reading import AnswerIncompleteError
from tests.platform_calls import Answering, ShopCalls

SECONDS = 1_760_000_000
RECEIPT = {
    "receipt_id": 5, "status": "Completed", "is_paid": True, "created_timestamp": SECONDS, "updated_timestamp": SECONDS,
    "name": "O&#39;Neil", "grandtotal": {"amount": 1250, "divisor": 100, "currency_code": "USD"},
    "shipments": [{"carrier_name": "USPS", "tracking_code": "94"}, {"carrier_name": "", "tracking_code": None}],
    "transactions": [
        {
            "transaction_id": 7, "receipt_id": 5, "listing_id": 1, "sku": "S", "title": "A &quot;lamp&quot;", "quantity": 1,
            "price": {"amount": 1000, "divisor": 100, "currency_code": "USD"}, "created_timestamp": SECONDS,
        },
    ],
}  # fmt: skip


class Answers(ShopCalls):
    """Answers everything with the same."""

    def __init__(self, body: Any) -> None:
        super().__init__()
        self.answer = ApiAnswer(200, body, {})

    def routes(self) -> Mapping[str, Answering]:
        return {".*": lambda made: self.answer}


def test_an_order_is_read_with_its_lines_and_parcels() -> None:
    calls = Answers({"count": 1, "results": [RECEIPT]})
    (order,) = receipts_api.receipts(
        calls, "77", created_from=datetime.fromtimestamp(SECONDS, UTC), paid=True, shipped=False
    )
    assert (order.receipt_id, order.name, order.total) == ("5", "O'Neil", Money(Decimal("12.50"), "USD"))
    assert order.status == "completed"
    assert order.transactions[0].title == 'A "lamp"'
    assert receipts_api.tracking_of(order) == [{"carrier": "USPS", "number": "94"}]
    asked = {"min_created": SECONDS, "was_paid": "true", "was_shipped": "false", "limit": 100, "offset": 0}
    assert calls.made[0].query == asked


Reading = Callable[[Calls], Any]
EMPTY_IS_NO_ANSWER: list[tuple[Reading, Any]] = [
    (lambda calls: receipts_api.receipts(calls, "77"), {"results": [RECEIPT]}),
    (lambda calls: receipts_api.receipts(calls, "77"), {"count": 2, "results": [RECEIPT]}),
    (lambda calls: receipts_api.receipt(calls, "77", "5"), {**RECEIPT, "transactions": None}),
    (lambda calls: receipts_api.receipt(calls, "77", "5"), {**RECEIPT, "grandtotal": {"amount": 1250, "divisor": 0}}),
    (lambda calls: listings_api.shop_listings(calls, "77"), {"count": 3, "results": []}),
    (lambda calls: listings_api.listings_by_ids(calls, ["1"]), {"count": 0}),
    (lambda calls: inventory_api.inventory(calls, "1"), {}),
    (lambda calls: sections_api.sections(calls, "77"), {"count": 1, "results": []}),
    (lambda calls: policies_api.return_policies(calls, "77"), {"count": 1, "results": []}),
    (lambda calls: processing_api.processing_profiles(calls, "77"), {"count": 1, "results": []}),
    (lambda calls: holidays_api.holidays(calls, "77"), {"count": 0, "results": []}),
    (lambda calls: reviews_api.shop_reviews(calls, "77"), {}),
    (lambda calls: search_api.search(calls, "lamp"), {"count": 9, "results": []}),
    (shop_api.me, {"user_id": 3}),
    (shop_api.me, None),
]


@pytest.mark.parametrize(("read", "body"), EMPTY_IS_NO_ANSWER)
def test_what_lacks_something_counts_as_not_answered(read: Reading, body: Any) -> None:
    with pytest.raises(AnswerIncompleteError):
        read(Answers(body))


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(0, 400), st.sampled_from(["UTC", "America/New_York"]))
def test_a_ledger_is_read_in_pieces_without_a_gap(day: date, days: int, zone: str) -> None:
    first, last = (datetime.combine(each, time(), ZoneInfo(zone)) for each in (day, day + timedelta(days=days)))
    pieces = ledger_api.times(first, last)
    # Seconds on Etsy's clock: a month in which the clocks are put back has an hour more than 31 days by the wall.
    seconds = [(start.timestamp(), end.timestamp()) for start, end in pieces]
    assert all(0 < end - start <= ledger_api.LONGEST_TIME.total_seconds() for start, end in seconds)
    assert [start for start, _ in seconds[1:]] == [end for _, end in seconds[:-1]]
    assert sum(end - start for start, end in seconds) == last.timestamp() - first.timestamp()


@given(st.decimals(min_value=Decimal("0.20"), max_value=Decimal(50_000), places=2), st.integers(1, 4))
def test_a_price_survives_the_way_through_an_inventory(price: Decimal, variations: int) -> None:
    offering = {
        "offering_id": 1, "is_deleted": False, "quantity": 3, "is_enabled": True,
        "price": {"amount": 2000, "divisor": 100, "currency_code": "USD"},
    }  # fmt: skip
    gone = {"product_id": 9, "is_deleted": True, "sku": "gone", "offerings": [offering]}
    products = [
        {"product_id": 1, "is_deleted": False, "sku": f"S{number}", "property_values": [], "offerings": [offering]}
        for number in range(variations)
    ]
    record = {"products": [*products, gone], "price_on_property": [], "quantity_on_property": [], "listing": None}
    sent = inventory_api.writable(inventory_api.with_price(record, price))
    assert len(sent["products"]) == variations
    assert set(sent) == {"products", "price_on_property", "quantity_on_property"}
    for product in sent["products"]:
        assert set(product) == {"sku", "property_values", "offerings"}
        told = product["offerings"][0]
        assert round(Decimal(str(told["price"])) * 100) == price * 100
        assert told == {"price": told["price"], "quantity": 3, "is_enabled": True, "readiness_state_id": None}
