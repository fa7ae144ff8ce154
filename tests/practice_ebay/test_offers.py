"""Items and offers: what is written shows, what is sold out says so, what breaks a rule is refused with eBay's number."""

from __future__ import annotations

from typing import Any

import pytest

from tests.practice_ebay.seller import Seller

INVENTORY = "/sell/inventory/v1"
LANGUAGE = {"Content-Language": "en-US"}


def offer_of(seller: Seller, sku: str) -> dict[str, Any]:
    return dict(seller.get(f"{INVENTORY}/offer", params={"sku": sku}).json()["offers"][0])


def errors(answer: Any) -> list[int]:
    return [error["errorId"] for error in answer.json().get("errors", ())]


def test_the_list_of_items_counts_pages(seller: Seller) -> None:
    pages = [seller.get(f"{INVENTORY}/inventory_item", params={"limit": 15, "offset": page}).json() for page in range(3)]
    skus = [item["sku"] for page in pages for item in page["inventoryItems"]]
    assert len(skus) == len(set(skus)) == 40 == pages[0]["total"]
    assert ["next" in page for page in pages] == [True, True, False]


def test_prices_and_quantities_of_several_offers_change_with_one_call(seller: Seller) -> None:
    first, second = offer_of(seller, "LM-0012"), offer_of(seller, "SN-0023")
    body: dict[str, Any] = {
        "requests": [
            {"sku": "LM-0012", "shipToLocationAvailability": {"quantity": 0},
             "offers": [{"offerId": first["offerId"], "availableQuantity": 0}]},
            {"offers": [{"offerId": second["offerId"], "price": {"value": "44.00", "currency": "USD"}}]},
            {"offers": [{"offerId": "1", "availableQuantity": 1}]},
        ]
    }  # fmt: skip
    answer = seller.post(f"{INVENTORY}/bulk_update_price_quantity", json=body)
    assert (answer.status_code, [row["statusCode"] for row in answer.json()["responses"]]) == (207, [200, 200, 404])
    assert offer_of(seller, "LM-0012")["listing"]["listingStatus"] == "OUT_OF_STOCK"
    assert offer_of(seller, "SN-0023")["pricingSummary"]["price"] == {"value": "44.00", "currency": "USD"}


def test_a_listing_is_made_published_changed_and_ended(seller: Seller) -> None:
    template = seller.get(f"{INVENTORY}/inventory_item/CT-0034").json()
    item = {name: template[name] for name in ("condition", "product", "packageWeightAndSize")}
    item["availability"] = {"shipToLocationAvailability": {"quantity": 1}}
    rows = [{"sku": "NEW-1", "locale": "en_US", **item}, {"sku": "NEW-2", "locale": "en_US", **item}]
    made = seller.post(f"{INVENTORY}/bulk_create_or_replace_inventory_item", json={"requests": rows}, headers=LANGUAGE)
    assert [row["statusCode"] for row in made.json()["responses"]] == [201, 201]
    keys = ("offerId", "status", "listing")
    body = {name: value for name, value in offer_of(seller, "CT-0034").items() if name not in keys} | {"sku": "NEW-1"}
    number = seller.post(f"{INVENTORY}/offer", json=body, headers=LANGUAGE).json()["offerId"]
    assert errors(seller.post(f"{INVENTORY}/offer", json=body, headers=LANGUAGE)) == [25002]
    published = seller.post(f"{INVENTORY}/bulk_publish_offer", json={"requests": [{"offerId": number}]}).json()
    again = seller.post(f"{INVENTORY}/offer/{number}/publish").json()
    assert published["responses"][0]["listingId"] == again["listingId"]
    change = {name: value for name, value in body.items() if name not in ("sku", "marketplaceId", "format")}
    for quantity, status in ((0, "OUT_OF_STOCK"), (5, "ACTIVE")):
        change["availableQuantity"] = quantity
        assert seller.put(f"{INVENTORY}/offer/{number}", json=change, headers=LANGUAGE).status_code == 200
        changed = offer_of(seller, "NEW-1")
        assert (changed["availableQuantity"], changed["listing"]["listingStatus"]) == (quantity, status)
    assert seller.post(f"{INVENTORY}/offer/{number}/withdraw").json()["listingId"] == again["listingId"]
    assert offer_of(seller, "NEW-1")["status"] == "UNPUBLISHED"


@pytest.mark.parametrize(
    ("change", "number"),
    [
        ({"pricingSummary": {}}, 25003),
        ({"availableQuantity": 0}, 25004),
        ({"categoryId": "1"}, 25005),
        ({"listingPolicies": {}}, 25007),
        ({"merchantLocationKey": "elsewhere"}, 25002),
    ],
)
def test_an_offer_that_lacks_something_is_not_published(seller: Seller, change: dict[str, Any], number: int) -> None:
    seller.happen("list", goods=[{"sku": f"LACK-{number}", "title": "A game"}])
    offer = offer_of(seller, f"LACK-{number}")
    seller.post(f"{INVENTORY}/offer/{offer['offerId']}/withdraw")
    keys = ("offerId", "status", "listing", "sku", "marketplaceId", "format")
    body = {name: value for name, value in offer.items() if name not in keys} | change
    written = seller.put(f"{INVENTORY}/offer/{offer['offerId']}", json=body, headers=LANGUAGE)
    published = seller.post(f"{INVENTORY}/offer/{offer['offerId']}/publish")
    assert number in errors(written) + errors(published)


@pytest.mark.parametrize(
    ("method", "path", "how", "number"),
    [
        ("GET", "/inventory_item?limit=201", {}, 25709),
        ("GET", "/inventory_item?sort=sku", {}, 25709),
        ("GET", "/inventory_item/none", {}, 25702),
        ("GET", "/offer?sku=none", {}, 25713),
        ("PUT", "/inventory_item/A", {"json": {}}, 25709),
        ("PUT", "/inventory_item/A", {"json": {"colour": "red"}, "headers": LANGUAGE}, 25709),
        ("PUT", "/inventory_item/A", {"json": {"product": {"title": "x" * 81}}, "headers": LANGUAGE}, 25002),
        ("POST", "/bulk_get_inventory_item", {"json": {"requests": [{"sku": "a"}] * 26}}, 25709),
        ("POST", "/location/home", {"json": {"location": {"address": {"country": "US", "postalCode": "1"}}}}, 25803),
    ],
)
def test_what_breaks_a_rule_is_refused_and_counted(
    seller: Seller, method: str, path: str, how: dict[str, Any], number: int
) -> None:
    before = len(seller.state["refused"])
    assert errors(seller.request(method, INVENTORY + path, **how)) == [number]
    assert len(seller.state["refused"]) == before + 1
