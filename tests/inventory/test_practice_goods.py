"""The made-up inventory and what the practice shops offer fit together, so that a rehearsal has something to compare."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from automation_suite.inventory import sample
from automation_suite.inventory.columns import Entry
from automation_suite.orders.carriers import is_plausible
from automation_suite.orders.parcel_file import parcels_in
from practice import labels
from practice.ebay.goods import Good, goods, sold_lately
from practice.ebay.sales import past_sales
from practice.etsy.past import past
from practice.etsy.vintage import vintage

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
TODAY = date(2026, 12, 1)


@pytest.fixture(scope="module")
def items() -> dict[str, Entry]:
    """What the made-up inventory has, by SKU."""
    return {entry.sku: entry for entry, _, _ in sample.goods(NOW)}


def _left(items: dict[str, Entry]) -> Counter[str]:
    """How many are left of each item, as the ledger says."""
    left: Counter[str] = Counter()
    for event in sample.happened(list(items.values()), NOW):
        left[event.sku] += event.change
    return left


@pytest.mark.parametrize("good", [*goods(), *sold_lately()], ids=lambda good: good.sku)
def test_what_ebay_offers_is_an_item(good: Good, items: dict[str, Entry]) -> None:
    item = items[good.sku]
    assert (good.title, good.brand, good.gtin) == (item.title, item.brand, item.gtin)
    assert (Decimal(good.price), good.quantity) == (item.list_price, item.quantity)


def test_what_etsy_offers_is_an_item_with_as_many_pieces(items: dict[str, Entry]) -> None:
    shop = past(TODAY)
    left = _left(items)
    made = {sku for sku, item in items.items() if item.platforms == ("etsy",)}
    vintages = {thing.number for thing in vintage()}
    for number, inventory in shop.inventories.items():
        for product in inventory["products"]:
            item = items[product["sku"]]
            assert (item.sku in made) != (number in vintages)
            if item.sku in made:
                assert left[item.sku] == product["offerings"][0]["quantity"]
                assert shop.listings[number]["title"].startswith(item.title.partition(" (")[0])
            assert round(item.list_price * 100) == product["offerings"][0]["price"]["amount"]  # type: ignore[operator]


def test_what_was_sold_lately_is_still_offered_elsewhere(items: dict[str, Entry]) -> None:
    offered_on_etsy = {thing.sku for thing in vintage() if thing.quantity}
    left = _left(items)
    newest = [sale.sku for sale in past_sales(goods(), TODAY, "EBAY_US")[-len(sold_lately()) :]]
    assert newest == [good.sku for good in sold_lately()]
    assert all(left[sku] == 1 and (sku in offered_on_etsy or items[sku].on_poshmark) for sku in newest)
    sold_on_etsy = [thing.sku for thing in vintage() if not thing.quantity]
    assert set(sold_on_etsy) <= {good.sku for good in goods()}
    waiting = [order for order in past(TODAY).receipts.values() if not order["is_shipped"]]
    assert set(sold_on_etsy) <= {line["sku"] for order in waiting for line in order["transactions"]}


def test_the_label_printers_table_is_read_and_stays(tmp_path: Path) -> None:
    labels.export(tmp_path, ["12-11037-20101", "3200002420"], NOW)
    labels.export(tmp_path, [], NOW)
    parcels = parcels_in(tmp_path / labels.LABELS, "America/New_York")
    assert [(parcel.order_id, parcel.shipped_at) for parcel in parcels] == [("12-11037-20101", NOW), ("3200002420", NOW)]
    assert all(is_plausible(parcel.carrier, parcel.number) for parcel in parcels)
    assert len({parcel.number for parcel in parcels}) == 2
