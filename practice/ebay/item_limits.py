"""What the service refuses in an item although it fits the contract."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from practice.ebay.errors import EbayError

_MOST_SKU, _MOST_TITLE, _MOST_DESCRIPTION, _MOST_ASPECT, _MOST_PICTURES = 50, 80, 4000, 65, 24


def check(sku: str, item: Mapping[str, Any]) -> None:
    """Refuse an item that the service would not take.

    Raises:
        EbayError: It says which field and why.
    """
    product = item.get("product") or {}
    if not 1 <= len(sku) <= _MOST_SKU:
        raise EbayError(400, 25707, f"Invalid SKU. It has 1 to {_MOST_SKU} characters.")
    if len(product.get("title", "")) > _MOST_TITLE:
        raise wrong("title", f"at most {_MOST_TITLE} characters are allowed")
    if len(product.get("description", "")) > _MOST_DESCRIPTION:
        raise wrong("description", f"at most {_MOST_DESCRIPTION} characters are allowed")
    _check_pictures(product.get("imageUrls") or ())
    for name, values in (product.get("aspects") or {}).items():
        if not values or any(len(value) > _MOST_ASPECT for value in values):
            raise wrong(f"aspects.{name}", f"values have 1 to {_MOST_ASPECT} characters")


def wrong(field: str, why: str) -> EbayError:
    """Return the refusal of a field."""
    return EbayError(400, 25002, f"A user error has occurred. {field}: {why}.", fieldName=field)


def _check_pictures(addresses: Any) -> None:
    if len(addresses) > _MOST_PICTURES:
        raise wrong("imageUrls", f"at most {_MOST_PICTURES} pictures are allowed")
    for address in addresses:
        if urlsplit(address).scheme != "https":
            raise wrong("imageUrls", "an address begins with https")
