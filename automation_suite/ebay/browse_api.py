"""eBay's Browse API: what others ask for the same item right now. The application calls it, 5,000 times a day at most.

eBay's licence bars averages and statistics of categories made of its content, so only listings of the same item are asked
for, by GTIN, eBay's product number or words, and nothing is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from urllib.parse import quote

from automation_suite.ebay.amounts import money_or_none
from automation_suite.ebay.sites import Site
from automation_suite.platform_api.amounts import Money
from automation_suite.platform_api.calls import ApiAnswer, CallRefusedError, Calls
from automation_suite.platform_api.reading import AnswerIncompleteError, Body

GROUP = "buy.browse"
MOST_ROWS = 200
# How many rows are read of one search. Of more sellers of the same thing nobody needs to be told.
MOST_FOUND = 1000
_ROOT = "/buy/browse/v1"
_WHAT = "eBay's answer to a search"
# What eBay counts and what it tells differ by a few, as listings come and go while it searches.
_ENOUGH = 0.9


@dataclass(frozen=True)
class Search:
    """What is searched for. One of the first three is given.

    Attributes:
        gtin: EAN, UPC or ISBN.
        epid: eBay's number of the product.
        words: That stand in the title.
        categories: Numbers of categories; all when empty.
        condition_ids: eBay's numbers of conditions; all when empty.
        lowest: Price from; none when open.
        highest: Price to; none when open.
        without_sellers: Whose listings are left out, such as the owner's own.
        fixed_price_only: Whether auctions are left out.
        most: How many listings at most; the lowest prices with shipping first.
        offset: How many of them are left out, a multiple of ``most``.
        delivery_country: To which buyers it can be sent; empty for any.
        postal_code: From where shipping is counted, together with the country; empty for nowhere.
    """

    gtin: str = ""
    epid: str = ""
    words: str = ""
    categories: tuple[str, ...] = ()
    condition_ids: tuple[str, ...] = ()
    lowest: Decimal | None = None
    highest: Decimal | None = None
    without_sellers: tuple[str, ...] = ()
    fixed_price_only: bool = True
    most: int = MOST_ROWS
    offset: int = 0
    delivery_country: str = ""
    postal_code: str = ""


@dataclass(frozen=True)
class ItemSummary:
    """A live listing of anybody.

    Attributes:
        item_id: By which the Browse API knows it.
        listing_id: By which everybody else does; empty when eBay does not say.
        title: For buyers.
        seller: User name.
        condition: In eBay's words.
        condition_id: eBay's number of it.
        price: None for an auction without a price to buy at once.
        shipping: The cheapest; none when eBay cannot tell.
        is_fixed_price: Whether it can be bought at once.
        address: Its page.
        created_at: When it went live; none when eBay does not say.
    """

    item_id: str
    listing_id: str
    title: str
    seller: str
    condition: str
    condition_id: str
    price: Money | None
    shipping: Money | None
    is_fixed_price: bool
    address: str
    created_at: datetime | None = None


@dataclass(frozen=True)
class Found:
    """What a search has found.

    Attributes:
        total: How many there are, as eBay counts.
        items: Those that were asked for, the lowest prices with shipping first.
    """

    total: int
    items: tuple[ItemSummary, ...]


def search(calls: Calls, site: Site, wanted: Search) -> Found:
    """Return the first listings that a search finds, with one call."""
    answer = calls.call(
        "GET", f"{_ROOT}/item_summary/search", group=GROUP, query=search_query(wanted, site), headers=headers(wanted, site),
        application=True,
    )  # fmt: skip
    return found_in(answer)


def search_all(calls: Calls, site: Site, wanted: Search) -> tuple[ItemSummary, ...]:
    """Return all listings that a search finds, with one call for each 200; those of the lowest prices are no picture of all.

    Raises:
        AnswerIncompleteError: eBay tells clearly less than it counts, or it counts more than are read.
    """
    found: dict[str, ItemSummary] = {}
    for start in range(0, MOST_FOUND, MOST_ROWS):
        page = search(calls, site, replace(wanted, most=MOST_ROWS, offset=start))
        if page.total > MOST_FOUND:
            raise AnswerIncompleteError(f"eBay finds {page.total} listings, and {MOST_FOUND} are read at most.")
        found |= {one.item_id: one for one in page.items}
        if start + MOST_ROWS >= page.total:
            break
    if len(found) < _ENOUGH * page.total:
        raise AnswerIncompleteError(f"eBay counts {page.total} listings and tells of {len(found)}.")
    return tuple(found.values())


def item(calls: Calls, site: Site, item_id: str) -> ItemSummary | None:
    """Return a listing by the Browse API's number; none when there is none any more."""
    return _one(calls, site, f"{_ROOT}/item/{quote(item_id, safe='')}", {})


