"""What others ask for: a market of made-up sellers around each thing that the shop has."""

from __future__ import annotations

import functools
import random
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from practice.ebay import offers
from practice.ebay.accounts import SELLER
from practice.ebay.asked import Asked, Handler
from practice.ebay.categories import CONDITIONS, check_category
from practice.ebay.errors import EbayError
from practice.ebay.filters import choices, ends, parts
from practice.ebay.memory import Memory
from practice.ebay.shapes import Row, money, value_of
from practice.ebay.sites import Site

_DOMAIN = "API_BROWSE"
_USUAL_LIMIT = 50
_MOST_OFFSET = 9999
_FILTERS = (
    "price", "priceCurrency", "conditionIds", "conditions", "buyingOptions", "deliveryCountry", "excludeSellers", "sellers",
    "itemLocationCountry",
)  # fmt: skip
_SELLERS = (
    "resale.rhoda",
    "attic_finds_nj",
    "goodwill-online",
    "second.spin",
    "old_oak_goods",
    "tag.sale.tim",
    "luxe_again",
)
# Where a call does not say which site it is about.
_USUAL_SITE = "EBAY_US"
_FIRST_LISTING = 220_000_000_000
_IN_TITLE = 0.6


def _search(asked: Asked) -> Row:
    if not asked.query.keys() & {"q", "gtin", "epid", "category_ids"}:
        raise EbayError(400, 12001, "One of q, gtin, epid or category_ids is needed.", _DOMAIN)
    given = _checked(str(asked.query.get("filter", "")))
    limit, offset = int(asked.query.get("limit", _USUAL_LIMIT)), int(asked.query.get("offset", 0))
    if offset % limit or offset > _MOST_OFFSET:
        raise EbayError(400, 12002, "offset is a multiple of limit, and at most 9999.", _DOMAIN)
    found = [row for row in _market_of(asked) if _fits(row, asked.query) and _passes(row, given)]
    if asked.query.get("sort") == "price":
        found.sort(key=_whole_price)
    rows = found[offset : offset + limit]
    told = [_told(row) for row in rows]
    return {"total": len(found), "limit": limit, "offset": offset, **({"itemSummaries": told} if told else {})}


def _get(asked: Asked) -> Row:
    return _whole(_found(asked, "itemId", asked.named("item_id")))


def _get_of_listing(asked: Asked) -> Row:
    return _whole(_found(asked, "legacyItemId", str(asked.query["legacy_item_id"])))


def _found(asked: Asked, name: str, value: str) -> Row:
    row = next((row for row in _market_of(asked) if row[name] == value), None)
    if row is None:
        raise EbayError(404, 11001, "The specified item Id was not found.", _DOMAIN)
    return _told(row)


def _told(row: Row) -> Row:
    """Return a listing as it is answered; by which number it was found eBay does not say."""
    return {name: value for name, value in row.items() if name != "gtin"}


def _whole(row: Row) -> Row:
    """Return a listing as its own page shows it: its category by other names than in a list."""
    category = check_category(row["categories"][0]["categoryId"])
    kept = {name: value for name, value in row.items() if name != "categories"}
    return kept | {"categoryId": category.id, "categoryPath": "|".join(category.path)}


def _market_of(asked: Asked) -> Iterator[Row]:
    """Give the listings of the site that a call is about; nobody sells on others than the seller's."""
    site = asked.headers.get("x-ebay-c-marketplace-id", _USUAL_SITE)
    return _market(asked.memory) if site == asked.memory.site.marketplace else iter(())


def _market(memory: Memory) -> Iterator[Row]:
    """Give the listings of the shop and of all others."""
    for offer in memory.table("offers").values():
        if offer["status"] == offers.PUBLISHED and offers.for_sale(memory, offer):
            yield _own(memory.table("items")[offer["sku"]], offer, memory.site)
    for place, offer in enumerate(memory.table("offers").values()):
        item, worth = memory.table("items")[offer["sku"]], memory.table("market").get(offer["sku"])
        if worth:
            gtin = {"gtin": item["product"].get("ean", [""])[0]}
            others = _others(
                place, item["product"]["title"], item["condition"], offer["categoryId"], worth["price"], memory.site
            )
            yield from (row | gtin for row in others)


