"""Which items are listed already, or look as if they were. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process, utils

from automation_suite.listing_rules.item import Item


@dataclass(frozen=True)
class Duplicate:
    """An item that looks like another one, and why.

    Attributes:
        sku: The item's.
        other: SKU of what it looks like.
        why: In one plain sentence.
    """

    sku: str
    other: str
    why: str


def similar(item: Item, others: Mapping[str, str], likeness: float) -> Duplicate | None:
    """Return what an item looks like among others; none when it looks like none of them.

    Titles that differ in a number or a size are not the same thing, however alike they are.

    Args:
        item: Which.
        others: Titles by SKU.
        likeness: From 0 to 100, from which titles count as alike.
    """
    marks = _marks(item.title)
    alike = {sku: title for sku, title in others.items() if sku != item.sku and _marks(title) == marks}
    best = process.extractOne(item.title, alike, scorer=fuzz.token_sort_ratio, processor=_plain, score_cutoff=likeness)
    if best is None:
        return None
    title, score, sku = best
    return Duplicate(item.sku, sku, f'Its title is {score:.0f} % the same as that of {sku}, "{title}".')


def twins(items: Iterable[Item]) -> dict[str, str]:
    """Return why items are left out that stand there more than once, by SKU; capitals and blanks do not count."""
    places: dict[str, list[Item]] = {}
    for item in items:
        places.setdefault(same_sku(item.sku), []).append(item)
    return {key: f"The SKU stands there {len(found)} times." for key, found in places.items() if len(found) > 1}


def same_sku(sku: str) -> str:
    """Return a SKU as it is compared."""
    return "".join(sku.casefold().split())


_SIZES = frozenset(("xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl", "small", "medium", "large"))


def _plain(title: str) -> str:
    # "Levi's" is one word, and its last letter no size.
    return utils.default_process(re.sub("['’]", "", title))


def _marks(title: str) -> frozenset[str]:
    words = re.findall(r"[a-z0-9]+(?:[.,/][a-z0-9]+)*", re.sub("['’]", "", title).casefold())
    return frozenset(word for word in words if word in _SIZES or any(sign.isdigit() for sign in word))
