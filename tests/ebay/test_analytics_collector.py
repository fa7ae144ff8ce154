"""Figures of eBay: collected again nothing is new, and the sums are what was booked and paid out."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from tests.platform_owner import PlatformOwner


def _table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_collected_again_nothing_is_new_and_money_agrees(owner: PlatformOwner) -> None:
    said = owner.says("ebay.analytics_collector")
    assert "do not fit" not in said
    assert "are not what was booked" not in said
    rows = owner.rows("SELECT day, name, value FROM automation_shop_figures_dayfigure")
    assert {name for _, name, _ in rows} >= {"impressions", "views", "sales", "fees", "payouts"}
    assert len({day for day, name, _ in rows if name == "sales"}) == 14
    assert sum(Decimal(str(value)) for _, name, value in rows if name == "sales") > 0
    assert sum(Decimal(str(value)) for _, name, value in rows if name == "fees") < 0
    days = _table(owner.newest("analytics_collector"), "figures.csv")
    yesterday = days[0]
    assert len(days) == 30
    assert Decimal(yesterday["offered"]) > 0
    sold = sum(Decimal(day["sold"]) for day in days)
    expected = float(100 * sold / (sold + Decimal(yesterday["offered"])))
    assert float(yesterday["sell-through"]) == pytest.approx(expected, abs=0.01)
    # Of a day before nobody knows any more what was on offer.
    assert (days[1]["offered"], days[1]["sell-through"], days[1]["sales"] != "", days[29]["sales"]) == ("", "", True, "")
    assert "0 new, 0 corrected by the platform." in owner.says("ebay.analytics_collector")
    assert owner.state["refused"] == []
