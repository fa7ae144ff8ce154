"""The British practice seller: another shop, in pounds, on a site of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from practice.ebay.accounts import BASE_SCOPE
from tests.practice_ebay.seller import Seller, selling

INVENTORY = "/sell/inventory/v1"
SEARCH = "/buy/browse/v1/item_summary/search"


def currencies(value: Any) -> set[str]:
    """Return every currency that stands anywhere in what practice remembers."""
    if isinstance(value, dict):
        found = {str(value["currency"])} if "currency" in value else set()
        return found.union(*(currencies(one) for one in value.values()))
    return set().union(*(currencies(one) for one in value)) if isinstance(value, list) else set()


@pytest.mark.parametrize(("scenario", "currency"), [("", "USD"), ("ebay-gb", "GBP")])
def test_all_money_is_in_one_currency(tmp_path: Path, scenario: str, currency: str) -> None:
    with selling(tmp_path, *scenario.split()) as seller:
        seller.happen("sale", sku="MG-0122")
        seller.happen("edit", sku="MG-0122", price="23.00")
        assert currencies(seller.state) == {currency}


def test_the_british_seller_lives_on_the_british_site(tmp_path: Path) -> None:
    with selling(tmp_path, "ebay-gb") as seller:
        assert seller.keys["marketplace"] == "EBAY_GB"
        order = next(iter(seller.state["orders"].values()))
        address = order["fulfillmentStartInstructions"][0]["shippingStep"]["shipTo"]["contactAddress"]
        assert (address["countryCode"], order["lineItems"][0]["purchaseMarketplaceId"]) == ("GB", "EBAY_GB")
        policies = "/sell/account/v1/return_policy"
        totals = [seller.get(policies, params={"marketplace_id": f"EBAY_{name}"}).json()["total"] for name in ("US", "GB")]
        assert totals == [0, 1]
        offer = seller.get(f"{INVENTORY}/offer", params={"sku": "MG-0122"}).json()["offers"][0]
        for currency, status in (("USD", 400), ("GBP", 200)):
            price = {"offerId": offer["offerId"], "price": {"value": "20.00", "currency": currency}}
            answer = seller.post(f"{INVENTORY}/bulk_update_price_quantity", json={"requests": [{"offers": [price]}]})
            assert answer.json()["responses"][0]["statusCode"] == status


def test_a_search_is_about_the_site_that_it_names(tmp_path: Path) -> None:
    with selling(tmp_path, "ebay-gb") as seller:
        seller.authorize(grant_type="client_credentials", scope=BASE_SCOPE)

        def found(**headers: str) -> Any:
            return seller.get(SEARCH, params={"q": "dress"}, headers=headers).json()

        british = found(**{"X-EBAY-C-MARKETPLACE-ID": "EBAY_GB"})
        assert {row["price"]["currency"] for row in british["itemSummaries"]} == {"GBP"}
        # Without the header the service takes the site of the United States.
        assert (found()["total"], found(**{"X-EBAY-C-MARKETPLACE-ID": "EBAY_DE"})["total"]) == (0, 0)
        assert found(**{"X-EBAY-C-MARKETPLACE-ID": "EBAY_XX"})["errors"][0]["errorId"] == 12023
        tree = seller.get("/commerce/taxonomy/v1/get_default_category_tree_id", params={"marketplace_id": "EBAY_GB"}).json()
        suggested = f"/commerce/taxonomy/v1/category_tree/{tree['categoryTreeId']}/get_category_suggestions"
        assert seller.get(suggested, params={"q": "dress"}).json()["categoryTreeId"] == "3"


def test_each_site_has_a_shop_of_its_own_that_is_chosen_at_the_start(tmp_path: Path) -> None:
    def pieces(seller: Seller) -> int:
        return int(seller.state["items"]["MG-0122"]["availability"]["shipToLocationAvailability"]["quantity"])

    with selling(tmp_path, "ebay-gb") as seller:
        seller.happen("edit", sku="MG-0122", quantity=1)
        assert seller.post("/practice/scenario", json={"scenario": ""}).status_code == 400
        assert seller.post("/practice/scenario", json={"scenario": "ebay-gb+ebay-500"}).status_code == 200
    with selling(tmp_path) as seller:
        assert pieces(seller) == 2
    with selling(tmp_path, "ebay-gb") as seller:
        assert pieces(seller) == 1
