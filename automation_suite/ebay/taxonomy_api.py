"""eBay's Taxonomy API: which category fits, and what a listing in it has to say. The application calls it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from automation_suite.ebay.sites import Site
from automation_suite.platform_api.calls import Calls
from automation_suite.platform_api.reading import AnswerIncompleteError, Body

GROUP = "commerce.taxonomy"
_ROOT = "/commerce/taxonomy/v1"
_NO_CONTENT = 204


@dataclass(frozen=True)
class Category:
    """A category that eBay suggests.

    Attributes:
        category_id: By which offers name it.
        name: For people.
        path: Names of the categories above it, the widest first.
    """

    category_id: str
    name: str
    path: tuple[str, ...]


@dataclass(frozen=True)
class Aspect:
    """Something that a listing says of its item, such as the size.

    Attributes:
        name: As listings write it.
        is_required: Whether nothing can be published without it.
        takes_many: Whether it can have several values.
        is_closed: Whether only the values below are allowed.
        longest: Most characters of a value; none when eBay does not say.
        values: That eBay knows.
    """

    name: str
    is_required: bool
    takes_many: bool
    is_closed: bool
    longest: int | None
    values: tuple[str, ...]


def category_tree(calls: Calls, site: Site) -> str:
    """Return the number of a site's tree of categories."""
    body = _asked(calls, "get_default_category_tree_id", {"marketplace_id": site.marketplace})
    if body is None:
        raise AnswerIncompleteError(f"eBay names no tree of categories for {site.marketplace}.")
    return body.text("categoryTreeId")


def suggestions(calls: Calls, tree: str, words: str) -> tuple[Category, ...]:
    """Return the categories that eBay suggests for an item, the best first; none when it has none to suggest."""
    body = _asked(calls, f"category_tree/{quote(tree, safe='')}/get_category_suggestions", {"q": words})
    return () if body is None else tuple(_category(one) for one in body.listed("categorySuggestions"))


def aspects(calls: Calls, tree: str, category_id: str) -> tuple[Aspect, ...]:
    """Return what a listing in a category says of its item; none when eBay asks for nothing there."""
    path = f"category_tree/{quote(tree, safe='')}/get_item_aspects_for_category"
    body = _asked(calls, path, {"category_id": category_id})
    return () if body is None else tuple(_aspect(one) for one in body.listed("aspects"))


def _asked(calls: Calls, path: str, query: Mapping[str, Any]) -> Body | None:
    answer = calls.call("GET", f"{_ROOT}/{path}", group=GROUP, query=query, application=True)
    return None if answer.status == _NO_CONTENT else Body(answer.body, "eBay's answer about categories")


def _category(body: Body) -> Category:
    category = body.part("category")
    # eBay names the nearest first.
    above = tuple(one.text_or("categoryName") for one in reversed(body.parts("categoryTreeNodeAncestors")))
    return Category(category.text("categoryId"), category.text_or("categoryName"), above)


def _aspect(body: Body) -> Aspect:
    constraint = body.part_or_empty("aspectConstraint")
    return Aspect(
        name=body.text("localizedAspectName"), is_required=constraint.flag("aspectRequired"),
        takes_many=constraint.text_or("itemToAspectCardinality") == "MULTI",
        is_closed=constraint.text_or("aspectMode") == "SELECTION_ONLY", longest=constraint.whole_or_none("aspectMaxLength"),
        values=tuple(one.text_or("localizedValue") for one in body.parts("aspectValues")),
    )  # fmt: skip
