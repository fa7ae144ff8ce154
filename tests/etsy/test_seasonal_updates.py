"""A season changes a text once, some weeks ahead, and what a person writes since is left alone."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta

from practice.etsy.accounts import SHOP_ID
from tests.platform_owner import PlatformOwner

TEXT = "Order by 12 December for Christmas."


def _seasons(owner: PlatformOwner, days_ahead: int, field: str = "announcement", more: str = "") -> None:
    day = (datetime.now(UTC) + timedelta(days=days_ahead)).strftime("%m-%d")
    wish = f'{{ kind = "shop", object_id = "{SHOP_ID}", label = "the shop", field = "{field}", value = "{TEXT}" }}'
    owner.change_job(
        "rules.seasons = []", f'rules.seasons = [{{ name = "The feast", day = "{day}", wishes = [{wish}] }}]{more}'
    )  # fmt: skip


def test_a_season_begins_once(owner: PlatformOwner) -> None:
    assert "rules.seasons in jobs.toml is empty" in owner.says("etsy.seasonal_updates")
    _seasons(owner, 30)
    assert "1 season looked at; 1 going on (The feast). 1 change is waiting" in owner.says("etsy.seasonal_updates")
    owner.says("approve 1")
    assert owner.state["changed"]["shops"][str(SHOP_ID)]["announcement"] == TEXT
    owner.happens("edit", fields={"announcement": "My own words"})
    assert "There is nothing to change." in owner.says("etsy.seasonal_updates")


def test_before_its_time_nothing_changes(owner: PlatformOwner) -> None:
    _seasons(owner, 60)
    assert "1 season looked at; 0 going on. There is nothing to change." in owner.says("etsy.seasonal_updates")


def test_what_etsy_lets_no_program_change_is_named(owner: PlatformOwner) -> None:
    _seasons(owner, 30, field="banner")
    assert "Etsy lets no program change it for a season; of a shop there are: title" in owner.says(
        "etsy.seasonal_updates", status=1
    )  # fmt: skip


def test_a_holiday_is_planned_and_who_says_when_a_season_begins_is_told(owner: PlatformOwner) -> None:
    _seasons(owner, 60, more='\nrules.holidays = { "Labor Day" = true, "Veterans Day" = true }')
    assert "1 change is waiting" in owner.says("etsy.seasonal_updates")
    with (owner.newest("seasonal_updates") / "seasons.csv").open(encoding="utf-8-sig", newline="") as file:
        (season,) = csv.DictReader(file)
    assert season["days ahead"] == "42"
    assert season["why"] == "by the calendar: there are not two whole years of your own sales yet"
    owner.says("approve 1")
    changed = owner.state["changed"]["holidays"]
    assert [(one["holiday_name"], one["is_working"]) for one in changed.values()] == [("Labor Day", True)]
    assert "There is nothing to change." in owner.says("etsy.seasonal_updates")
    owner.says("undo 1")
    # As it was in the beginning.
    assert not any(one["is_working"] for one in owner.state["changed"].get("holidays", {}).values())


def test_with_two_years_of_orders_the_own_sales_are_asked(owner: PlatformOwner) -> None:
    owner.says("etsy.analytics_collector")
    _seasons(owner, 60)
    owner.says("etsy.seasonal_updates")
    text = (owner.newest("seasonal_updates") / "seasons.csv").read_text(encoding="utf-8-sig")
    assert "your own sales" in text
    assert "there are not two whole years" not in text
