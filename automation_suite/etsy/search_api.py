"""Etsy's public search: live listings of anybody, by words. There is no figure of how often something is searched for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from automation_suite.etsy.answers import GROUP, PAGE_SIZE, ROOT, money, page_in, plain, plain_texts
from automation_suite.platform_api.amounts import Money
from automation_suite.platform_api.calls import Calls
from automation_suite.platform_api.reading import Body

_WHAT = "Etsy's answer to a search"


@dataclass(frozen=True)
class FoundListing:
    """A live listing of anybody.

    Attributes:
        listing_id: By which Etsy knows it.
        shop_id: Whose it is.
        title: For buyers.
        tags: In their order.
        price: The lowest of its variations.
        favourers: How many people have marked it.
        created_at: When it was listed first.
    """

    listing_id: str
    shop_id: str
    title: str
    tags: tuple[str, ...]
    price: Money
    favourers: int
    created_at: datetime


@dataclass(frozen=True)
class Found:
    """What a search has found.

    Attributes:
        total: How many there are, as Etsy counts.
        listings: The first of them, in Etsy's own order.
    """

    total: int
    listings: tuple[FoundListing, ...]


def search(
    calls: Calls, words: str, *, taxonomy_id: str = "", lowest: Decimal | None = None, highest: Decimal | None = None
) -> Found:
    """Return the first 100 live listings that Etsy finds, with one call.

    Args:
        calls: The account.
        words: That buyers would type.
        taxonomy_id: Of a category; all when empty.
        lowest: Price from; none when open.
        highest: Price to; none when open.

    Raises:
        AnswerIncompleteError: It does not say how many there are, or has none although there are some.
    """
    query = search_query(words, taxonomy_id, lowest, highest)
    answer = calls.call("GET", f"{ROOT}/listings/active", group=GROUP, query=query, application=True)
    page = page_in(answer.body, _WHAT)
    if page.total and not page.rows:
        raise Body({}, _WHAT).lacks("results")
    different = {row.text("listing_id"): row for row in page.rows}
    return Found(page.total, tuple(_listing(row) for row in different.values()))


def search_query(words: str, taxonomy_id: str, lowest: Decimal | None, highest: Decimal | None) -> dict[str, str | int]:
    """Return the parameters of a search."""
    query: dict[str, str | int] = {"keywords": words, "sort_on": "score", "limit": PAGE_SIZE, "offset": 0}
    prices = {"min_price": lowest, "max_price": highest}
    query |= {name: f"{price:f}" for name, price in prices.items() if price is not None}
    return query | ({"taxonomy_id": taxonomy_id} if taxonomy_id else {})


def _listing(body: Body) -> FoundListing:
    return FoundListing(
        listing_id=body.text("listing_id"), shop_id=body.text("shop_id"), title=plain(body, "title"),
        tags=plain_texts(body, "tags"), price=money(body, "price"), favourers=body.whole_or_none("num_favorers") or 0,
        created_at=body.moment("original_creation_timestamp"),
    )  # fmt: skip
