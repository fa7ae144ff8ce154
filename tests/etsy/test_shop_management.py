"""The texts of the shop: planned, approved, applied, read back, planned no more, taken back to the letter."""

from __future__ import annotations

import csv
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


def test_sections_policies_and_profiles_are_changed_and_taken_back(owner: PlatformOwner) -> None:
    owner.says("etsy.shop_management")
    with (owner.newest("shop_management") / "shop-settings.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    section = next(row for row in rows if row["what"] == "section")
    policy = next(row for row in rows if row["what"] == "return policy")
    profile = next(row for row in rows if row["what"] == "shipping profile" and row["field"] == "title")
    terms = "{ accepts_returns = false, accepts_exchanges = false }"
    rules = [
        "rules.texts = {}",
        f'rules.sections = {{ "{section["now"]}" = "Something & else" }}',
        f'rules.return_policies = {{ "{policy["number"]}" = {terms} }}',
        f'rules.shipping_profiles = {{ "{profile["now"]}" = {{ title = "Letters" }} }}',
    ]
    owner.change_job(rules[0], "\n".join(rules))
    planned = owner.says("etsy.shop_management")
    assert "Of 3 sections, policies and profiles in jobs.toml 3 are not as you want." in planned
    assert "Of 3 approved changes: 3 applied." in owner.says("approve 1")
    changed = owner.state["changed"]
    assert changed["sections"][section["number"]]["title"] == "Something & else"
    assert changed["policies"][policy["number"]]["return_deadline"] is None
    assert changed["profiles"][profile["number"]]["title"] == "Letters"
    # Known by the new title too, they are as they are wanted.
    assert "There is nothing to change." in owner.says("etsy.shop_management")
    owner.says("undo 1")
    changed = owner.state["changed"]
    assert changed["sections"][section["number"]]["title"] == section["now"]
    assert changed["policies"][policy["number"]]["return_deadline"] == 30
    assert changed["profiles"][profile["number"]]["title"] == profile["now"]
    assert owner.state["refused"] == []


def test_a_section_that_is_not_there_is_named(owner: PlatformOwner) -> None:
    owner.change_job("rules.texts = {}", 'rules.texts = {}\nrules.sections = { "Nowhere" = "Somewhere" }')
    assert 'The shop has no section "Nowhere", or several. Nothing was planned.' in owner.says("etsy.shop_management", 1)
