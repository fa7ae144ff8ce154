"""The shop changes as the real one would, remembers it, and its figures agree with each other."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
import requests

from tests.practice_etsy.conftest import SHOP, Opens


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({"title": "50 % off, really 50 %"}, "title can have % only once."),
        ({"title": "x" * 141}, "title must have 1 to 140 characters."),
        ({"tags": ",".join(f"tag {number}" for number in range(14))}, "A listing has at most 13 tags."),
        ({"tags": "a tag that is far too long"}, "cannot be a tag"),
        ({"tags": "mug,Mug"}, "Two tags are the same."),
        ({"description": " "}, "description must not be empty."),
        ({"shop_section_id": "7"}, "is not of this shop"),
        ({"state": "sold_out"}, "state"),
        ({"titel": "Mug"}, "titel"),
    ],
)
def test_what_the_real_one_refuses_is_refused_and_changes_nothing(etsy: Opens, form: dict[str, str], why: str) -> None:
    caller = etsy()
    before = caller.first_active
    answer = caller.call("PATCH", f"{SHOP}/listings/{before['listing_id']}", data=form)
    assert answer.status_code == 400
    assert why in answer.json()["error"]
    assert why in caller.refused[-1]["why"]
    assert caller.first_active == before


def test_a_change_is_remembered_over_a_restart(etsy: Opens) -> None:
    caller = etsy()
    number = caller.first_active["listing_id"]
    caller.call("PATCH", f"{SHOP}/listings/{number}", data={"title": "It's new", "tags": "a tag,another"})
    found = etsy().get(f"/v3/application/listings/{number}")
    assert (found["title"], found["tags"]) == ("It&#39;s new", ["a tag", "another"])


def test_a_sale_takes_one_away_and_stands_in_orders_and_ledger(etsy: Opens) -> None:
    caller = etsy()
    listing = next(each for each in caller.get(f"{SHOP}/listings", limit=100)["results"] if each["quantity"] == 1)
    order = caller.happen("sale", listing_id=listing["listing_id"])
    found = caller.get(f"/v3/application/listings/{listing['listing_id']}")
    assert (found["quantity"], found["state"]) == (0, "sold_out")
    assert caller.get(f"{SHOP}/receipts", was_shipped="false")["results"][0]["receipt_id"] == order["receipt_id"]
    assert (
        caller.call("POST", "/practice/happen", json={"what": "sale", "listing_id": listing["listing_id"]}).status_code
        == 409
    )
    window = {"min_created": order["created_timestamp"], "max_created": order["created_timestamp"] + 60}
    entries = caller.get(f"{SHOP}/payment-account/ledger-entries", **window)["results"]
    assert sum(each["amount"] for each in entries if each["ledger_type"] == "PAYMENT_GROSS") == order["grandtotal"]["amount"]


def test_each_balance_of_the_ledger_follows_from_the_one_before(etsy: Opens) -> None:
    caller = etsy()
    now = caller.get(f"{SHOP}/receipts")["results"][0]["created_timestamp"]
    rows: list[Any] = caller.get(
        f"{SHOP}/payment-account/ledger-entries", min_created=now - 86400 * 3, max_created=now, limit=100
    )["results"]  # fmt: skip
    assert len(rows) > 20
    for newer, older in itertools.pairwise(rows):
        assert newer["balance"] == older["balance"] + newer["amount"]


def test_the_same_parcel_twice_is_two_mails(etsy: Opens) -> None:
    caller = etsy()
    order = next(
        each for each in caller.get(f"{SHOP}/receipts", was_shipped="false", was_paid="true")["results"]
        if each["status"] == "paid"
    )  # fmt: skip
    path = f"{SHOP}/receipts/{order['receipt_id']}/tracking"
    for _ in range(2):
        answer = caller.call("POST", path, json={"carrier_name": "usps", "tracking_code": "9400"})
    assert len(answer.json()["shipments"]) == 2
    assert caller.call("POST", path, json={"tracking_code": "9400"}).status_code == 400


def test_an_active_listing_keeps_something_to_sell(etsy: Opens) -> None:
    caller = etsy()
    path = f"/v3/application/listings/{caller.first_active['listing_id']}/inventory"
    record = caller.get(path)
    offering = {"price": 10.0, "quantity": 0, "is_enabled": True, "readiness_state_id": 71_000_001}
    products = [{"sku": each["sku"], "offerings": [offering]} for each in record["products"][:1]]
    assert caller.call("PUT", path, json={"products": products}).status_code == 400
    offering |= {"quantity": 3, "price": 12.5}
    assert caller.call("PUT", path, json={"products": products}).status_code == 200
    assert (caller.first_active["quantity"], caller.first_active["price"]["amount"]) == (3, 1250)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"price_on_property": []}, "price differs between products, but price_on_property names no property."),
        ({"quantity_on_property": []}, "quantity differs between products"),
        ({"sku_on_property": []}, "sku differs between products"),
        ({"sku_on_property": [7]}, "sku_on_property names a property that no product has."),
    ],
)
def test_what_differs_between_sizes_has_to_be_said(etsy: Opens, changes: dict[str, list[int]], why: str) -> None:
    caller = etsy()
    sized = [row for row in caller.get(f"{SHOP}/listings", limit=100)["results"] if row["has_variations"]]
    path = f"/v3/application/listings/{sized[0]['listing_id']}/inventory"
    record = caller.get(path)
    for place, product in enumerate(record["products"]):
        product["offerings"] = [
            {"price": 20.0 + place, "quantity": 3 + place, "is_enabled": True, "readiness_state_id": None}
        ]
        product["property_values"] = [
            {name: value[name] for name in ("property_id", "value_ids", "values")} for value in product["property_values"]
        ]
        del product["product_id"], product["is_deleted"]
    answer = caller.call("PUT", path, json=record | changes)
    assert (answer.status_code, why in answer.json().get("error", "")) == (400, True), answer.text
    assert caller.call("PUT", path, json=record).status_code == 200


def test_a_lost_answer_was_carried_out_once(etsy: Opens) -> None:
    caller = etsy("etsy-lost-answer")
    with pytest.raises(requests.ConnectionError):
        caller.call("PUT", SHOP, data={"announcement": "New"})
    assert caller.get(SHOP)["announcement"] == "New"
    assert caller.call("PUT", SHOP, data={"announcement": "Newer"}).status_code == 200


def test_somebody_edits_after_a_rehearsal(etsy: Opens) -> None:
    before = etsy("etsy-value-changes")
    shop, listing = before.get(SHOP)["title"], before.first_active["title"]
    for _ in range(2):
        after = etsy()
        assert (after.get(SHOP)["title"], after.first_active["title"]) == (f"{shop} *", f"{listing} *")


def test_pages_can_be_half_empty_or_repeat_an_order(etsy: Opens) -> None:
    half = etsy("etsy-half-pages").get(f"{SHOP}/listings", limit=10)
    assert (len(half["results"]), half["count"] > 50) == (5, True)
    caller = etsy("etsy-repeated-order")
    first, second = (caller.get(f"{SHOP}/receipts", limit=10, offset=start)["results"] for start in (0, 10))
    assert first[-1]["receipt_id"] == second[0]["receipt_id"]


def test_a_call_too_many_is_asked_to_wait(etsy: Opens) -> None:
    caller = etsy("etsy-429")
    answer = caller.call("GET", SHOP)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "1")
    again = caller.call("GET", SHOP)
    assert again.status_code == 200
    assert int(again.headers["x-remaining-this-second"]) < int(again.headers["x-limit-per-second"])
