"""The categories of ``categories.yaml``: what a listing in one has to say."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from practice.ebay.errors import EbayError
from practice.ebay.item_limits import wrong

_FILE = Path(__file__).with_name("categories.yaml")
# Names of the conditions in the Inventory API, by eBay's numbers.
CONDITIONS = {
    1000: "NEW", 1500: "NEW_OTHER", 1750: "NEW_WITH_DEFECTS", 2750: "LIKE_NEW", 2990: "PRE_OWNED_EXCELLENT",
    3000: "USED_EXCELLENT", 3010: "PRE_OWNED_FAIR", 4000: "USED_VERY_GOOD", 5000: "USED_GOOD", 6000: "USED_ACCEPTABLE",
    7000: "FOR_PARTS_OR_NOT_WORKING",
}  # fmt: skip


@dataclass(frozen=True)
class Category:
    """One category into which things can be listed.

    Attributes:
        id: eBay's number.
        path: Names, the widest first, its own last.
        words: That lead to it.
        conditions: Numbers of those that it allows.
        required: Aspects without which nothing is published.
        further: Aspects that it knows too.
    """

    id: str
    path: Sequence[str]
    words: Sequence[str]
    conditions: Sequence[int]
    required: Sequence[str]
    further: Sequence[str]


@functools.cache
def categories() -> dict[str, Category]:
    """Read them, by their numbers."""
    document: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    entries = [entry | {"conditions": document["conditions"][entry["conditions"]]} for entry in document["categories"]]
    return {entry["id"]: Category(**entry) for entry in entries}


def check_category(number: str) -> Category:
    """Return a category.

    Raises:
        EbayError: There is none of that number into which things can be listed.
    """
    if number not in categories():
        raise EbayError(400, 25005, "The category is not valid, or is not a leaf category.", categoryId=number)
    return categories()[number]


def check_condition(number: str, condition: str) -> None:
    """Refuse a condition that a category does not allow."""
    allowed = [CONDITIONS[one] for one in check_category(number).conditions]
    if condition not in allowed:
        raise wrong("condition", f"{condition or 'none'} is not allowed in category {number}")


def check_aspects(number: str, aspects: Mapping[str, Any]) -> None:
    """Refuse aspects that lack one that a category needs."""
    for name in check_category(number).required:
        if not aspects.get(name):
            raise wrong(f"aspects.{name}", f"the item specific {name} is missing")
