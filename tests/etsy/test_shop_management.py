"""The texts of the shop: planned, approved, applied, read back, planned no more, taken back to the letter."""

from __future__ import annotations

from typing import Any

from tests.platform_owner import PlatformOwner

WANTED = 'Closed from 24 to 26 December. It\'s all "handmade" & ready.'


def _shop(owner: PlatformOwner) -> dict[str, Any]:
    return dict(next(iter(owner.state["changed"]["shops"].values())))


def test_from_a_wish_to_taking_it_back(owner: PlatformOwner) -> None:
    assert "rules.texts in jobs.toml is empty" in owner.says("etsy.shop_management")
    before = owner.happens("edit", fields={})["announcement"]
    owner.change_job("rules.texts = {}", f"rules.texts = {{ announcement = '''{WANTED}''' }}")
    planned = owner.says("etsy.shop_management")
    assert "0 of 1 texts of HearthAndHollow are as you want them. 1 change is waiting for your yes" in planned
    assert _shop(owner)["announcement"] == before
    assert "Of 1 approved change: 1 applied." in owner.says("approve 1")
    assert _shop(owner)["announcement"] == WANTED
    assert "1 of 1 texts of HearthAndHollow are as you want them. There is nothing to change." in owner.says(
        "etsy.shop_management"
    )
    owner.says("undo 1")
    assert _shop(owner)["announcement"] == before
    assert owner.state["refused"] == []
