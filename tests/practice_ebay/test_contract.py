"""Requests are held to what the real service takes, and answers have the fields that it has."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from practice.ebay.accounts import BASE_SCOPE
from tests.practice_ebay.seller import Seller

INVENTORY, ORDERS = "/sell/inventory/v1", "/sell/fulfillment/v1/order"
LANGUAGE = {"Content-Language": "en-US"}
KEYS = ("offerId", "sku", "marketplaceId", "format", "status", "listing")


def offer_of(seller: Seller, sku: str) -> dict[str, Any]:
    return dict(seller.get(f"{INVENTORY}/offer", params={"sku": sku}).json()["offers"][0])


def replaced(seller: Seller, sku: str, **changes: Any) -> requests.Response:
    """Answer to an offer that is replaced with itself and some changes."""
    offer = offer_of(seller, sku)
    body = {name: value for name, value in offer.items() if name not in KEYS} | changes
    return seller.put(f"{INVENTORY}/offer/{offer['offerId']}", json=body, headers=LANGUAGE)


@pytest.mark.parametrize(
    "changes",
    [
        {"tax": {"vatPercentage": "20"}},
        {"tax": {"vat": 20}},
        {"charity": {"charityId": 1}},
        {"regulatory": {"manufacturer": {"company": "A"}}},
        {"regulatory": {"repairScore": "high"}},
        {"extendedProducerResponsibility": {"ecoParticipationFee": "1.00"}},
        {"listingPolicies": {"bestOfferTerms": {"bestOfferEnabled": "yes"}}},
        {"listingPolicies": {"shippingCostOverrides": [{"surcharge": 2}]}},
    ],
)
def test_fields_inside_an_offer_are_held_to_their_types(seller: Seller, changes: dict[str, Any]) -> None:
    answer = replaced(seller, "GM-0287", **changes)
    assert (answer.status_code, answer.json()["errors"][0]["errorId"]) == (400, 25709)


def test_fields_that_only_some_sellers_use_are_taken(seller: Seller) -> None:
    policies = offer_of(seller, "GM-0287")["listingPolicies"]
    answer = replaced(
        seller, "GM-0287", tax={"applyTax": True, "vatPercentage": 20.0},
        listingPolicies=policies | {"takeBackPolicyId": "1", "productCompliancePolicyIds": ["2"]},
        regulatory={"manufacturer": {"companyName": "A"}, "documents": [{"documentId": "3"}]},
    )  # fmt: skip
    assert answer.status_code == 200, answer.text
    assert offer_of(seller, "GM-0287")["tax"] == {"applyTax": True, "vatPercentage": 20.0}


@pytest.mark.parametrize("language", ["en", "en_US", "xx-XX"])
def test_texts_come_in_a_language_of_a_site(seller: Seller, language: str) -> None:
    item = {"product": {"title": "Mug"}, "condition": "NEW"}
    answer = seller.put(f"{INVENTORY}/inventory_item/MG-9", json=item, headers={"Content-Language": language})
    assert (answer.status_code, "Content-Language" in answer.text) == (400, True)


def test_a_bulk_call_takes_25_offers_whatever_they_are_spread_over(seller: Seller) -> None:
    offer = {"offerId": offer_of(seller, "BK-0045")["offerId"], "availableQuantity": 1}
    rows = [{"sku": "BK-0045", "shipToLocationAvailability": {"quantity": 2}, "offers": [offer] * 13}] * 2
    answer = seller.post(f"{INVENTORY}/bulk_update_price_quantity", json={"requests": rows})
    assert (answer.status_code, "25 offers" in answer.text) == (400, True)


def test_how_pieces_are_spread_over_kinds_of_listings_is_told_and_not_taken(seller: Seller) -> None:
    item = seller.get(f"{INVENTORY}/inventory_item/BK-0045").json()
    shipped = item["availability"]["shipToLocationAvailability"]
    assert shipped == {"quantity": 2, "allocationByFormat": {"fixedPrice": 2, "auction": 0}}
    body = {name: item[name] for name in ("availability", "condition", "product")}
    answer = seller.put(f"{INVENTORY}/inventory_item/BK-0045", json=body, headers=LANGUAGE)
    assert (answer.status_code, "allocationByFormat" in answer.text) == (400, True)


@pytest.mark.parametrize(
    ("path", "step", "repeats_offset"),
    [(f"{INVENTORY}/inventory_item", 1, False), (ORDERS, 10, True)],
)
def test_a_page_names_the_one_before_it(seller: Seller, path: str, step: int, repeats_offset: bool) -> None:
    first, second = (seller.get(path, params={"limit": 10, "offset": offset}).json() for offset in (0, step))
    assert ("prev" in first, second["prev"].endswith("?limit=10&offset=0")) == (False, True)
    assert ("offset" in second) is repeats_offset


def test_an_unknown_order_is_missing_only_where_the_address_names_it_alone(seller: Seller) -> None:
    body = {"shippingCarrierCode": "USPS", "trackingNumber": "94001"}
    answers = [
        seller.get(f"{ORDERS}/1-2"),
        seller.get(ORDERS, params={"orderIds": "1-2"}),
        seller.get(f"{ORDERS}/1-2/shipping_fulfillment"),
        seller.post(f"{ORDERS}/1-2/shipping_fulfillment", json=body),
    ]
    assert [answer.status_code for answer in answers] == [404, 400, 400, 400]
    assert {answer.json()["errors"][0]["errorId"] for answer in answers} == {32100}


def test_a_listing_of_its_own_names_its_category_where_a_list_names_categories(seller: Seller) -> None:
    token = seller.token(grant_type="client_credentials", scope=BASE_SCOPE).json()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    query = {"q": "denim jacket", "limit": 1}
    found = seller.get("/buy/browse/v1/item_summary/search", params=query, headers=headers).json()["itemSummaries"][0]
    assert found["categories"] == [{"categoryId": "63862"}]
    whole = seller.get(f"/buy/browse/v1/item/{found['itemId']}", headers=headers).json()
    assert ("categories" in whole, whole["categoryId"], whole["categoryPath"].split("|")[-1]) == (
        False, "63862", "Coats, Jackets & Vests",
    )  # fmt: skip


def test_limits_of_calls_are_told_to_those_who_may_know_them(seller: Seller) -> None:
    limits, before = "/developer/analytics/v1_beta/user_rate_limit/", seller.headers["Authorization"]
    form = {"grant_type": "refresh_token", "refresh_token": seller.keys["refresh_token"]}
    for scope, status in (("sell.fulfillment", 403), ("sell.inventory.readonly", 200)):
        seller.authorize(scope=f"{BASE_SCOPE}/{scope}", **form)
        assert seller.get(limits).status_code == status
    seller.headers["Authorization"] = before
