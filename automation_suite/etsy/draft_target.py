"""Whole listings on Etsy as a target of plans: a draft with its SKU and its pictures. An object is an item, by its SKU.

Etsy takes a listing in several calls and knows no SKU before the second one, so a draft whose making was lost on the way
cannot be found by it. It is never made a second time by a machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from automation_suite.errors import SuiteError
from automation_suite.etsy import inventory_api, listings_api
from automation_suite.etsy.answers import MOST_IDS
from automation_suite.etsy.limits import text_faults
from automation_suite.etsy.listings_api import Listing
from automation_suite.listing_rules.rules import EtsyLimits
from automation_suite.plans.change import Answer, Change, Ended, Value
from automation_suite.platform_api.amounts import price_faults, quantity_faults
from automation_suite.platform_api.calls import CallRefusedError, Calls
from automation_suite.platform_api.object_target import is_same_amount, is_same_text
from automation_suite.platform_api.pictures import Picture, PictureAt
from automation_suite.platform_api.writing import Writing, faulty

_SKU_CHARACTERS = 32
_KEPT = Answer(
    Ended.NOT_TAKEN, explanation="The suite deletes nothing on Etsy.", next_step="Delete the draft in the shop manager."
)


class DraftListing:
    """A draft of a listing: ``listing`` by Etsy's names with ``sku``, and ``pictures`` by their addresses.

    Args:
        calls: The account.
        shop_id: Of its shop.
        picture_at: Returns the picture at an address.
        limits: What fits.
    """

    most_rows = 1
    repeatable = False
    undo = "The suite deletes nothing on Etsy: a draft costs nothing and can be deleted in the shop manager."

    def __init__(self, calls: Calls, shop_id: str, picture_at: PictureAt, limits: EtsyLimits) -> None:
        self._calls = calls
        self._shop_id = shop_id
        self._picture_at = picture_at
        self._limits = limits
        self._made: dict[str, str] = {}

    def read(self, objects: Sequence[str]) -> Mapping[str, Value]:
        """Return listings by their SKUs. Etsy has no search by SKU, so all of the shop is read, but what was made here."""
        made = [self._made[sku] for sku in objects if sku in self._made]
        found: dict[str, Value] = {}
        for start in range(0, len(made), MOST_IDS):
            some = made[start : start + MOST_IDS]
            pictures = listings_api.pictures_by_ids(self._calls, some)
            listings = listings_api.inventories_by_ids(self._calls, some)
            found |= {sku: _value(one, pictures.get(one.listing_id)) for one in listings.values() for sku in _skus(one)}
        if others := [sku for sku in objects if sku not in self._made]:
            every = self._by_sku()
            found |= {sku: _value(every[sku], every[sku].pictures) if sku in every else None for sku in others}
        return {sku: found[sku] for sku in objects if sku in found}

    def write(self, changes: Sequence[Change]) -> Sequence[Answer]:
        """Make drafts, with three calls for each and one more for each picture."""
        writing = Writing(len(changes))
        for place, change in enumerate(changes):
            if change.new is None:
                writing.answer(place, _KEPT)
            elif faults := list(_faults(change, self._limits)):
                writing.answer(place, faulty(faults))
            else:
                self._make(writing, place, change)
        return writing.answers

    def shows(self, wanted: Value, live: Value) -> bool:
        """Tell whether a listing has the texts, the price, the quantity and as many pictures as were sent."""
        mine, theirs = wanted["listing"], live["listing"]
        return (
            is_same_text(mine["title"], theirs["title"])
            and is_same_text(mine["description"], theirs["description"])
            and list(mine.get("tags") or ()) == theirs["tags"]
            and is_same_amount(mine["price"], theirs["price"])
            and mine["quantity"] == theirs["quantity"]
            and _count(wanted["pictures"]) == _count(live["pictures"])
        )

    def _by_sku(self) -> dict[str, Listing]:
        found: dict[str, Listing] = {}
        for state in listings_api.STATES:
            for listing in listings_api.shop_listings(self._calls, self._shop_id, state, with_inventory=True):
                for sku in _skus(listing):
                    found.setdefault(sku, listing)
        return found

    def _make(self, writing: Writing, place: int, change: Change) -> None:
        try:
            # Before anything is made: a picture that is not there leaves no draft behind.
            pictures = [self._picture_at(address) for address in change.new["pictures"]]
        except SuiteError as error:
            writing.answer(place, Answer(Ended.NOT_TAKEN, explanation=error.happened, next_step=error.next_step))
            return
        writing.send([place], lambda: self._create(change))
        if place in writing.open_places:
            writing.send([place], lambda: self._complete(place, change.object_id, pictures))

    def _create(self, change: Change) -> Mapping[int, Answer]:
        fields = {name: value for name, value in change.new["listing"].items() if name != "sku"}
        self._made[change.object_id] = listings_api.create_draft(self._calls, self._shop_id, fields).listing_id
        return {}

    def _complete(self, place: int, sku: str, pictures: Sequence[Picture]) -> Mapping[int, Answer]:
        """Give the draft what it cannot be made with. What Etsy refuses of it leaves a draft for a person."""
        listing_id, what = self._made[sku], "its SKU"
        try:
            record = inventory_api.inventory(self._calls, listing_id)
            inventory_api.replace(self._calls, listing_id, inventory_api.with_sku(record or {}, sku))
            for rank, picture in enumerate(pictures, 1):
                what = f"picture {rank} of {len(pictures)}"
                listings_api.add_picture(self._calls, self._shop_id, listing_id, picture, rank)
        except CallRefusedError as error:
            words = f"Draft {listing_id} was made, and Etsy refuses {what}: {error.happened}"
            next_step = "Complete the draft in the shop manager, or delete it."
            return {place: Answer(Ended.NOT_TAKEN, reference=listing_id, explanation=words, next_step=next_step)}
        return {place: Answer(Ended.TAKEN, reference=listing_id)}


def _faults(change: Change, limits: EtsyLimits) -> Iterator[str]:
    listing = change.new["listing"]
    if not 1 <= len(change.object_id) <= _SKU_CHARACTERS:
        yield f"A SKU has 1 to {_SKU_CHARACTERS} characters on Etsy."
    for name in ("title", "description", "tags", "materials"):
        yield from text_faults(name, listing.get(name, [] if name in ("tags", "materials") else ""), limits)
    yield from price_faults(listing["price"], limits.least_price, limits.most_price)
    yield from quantity_faults(listing["quantity"], limits.quantity)
    if listing["quantity"] == 0:
        yield "A listing needs a quantity of at least 1."
    if len(change.new["pictures"]) > limits.pictures:
        yield f"{limits.pictures} pictures are allowed."


def _skus(listing: Listing) -> tuple[str, ...]:
    return inventory_api.skus_of(listing.inventory) if listing.inventory else listing.skus


def _value(listing: Listing, pictures: int | None) -> dict[str, Any]:
    """Return what is there of a listing, in the form in which plans want it; pictures as their number."""
    return {
        "listing": {
            "title": listing.title, "description": listing.description, "tags": list(listing.tags),
            "price": listing.price.text, "quantity": listing.quantity, "state": listing.state,
        },
        "pictures": pictures,
    }  # fmt: skip


def _count(pictures: Value) -> int | None:
    return len(pictures) if isinstance(pictures, list | tuple) else pictures
