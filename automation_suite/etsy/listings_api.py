"""Etsy's listings of the seller: their texts, their figures, and whether they are live."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from automation_suite.etsy.answers import GROUP, MOST_IDS, ROOT, money, page_in, plain, plain_texts, whole_list
from automation_suite.platform_api.amounts import Money
from automation_suite.platform_api.calls import Calls
from automation_suite.platform_api.pictures import Picture
from automation_suite.platform_api.reading import Body

ACTIVE = "active"
INACTIVE = "inactive"
STATES = (ACTIVE, INACTIVE, "sold_out", "draft", "expired")
# Fields of a listing that a plan can change, and what Etsy calls them.
FIELDS = {
    "title": "title", "description": "description", "tags": "tags", "materials": "materials", "section": "shop_section_id",
}  # fmt: skip
# Etsy takes a listing out of its section by the number 0.
_NO_SECTION = "0"
_WHAT = "Etsy's list of listings"


@dataclass(frozen=True)
class Listing:
    """One listing.

    Attributes:
        listing_id: By which Etsy knows it.
        title: For buyers.
        description: For buyers.
        tags: In their order.
        materials: In their order.
        section: Number of its section; empty when it is in none.
        state: ``active``, ``inactive``, ``sold_out``, ``draft`` or ``expired``.
        price: The lowest, when variations have prices of their own.
        quantity: Of all variations together.
        skus: Of its variations; empty where Etsy does not tell them.
        taxonomy_id: Of its category; empty when it has none yet.
        views: Lifetime; none where Etsy does not count.
        favourers: How many people have marked it; none where Etsy does not say.
        has_variations: Whether buyers choose among several.
        suggested_title: By Etsy; empty where it suggests none.
        created_at: When it was listed first.
        updated_at: When it was changed last.
        ends_at: When it expires; none when Etsy does not say.
        address: Its page.
        inventory: As Etsy has it; none where it was not asked for. See ``inventory_api``.
        pictures: How many it has; none where they were not asked for.
    """

    listing_id: str
    title: str
    description: str
    tags: tuple[str, ...]
    materials: tuple[str, ...]
    section: str
    state: str
    price: Money
    quantity: int
    skus: tuple[str, ...]
    taxonomy_id: str
    views: int | None
    favourers: int | None
    has_variations: bool
    suggested_title: str
    created_at: datetime
    updated_at: datetime
    ends_at: datetime | None
    address: str
    inventory: Mapping[str, Any] | None
    pictures: int | None

    @property
    def offered(self) -> int:
        """How many can be bought right now."""
        return self.quantity if self.state == ACTIVE else 0


def shop_listings(calls: Calls, shop_id: str, state: str = ACTIVE, with_inventory: bool = False) -> tuple[Listing, ...]:
    """Return all listings of the shop in a state, with one call for each 100; if asked for with inventories and pictures.

    Raises:
        AnswerIncompleteError: The pages do not have what Etsy counts.
    """
    query: dict[str, str | int | Sequence[str]] = {"state": state}
    if with_inventory:
        query["includes"] = ["Inventory", "Images"]
    found = whole_list(calls, f"/shops/{shop_id}/listings", lambda body: body.text("listing_id"), _WHAT, query)
    return tuple(listing_in(body) for body in found)


def listings_by_ids(calls: Calls, listing_ids: Sequence[str]) -> dict[str, Listing]:
    """Return up to 100 listings by their numbers. One that is missing is not there, or was not answered about."""
    return _by_ids(calls, f"{ROOT}/listings/batch", listing_ids)


def pictures_by_ids(calls: Calls, listing_ids: Sequence[str]) -> dict[str, int]:
    """Return how many pictures up to 100 listings have. One that is missing was not answered about."""
    found = _by_ids(calls, f"{ROOT}/listings/batch", listing_ids, {"includes": ["Images"]})
    return {listing_id: listing.pictures for listing_id, listing in found.items() if listing.pictures is not None}


def inventories_by_ids(calls: Calls, listing_ids: Sequence[str]) -> dict[str, Listing]:
    """Return up to 100 listings by their numbers, with their inventories."""
    return _by_ids(calls, f"{ROOT}/listings/batch/inventory", listing_ids)


def update(calls: Calls, shop_id: str, listing_id: str, changes: Mapping[str, Any]) -> Listing:
    """Change texts of a listing; those that are not named stay.

    Args:
        calls: The account.
        shop_id: Of the shop.
        listing_id: Which.
        changes: By the names of ``FIELDS``.
    """
    return _patch(calls, shop_id, listing_id, update_form(changes))


def create_draft(calls: Calls, shop_id: str, fields: Mapping[str, Any]) -> Listing:
    """Make a draft of a listing, and return it. A second call makes a second one.

    Args:
        calls: The account.
        shop_id: Of the shop.
        fields: By Etsy's names. A SKU is none of them; see ``inventory_api.with_sku``.
    """
    answer = calls.call("POST", f"{ROOT}/shops/{shop_id}/listings", group=GROUP, form=fields)
    return listing_in(Body(answer.body, "Etsy's answer about a new listing"))


def add_picture(calls: Calls, shop_id: str, listing_id: str, picture: Picture, rank: int) -> None:
    """Add a picture to a listing.

    Args:
        calls: The account.
        shop_id: Of the shop.
        listing_id: Which.
        picture: What is sent.
        rank: Its place, from 1.
    """
    path = f"{ROOT}/shops/{shop_id}/listings/{listing_id}/images"
    files = {"image": (picture.name, picture.content, picture.media_type)}
    calls.call("POST", path, group=GROUP, form={"rank": rank}, files=files)


def set_state(calls: Calls, shop_id: str, listing_id: str, state: str) -> Listing:
    """Make a listing ``active`` or ``inactive``. To make a draft or an expired one active costs a fee."""
    if state not in (ACTIVE, INACTIVE):
        raise ValueError(f"Etsy lets no program set a listing to {state}.")
    return _patch(calls, shop_id, listing_id, {"state": state})


def update_form(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the form that changes texts of a listing: lists with commas, no section as 0."""
    form: dict[str, Any] = {}
    for name, value in changes.items():
        if name == "section":
            form[FIELDS[name]] = value or _NO_SECTION
        else:
            form[FIELDS[name]] = value if isinstance(value, str) else ",".join(value)
    return form


