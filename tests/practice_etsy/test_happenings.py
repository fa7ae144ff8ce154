"""What happens without the application shows in what the application reads."""

from __future__ import annotations

import pytest

from tests.practice_etsy.conftest import SHOP, Opens


def test_a_sale_by_sku_takes_that_size_and_is_paid(etsy: Opens) -> None:
    caller = etsy()
    listing = next(
        row for row in caller.get(f"{SHOP}/listings", limit=100)["results"] if row["has_variations"] and row["quantity"] > 3
    )
    sku = listing["skus"][1]
    order = caller.happen("sale", sku=sku)
    assert [line["sku"] for line in order["transactions"]] == [sku]
    assert caller.get(f"/v3/application/listings/{listing['listing_id']}")["quantity"] == listing["quantity"] - 1
    payments = caller.get(f"{SHOP}/receipts/{order['receipt_id']}/payments")["results"]
    assert [row["amount_gross"] for row in payments] == [order["grandtotal"]]


def test_a_cancelled_order_is_paid_back_and_cannot_be_shipped(etsy: Opens) -> None:
    caller = etsy()
    order = caller.happen("sale", listing_id=caller.first_active["listing_id"])
    cancelled = caller.happen("cancel", receipt_id=order["receipt_id"])
    assert (cancelled["status"], cancelled["refunds"][0]["amount"]) == ("canceled", order["grandtotal"])
    found = caller.get(f"{SHOP}/receipts", was_canceled="true")["results"]
    assert order["receipt_id"] in [row["receipt_id"] for row in found]
    parcel = {"carrier_name": "usps", "tracking_code": "9400"}
    assert caller.call("POST", f"{SHOP}/receipts/{order['receipt_id']}/tracking", json=parcel).status_code == 400


def test_a_review_is_read(etsy: Opens) -> None:
    caller = etsy()
    before = caller.get(f"{SHOP}/reviews")["count"]
    order = caller.happen("sale", listing_id=caller.first_active["listing_id"])
    caller.happen("review", receipt_id=order["receipt_id"], rating=2, text="Too small.")
    found = caller.get(f"{SHOP}/reviews", min_created=order["created_timestamp"])
    assert [(row["rating"], row["review"]) for row in found["results"]] == [(2, "Too small.")]
    assert caller.get(f"{SHOP}/reviews")["count"] == before + 1


def test_the_seller_lists_counts_and_edits_in_the_browser(etsy: Opens) -> None:
    caller = etsy()
    listed = caller.happen("list", title="Oak Stool", sku="STOOL", price="45.00", quantity=2)
    path = f"/v3/application/listings/{listed['listing_id']}"
    caller.happen("stock", sku="STOOL", quantity=5, price="50.00")
    caller.happen("edit", listing_id=listed["listing_id"], fields={"title": "Ash Stool"})
    found = caller.get(path)
    assert (found["title"], found["quantity"], found["price"]["amount"]) == ("Ash Stool", 5, 5000)
    assert caller.get(f"{path}/inventory")["products"][0]["offerings"][0]["quantity"] == 5
    assert [row["sku"] for row in caller.state["inventories"][-1]["products"]] == ["STOOL"]


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ({"what": "fire"}, "what is one of sale, "),
        ({"what": "list"}, "list needs 'price'"),
        ({"what": "sale", "sku": "?"}, "SKU"),
    ],
)
def test_what_cannot_happen_is_told(etsy: Opens, what: dict[str, str], why: str) -> None:
    answer = etsy().call("POST", "/practice/happen", json=what)
    assert answer.status_code in (400, 404)
    assert why in answer.json()["error"]
