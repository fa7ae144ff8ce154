"""An item as a listing on eBay: an inventory item and an offer that is not published yet. Pure.

Every field is held against what eBay allows before anything is sent. Words that are too long for a title are left out from
its end; anything else that does not fit is a fault that a person mends, because cutting it would change what is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from automation_suite.listing_rules.item import Aspect, Category, Fault, Item, Prepared
from automation_suite.listing_rules.rules import EbayLimits, ListingRules
from automation_suite.plans.change import Change

RULE = "listing"
# Numbers of conditions and their names in the Inventory API: developer.ebay.com, "Item condition ID and name values".
CONDITIONS = {
    1000: "NEW", 1500: "NEW_OTHER", 1750: "NEW_WITH_DEFECTS", 2750: "LIKE_NEW", 2990: "PRE_OWNED_EXCELLENT",
    3000: "USED_EXCELLENT", 3010: "PRE_OWNED_FAIR", 4000: "USED_VERY_GOOD", 5000: "USED_GOOD", 6000: "USED_ACCEPTABLE",
    7000: "FOR_PARTS_OR_NOT_WORKING",
}  # fmt: skip
# Which of them the owner's words may become, the best fit first. None says more than the words; 3000 is what most categories
# call just "Used".
_BY_WORDS = {
    "new": (1000, 1500),
    "like new": (2750, 2990, 3000),
    "good": (5000, 3000),
    "fair": (3010, 6000, 3000),
    "for parts": (7000,),
}
# And back; of "used" nobody knows more.
_WORDS = {
    1000: "new", 1500: "new", 1750: "new", 2750: "like new", 2990: "like new", 3000: "good", 3010: "fair", 4000: "good",
    5000: "good", 6000: "fair", 7000: "for parts",
}  # fmt: skip
# Categories of trading cards have no others, and mean graded and ungraded by them.
_CARDS = frozenset((2750, 4000))
# Of these eBay ignores further words.
_NEW = frozenset((1000, 1500, 1750, 2750))
_ACTIVE = re.compile(r"<\s*(?:script|iframe|object|embed|form|link|meta)\b|\bon\w+\s*=|javascript:", re.IGNORECASE)
_GTINS = {8: "ean", 12: "upc", 13: "ean"}
_ISBN_STARTS = ("978", "979")
_GRAMS_A_KILOGRAM, _MM_A_CM = Decimal(1000), Decimal(10)


def condition_word(number: int) -> str:
    """Return what eBay's number of a condition is in the owner's words; empty when there is no such word."""
    return _WORDS.get(number, "")


@dataclass(frozen=True)
class Policies:
    """What every offer of a seller names: site, place and the three policies, by eBay's numbers; and the site's currency."""

    marketplace: str
    location: str
    fulfillment: str
    payment: str
    returns: str
    currency: str = "USD"


def prepare(item: Item, category: Category | None, policies: Policies, rules: ListingRules) -> Prepared:
    """Return the listing of an item, or what is wrong with it.

    Args:
        item: Of the inventory.
        category: That a person has confirmed; none as long as nobody has.
        policies: Of the seller.
        rules: What fits.
    """
    faults = [
        *_faults(item, rules.ebay, policies.currency),
        *_category_faults(item, category, rules.ebay),
        *_policy_faults(item, policies),
    ]
    condition = None if category is None else _condition(item, category)
    if faults or category is None or item.price is None:
        return Prepared(item, faults=tuple(faults))
    title = shortened(item.title, rules.ebay.title_characters)
    pictures = item.pictures[: rules.ebay.pictures]
    body = {
        "inventory_item": _inventory_item(item, title, pictures, condition, category, rules),
        "offer": _offer(item, category, policies),
    }
    change = Change(
        kind="listing",
        object_id=item.sku,
        label=title,
        field="listing",
        old=None,
        new=body,
        reason=f"In stock and not offered on {policies.marketplace}.",
        rule=RULE,
    )
    return Prepared(item, change, notes=tuple(_notes(item, title, pictures)))


def shortened(title: str, most: int) -> str:
    """Return a title that fits: whole words from its beginning, single blanks between them."""
    words = " ".join(title.split())
    if len(words) <= most:
        return words
    return words[: most + 1].rpartition(" ")[0].rstrip(" ,;-|/") or words[:most]


def _faults(item: Item, limits: EbayLimits, currency: str) -> Iterator[Fault]:
    if not item.sku.strip() or len(item.sku) > limits.sku_characters:
        yield Fault(item.sku, "sku", f"A SKU has 1 to {limits.sku_characters} characters.")
    if not item.title.strip():
        yield Fault(item.sku, "title", "It has no title.")
    if not item.description.strip():
        yield Fault(item.sku, "description", "It has no description.")
    elif len(item.description) > limits.description_characters:
        what = f"It has {len(item.description)} characters; {limits.description_characters} are allowed."
        yield Fault(item.sku, "description", what)
    if _ACTIVE.search(item.description):
        yield Fault(item.sku, "description", "Scripts, forms and embedded pages are not allowed in it.")
    if len(item.condition_words) > limits.condition_characters:
        yield Fault(item.sku, "condition_words", f"{limits.condition_characters} characters are allowed.")
    if len(item.brand) > limits.brand_characters:
        yield Fault(item.sku, "brand", f"{limits.brand_characters} characters are allowed.")
    if item.quantity < 1:
        yield Fault(item.sku, "quantity", "Nothing of it may be offered.")
    if item.price is None or item.price < limits.least_price or item.price != round(item.price, 2):
        yield Fault(item.sku, "price", f"It needs a price of at least {limits.least_price}, in whole cents.")
    if item.currency != currency:
        yield Fault(item.sku, "currency", f"The site sells in {currency}, not in {item.currency}.")
    yield from _picture_faults(item)
    yield from _parcel_faults(item)


def _picture_faults(item: Item) -> Iterator[Fault]:
    if not item.pictures:
        yield Fault(item.sku, "pictures", "It has no picture.")
    for address in item.pictures:
        parts = urlsplit(address)
        if parts.scheme != "https" or not parts.netloc:
            yield Fault(item.sku, "pictures", f"{address} is no address that begins with https.")


def _parcel_faults(item: Item) -> Iterator[Fault]:
    if item.weight_grams is not None and item.weight_grams <= 0:
        yield Fault(item.sku, "weight_grams", "A weight is above 0.")
    if item.size_mm and (len(item.size_mm) != 3 or min(item.size_mm) <= 0):
        yield Fault(item.sku, "size_mm", "A size is length, width and height, all above 0.")


def _category_faults(item: Item, category: Category | None, limits: EbayLimits) -> Iterator[Fault]:
    if category is None:
        yield Fault(item.sku, "category", f'Nobody has confirmed yet which category "{item.category}" is on eBay.')
        return
    if category.conditions and _condition(item, category) is None:
        allowed = ", ".join(CONDITIONS.get(number, str(number)) for number in category.conditions)
        yield Fault(item.sku, "condition", f'"{item.condition}" is not among the conditions of its category: {allowed}.')
    given = _aspects(item, category)
    for aspect in category.aspects:
        if aspect.required and not given.get(aspect.name):
            yield Fault(item.sku, f"aspects.{aspect.name}", "Its category needs it.")
    known = {aspect.name: aspect for aspect in category.aspects}
    for name, values in given.items():
        for what in _aspect_faults(name, values, known.get(name, Aspect(name, several=True)), limits):
            yield Fault(item.sku, f"aspects.{name}", what)


def _aspect_faults(name: str, values: list[str], aspect: Aspect, limits: EbayLimits) -> Iterator[str]:
    if not name.strip() or len(name) > limits.aspect_name_characters:
        yield f"A name has 1 to {limits.aspect_name_characters} characters."
    if len(values) > 1 and not aspect.several:
        yield f"It may have one value, not {len(values)}."
    most = min(aspect.most_characters or limits.aspect_value_characters, limits.aspect_value_characters)
    for value in values:
        if len(value) > most:
            yield f'"{value}" has {len(value)} characters; {most} are allowed.'
        if aspect.values and value not in aspect.values:
            yield f'"{value}" is not among what its category allows.'


def _policy_faults(item: Item, policies: Policies) -> Iterator[Fault]:
    for name, value in vars(policies).items():
        if not value:
            yield Fault(item.sku, f"policies.{name}", "The seller's account has none; an offer needs it to go live.")


def _condition(item: Item, category: Category) -> int | None:
    if _CARDS.issuperset(category.conditions):
        return None
    return next((number for number in _BY_WORDS.get(item.condition, ()) if number in category.conditions), None)


def _aspects(item: Item, category: Category) -> dict[str, list[str]]:
    """Return an item's aspects under the names and with the values of its category where only capitals differ."""
    known = {aspect.name.casefold(): aspect for aspect in category.aspects}
    given: Mapping[str, str | list[str]] = {**({"Brand": item.brand} if item.brand else {}), **item.aspects}
    found: dict[str, list[str]] = {}
    for name, value in given.items():
        aspect = known.get(name.strip().casefold(), Aspect(name.strip()))
        allowed = {each.casefold(): each for each in aspect.values}
        values = [" ".join(str(each).split()) for each in ([value] if isinstance(value, str) else value)]
        found[aspect.name] = [allowed.get(each.casefold(), each) for each in values if each]
    return {name: values for name, values in found.items() if values}


