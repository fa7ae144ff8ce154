"""An item as a draft of a listing on Etsy. Pure.

Title and tags are held against ``search_words.etsy_limits``; everything else that Etsy's createDraftListing takes, here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from automation_suite.listing_rules.ebay import RULE, shortened
from automation_suite.listing_rules.item import Fault, Item, Prepared
from automation_suite.listing_rules.rules import EtsyLimits, ListingRules
from automation_suite.plans.change import Change
from automation_suite.search_words.etsy_limits import tag_faults, title_faults

_WHO_MADE = frozenset(("i_did", "someone_else", "collective"))
# The first of them ends with a year that moves on.
_WHEN_MADE = re.compile(r"made_to_order|\d{4}_\d{4}|before_\d{4}|\d{3}0s")
_MATERIAL = re.compile(r"[^\W_]+(?: [^\W_]+)*")


@dataclass(frozen=True)
class Shop:
    """What every listing of a shop names.

    Attributes:
        taxonomy: Etsy's category for each category in the owner's words, as a person has confirmed it.
        shipping_profile: Etsy's number of it.
        readiness_state: Etsy's number of the processing profile.
        return_policy: Etsy's number of it; none when the shop has none.
        who_made: ``i_did``, ``someone_else`` or ``collective``.
        when_made: ``made_to_order`` or a time such as ``1990s``.
        currency: Of the shop; a listing has no other.
    """

    taxonomy: dict[str, int]
    shipping_profile: int | None
    readiness_state: int | None
    return_policy: int | None
    who_made: str
    when_made: str
    currency: str = "USD"


def prepare(item: Item, shop: Shop, rules: ListingRules) -> Prepared:
    """Return the draft of an item's listing, or what is wrong with it. A draft costs nothing until it goes live.

    Args:
        item: Of the inventory.
        shop: Of the seller.
        rules: What fits.
    """
    limits = rules.etsy
    title = shortened(item.title, limits.texts.title_characters)
    taxonomy = {words.casefold(): number for words, number in shop.taxonomy.items()}.get(item.category.casefold())
    faults = [*_faults(item, title, limits), *_shop_faults(item, shop, taxonomy)]
    if faults or item.price is None or taxonomy is None:
        return Prepared(item, faults=tuple(faults))
    change = Change(
        kind="listing",
        object_id=item.sku,
        label=title,
        field="listing",
        old=None,
        new={"listing": _body(item, title, shop, taxonomy), "pictures": list(item.pictures[: limits.pictures])},
        reason="In stock and not offered on Etsy.",
        rule=RULE,
    )
    notes = [f'The title is shortened to "{title}".'] * (title != " ".join(item.title.split()))
    if len(item.pictures) > limits.pictures:
        notes.append(f"Only the first {limits.pictures} of {len(item.pictures)} pictures are sent.")
    return Prepared(item, change, notes=tuple(notes))


def _faults(item: Item, title: str, limits: EtsyLimits) -> Iterator[Fault]:
    yield from (Fault(item.sku, "title", what) for what in title_faults(title, limits.texts))
    yield from (Fault(item.sku, "tags", what) for what in tag_faults(item.tags, limits.texts))
    if not item.sku.strip():
        yield Fault(item.sku, "sku", "It has no SKU.")
    if not item.description.strip():
        yield Fault(item.sku, "description", "It has no description.")
    if not 1 <= item.quantity <= limits.quantity:
        yield Fault(item.sku, "quantity", f"Between 1 and {limits.quantity} are allowed, not {item.quantity}.")
    if item.price is None or not limits.least_price <= item.price <= limits.most_price or item.price != round(item.price, 2):
        yield Fault(item.sku, "price", f"It needs a price from {limits.least_price} to {limits.most_price}, in whole cents.")
    if not item.pictures:
        yield Fault(item.sku, "pictures", "It has no picture; without one it cannot go live.")
    if len(item.materials) > limits.materials:
        yield Fault(item.sku, "materials", f"{limits.materials} are allowed, not {len(item.materials)}.")
    for material in item.materials:
        if len(material) > limits.material_characters or not _MATERIAL.fullmatch(material):
            what = f'"{material}" has to be letters, digits and blanks, at most {limits.material_characters}.'
            yield Fault(item.sku, "materials", what)


def _shop_faults(item: Item, shop: Shop, taxonomy: int | None) -> Iterator[Fault]:
    if taxonomy is None:
        yield Fault(item.sku, "category", f'Nobody has confirmed yet which category "{item.category}" is on Etsy.')
    if item.currency != shop.currency:
        yield Fault(item.sku, "currency", f"The shop sells in {shop.currency}, not in {item.currency}.")
    if shop.shipping_profile is None or shop.readiness_state is None:
        yield Fault(item.sku, "shop", "A shipping profile and a processing profile are needed; choose them on Etsy.")
    if shop.who_made not in _WHO_MADE or not _WHEN_MADE.fullmatch(shop.when_made):
        yield Fault(item.sku, "shop", "Who made it, and when, has to be one of Etsy's answers.")


def _body(item: Item, title: str, shop: Shop, taxonomy: int) -> dict[str, Any]:
    body: dict[str, Any] = {
        "sku": item.sku,
        "quantity": item.quantity,
        "title": title,
        "description": item.description,
        "price": f"{item.price:.2f}",
        "who_made": shop.who_made,
        "when_made": shop.when_made,
        "taxonomy_id": taxonomy,
        "shipping_profile_id": shop.shipping_profile,
        "readiness_state_id": shop.readiness_state,
        "type": "physical",
    }
    lists = {"tags": list(item.tags), "materials": list(item.materials)}
    body |= {name: values for name, values in lists.items() if values}
    if shop.return_policy is not None:
        body["return_policy_id"] = shop.return_policy
    return body
