"""Which category fits, what a listing in it says, and which conditions it allows."""

from __future__ import annotations

import re

from practice.ebay.asked import Asked, Handler
from practice.ebay.categories import CONDITIONS, Category, categories
from practice.ebay.errors import EbayError
from practice.ebay.filters import choices, parts
from practice.ebay.shapes import Row

_DOMAIN = "API_TAXONOMY"
_VERSION = "133"
# Numbers of the trees of the sites; what is sold on the two that the practice knows is the same.
_TREES = {
    "EBAY_US": "0", "EBAY_GB": "3", "EBAY_CA": "2", "EBAY_AU": "15", "EBAY_AT": "16", "EBAY_FR": "71", "EBAY_DE": "77",
    "EBAY_IT": "101", "EBAY_BE": "23", "EBAY_NL": "146", "EBAY_ES": "186", "EBAY_CH": "193", "EBAY_IE": "205",
    "EBAY_PL": "212",
}  # fmt: skip
_FURTHER_ALLOWED = {"Color": ("Black", "White", "Blue", "Green", "Red", "Brown", "Gray", "Multicolor")}
_LONGEST = 65


def suggested(words: str) -> list[Category]:
    """Return the categories to which words lead, the best first."""
    given = re.findall(r"[a-z]+", words.lower())
    # The beginning counts, so that "watches" leads to where "watch" does.
    ranked = [
        (sum(word.startswith(tuple(category.words)) for word in given), category) for category in categories().values()
    ]
    found = [(hits, category) for hits, category in ranked if hits]
    return [category for _, category in sorted(found, key=lambda one: -one[0])]


def _tree_of_site(asked: Asked) -> Row:
    return {"categoryTreeId": _TREES[asked.query["marketplace_id"]], "categoryTreeVersion": _VERSION}


def _suggestions(asked: Asked) -> Row | None:
    _check_tree(asked)
    found = suggested(str(asked.query["q"]))
    rows = [
        {"category": {"categoryId": one.id, "categoryName": one.path[-1]}, "categoryTreeNodeLevel": len(one.path),
         "categoryTreeNodeAncestors": _ancestors(one)}
        for one in found
    ]  # fmt: skip
    return (
        {"categorySuggestions": rows, "categoryTreeId": asked.memory.site.tree, "categoryTreeVersion": _VERSION}
        if rows
        else None
    )


def _ancestors(category: Category) -> list[Row]:
    """Return the categories above, the nearest first, as eBay does."""
    above = list(enumerate(category.path[:-1], 1))
    return [
        {"categoryId": f"9{category.id}{level}", "categoryName": name, "categoryTreeNodeLevel": level}
        for level, name in reversed(above)
    ]


def _aspects(asked: Asked) -> Row:
    _check_tree(asked)
    category = categories().get(str(asked.query["category_id"]))
    if category is None:
        raise EbayError(400, 62005, "The category ID is not a leaf of the tree.", _DOMAIN)
    names = [(name, True) for name in category.required] + [(name, False) for name in category.further]
    return {"aspects": [_aspect(name, is_required) for name, is_required in names]}


def _aspect(name: str, is_required: bool) -> Row:
    constraint = {
        "aspectRequired": is_required, "aspectMode": "FREE_TEXT", "aspectDataType": "STRING", "aspectMaxLength": _LONGEST,
        "itemToAspectCardinality": "MULTI" if name == "Material" else "SINGLE", "aspectApplicableTo": ["ITEM"],
        "aspectEnabledForVariations": False, "aspectUsage": "RECOMMENDED",
    }  # fmt: skip
    values = [{"localizedValue": value} for value in _FURTHER_ALLOWED.get(name, ())]
    return {"localizedAspectName": name, "aspectConstraint": constraint, "aspectValues": values}


def _conditions(asked: Asked) -> Row | None:
    given = parts(str(asked.query.get("filter", "")), ("categoryIds",), "API_METADATA", 62001)
    wanted = choices(given["categoryIds"]) if "categoryIds" in given else set(categories())
    rows = [
        {"categoryId": one.id, "categoryTreeId": asked.memory.site.tree, "itemConditionRequired": True,
         "itemConditions": [
             {"conditionId": str(number), "conditionDescription": CONDITIONS[number].replace("_", " ").title()}
             for number in one.conditions
         ]}
        for one in categories().values() if one.id in wanted
    ]  # fmt: skip
    return {"itemConditionPolicies": rows} if rows else None


def _check_tree(asked: Asked) -> None:
    if asked.named("category_tree_id") != asked.memory.site.tree:
        raise EbayError(404, 62004, "The category tree ID is not found.", _DOMAIN)


HANDLERS: dict[str, Handler] = {
    "getDefaultCategoryTreeId": _tree_of_site,
    "getCategorySuggestions": _suggestions,
    "getItemAspectsForCategory": _aspects,
    "getItemConditionPolicies": _conditions,
}
