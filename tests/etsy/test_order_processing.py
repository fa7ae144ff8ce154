"""Orders: what has to leave, what waits for a person, and one tracking number for each order, once."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.platform_owner import PlatformOwner

NUMBER = "9405511899223197428490"


def _table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _parcels(owner: PlatformOwner, *rows: str) -> None:
    shipped = datetime.now(UTC).isoformat(timespec="seconds")
    path = owner.folder / "parcels.csv"
    path.write_text("\n".join(["order,carrier,tracking,shipped", *(f"{row},{shipped}" for row in rows)]))
    if str(path) not in (owner.folder / "jobs.toml").read_text():
        owner.change_job('rules.parcels_file = ""', f'rules.parcels_file = "{path}"')


def _order(owner: PlatformOwner, number: str) -> dict[str, Any]:
    return dict(owner.state["changed"]["receipts"][number])


def test_a_day_with_orders(owner: PlatformOwner) -> None:
    said = owner.says("etsy.order_processing")
    # Of the thirteen open orders of the practice shop one is not paid; cancelled, worth much, or ordered twice are four.
    assert "8 orders to ship, 0 late; 4 orders held for you. 4 new to-dos: python run.py todo" in said
    folder = owner.newest("order_processing")
    ready = _table(folder, "orders.csv")
    assert len(ready) == 8
    assert [row["ship by"] for row in ready] == sorted(row["ship by"] for row in ready)
    assert sum(int(row["how many"]) for row in _table(folder, "pick-list.csv")) == 8
    to_do, key = owner.rows("SELECT id, key FROM automation_to_dos_todo WHERE text LIKE '%ordered the same%'")[0]
    held = key.rpartition(":")[2]
    assert "ordered the same in" in owner.says(f"todo show {to_do}")
    assert f"Look at order {held} before it is shipped" in owner.says(f"todo show {to_do}")
    _parcels(owner, f"{ready[0]['order']},USPS,{NUMBER}", f"{held},USPS,9400111899223197428497")
    assert "1 parcel for you to look at: The order waits for a person; release it first." in owner.says(
        "etsy.order_processing"
    )
    assert "Of 1 approved change: 1 applied." in owner.says("approve 1")
    assert [parcel["tracking_code"] for parcel in _order(owner, ready[0]["order"])["shipments"]] == [NUMBER]

    again = owner.says("etsy.order_processing")
    assert "There is nothing to change." in again
    assert "7 orders to ship" in again
    assert "new to-do" not in again
    owner.says(f"todo done {to_do}")
    assert "8 orders to ship" in owner.says("etsy.order_processing")
    assert owner.state["refused"] == []


def test_no_order_is_shipped_twice_when_the_answer_is_lost(owner: PlatformOwner) -> None:
    owner.says("etsy.order_processing")
    order = _table(owner.newest("order_processing"), "orders.csv")[0]["order"]
    _parcels(owner, f"{order},USPS,{NUMBER}", f"{order},UPS,1Z999AA10123456784")
    assert "2 different parcels are named for this order; keep the right one." in owner.says("etsy.order_processing")
    _parcels(owner, f"{order},USPS,{NUMBER}")
    owner.says("etsy.order_processing")
    owner.says("approve 1")
    owner.says("etsy.apply_plans")
    assert len(_order(owner, order)["shipments"]) == 1
