"""Prices: compared with the same item only, never below the floor, once a day."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.platform_owner import PlatformOwner

GTIN = "4006381333931"


def _table(folder: Path, name: str) -> dict[str, dict[str, str]]:
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return {row["SKU"]: row for row in csv.DictReader(file)}


@pytest.fixture
def owner(owner: PlatformOwner) -> PlatformOwner:
    """An owner who sells a pen for much more than others, and knows what it cost."""
    (owner.folder / "items.csv").write_text(
        f"SKU,Title,Condition,Quantity,Cost,List price,GTIN\nPEN-1,Fountain pen with case,new,1,4.00,60.00,{GTIN}\n"
    )
    owner.says("inventory import items.csv --yes")
    pen: dict[str, Any] = {
        "sku": "PEN-1",
        "title": "Fountain pen with case",
        "price": "60.00",
        "condition": "NEW",
        "gtin": GTIN,
    }
    owner.happens("list", goods=[pen])
    owner.happens("edit", sku="PEN-1", price="75.00")
    return owner


def _price(owner: PlatformOwner) -> Decimal:
    offers = owner.state["offers"].values()
    return Decimal(next(one for one in offers if one["sku"] == "PEN-1")["pricingSummary"]["price"]["value"])


def test_a_price_goes_down_by_a_step_and_then_rests_for_a_day(owner: PlatformOwner) -> None:
    said = owner.says("ebay.price_optimization")
    row = _table(owner.newest("price_optimization"), "prices.csv")["PEN-1"]
    assert int(row["compared with"]) >= 3, said
    assert "1 to change" in said
    assert "without an EAN, UPC or ISBN on eBay, so compared with nothing" in said
    assert Decimal(row["floor"]) < Decimal(row["new price"]) < Decimal("75.00")
    assert Decimal(row["new price"]) >= Decimal("67.50")
    assert "Of 1 approved change: 1 applied." in owner.says("approve 1")
    assert _price(owner) == Decimal(row["new price"])
    assert "There is nothing to change." in owner.says("ebay.price_optimization")
    rests = _table(owner.newest("price_optimization"), "prices.csv")["PEN-1"]
    assert "changed less than 24 hours ago" in rests["why"]
    owner.says("undo 1")
    assert _price(owner) == Decimal("75.00")
    assert owner.state["refused"] == []


def test_monitoring_only_reads(owner: PlatformOwner) -> None:
    said = owner.says("ebay.price_monitoring")
    row = _table(owner.newest("price_monitoring"), "standing.csv")["PEN-1"]
    assert "could be compared" in said
    assert Decimal(row["lowest"]) <= Decimal(row["middle"])
    others = _table(owner.newest("price_monitoring"), "standing.csv")
    assert "without a number" in {row["stands"] for sku, row in others.items() if sku != "PEN-1"}
    assert "without an EAN, UPC or ISBN on eBay" in said
    assert not [name for name in owner.state["calls"] if name.lower().startswith(("update", "bulkupdate", "create"))]
