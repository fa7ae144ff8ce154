"""The market of others: what a search lets through, in which order, and that it does not follow the shop's own prices."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from practice.ebay.accounts import BASE_SCOPE, SELLER
from tests.practice_ebay.seller import Seller, selling

SEARCH = "/buy/browse/v1/item_summary/search"


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seller]:
    """A practice eBay that is called with the application's own token."""
    with selling(tmp_path_factory.mktemp("ebay")) as found:
        found.authorize(grant_type="client_credentials", scope=BASE_SCOPE)
        yield found


def listings(application: Seller, words: str, *filters: str, **query: Any) -> list[dict[str, Any]]:
    wanted = {"q": words, "limit": 200, "sort": "price", **query} | ({"filter": ",".join(filters)} if filters else {})
    answer = application.get(SEARCH, params=wanted)
    assert answer.status_code == 200, answer.text
    assert answer.json()["total"] == len(answer.json().get("itemSummaries", ()))
    return list(answer.json().get("itemSummaries", ()))


def price(row: dict[str, Any]) -> Decimal:
    return Decimal(row["price"]["value"])


def test_the_lowest_price_with_shipping_comes_first(application: Seller) -> None:
    whole = [
        price(row) + Decimal(row["shippingOptions"][0]["shippingCost"]["value"]) for row in listings(application, "dress")
    ]
    assert len(whole) > 10
    assert whole == sorted(whole)


def test_filters_let_through_what_they_say(application: Seller) -> None:
    every = listings(application, "dress")
    middle = price(every[len(every) // 2])
    cheap = listings(application, "dress", f"price:[..{middle}]", "priceCurrency:USD")
    assert {row["itemId"] for row in cheap} == {row["itemId"] for row in every if price(row) <= middle} != set()
    others = listings(application, "dress", f"excludeSellers:{{{SELLER}}}")
    assert {row["itemId"] for row in others} == {row["itemId"] for row in every if row["seller"]["username"] != SELLER}
    assert len(others) < len(every)
    fixed = listings(application, "dress", "buyingOptions:{FIXED_PRICE}")
    assert {tuple(row["buyingOptions"]) for row in fixed} == {("FIXED_PRICE",)}
    worn = listings(application, "dress", "conditionIds:{3000}")
    assert {row["conditionId"] for row in worn} == {"3000"}


def test_a_search_without_a_hit_says_so(application: Seller) -> None:
    assert listings(application, "submarine") == []


@pytest.mark.parametrize("query", [{}, {"q": "dress", "offset": 7}, {"q": "dress", "filter": "price:[1..2]"}])
def test_a_search_that_ebay_does_not_take_is_refused(application: Seller, query: dict[str, Any]) -> None:
    answer = application.get(SEARCH, params=query)
    assert (answer.status_code, answer.json()["errors"][0]["domain"]) == (400, "API_BROWSE")


def test_others_do_not_follow_the_shops_own_price(tmp_path: Path) -> None:
    def of_others(seller: Seller) -> list[str]:
        seller.authorize(grant_type="client_credentials", scope=BASE_SCOPE)
        return [row["price"]["value"] for row in listings(seller, "dress", f"excludeSellers:{{{SELLER}}}")]

    with selling(tmp_path) as seller:
        before = of_others(seller)
        seller.happen("edit", sku="DR-0067", price="1.00")
        assert of_others(seller) == before


def test_a_sold_out_listing_is_not_found(tmp_path: Path) -> None:
    with selling(tmp_path) as seller:
        seller.happen("edit", sku="DR-0067", quantity=0)
        seller.authorize(grant_type="client_credentials", scope=BASE_SCOPE)
        assert SELLER not in {row["seller"]["username"] for row in listings(seller, "Free People pleated dress")}
