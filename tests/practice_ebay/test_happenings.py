"""What a rehearsal lets happen shows in every API that tells of it, and after a restart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from practice.contract import Contract
from practice.ebay.accounts import SELLER
from practice.ebay.application import CONTRACT, HANDLERS
from tests.practice_ebay.seller import Seller, selling

ORDERS = "/sell/fulfillment/v1/order"
SITE = {"X-EBAY-C-MARKETPLACE-ID": "EBAY_US"}


def stock(seller: Seller, sku: str) -> int:
    item = seller.get(f"/sell/inventory/v1/inventory_item/{sku}").json()
    return int(item["availability"]["shipToLocationAvailability"]["quantity"])


def test_every_operation_of_the_contract_is_served() -> None:
    assert HANDLERS.keys() == Contract(CONTRACT).operations.keys()


def test_a_sale_shows_everywhere_and_outlives_a_restart(tmp_path: Path) -> None:
    with selling(tmp_path) as seller:
        seller.happen("list", goods=[{"sku": "MG-9001", "title": "Blue mug", "price": "14.00", "quantity": 2}])
        order = seller.happen("sale", sku="MG-9001", quantity=2, notes="A gift")
    with selling(tmp_path) as seller:
        again = seller.get(f"{ORDERS}/{order['orderId']}").json()
        seller.happen("list", goods=[{"sku": "MG-9002", "title": "Red mug"}])
        assert len({row["offerId"] for row in seller.state["offers"].values()}) == 42
        offer = seller.get("/sell/inventory/v1/offer", params={"sku": "MG-9001"}).json()["offers"][0]
        assert (again, stock(seller, "MG-9001")) == (order, 0)
        assert offer["listing"]["listingStatus"] == "OUT_OF_STOCK"
        assert offer["listing"]["soldQuantity"] == again["lineItems"][0]["quantity"] == 2
        found: Any = seller.get(
            "/sell/finances/v1/transaction", params={"filter": f"orderId:{{{order['orderId']}}}"}, headers=SITE
        ).json()
        assert found["transactions"][0]["totalFeeAmount"] == order["totalMarketplaceFee"]


def test_more_than_there_is_cannot_be_bought(seller: Seller) -> None:
    answer = seller.post("/practice/happen", json={"what": "sale", "sku": "CT-0034", "quantity": 9})
    assert answer.status_code == 409


def test_listing_again_changes_what_is_listed(seller: Seller) -> None:
    first = seller.happen("list", goods=[{"sku": "BK-9001", "title": "A book", "price": "9.00"}])["offers"][0]
    second = seller.happen("list", goods=[{"sku": "BK-9001", "title": "A book", "price": "8.00"}])["offers"][0]
    assert (first["offerId"], first["listing"]["listingId"]) == (second["offerId"], second["listing"]["listingId"])
    assert second["pricingSummary"]["price"]["value"] == "8.00"


def test_an_edit_in_the_browser_shows(seller: Seller) -> None:
    seller.happen("edit", sku="SN-0023", price="19.50", quantity=0, title="Teal sneakers")
    offer = seller.get("/sell/inventory/v1/offer", params={"sku": "SN-0023"}).json()["offers"][0]
    assert (offer["pricingSummary"]["price"]["value"], offer["availableQuantity"]) == ("19.50", 0)
    assert offer["listing"]["listingStatus"] == "OUT_OF_STOCK"
    item = seller.get("/sell/inventory/v1/inventory_item/SN-0023").json()
    assert item["product"]["title"] == "Teal sneakers"


def test_a_buyer_writes_and_cancels(seller: Seller) -> None:
    number = next(iter(seller.state["orders"]))
    made = seller.happen("feedback", order_id=number, rating="NEGATIVE", text="Not as shown.")
    query = {"user_id": SELLER, "feedback_type": "FEEDBACK_RECEIVED", "feedback_id": made["feedbackId"]}
    assert seller.get("/commerce/feedback/v1/feedback", params=query).json()["feedbackEntries"] == [made]
    seller.happen("cancel", order_id=number)
    assert seller.get(f"{ORDERS}/{number}").json()["cancelStatus"]["cancelState"] == "IN_PROGRESS"


def test_what_cannot_happen_is_said(seller: Seller) -> None:
    answer = seller.post("/practice/happen", json={"what": "flood"})
    assert (answer.status_code, "sale" in answer.text) == (400, True)
    wrong: list[Any] = [{"what": "sale"}, {"what": "list", "goods": [{"title": "No SKU"}]}, {"what": "edit", "sku": "x"}]
    for what in wrong:
        assert seller.post("/practice/happen", json=what).json()["errors"][0]["message"]


def test_calls_are_counted_by_operation_and_group(seller: Seller) -> None:
    def used() -> int:
        limits = seller.get("/developer/analytics/v1_beta/user_rate_limit/?api_name=Analytics").json()["rateLimits"]
        return int(limits[0]["resources"][0]["rates"][0]["count"])

    before, calls = used(), seller.state["calls"].get("findSellerStandardsProfiles", 0)
    seller.get("/sell/analytics/v1/seller_standards_profile")
    assert (used(), seller.state["calls"]["findSellerStandardsProfiles"]) == (before + 1, calls + 1)