def _inventory_item(
    item: Item, title: str, pictures: tuple[str, ...], condition: int | None, category: Category, rules: ListingRules
) -> dict[str, Any]:
    product: dict[str, Any] = {
        "title": title,
        "description": item.description,
        "aspects": _aspects(item, category),
        "imageUrls": list(pictures),
    }
    if item.brand:
        product["brand"] = item.brand
    if field := _gtin_field(item.gtin):
        product[field] = [item.gtin]
    body: dict[str, Any] = {
        "availability": {"shipToLocationAvailability": {"quantity": item.quantity}},
        "product": product,
    }
    if condition is not None:
        body["condition"] = CONDITIONS[condition]
        if item.condition_words and condition not in _NEW:
            body["conditionDescription"] = item.condition_words
    if parcel := _parcel(item, rules):
        body["packageWeightAndSize"] = parcel
    return body


def _offer(item: Item, category: Category, policies: Policies) -> dict[str, Any]:
    return {
        "sku": item.sku,
        "marketplaceId": policies.marketplace,
        "format": "FIXED_PRICE",
        "availableQuantity": item.quantity,
        "categoryId": category.category_id,
        "merchantLocationKey": policies.location,
        "listingDuration": "GTC",
        "listingPolicies": {
            "fulfillmentPolicyId": policies.fulfillment,
            "paymentPolicyId": policies.payment,
            "returnPolicyId": policies.returns,
        },
        "pricingSummary": {"price": {"currency": item.currency, "value": f"{item.price:.2f}"}},
    }


