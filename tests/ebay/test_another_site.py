"""A seller in Great Britain: everything is in pounds, and amounts of another currency are compared with nothing."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.platform_owner import PlatformOwner, owner_of
from tests.practice_server import practice_site

GTIN = "4006381333931"
ITEMS = f"""SKU,Title,Condition,Category,Description,Quantity,Cost,List price,Currency,Brand,Aspects,Photos,GTIN
PEN-1,Fountain pen with case,new,Pens,A pen.,1,4.00,60.00,GBP,,,,{GTIN}
PEN-2,Fountain pen of another make,new,Pens,A pen.,1,70.00,80.00,USD,,,,{GTIN}
NEW-1,Red denim jacket M,good,Denim jackets,A jacket.,1,5.00,40.00,GBP,Levi's,Size: M; Color: red,https://p.example/1.jpg,
NEW-2,Blue denim jacket L,good,Denim jackets,A jacket.,1,5.00,30.00,USD,Levi's,Size: L; Color: blue,https://p.example/2.jpg,
"""


def _table(folder: Path, name: str) -> dict[str, dict[str, str]]:
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return {row["SKU"]: row for row in csv.DictReader(file)}


def _offer(owner: PlatformOwner, sku: str) -> dict[str, Any]:
    return dict(next(one for one in owner.state["offers"].values() if one["sku"] == sku))


@pytest.fixture(scope="module")
def owner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlatformOwner]:
    """An owner on EBAY_GB with items in pounds and some in dollars."""
    folder = tmp_path_factory.mktemp("owner")
    with practice_site(tmp_path_factory.mktemp("site"), "instant+ebay-gb") as server:
        found = owner_of("ebay", folder, server, EBAY_MARKETPLACE="EBAY_GB")
        (folder / "items.csv").write_text(ITEMS)
        found.says("inventory import items.csv --yes")
        yield found


def test_a_listing_is_made_in_the_currency_and_language_of_the_site(owner: PlatformOwner) -> None:
    owner.change_job('rules.location = ""', 'rules.location = "home"')
    owner.change_job("rules.categories = {}", 'rules.categories = { "Denim jackets" = "63862" }')
    assert "1 item can be listed" in owner.says("ebay.listing_automation")
    missing = _table(owner.newest("listing_automation"), "not-listed.csv")["NEW-2"]
    assert (missing["field"], missing["what is missing"]) == ("currency", "EBAY_GB sells in GBP, not USD.")
    assert "Of 1 approved change: 1 applied." in owner.says("approve 1")
    offer = _offer(owner, "NEW-1")
    assert (offer["marketplaceId"], offer["pricingSummary"]["price"]) == ("EBAY_GB", {"value": "40.00", "currency": "GBP"})
    assert owner.state["items"]["NEW-1"]["locale"] == "en_GB"


def test_prices_are_compared_in_one_currency_and_without_it_there_is_no_floor(owner: PlatformOwner) -> None:
    pens = [
        {"sku": sku, "title": "Fountain pen with case", "price": "60.00", "condition": "NEW", "gtin": GTIN}
        for sku in ("PEN-1", "PEN-2")
    ]
    owner.happens("list", goods=pens)
    for sku in ("PEN-1", "PEN-2"):
        owner.happens("edit", sku=sku, price="75.00")
    owner.says("ebay.price_optimization")
    rows = _table(owner.newest("price_optimization"), "prices.csv")
    pounds, dollars = rows["PEN-1"], rows["PEN-2"]
    assert (pounds["currency"], int(pounds["compared with"]) >= 3, "GBP" in pounds["why"]) == ("GBP", True, True)
    assert Decimal(pounds["floor"]) < Decimal(pounds["new price"]) < Decimal("75.00")
    # 75 pounds for what cost 70 dollars is no loss, and nobody may tell from the bare numbers.
    assert (dollars["floor"], dollars["new price"]) == ("", "")
    assert "Neither its cost nor its floor price is known in GBP" in dollars["why"]
    assert "Of 1 approved change: 1 applied." in owner.says("approve 2")
    assert _offer(owner, "PEN-1")["pricingSummary"]["price"] == {"value": pounds["new price"], "currency": "GBP"}


def test_what_is_sold_elsewhere_comes_down(owner: PlatformOwner) -> None:
    (owner.folder / "more.csv").write_text(
        "SKU,Title,Condition,Quantity,List price,Currency\nGLUE-1,Pot of glue,new,3,5.00,GBP\n"
    )
    owner.says("inventory import more.csv --yes")
    owner.happens("list", goods=[{"sku": "GLUE-1", "title": "Pot of glue", "price": "5.00", "quantity": 3}])
    elsewhere = owner.on("etsy").happens("list", sku="GLUE-1", title="Pot of glue", price="5.00", quantity=3)["listing_id"]
    owner.says("ebay.inventory_sync")
    owner.on("etsy").happens("sale", listing_id=elsewhere, quantity=2)
    owner.says("ebay.inventory_sync")
    assert owner.state["items"]["GLUE-1"]["availability"]["shipToLocationAvailability"]["quantity"] == 1


def test_figures_and_orders_are_in_pounds(owner: PlatformOwner) -> None:
    owner.says("ebay.analytics_collector")
    units = "SELECT DISTINCT unit FROM automation_shop_figures_dayfigure WHERE name IN ('sales', 'fees', 'payouts')"
    assert owner.rows(units) == [("GBP",)]
    said = owner.says("ebay.order_processing")
    assert "GBP" in (owner.newest("order_processing") / "orders.csv").read_text(encoding="utf-8-sig"), said


def test_the_british_ebay_was_asked_for_nothing_that_it_refuses(owner: PlatformOwner) -> None:
    # What is not there yet is looked for, and eBay answers that it is not there.
    assert {one["operation"] for one in owner.state["refused"]} <= {"bulkGetInventoryItem", "getOffers"}
