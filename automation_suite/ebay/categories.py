"""eBay's categories as the listing rules see them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from automation_suite.ebay.taxonomy_api import Aspect as EBayAspect
from automation_suite.ebay.taxonomy_api import Category as EBayCategory
from automation_suite.listing_rules.categories import Suggestion
from automation_suite.listing_rules.item import Aspect, Category


def as_category(category_id: str, aspects: Iterable[EBayAspect], conditions: Sequence[int]) -> Category:
    """Return a category with what it asks for."""
    return Category(category_id, tuple(_as_aspect(aspect) for aspect in aspects), tuple(conditions))


def as_suggestions(found: Iterable[EBayCategory]) -> tuple[Suggestion, ...]:
    """Return what eBay suggests, the best first."""
    return tuple(Suggestion(one.category_id, (*one.path, one.name)) for one in found)


def _as_aspect(aspect: EBayAspect) -> Aspect:
    values = aspect.values if aspect.is_closed else ()
    return Aspect(aspect.name, aspect.is_required, values, aspect.longest, aspect.takes_many)
