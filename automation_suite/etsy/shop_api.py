"""Etsy's shops: which one is the seller's, and the five texts of it that a program can set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from automation_suite.etsy.answers import GROUP, ROOT, plain
from automation_suite.platform_api.calls import Calls
from automation_suite.platform_api.reading import Body

TEXTS = ("title", "announcement", "sale_message", "digital_sale_message", "policy_additional")
_WHAT = "Etsy's answer about the shop"


@dataclass(frozen=True)
class Me:
    """Who has given consent.

    Attributes:
        user_id: Of the seller.
        shop_id: Of the seller's shop.
    """

    user_id: str
    shop_id: str


@dataclass(frozen=True)
class Shop:
    """The seller's shop.

    Attributes:
        shop_id: By which Etsy knows it.
        name: In its address.
        currency: Of its prices, by ISO 4217.
        country: Where it is, two letters; empty when Etsy does not say.
        texts: The five texts by their names; empty for one that was never set. One that Etsy does not tell is missing.
        is_on_holiday: Whether the owner has closed it for a while.
        active_listings: How many there are.
        sold: How many lines of orders it has sold; none when Etsy does not say.
        favourers: How many people have marked it.
        review_average: From 1 to 5; none without reviews.
        review_count: How many reviews count for it.
        address: Its page.
    """

    shop_id: str
    name: str
    currency: str
    country: str
    texts: Mapping[str, str]
    is_on_holiday: bool
    active_listings: int
    sold: int | None
    favourers: int | None
    review_average: Decimal | None
    review_count: int
    address: str


def me(calls: Calls) -> Me:
    """Return who has given consent.

    Raises:
        AnswerIncompleteError: The seller has no shop.
    """
    body = Body(calls.call("GET", f"{ROOT}/users/me", group=GROUP).body, "Etsy's answer about the seller")
    return Me(body.text("user_id"), body.text("shop_id"))


def shop(calls: Calls, shop_id: str) -> Shop:
    """Return the seller's shop."""
    return shop_in(Body(calls.call("GET", f"{ROOT}/shops/{shop_id}", group=GROUP).body, _WHAT))


def update_texts(calls: Calls, shop_id: str, texts: Mapping[str, str]) -> Shop:
    """Set some of the five texts; those that are not named stay."""
    return shop_in(Body(calls.call("PUT", f"{ROOT}/shops/{shop_id}", group=GROUP, form=texts_form(texts)).body, _WHAT))


def texts_form(texts: Mapping[str, str]) -> dict[str, str]:
    """Return the form that sets texts."""
    strange = sorted(set(texts) - set(TEXTS))
    if strange:
        raise ValueError(f"Etsy lets no program set {', '.join(strange)}.")
    return dict(texts)


def shop_in(body: Body) -> Shop:
    """Read a shop."""
    average = body.raw.get("review_average")
    return Shop(
        shop_id=body.text("shop_id"), name=body.text("shop_name"), currency=body.text("currency_code"),
        country=body.text_or("shop_location_country_iso"),
        texts={name: plain(body, name) for name in TEXTS if name in body.raw},
        is_on_holiday=body.flag("is_vacation"), active_listings=body.whole("listing_active_count"),
        sold=body.whole_or_none("transaction_sold_count"), favourers=body.whole_or_none("num_favorers"),
        review_average=None if average is None else Decimal(str(average)),
        review_count=body.whole_or_none("review_count") or 0, address=body.text_or("url"),
    )  # fmt: skip
