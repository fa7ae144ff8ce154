"""eBay's Inventory API: offers. An offer says where and for how much an item is to be had; published it is a listing.

eBay has no list of all offers: they are read by SKU or one by one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from automation_suite.ebay.amounts import money, money_or_none, written
from automation_suite.ebay.bulk import RowAnswer, few, rows_of
from automation_suite.ebay.inventory_api import GROUP
from automation_suite.ebay.sites import Site
from automation_suite.platform_api.amounts import Money
from automation_suite.platform_api.calls import CallRefusedError, Calls
from automation_suite.platform_api.paging import Page, read_all
from automation_suite.platform_api.reading import Body

PUBLISHED = "PUBLISHED"
_ROOT = "/sell/inventory/v1"
_WHAT = "eBay's answer about offers"
_PAGE_SIZE = 100
# What an offer cannot be written with: its keys, and what is eBay's own.
_FIXED_FIELDS = ("offerId", "sku", "marketplaceId", "format", "status", "listing")


@dataclass(frozen=True)
class Offer:
    """One offer as eBay has it.

    Attributes:
        offer_id: By which eBay knows it.
        sku: Of its item.
        marketplace: On which site.
        is_published: Whether it is a listing.
        listing_id: Number of the listing; empty before it is published.
        listing_status: Such as ``ACTIVE`` or ``OUT_OF_STOCK``; empty before it is published.
        price: None while it has none.
        quantity: How many are to be had there; none when eBay does not say.
        sold: How many were sold through the listing; none when eBay does not say.
        record: Everything that can be written back.
    """

    offer_id: str
    sku: str
    marketplace: str
    is_published: bool
    listing_id: str
    listing_status: str
    price: Money | None
    quantity: int | None
    sold: int | None
    record: Mapping[str, Any]


@dataclass(frozen=True)
class Fee:
    """What publishing costs.

    Attributes:
        kind: In eBay's words, such as ``InsertionFee``.
        amount: Before a discount.
        discount: That eBay grants; none when there is none.
    """

    kind: str
    amount: Money
    discount: Money | None


def get_offer(calls: Calls, offer_id: str) -> Offer | None:
    """Return an offer; none when there is none of that number."""
    try:
        return offer_in(Body(calls.call("GET", _path(offer_id), group=GROUP).body, _WHAT))
    except CallRefusedError as error:
        if error.status == 404:
            return None
        raise


def offers_of(calls: Calls, sku: str) -> tuple[Offer, ...]:
    """Return the offers of an item; none at all when there is no such item.

    Raises:
        AnswerIncompleteError: The pages do not have what eBay counts.
    """

    def page(number: int) -> Page:
        query: dict[str, str | int] = {"sku": sku, "limit": _PAGE_SIZE, "offset": number}
        body = Body(calls.call("GET", f"{_ROOT}/offer", group=GROUP, query=query).body, _WHAT)
        return Page(body.parts("offers"), body.whole("total"))

    try:
        found = read_all(page, lambda body: body.text("offerId"), _PAGE_SIZE, _WHAT, counts_pages=True)
    except CallRefusedError as error:
        # eBay answers so when it has no offer of the item.
        if error.status == 404:
            return ()
        raise
    return tuple(offer_in(body) for body in found)


def create_offers(calls: Calls, site: Site, records: Sequence[Mapping[str, Any]]) -> list[RowAnswer]:
    """Make up to 25 unpublished offers. eBay refuses a second one of the same item, site and format."""
    answer = calls.call(
        "POST", f"{_ROOT}/bulk_create_offer", group=GROUP, json={"requests": [dict(one) for one in few(records)]},
        headers=site.headers,
    )  # fmt: skip
    return rows_of(answer, "eBay's answer to new offers")


def update_offer(calls: Calls, site: Site, offer_id: str, record: Mapping[str, Any]) -> None:
    """Replace all of an offer; a published one changes its listing."""
    calls.call("PUT", _path(offer_id), group=GROUP, json=writable(record), headers=site.headers)


def publish_offers(calls: Calls, offer_ids: Sequence[str]) -> list[RowAnswer]:
    """Make listings of up to 25 offers. It may cost fees; see ``listing_fees``."""
    entries = [{"offerId": offer_id} for offer_id in few(offer_ids)]
    answer = calls.call("POST", f"{_ROOT}/bulk_publish_offer", group=GROUP, json={"requests": entries})
    return rows_of(answer, "eBay's answer to published offers")


def withdraw_offer(calls: Calls, offer_id: str) -> str:
    """End the listing of an offer, which stays as an unpublished one, and return the listing's number."""
    answer = calls.call("POST", f"{_path(offer_id)}/withdraw", group=GROUP)
    return Body(answer.body or {}, _WHAT).text_or("listingId")


def listing_fees(calls: Calls, offer_ids: Sequence[str]) -> dict[str, tuple[Fee, ...]]:
    """Return what publishing offers would cost, by site. eBay tells it for all offers of a site together."""
    entries = [{"offerId": offer_id} for offer_id in offer_ids]
    answer = calls.call("POST", f"{_ROOT}/offer/get_listing_fees", group=GROUP, json={"offers": entries})
    summaries = Body(answer.body, "eBay's answer about fees").listed("feeSummaries")
    return {one.text("marketplaceId"): tuple(_fee(fee) for fee in one.listed("fees")) for one in summaries}


def writable(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an offer can be replaced with, from its record."""
    return {name: value for name, value in record.items() if name not in _FIXED_FIELDS}


def with_price(record: Mapping[str, Any], price: Money) -> dict[str, Any]:
    """Return the record of an offer with another price, and all else as it is."""
    return {**record, "pricingSummary": {**(record.get("pricingSummary") or {}), "price": written(price)}}


def offer_in(body: Body) -> Offer:
    """Read one offer."""
    listing = body.part_or_empty("listing")
    return Offer(
        offer_id=body.text("offerId"), sku=body.text("sku"), marketplace=body.text_or("marketplaceId"),
        is_published=body.text("status") == PUBLISHED, listing_id=listing.text_or("listingId"),
        listing_status=listing.text_or("listingStatus"), price=money_or_none(body.part_or_empty("pricingSummary"), "price"),
        quantity=body.whole_or_none("availableQuantity"), sold=listing.whole_or_none("soldQuantity"),
        record={name: value for name, value in body.raw.items() if name not in ("offerId", "status", "listing")},
    )  # fmt: skip


def _fee(body: Body) -> Fee:
    return Fee(body.text("feeType"), money(body, "amount"), money_or_none(body, "promotionalDiscount"))


def _path(offer_id: str) -> str:
    return f"{_ROOT}/offer/{quote(offer_id, safe='')}"
