"""Each scenario brings its trouble, once or always as its sentence says; without it nothing of the kind happens."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
import requests

from practice.ebay.scenarios import SCENARIOS
from practice.scenarios import parse
from tests.practice_ebay.seller import Seller, selling

ITEMS, OFFERS, ORDERS = "/sell/inventory/v1/inventory_item", "/sell/inventory/v1/offer", "/sell/fulfillment/v1/order"
UPDATE = "/sell/inventory/v1/bulk_update_price_quantity"


def number_of(seller: Seller, sku: str) -> str:
    return str(seller.get(OFFERS, params={"sku": sku}).json()["offers"][0]["offerId"])


def new_price(number: str, price: str) -> dict[str, Any]:
    return {"offers": [{"offerId": number, "price": {"value": price, "currency": "USD"}}]}


def price_of(seller: Seller, sku: str) -> str:
    return str(seller.get(OFFERS, params={"sku": sku}).json()["offers"][0]["pricingSummary"]["price"]["value"])


def test_the_practice_site_knows_every_scenario() -> None:
    assert parse("+".join(name for name, _ in SCENARIOS)) == {name for name, _ in SCENARIOS}


@pytest.mark.parametrize(("name", "status"), [("ebay-429", 429), ("ebay-500", 500)])
def test_the_first_call_of_each_kind_fails(tmp_path: Path, name: str, status: int) -> None:
    with selling(tmp_path, name) as seller:
        first, second = seller.get(ITEMS), seller.get(ITEMS)
        assert (first.status_code, second.status_code) == (status, 200)
        assert first.headers.get("Retry-After") == ("1" if status == 429 else None)
        assert first.json()["errors"][0]["domain"]


def test_a_failed_write_has_written_nothing(tmp_path: Path) -> None:
    with selling(tmp_path, "ebay-500") as seller:
        seller.get(OFFERS, params={"sku": "LM-0012"})
        body: Any = {"requests": [new_price(number_of(seller, "LM-0012"), "1.00")]}
        assert seller.post(UPDATE, json=body).status_code == 500
        assert price_of(seller, "LM-0012") != "1.00"


def test_half_of_each_page_is_missing(tmp_path: Path) -> None:
    with selling(tmp_path, "ebay-half-pages") as seller:
        page = seller.get(ITEMS, params={"limit": 20}).json()
        assert (len(page["inventoryItems"]), page["total"]) == (10, 40)


def test_an_order_stands_on_two_pages(tmp_path: Path) -> None:
    def numbers(seller: Seller) -> list[str]:
        pages = [seller.get(ORDERS, params={"limit": 10, "offset": offset}).json()["orders"] for offset in (0, 10)]
        return [order["orderId"] for page in pages for order in page]

    with selling(tmp_path, "ebay-repeated-order") as seller:
        found = numbers(seller)
        assert found[9] == found[10]
    with selling(tmp_path) as seller:
        found = numbers(seller)
        assert len(set(found)) == 20


def test_the_clock_is_ahead(tmp_path: Path) -> None:
    with selling(tmp_path, "ebay-clock-skew") as seller:
        answer = seller.post("/commerce/media/v1_beta/image/create_image_from_url", json={"imageUrl": "https://a.example/1"})
    expires = datetime.fromisoformat(answer.json()["expirationDate"])
    ahead = expires - timedelta(days=30) - parsedate_to_datetime(answer.headers["Date"])
    assert timedelta(minutes=9) < ahead < timedelta(minutes=11)


def test_a_row_fails_once_and_the_others_are_carried_out(tmp_path: Path) -> None:
    with selling(tmp_path, "ebay-partial-bulk") as seller:
        numbers = [number_of(seller, sku) for sku in ("LM-0012", "SN-0023")]
        body: Any = {"requests": [new_price(number, "33.00") for number in numbers]}
        first, second = seller.post(UPDATE, json=body), seller.post(UPDATE, json=body)
        assert [row["statusCode"] for row in first.json()["responses"]] == [200, 500]
        assert (first.status_code, second.status_code) == (207, 200)
        assert seller.state["refused"][-1]["status"] == 500


def test_values_change_between_two_rehearsals(tmp_path: Path) -> None:
    with selling(tmp_path, "ebay-value-changes") as seller:
        before = price_of(seller, "JK-0001")
    with selling(tmp_path) as seller:
        changed = price_of(seller, "JK-0001")
    with selling(tmp_path) as seller:
        assert price_of(seller, "JK-0001") == changed != before


def test_an_answer_is_lost_after_the_write(tmp_path: Path) -> None:
    with selling(tmp_path, "ebay-lost-answer") as seller:
        body: Any = {"requests": [new_price(number_of(seller, "LM-0012"), "31.00")]}
        with pytest.raises(requests.ConnectionError):
            seller.post(UPDATE, json=body)
        assert price_of(seller, "LM-0012") == "31.00"
        assert seller.post(UPDATE, json=body).status_code == 200


def test_scenarios_are_switched_while_it_runs(tmp_path: Path) -> None:
    with selling(tmp_path, "ebay-half-pages") as seller:
        assert seller.post("/practice/scenario", json={"scenario": "ebay-500"}).json() == {"scenarios": ["ebay-500"]}
        assert seller.get(ITEMS).status_code == 500
        page = seller.get(ITEMS).json()
        assert len(page["inventoryItems"]) == 25
        assert seller.post("/practice/scenario", json={"scenario": "ebay-flood"}).status_code == 400
        seller.post("/practice/scenario", json={"scenario": "ebay-500"})
        assert seller.get(ITEMS).status_code == 500


def test_an_empty_list_counts_nothing(tmp_path: Path) -> None:
    with selling(tmp_path, "ebay-empty-lists") as seller:
        page = seller.get(ITEMS).json()
        assert (page["total"], page["inventoryItems"]) == (0, [])
        seller.post("/practice/scenario", json={"scenario": "ebay-no-orders"})
        assert seller.get("/sell/fulfillment/v1/order").json()["total"] == 0
        assert seller.get(ITEMS).json()["total"] > 0


def test_one_sku_in_a_call_when_the_site_wants_that(tmp_path: Path) -> None:
    with selling(tmp_path, "ebay-one-sku", "ebay-no-zero") as seller:
        rows: list[Any] = [{"sku": sku, "shipToLocationAvailability": {"quantity": 3}} for sku in ("LM-0012", "SN-0023")]
        assert seller.post(UPDATE, json={"requests": rows}).status_code == 400
        assert seller.post(UPDATE, json={"requests": rows[:1]}).status_code == 200
        none: Any = {"sku": "LM-0012", "shipToLocationAvailability": {"quantity": 0}}
        assert seller.post(UPDATE, json={"requests": [none]}).json()["responses"][0]["errors"][0]["errorId"] == 25004