def field_of(listing: Listing, name: str) -> Any:
    """Return a field of a listing as plans hold it: a text, a list of texts, or none for no section."""
    value = getattr(listing, name)
    if name == "section":
        return value or None
    return list(value) if isinstance(value, tuple) else value


def listing_in(body: Body) -> Listing:
    """Read one listing."""
    inventory = body.part_or_none("inventory")
    pictures = None if body.raw.get("images") is None else len(body.parts("images"))
    return Listing(
        listing_id=body.text("listing_id"), title=plain(body, "title"), description=plain(body, "description"),
        tags=plain_texts(body, "tags"), materials=plain_texts(body, "materials"), section=body.text_or("shop_section_id"),
        state=body.text("state"), price=money(body, "price"), quantity=body.whole("quantity"), skus=body.texts("skus"),
        taxonomy_id=body.text_or("taxonomy_id"), views=body.whole_or_none("views"),
        favourers=body.whole_or_none("num_favorers"), has_variations=body.flag("has_variations"),
        suggested_title=plain(body, "suggested_title"), created_at=body.moment("original_creation_timestamp"),
        updated_at=body.moment("updated_timestamp"), ends_at=body.moment_or_none("ending_timestamp"),
        address=body.text_or("url"), inventory=inventory.raw if inventory else None, pictures=pictures,
    )  # fmt: skip


def _by_ids(
    calls: Calls, path: str, listing_ids: Sequence[str], further: Mapping[str, Sequence[str]] | None = None
) -> dict[str, Listing]:
    if len(listing_ids) > MOST_IDS:
        raise ValueError(f"One call takes {MOST_IDS} listings.")
    answer = calls.call("GET", path, group=GROUP, query={"listing_ids": ",".join(listing_ids), **(further or {})})
    found = (listing_in(body) for body in page_in(answer.body, _WHAT).rows)
    return {listing.listing_id: listing for listing in found if listing.listing_id in listing_ids}


def _patch(calls: Calls, shop_id: str, listing_id: str, form: Mapping[str, Any]) -> Listing:
    path = f"{ROOT}/shops/{shop_id}/listings/{listing_id}"
    return listing_in(Body(calls.call("PATCH", path, group=GROUP, form=form).body, "Etsy's answer about a listing"))
