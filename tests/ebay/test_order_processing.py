"""Orders of eBay: what has to leave, what waits for a person, and one tracking number for each order, once."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

from tests.platform_owner import PlatformOwner

NUMBER = "9405511899223197428490"


def _table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_from_the_orders_to_a_tracking_number(owner: PlatformOwner) -> None:
    said = owner.says("ebay.order_processing")
    assert "0 orders held for you." in said
    ready = _table(owner.newest("order_processing"), "orders.csv")
    assert f"{len(ready)} orders to ship" in said
    assert len(ready) > 1
    parcels = owner.folder / "parcels.csv"
    shipped = datetime.now(UTC).isoformat(timespec="seconds")
    parcels.write_text(f"order,carrier,tracking,shipped\n{ready[0]['order']},USPS,{NUMBER},{shipped}\n")
    owner.change_job('rules.parcels_file = ""', f'rules.parcels_file = "{parcels}"')
    assert "1 change is waiting for your yes" in owner.says("ebay.order_processing")
    assert "Of 1 approved change: 1 applied." in owner.says("approve 1")
    again = owner.says("ebay.order_processing")
    assert "There is nothing to change." in again
    assert len(_table(owner.newest("order_processing"), "orders.csv")) == len(ready) - 1
    owner.says("ebay.apply_plans")
    assert owner.state["refused"] == []
