"""What everybody can see: the search over all shops, categories, carriers. Other shops are made up."""

from __future__ import annotations

import random
from functools import cache

from practice.etsy import shapes
from practice.etsy.accounts import SHOP_ID
from practice.etsy.asked import Asked, Handler, page, whole
from practice.etsy.errors import missing
from practice.etsy.families import FAMILIES, Family
from practice.etsy.listings import in_order, in_short
from practice.etsy.shapes import Row

_FIRST_FOREIGN, _FIRST_FOREIGN_SHOP = 1_900_000_001, 60_000_001
_FOREIGN_EACH = 60
_CARRIERS = ((1, "usps"), (2, "ups"), (3, "fedex"), (4, "dhl"), (5, "other"))
_MOST_FOUND = 12_000
# invented: the names of the categories; their numbers are those of the goods.
_ROOT = 1


def _search(asked: Asked) -> Row:
    words = asked.query.get("keywords", "").casefold().split()
    own = [row for row in asked.memory.table("listings").values() if row["state"] == "active"]
    rows = [row for row in (*own, *_foreign(asked.memory.day.year)) if _fits(asked, row, words)]
    # By how well it fits, as far as anybody knows: more of the words in the title first.
    rows.sort(key=lambda row: -sum(word in row["title"].casefold() for word in words))
    found = page(asked, in_order(asked, rows, "score")[:_MOST_FOUND])
    return found | {"results": [in_short(asked, row) for row in found["results"]]}


def _fits(asked: Asked, row: Row, words: list[str]) -> bool:
    text = f"{row['title']} {' '.join(row['tags'])}".casefold()
    price, query = row["price"]["amount"] / row["price"]["divisor"], asked.query
    return (
        all(word in text for word in words)
        and query.get("min_price", 0) <= price <= query.get("max_price", float("inf"))
        and query.get("taxonomy_id", row["taxonomy_id"]) == row["taxonomy_id"]
    )


@cache
def _foreign(year: int) -> tuple[Row, ...]:
    """Return listings of other shops; the same within a year."""
    source = random.Random(f"foreign {year}")
    return tuple(
        _foreign_listing(_FIRST_FOREIGN + place * _FOREIGN_EACH + nth, family, source)
        for place, family in enumerate(FAMILIES)
        for nth in range(_FOREIGN_EACH)
    )


def _foreign_listing(number: int, family: Family, source: random.Random) -> Row:
    low, high = family.cents
    tags = source.sample(family.tags, 8)
    title = f"{source.choice(family.variants)} {family.noun}, {tags[0].title()}, {tags[1].title()}"
    row = shapes.listing(
        number, 1_700_000_000 + source.randrange(40_000_000), title=title, description=title, state="active", tags=tags,
        price=shapes.money(source.randrange(low * 8 // 10, high * 12 // 10)), quantity=source.randint(1, 9),
        taxonomy_id=family.taxonomy_id, num_favorers=source.randrange(400),
    )  # fmt: skip
    foreign = _FIRST_FOREIGN_SHOP + source.randrange(200)
    return row | {"shop_id": foreign if foreign != SHOP_ID else foreign + 1, "user_id": foreign + 1_000_000, "views": None}


def _nodes(asked: Asked) -> Row:
    kinds = {family.taxonomy_id: family.noun for family in FAMILIES}
    below = [_node(number, f"{name}s", _ROOT) for number, name in sorted(kinds.items())]
    return whole([_node(_ROOT, "Handmade", None) | {"children": below}])


def _node(number: int, name: str, parent: int | None) -> Row:
    return {
        "id": number, "level": 0 if parent is None else 1, "name": name, "parent_id": parent, "children": [],
        "full_path_taxonomy_ids": [number] if parent is None else [parent, number],
    }  # fmt: skip


def _properties(asked: Asked) -> Row:
    number = asked.read.path["taxonomy_id"]
    family = next((each for each in FAMILIES if each.taxonomy_id == number), None)
    if family is None:
        raise missing("Taxonomy")
    values: list[Row] = [
        {"value_id": nth, "name": name, "scale_id": None, "equal_to": []} for nth, name in enumerate(family.materials, 1)
    ]
    return whole([{
        "property_id": 200, "name": "primary_material", "display_name": "Primary material", "scales": [],
        "is_required": False, "supports_attributes": True, "supports_variations": False, "is_multivalued": False,
        "max_values_allowed": 1, "possible_values": values, "selected_values": [],
    }])  # fmt: skip


def _carriers(asked: Asked) -> Row:
    return whole([
        {"shipping_carrier_id": number, "name": name, "domestic_classes": [], "international_classes": []}
        for number, name in _CARRIERS
    ])  # fmt: skip


HANDLERS: dict[str, Handler] = {
    "findAllListingsActive": _search,
    "getSellerTaxonomyNodes": _nodes,
    "getPropertiesByTaxonomyId": _properties,
    "getShippingCarriers": _carriers,
}
