"""Each scenario does what its sentence says, can be switched while the practice runs, and ends with a reset."""

from __future__ import annotations

import time

import pytest
import requests

from practice.etsy.scenarios import SCENARIOS
from practice.scenarios import parse
from tests.practice_etsy.conftest import SHOP, Opens

PARCEL = {"carrier_name": "usps", "tracking_code": "9400"}


def test_every_scenario_can_be_chosen() -> None:
    assert len(parse("+".join(name for name, _ in SCENARIOS))) == len(SCENARIOS)


@pytest.mark.parametrize("status", [500, 503])
def test_the_first_call_of_each_kind_fails_and_changes_nothing(etsy: Opens, status: int) -> None:
    caller = etsy(f"etsy-{status}")
    failed = caller.call("PUT", SHOP, data={"announcement": "New"})
    assert (failed.status_code, list(failed.json())) == (status, ["error"])
    assert caller.call("GET", SHOP).status_code == status
    assert caller.get(SHOP)["announcement"] != "New"
    assert etsy(f"etsy-{status}").call("GET", SHOP).status_code == status
    caller.behave(f"etsy-{status}")
    assert caller.call("GET", SHOP).status_code == status


def test_an_empty_list_counts_nothing(etsy: Opens) -> None:
    caller = etsy("etsy-empty-lists")
    assert caller.get(f"{SHOP}/listings")["count"] == 0
    caller.behave("etsy-no-orders")
    assert caller.get(f"{SHOP}/receipts") == {"count": 0, "results": []}
    assert caller.get(f"{SHOP}/listings")["count"] > 0


def test_a_spent_day_asks_to_wait_longer_than_anybody_does(etsy: Opens) -> None:
    caller = etsy()
    caller.behave("etsy-day-spent")
    for _ in range(2):
        answer = caller.call("GET", SHOP)
        assert (answer.status_code, answer.json()["error"]) == (429, "Exceeded per day rate limit")
        assert int(answer.headers["Retry-After"]) > 60


def test_the_clock_can_be_ahead(etsy: Opens) -> None:
    caller = etsy("etsy-clock-skew")
    number = caller.first_active["listing_id"]
    caller.call("PATCH", f"{SHOP}/listings/{number}", data={"title": "New"})
    ahead = caller.get(f"/v3/application/listings/{number}")["updated_timestamp"] - time.time()
    assert 590 < ahead <= 600


def test_short_tokens_end_while_the_consent_holds(etsy: Opens) -> None:
    caller = etsy("etsy-short-tokens")
    refresh = caller.log_in()
    caller.behave("etsy-clock-skew")
    assert caller.call("GET", f"{SHOP}/receipts").status_code == 401
    assert caller.token(grant_type="refresh_token", refresh_token=refresh).json()["expires_in"] == 3600


def test_an_order_on_two_pages_leaves_none_out(etsy: Opens) -> None:
    caller = etsy("etsy-repeated-order")
    total, seen = caller.get(f"{SHOP}/receipts")["count"], list[int]()
    for start in range(0, total, 100):
        seen += [row["receipt_id"] for row in caller.get(f"{SHOP}/receipts", limit=100, offset=start)["results"]]
    assert len(set(seen)) == total < len(seen)


def test_a_lost_parcel_is_there_once(etsy: Opens) -> None:
    caller = etsy("etsy-lost-answer")
    order = caller.happen("sale", listing_id=caller.first_active["listing_id"])
    path = f"{SHOP}/receipts/{order['receipt_id']}"
    with pytest.raises(requests.ConnectionError):
        caller.call("POST", f"{path}/tracking", json=PARCEL)
    assert [each["tracking_code"] for each in caller.get(path)["shipments"]] == ["9400"]


def test_calls_are_counted_over_restarts_and_forgotten_with_a_reset(etsy: Opens) -> None:
    etsy().get(SHOP)
    caller = etsy()
    assert caller.get(SHOP)["shop_id"]
    assert caller.state["calls"]["getShop"] == 2
    caller.call("POST", "/practice/reset")
    assert caller.state["calls"] == {}
    assert caller.call("GET", SHOP).status_code == 200
    assert caller.call("GET", f"{SHOP}/receipts").status_code == 401


def test_an_unknown_scenario_is_refused(etsy: Opens) -> None:
    answer = etsy().behave("etsy-snow")
    assert (answer.status_code, answer.json()) == (400, {"error": "There is no scenario etsy-snow."})
