"""What is sold on one platform comes down on the other, at once and once; what only a person can do becomes a to-do."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.platform_owner import PlatformOwner, owner_of
from tests.practice_server import practice_site

TABLE = """SKU,Title,Condition,Quantity,List price,On Poshmark
ONE-1,Blue wool coat,good,1,40.00,yes
TWO-2,Red mug,good,3,9.00,
"""


@pytest.fixture
def owner(tmp_path: Path) -> Iterator[PlatformOwner]:
    """An owner who offers a coat on three platforms and mugs on two."""
    with practice_site(tmp_path / "site") as server:
        server.behave("instant")
        (tmp_path / "owner").mkdir()
        one = owner_of("ebay", tmp_path / "owner", server)
        (one.folder / "items.csv").write_text(TABLE)
        one.says("inventory import items.csv --yes")
        goods = [("ONE-1", "Blue wool coat", "40.00", 1), ("TWO-2", "Red mug", "9.00", 3)]
        one.happens("list", goods=[dict(zip(("sku", "title", "price", "quantity"), good, strict=True)) for good in goods])
        yield one


def _on_etsy(owner: PlatformOwner) -> dict[str, int]:
    """List the same on Etsy, and return the numbers of the listings."""
    etsy = owner.on("etsy")
    goods = [("ONE-1", "Blue wool coat", "40.00", 1), ("TWO-2", "Red mug", "9.00", 3)]
    return {
        sku: etsy.happens("list", sku=sku, title=title, price=price, quantity=number)["listing_id"]
        for sku, title, price, number in goods
    }


def _on_ebay(owner: PlatformOwner, sku: str) -> int:
    item: dict[str, Any] = owner.state["items"][sku]
    return int(item["availability"]["shipToLocationAvailability"]["quantity"])


def _windows(owner: PlatformOwner) -> list[tuple[str, str, str]]:
    """Return where sold items were offered, whether they still are, and who takes them down."""
    with (owner.newest("inventory_sync") / "windows.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert {row["SKU"] for row in rows} == {"ONE-1"}
    return [(row["platform"], row["seen down at"] if row["seen down at"] == "still up" else "", row["who"]) for row in rows]


def test_what_etsy_sells_comes_down_on_ebay_and_is_asked_for_on_poshmark(owner: PlatformOwner) -> None:
    listed = _on_etsy(owner)
    first = owner.says("ebay.inventory_sync")
    assert "0 changes of stock taken in." in first
    owner.on("etsy").happens("sale", listing_id=listed["ONE-1"])
    owner.on("etsy").happens("sale", listing_id=listed["TWO-2"], quantity=2)
    said = owner.says("ebay.inventory_sync")
    assert "2 changes of stock taken in." in said
    assert "1 listing for you to take down by hand" in said
    assert "2 changes that can only make things safer needed no yes." in said
    assert "Of 2 approved changes: 2 applied. 1 listing of a sold item was taken down, " in said
    assert "1 listing of a sold item is still up, " in said
    assert _windows(owner) == [("poshmark", "still up", "you"), ("ebay", "", "the suite")]
    assert (_on_ebay(owner, "ONE-1"), _on_ebay(owner, "TWO-2")) == (0, 1)
    assert "Take down Blue wool coat on Poshmark" in owner.says("todo show 1")
    again = owner.says("ebay.inventory_sync")
    assert "0 changes of stock taken in." in again
    assert "There is nothing to change." in again or "No approved change waits" in again
    assert owner.rows("SELECT count(*) FROM automation_inventory_stockevent WHERE kind = 'sold'") == [(2,)]
    assert owner.state["refused"] == []


def test_what_is_sold_out_costs_no_call_at_each_run(owner: PlatformOwner) -> None:
    owner.says("ebay.inventory_sync")
    owner.happens("sale", sku="ONE-1")
    owner.says("ebay.inventory_sync")
    asked = owner.state["calls"]["getOffers"]
    assert "compared with the stock" in owner.says("ebay.inventory_sync")
    # The practice eBay has further goods, which the inventory does not know and which are asked for each time.
    others = len(owner.state["items"]) - 2
    assert owner.state["calls"]["getOffers"] == asked + others
    # What is for sale again under the same SKU is seen again.
    owner.happens("edit", sku="ONE-1", quantity=1)
    owner.says("ebay.inventory_sync")
    assert _on_ebay(owner, "ONE-1") == 0


def test_what_ebay_sells_comes_down_on_etsy(owner: PlatformOwner) -> None:
    listed = _on_etsy(owner)
    owner.says("etsy.inventory_sync")
    owner.happens("sale", sku="ONE-1")
    assert "Of 1 approved change: 1 applied." in owner.says("etsy.inventory_sync")
    assert owner.on("etsy").state["changed"]["listings"][str(listed["ONE-1"])]["state"] == "inactive"
    assert "1 left" not in owner.says("etsy.inventory_sync")
    assert owner.on("etsy").state["refused"] == []


def test_a_platform_that_is_silent_stops_nothing_and_raises_nothing(owner: PlatformOwner) -> None:
    listed = _on_etsy(owner)
    owner.says("etsy.inventory_sync")
    owner.says("inventory count TWO-2=5")
    ended = owner.types("etsy.inventory_sync", EBAY_CLIENT_ID="")
    assert "ebay did not tell all sales, so no quantity goes up in this run." in ended.text
    assert owner.on("etsy").state["changed"]["listings"][str(listed["TWO-2"])]["quantity"] == 3


def test_a_raise_that_waits_is_taken_back_when_an_order_comes_late(owner: PlatformOwner) -> None:
    listed = _on_etsy(owner)
    owner.says("etsy.inventory_sync")
    owner.says("inventory count TWO-2=4")
    assert "1 change is waiting for your yes" in owner.says("etsy.inventory_sync")
    owner.happens("sale", sku="TWO-2")
    said = owner.says("etsy.inventory_sync")
    assert "Taken back, because less is left by now: 1 change planned earlier." in said
    owner.types("approve", "1")
    assert owner.on("etsy").state["changed"]["listings"][str(listed["TWO-2"])]["quantity"] == 3


def test_what_is_sold_out_is_on_somebodys_list_while_a_platform_does_not_tell_its_listings(owner: PlatformOwner) -> None:
    _on_etsy(owner)
    owner.says("etsy.inventory_sync")
    owner.happens("sale", sku="ONE-1")
    owner.on("etsy").behaves("etsy-half-pages")
    owner.says("etsy.inventory_sync", status=1)
    asked = owner.says("todo")
    assert "Take down Blue wool coat on Etsy" in asked
    assert "Take down Blue wool coat on Poshmark" in asked
    owner.on("etsy").behaves("")
    assert "Of 1 approved change: 1 applied." in owner.says("etsy.inventory_sync")
    owner.says("etsy.inventory_sync")
    assert "Etsy" not in owner.says("todo")
