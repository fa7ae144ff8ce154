"""A season changes a text once, some weeks ahead, and what a person writes since is left alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from practice.etsy.accounts import SHOP_ID
from tests.platform_owner import PlatformOwner

TEXT = "Order by 12 December for Christmas."


def _seasons(owner: PlatformOwner, days_ahead: int, field: str = "announcement") -> None:
    day = (datetime.now(UTC) + timedelta(days=days_ahead)).strftime("%m-%d")
    wish = f'{{ kind = "shop", object_id = "{SHOP_ID}", label = "the shop", field = "{field}", value = "{TEXT}" }}'
    owner.change_job(
        "rules.seasons = []", f'rules.seasons = [{{ name = "The feast", day = "{day}", wishes = [{wish}] }}]'
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
    assert "Etsy lets no program change the banner of a shop. Nothing was planned." in owner.says(
        "etsy.seasonal_updates", status=1
    )  # fmt: skip
