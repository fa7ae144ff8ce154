"""The items of the inventory as the rules want them: for listings, for prices, for stock."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Min

from automation_suite.inventory import events
from automation_suite.inventory.entries import photos_by_sku
from automation_suite.inventory.models import Item
from automation_suite.listing_rules import item as rules
from automation_suite.stock_sync import ledger
from automation_suite.stock_sync.ledger import Stock

_NONE = Stock(0)
_ADDRESSES = ("https://", "http://")


@dataclass(frozen=True)
class ItemPrices:
    """What finding a price needs to know of an item; see ``Item`` for what the attributes mean."""

    sku: str
    condition: str
    currency: str
    cost: Decimal | None
    list_price: Decimal | None
    floor_price: Decimal | None
    weight_grams: int | None
    bought_on: date | None


def offerable(platform: str, account: str, reserved: Mapping[str, int] | None = None) -> list[rules.Item]:
    """Return the items that a seller may offer on a platform, by SKU, with how many of each; some with 0.

    Left out is what is archived, and what the owner offers only elsewhere. Pictures are those that have an address; files
    are in ``photo_files``.

    Args:
        platform: Such as ``ebay``.
        account: Of which seller there.
        reserved: How many of each are ordered but not paid.
    """
    known, photos = stocks(reserved), photos_by_sku()
    rows = Item.objects.filter(archived_at__isnull=True).order_by("sku")
    wanted = (row for row in rows if _is_for(row.platforms, platform, account))
    return [_offered(row, known.get(row.sku, _NONE), photos.get(row.sku, ())) for row in wanted]


def stocks(reserved: Mapping[str, int] | None = None) -> dict[str, Stock]:
    """Return the stock of each item by its SKU. One about which nothing was ever said has none: nobody knows it.

    Args:
        reserved: How many of each are ordered but not paid.
    """
    return ledger.stocks_of(events.sums(), events.rises(), reserved, kept_back())


def begun() -> datetime | None:
    """Return since when there is an inventory; none while it is empty."""
    found: datetime | None = Item.objects.aggregate(first=Min("created_at"))["first"]
    return found


def titles() -> dict[str, str]:
    """Return the title of every item by its SKU, archived ones too."""
    return dict(Item.objects.values_list("sku", "title"))


def kept_back() -> dict[str, int]:
    """Return how many the owner never offers, by SKU, where that is any."""
    return dict(Item.objects.filter(kept_back__gt=0).values_list("sku", "kept_back"))


def prices() -> dict[str, ItemPrices]:
    """Return what finding a price needs to know of each item that is not archived, by its SKU."""
    names = (
        "sku", "condition", "currency", "cost", "list_price", "floor_price", "weight_grams", "bought_on",
    )  # fmt: skip
    rows = Item.objects.filter(archived_at__isnull=True).values_list(*names)
    return {row[0]: ItemPrices(*row) for row in rows}


def photo_files() -> dict[str, tuple[str, ...]]:
    """Return the pictures that are files below ``state/photos``, by SKU and in their order."""
    found = {sku: tuple(place for place in places if not _is_address(place)) for sku, places in photos_by_sku().items()}
    return {sku: places for sku, places in found.items() if places}


def _offered(row: Item, stock: Stock, photos: Collection[str]) -> rules.Item:
    return rules.Item(
        sku=row.sku, title=row.title, description=row.description, condition=row.condition, category=row.category,
        quantity=stock.available, price=row.list_price, currency=row.currency, brand=row.brand, aspects=row.aspects,
        pictures=tuple(place for place in photos if _is_address(place)), weight_grams=row.weight_grams,
        size_mm=tuple(row.size_mm), gtin=row.gtin, condition_words=row.condition_words, tags=tuple(row.tags),
        materials=tuple(row.materials),
    )  # fmt: skip


def _is_address(place: str) -> bool:
    return place.startswith(_ADDRESSES)


def _is_for(platforms: Collection[str], platform: str, account: str) -> bool:
    """Tell whether an item is offered there; ``ebay`` means every seller on eBay, ``ebay:boutique`` one of them."""
    return not platforms or platform in platforms or f"{platform}:{account}" in platforms