def _parcel(item: Item, rules: ListingRules) -> dict[str, Any]:
    if item.weight_grams is None:
        return {}
    # JSON numbers: eBay takes weight and size as numbers; they are no money.
    parcel: dict[str, Any] = {"weight": {"unit": "KILOGRAM", "value": float(item.weight_grams / _GRAMS_A_KILOGRAM)}}
    if item.size_mm:
        length, width, height = (float(side / _MM_A_CM) for side in item.size_mm)
        parcel["dimensions"] = {"unit": "CENTIMETER", "length": length, "width": width, "height": height}
    if rules.package:
        parcel["packageType"] = rules.package
    return parcel


def _gtin_field(gtin: str) -> str:
    """Return the field of a number whose check digit is right; empty when it is none that eBay would know."""
    if not gtin.isascii() or not gtin.isdigit() or len(gtin) not in _GTINS:
        return ""
    digits = [int(sign) for sign in gtin]
    total = sum(digit * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits[:-1])))
    if -total % 10 != digits[-1]:
        return ""
    return "isbn" if len(gtin) == 13 and gtin.startswith(_ISBN_STARTS) else _GTINS[len(gtin)]


def _notes(item: Item, title: str, pictures: tuple[str, ...]) -> Iterator[str]:
    if title != " ".join(item.title.split()):
        yield f'The title is shortened to "{title}".'
    if len(pictures) < len(item.pictures):
        yield f"Only the first {len(pictures)} of {len(item.pictures)} pictures are sent."
    if item.gtin and not _gtin_field(item.gtin):
        yield f"{item.gtin} is no valid EAN, UPC or ISBN and is left out."
