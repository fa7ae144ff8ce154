"""Prices and quantities of Etsy's listings as targets of plans. An object is a listing, by its number.

Writing an inventory replaces all of it. A price is put into an inventory that was read in the same moment, because a sale in
between would be undone otherwise. A quantity is put into the one that was read together with others: all that could have
changed is what is overwritten anyway. Etsy takes no quantity of 0, so a listing of which nothing is left is set inactive.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from automation_suite.etsy import inventory_api, listings_api
from automation_suite.etsy.answers import MOST_IDS
from automation_suite.etsy.listings_api import ACTIVE, INACTIVE, Listing
from automation_suite.plans.change import Answer, Change, Ended, Value
from automation_suite.platform_api.amounts import amount_in
from automation_suite.platform_api.calls import Calls
from automation_suite.platform_api.object_target import is_same_amount
from automation_suite.platform_api.writing import Writing

_SEVERAL = "several prices"
_TAKEN = Answer(Ended.TAKEN)
_GONE = Answer(Ended.NOT_TAKEN, explanation="Etsy has no such listing any more.", next_step="Look at it on Etsy.")


class _OfListings:
    most_rows = 1
    most_read = MOST_IDS
    repeatable = True
    undo = ""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def _listings(self, objects: Sequence[str]) -> dict[str, Listing]:
        """Return listings with their inventories, 100 at a time. Etsy leaves out those that it does not find."""
        found: dict[str, Listing] = {}
        for start in range(0, len(objects), MOST_IDS):
            found |= listings_api.inventories_by_ids(self._calls, objects[start : start + MOST_IDS])
        return found


class ListingPrice(_OfListings):
    """The price of a listing, as text with two decimals. Variations with prices of their own are left to a person."""

    def read(self, objects: Sequence[str]) -> Mapping[str, Value]:
        """Return the prices of listings, with one call for each 100."""
        found = self._listings(objects)
        return {listing_id: _price(listing.inventory) for listing_id, listing in found.items() if listing.inventory}

    def write(self, changes: Sequence[Change]) -> Sequence[Answer]:
        """Change prices, with two calls for each."""
        writing = Writing(len(changes))
        for place, change in enumerate(changes):
            writing.send([place], lambda place=place, change=change: {place: self._write(change)})  # type: ignore[misc]
        return writing.answers

    def shows(self, wanted: Value, live: Value) -> bool:
        """Tell whether a listing has a price."""
        return is_same_amount(wanted, live) or wanted == live

    def _write(self, change: Change) -> Answer:
        record = inventory_api.inventory(self._calls, change.object_id)
        if record is None:
            return _GONE
        if inventory_api.price_of(record) is None:
            return Answer(
                Ended.NOT_TAKEN, explanation="Its variations have prices of their own, so nothing was changed.",
                next_step="Change them on Etsy.",
            )  # fmt: skip
        inventory_api.replace(self._calls, change.object_id, inventory_api.with_price(record, amount_in(change.new)))
        return _TAKEN


class ListingQuantity(_OfListings):
    """How many of a listing can be bought; 0 when it is not on sale.

    Args:
        calls: The account.
        shop_id: Of its shop.
    """

    def __init__(self, calls: Calls, shop_id: str) -> None:
        super().__init__(calls)
        self._shop_id = shop_id
        self._read: dict[str, Listing] = {}

    def read(self, objects: Sequence[str]) -> Mapping[str, Value]:
        """Return how many of listings can be bought, with one call for each 100."""
        found = self._listings(objects)
        self._read |= found
        return {listing_id: listing.offered for listing_id, listing in found.items()}

    def write(self, changes: Sequence[Change]) -> Sequence[Answer]:
        """Change quantities, with one call for each."""
        writing = Writing(len(changes))
        for place, change in enumerate(changes):
            if change.object_id not in self._read:
                writing.look([place], lambda change=change: self._learn(change.object_id))  # type: ignore[misc]
            listing = self._read.pop(change.object_id, None)
            if listing is None:
                writing.answer(place, _GONE)
            elif change.new == 0:
                writing.send([place], lambda place=place, change=change: self._take_down(place, change))  # type: ignore[misc]
            else:
                self._change(writing, place, change, listing)
        return writing.answers

    def shows(self, wanted: Value, live: Value) -> bool:
        """Tell whether that many can be bought."""
        return bool(wanted == live)

    def _learn(self, listing_id: str) -> None:
        self._read |= self._listings([listing_id])

    def _take_down(self, place: int, change: Change) -> Mapping[int, Answer]:
        listings_api.set_state(self._calls, self._shop_id, change.object_id, INACTIVE)
        return {place: _TAKEN}

    def _change(self, writing: Writing, place: int, change: Change, listing: Listing) -> None:
        why = _why_not(listing)
        if why or listing.inventory is None:
            next_step = "Change it on Etsy."
            writing.answer(place, Answer(Ended.NOT_TAKEN, explanation=why, next_step=next_step))
            return
        record = inventory_api.with_quantity(listing.inventory, change.new)
        goes_live = listing.state != ACTIVE

        def replace() -> Mapping[int, Answer]:
            inventory_api.replace(self._calls, change.object_id, record)
            return {} if goes_live else {place: _TAKEN}

        def activate() -> Mapping[int, Answer]:
            listings_api.set_state(self._calls, self._shop_id, change.object_id, ACTIVE)
            return {place: _TAKEN}

        writing.send([place], replace)
        if place in writing.open_places:
            writing.send([place], activate)


def _price(record: Mapping[str, Any]) -> str:
    price = inventory_api.price_of(record)
    return price.text if price else _SEVERAL


def _why_not(listing: Listing) -> str:
    """Return why a quantity above 0 cannot be set; empty when it can."""
    if listing.state not in (ACTIVE, INACTIVE):
        return f"It is {listing.state.replace('_', ' ')}; to sell it again costs a fee, so nothing was changed."
    if listing.inventory is None:
        return "Etsy does not tell its inventory, so nothing was changed."
    if inventory_api.quantity_of(listing.inventory) is None:
        return "Its variations have quantities of their own, so nothing was changed."
    return ""
