"""Items become unpublished listings, once; what lacks something leaves the others as they are."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.platform_owner import PlatformOwner

TABLE = """SKU,Title,Condition,Category,Description,Quantity,List price,Brand,Aspects,Photos
NEW-1,Red denim jacket M,good,Denim jackets,A jacket.,1,40.00,Levi's,Size: M; Color: red,https://pictures.example/1.jpg
NEW-2,Green mug,good,Mugs,A mug.,1,9.00,,Color: green,https://pictures.example/2.jpg
NEW-0,Grey denim jacket S,good,Denim jackets,A jacket.,1,,Levi's,Size: S; Color: grey,https://pictures.example/0.jpg
NEW-4,Denim jacket red M,good,Denim jackets,A jacket.,1,40.00,Levi's,Size: M; Color: red,https://pictures.example/4.jpg
NEW-5,Brass lamp,good,Lamps,A lamp.,1,40.00,,Color: gold,https://pictures.example/5.jpg
NEW-3,Blue denim jacket L,good,Denim jackets,A jacket.,1,,Levi's,Size: L; Color: blue,https://pictures.example/3.jpg
"""


def _table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_from_the_inventory_to_an_unpublished_listing(owner: PlatformOwner) -> None:
    (owner.folder / "items.csv").write_text(TABLE)
    owner.says("inventory import items.csv --yes")
    assert "rules.location of the job is empty. Nothing was planned." in owner.says("ebay.listing_automation", status=1)
    owner.change_job('rules.location = ""', 'rules.location = "home"')
    # One row is all that there is room for, and one category is none.
    owner.change_job("rules.categories = {}", 'rules.categories = { "Denim jackets" = "63862", "Lamps" = "99999999" }')
    owner.change_job("most_rows = 50", "most_rows = 1")
    said = owner.says("ebay.listing_automation")
    folder = owner.newest("listing_automation")
    assert "1 item can be listed, 4 lack something, 1 looks like something" in said, (folder / "not-listed.csv").read_text()
    assert "eBay does not tell what a listing in 99999999 needs" in said
    assert {row["SKU"] for row in _table(folder, "not-listed.csv")} == {"NEW-0", "NEW-2", "NEW-3", "NEW-4", "NEW-5"}
    assert {row["your words"] for row in _table(folder, "categories.csv")} == {"Mugs"}
    # What looks like something that waits for a yes is a duplicate as well.
    assert "0 items can be listed" in owner.says("ebay.listing_automation")
    assert "Of 1 approved change: 1 applied." in owner.says("approve 1")
    offer = next(one for one in owner.state["offers"].values() if one["sku"] == "NEW-1")
    assert offer["status"] == "UNPUBLISHED"
    again = owner.says("ebay.listing_automation")
    assert "0 items can be listed" in again
    assert "There is nothing to change." in again
    # Before it is made it is looked for, and eBay answers that it is not there.
    assert {one["operation"] for one in owner.state["refused"]} <= {"bulkGetInventoryItem"}
