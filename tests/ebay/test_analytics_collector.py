"""Figures of eBay: collected again nothing is new, and the sums are what was booked and paid out."""

from __future__ import annotations

from decimal import Decimal

from tests.platform_owner import PlatformOwner


def test_collected_again_nothing_is_new_and_money_agrees(owner: PlatformOwner) -> None:
    said = owner.says("ebay.analytics_collector")
    assert "do not fit" not in said
    assert "are not what was booked" not in said
    rows = owner.rows("SELECT day, name, value FROM automation_shop_figures_dayfigure")
    assert {name for _, name, _ in rows} >= {"impressions", "views", "sales", "fees", "payouts"}
    assert len({day for day, name, _ in rows if name == "sales"}) == 14
    assert sum(Decimal(str(value)) for _, name, value in rows if name == "sales") > 0
    assert sum(Decimal(str(value)) for _, name, value in rows if name == "fees") < 0
    assert "0 new, 0 corrected by the platform." in owner.says("ebay.analytics_collector")
    assert owner.state["refused"] == []
