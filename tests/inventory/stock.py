"""Items to try the inventory with."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from automation_suite.inventory.models import Item, Listing, Photo, StockEvent

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TABLES = (StockEvent, Listing, Photo, Item)


def forget() -> None:
    """Empty the tables."""
    for table in TABLES:
        table.objects.all().delete()


def item(sku: str, **facts: Any) -> Item:
    """Keep an item."""
    said = {"title": f"Thing {sku}", "condition": "good", "created_at": NOW, "changed_at": NOW} | facts
    return Item.objects.create(sku=sku, **said)
