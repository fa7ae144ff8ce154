"""What the practice seller has, from ``goods.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("goods.yaml")


@dataclass(frozen=True)
class Good:
    """One thing to sell.

    Attributes:
        sku: As the reseller writes it.
        title: For buyers.
        brand: Empty when it has none.
        category: eBay's number.
        condition: In the words of the Inventory API.
        quantity: How many there are.
        price: In dollars.
        grams: What it weighs.
        aspects: What the listing says of it.
        gtin: EAN, UPC or ISBN; empty when it has none.
    """

    sku: str
    title: str
    brand: str
    category: str
    condition: str
    quantity: int
    price: str
    grams: int
    aspects: dict[str, str]
    gtin: str = ""


def goods() -> list[Good]:
    """Return what is listed."""
    return _read("goods")


def sold_lately() -> list[Good]:
    """Return what was sold in the last hours before the practice begins, and is still offered elsewhere."""
    return _read("sold_lately")


def _read(name: str) -> list[Good]:
    return [Good(**entry) for entry in yaml.safe_load(_FILE.read_text(encoding="utf-8"))[name]]