def item_of_listing(calls: Calls, site: Site, listing_id: str) -> ItemSummary | None:
    """Return a listing by its number; none when there is none any more."""
    return _one(calls, site, f"{_ROOT}/item/get_item_by_legacy_id", {"legacy_item_id": listing_id})


def search_query(wanted: Search, site: Site) -> dict[str, str | int]:
    """Return the parameters of a search."""
    query: dict[str, str | int] = {"limit": min(wanted.most, MOST_ROWS), "sort": "price"}
    query |= {name: value for name, value in (("gtin", wanted.gtin), ("epid", wanted.epid), ("q", wanted.words)) if value}
    if wanted.categories:
        query["category_ids"] = ",".join(wanted.categories)
    if wanted.offset:
        query["offset"] = wanted.offset
    filters = _filters(wanted, site)
    return query | ({"filter": ",".join(filters)} if filters else {})


def headers(wanted: Search, site: Site) -> dict[str, str]:
    """Return what a search says of the site and of the place to which shipping is counted."""
    said = {"X-EBAY-C-MARKETPLACE-ID": site.marketplace}
    if wanted.delivery_country and wanted.postal_code:
        place = quote(f"country={wanted.delivery_country},zip={wanted.postal_code}", safe="")
        said["X-EBAY-C-ENDUSERCTX"] = f"contextualLocation={place}"
    return said


def found_in(answer: ApiAnswer) -> Found:
    """Read what a search has found.

    Raises:
        AnswerIncompleteError: It does not say how many there are, or has none although there are some.
    """
    body = Body(answer.body, _WHAT)
    total, rows = body.whole("total"), body.parts("itemSummaries")
    if total and not rows:
        raise body.lacks("itemSummaries")
    different = {row.text("itemId"): row for row in rows}
    return Found(total, tuple(_summary(row) for row in different.values()))


def _filters(wanted: Search, site: Site) -> list[str]:
    filters = []
    if wanted.lowest is not None or wanted.highest is not None:
        low, high = (f"{limit:f}" if limit is not None else "" for limit in (wanted.lowest, wanted.highest))
        filters += [f"price:[{low}..{high}]", f"priceCurrency:{site.currency}"]
    if wanted.condition_ids:
        filters.append(f"conditionIds:{_choice(wanted.condition_ids)}")
    if wanted.fixed_price_only:
        filters.append("buyingOptions:{FIXED_PRICE}")
    if wanted.delivery_country:
        filters.append(f"deliveryCountry:{wanted.delivery_country}")
    if wanted.without_sellers:
        filters.append(f"excludeSellers:{_choice(wanted.without_sellers)}")
    return filters


def _choice(values: Sequence[str]) -> str:
    return "{" + "|".join(values) + "}"


def _one(calls: Calls, site: Site, path: str, query: dict[str, str | int]) -> ItemSummary | None:
    said = {"X-EBAY-C-MARKETPLACE-ID": site.marketplace}
    try:
        answer = calls.call("GET", path, group=GROUP, query=query, headers=said, application=True)
    except CallRefusedError as error:
        if error.status == 404:
            return None
        raise
    return _summary(Body(answer.body, "eBay's answer about a listing"))


def _summary(body: Body) -> ItemSummary:
    costs = [money_or_none(option, "shippingCost") for option in body.parts("shippingOptions")]
    known = [cost for cost in costs if cost is not None]
    return ItemSummary(
        item_id=body.text("itemId"), listing_id=body.text_or("legacyItemId"), title=body.text_or("title"),
        seller=body.part_or_empty("seller").text_or("username"), condition=body.text_or("condition"),
        condition_id=body.text_or("conditionId"), price=money_or_none(body, "price"),
        shipping=min(known, key=lambda cost: cost.amount, default=None),
        is_fixed_price="FIXED_PRICE" in body.texts("buyingOptions"), address=body.text_or("itemWebUrl"),
        created_at=body.moment_or_none("itemCreationDate"),
    )  # fmt: skip