def _own(item: Row, offer: Row, site: Site) -> Row:
    price = value_of(offer["pricingSummary"]["price"])
    gtin = item["product"].get("ean", [""])[0]
    return _listing(
        offer["listing"]["listingId"],
        item["product"]["title"],
        SELLER,
        item.get("condition", ""),
        price,
        Decimal("5.35"),
        site,
    ) | {"categories": [{"categoryId": offer["categoryId"]}], "gtin": gtin}


@functools.lru_cache(maxsize=2048)
def _others(place: int, title: str, condition: str, category: str, worth: str, site: Site) -> tuple[Row, ...]:
    """Return what others ask for the like of one thing: nobody, or up to two dozen, around what it is worth."""
    source = random.Random(title)
    middle = Decimal(worth) * source.randrange(85, 116) / 100
    rows = []
    for number in range(source.choice((0, 3, 8, 14, 24))):
        price = middle * source.randrange(70, 145) / 100
        shipping = source.choice((Decimal(0), Decimal("4.95"), Decimal("7.60")))
        state = condition if source.random() < _IN_TITLE else source.choice(list(CONDITIONS.values()))
        row = _listing(
            str(_FIRST_LISTING + place * 100 + number), title, source.choice(_SELLERS), state, price, shipping, site
        )
        rows.append(row | {"categories": [{"categoryId": category}]} | _auction(source.random(), price, site))
    return tuple(rows)


def _listing(number: str, title: str, seller: str, condition: str, price: Decimal, shipping: Decimal, site: Site) -> Row:
    condition_id = next((str(one) for one, name in CONDITIONS.items() if name == condition), "3000")
    return {
        "itemId": f"v1|{number}|0", "legacyItemId": number, "title": title, "price": money(price, site),
        "seller": {"username": seller, "feedbackPercentage": "99.4", "feedbackScore": 1240},
        "condition": condition.replace("_", " ").capitalize(), "conditionId": condition_id, "buyingOptions": ["FIXED_PRICE"],
        "shippingOptions": [{"shippingCostType": "FIXED", "shippingCost": money(shipping, site)}],
        "itemWebUrl": f"https://www.practice.example/itm/{number}", "listingMarketplaceId": site.marketplace,
        "itemLocation": {"country": site.country},
    }  # fmt: skip


def _auction(chance: float, price: Decimal, site: Site) -> Row:
    """Let every tenth listing be an auction."""
    return {"buyingOptions": ["AUCTION"], "currentBidPrice": money(price, site)} if chance < 1 / 10 else {}


def _fits(row: Row, query: Mapping[str, Any]) -> bool:
    words = _words(f"{query.get('q', '')} {query.get('epid', '')}")
    return words <= _words(row["title"]) and query.get("gtin", row.get("gtin")) == row.get("gtin")


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", text.lower()))


def _checked(text: str) -> dict[str, str]:
    given = parts(text, _FILTERS, _DOMAIN, 12023)
    if "price" in given and "priceCurrency" not in given:
        raise EbayError(400, 12023, "A filter by price needs priceCurrency.", _DOMAIN)
    return given


def _passes(row: Row, given: Mapping[str, str]) -> bool:
    low, high = ends(given.get("price", "[..]"))
    price, seller = value_of(row["price"]), row["seller"]["username"]
    return (
        Decimal(low or 0) <= price <= Decimal(high or "Infinity")
        and ("conditionIds" not in given or row["conditionId"] in choices(given["conditionIds"]))
        and ("buyingOptions" not in given or bool(choices(given["buyingOptions"]) & set(row["buyingOptions"])))
        and seller not in choices(given.get("excludeSellers", ""))
        and ("sellers" not in given or seller in choices(given["sellers"]))
    )


def _whole_price(row: Row) -> Decimal:
    return value_of(row["price"]) + value_of(row["shippingOptions"][0]["shippingCost"])


HANDLERS: dict[str, Handler] = {"search": _search, "getItem": _get, "getItemByLegacyId": _get_of_listing}
