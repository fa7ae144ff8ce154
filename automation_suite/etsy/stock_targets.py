"""Prices and quantities of Etsy's listings as targets of plans. An object is a listing, by its number.

Writing an inventory replaces all of it, so a price or a quantity is put into one that was read just before: what was sold or
changed since the plan looked would be undone otherwise. Etsy takes no quantity of 0, so a listing of which nothing is left
is set inactive, which needs no reading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from automation_suite.etsy import inventory_api, listings_api
from automation_suite.etsy.answers import MOST_IDS
from automation_suite.etsy.listings_api import ACTIVE, INACTIVE, Listing
from automation_suite.listing_rules.rules import EtsyLimits
from automation_suite.plans.change import Answer, Change, Ended, Value
from automation_suite.platform_api.amounts import price_faults, quantity_faults
from automation_suite.platform_api.calls import Calls
from automation_suite.platform_api.object_target import is_same_amount
from automation_suite.platform_api.writing import Writing, faulty

_SEVERAL = "several prices"
# Quantities that are read together before they are written. The last one was read about a second before; each further one
# would save little of a call and leave more time in which it could be sold.
_QUANTITIES_AT_ONCE = 5
_TAKEN = Answer(Ended.TAKEN)
_GONE = Answer(Ended.NOT_TAKEN, explanation="Etsy has no such listing any more.", next_step="Look at it on Etsy.")


class _OfListings:
    most_rows = 1
    most_read = MOST_IDS
    repeatable = True
    undo = ""

    def __init__(self, calls: Calls, limits: EtsyLimits) -> None:
        self._calls = calls
        self._limits = limits

    def _listings(self, objects: Sequence[str]) -> dict[str, Listing]:
        """Return listings with their inventories, 100 at a time. Etsy leaves out those that it does not find."""
        found: dict[str, Listing] = {}
        for start in range(0, len(objects), MOST_IDS):
            found |= listings_api.inventories_by_ids(self._calls, objects[start : start + MOST_IDS])
        return found


class ListingPrice(_OfListings):
    """The price of a listing, as text with two decimals. Variations with prices of their own are left to a person.

    Args:
        calls: The account.
        limits: What Etsy takes.
    """

    def read(self, objects: Sequence[str]) -> Mapping[str, Value]:
        """Return the prices of listings, with one call for each 100."""
        found = self._listings(objects)
        return {listing_id: _price(listing.inventory) for listing_id, listing in found.items() if listing.inventory}

    def write(self, changes: Sequence[Change]) -> Sequence[Answer]:
        """Change prices, with two calls for each."""
        writing = Writing(len(changes))
        for place, change in enumerate(changes):
            if faults := price_faults(change.new, self._limits.least_price, self._limits.most_price):
                writing.answer(place, faulty(faults))
            else:
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
        inventory_api.replace(self._calls, change.object_id, inventory_api.with_price(record, Decimal(change.new)))
        return _TAKEN


class ListingQuantity(_OfListings):
    """How many of a listing can be bought; 0 when it is not on sale.

    Args:
        calls: The account.
        shop_id: Of its shop.
        limits: What Etsy takes.
    """

    most_rows = _QUANTITIES_AT_ONCE

    def __init__(self, calls: Calls, shop_id: str, limits: EtsyLimits) -> None:
        super().__init__(calls, limits)
        self._shop_id = shop_id

    def read(self, objects: Sequence[str]) -> Mapping[str, Value]:
        """Return how many of listings can be bought, with one call for each 100."""
        return {listing_id: listing.offered for listing_id, listing in self._listings(objects).items()}

    def write(self, changes: Sequence[Change]) -> Sequence[Answer]:
        """Change up to five quantities: one call for each, one more for what goes on sale, and one that reads what stays."""
        writing, above_zero = Writing(len(changes)), list[int]()
        for place, change in enumerate(changes):
            if faults := quantity_faults(change.new, self._limits.quantity):
                writing.answer(place, faulty(faults))
            elif change.new == 0:
                writing.send([place], lambda place=place, change=change: {place: self._set(change, INACTIVE)})  # type: ignore[misc]
            else:
                above_zero.append(place)
        found: dict[str, Listing] = {}
        writing.look(above_zero, lambda: found.update(self._listings([changes[place].object_id for place in above_zero])))
        for place in above_zero:
            if place in writing.open_places:
                self._change(writing, place, changes[place], found.get(changes[place].object_id))
        return writing.answers

    def shows(self, wanted: Value, live: Value) -> bool:
        """Tell whether that many can be bought."""
        return bool(wanted == live)

    def _set(self, change: Change, state: str) -> Answer:
        listings_api.set_state(self._calls, self._shop_id, change.object_id, state)
        return _TAKEN

    def _change(self, writing: Writing, place: int, change: Change, listing: Listing | None) -> None:
        why = _why_not(listing, change)
        if why or listing is None or listing.inventory is None:
            writing.answer(place, Answer(Ended.NOT_TAKEN, explanation=why, next_step="Look at it on Etsy."))
        else:
            self._replace(writing, place, change, listing, listing.inventory)

    def _replace(self, writing: Writing, place: int, change: Change, listing: Listing, inventory: Mapping[str, Any]) -> None:
        goes_live = listing.state != ACTIVE

        def replace() -> Mapping[int, Answer]:
            inventory_api.replace(self._calls, change.object_id, inventory_api.with_quantity(inventory, change.new))
            return {} if goes_live else {place: _TAKEN}

        writing.send([place], replace)
        if place in writing.open_places:
            writing.send([place], lambda: {place: self._set(change, ACTIVE)})


def _price(record: Mapping[str, Any]) -> str:
    price = inventory_api.price_of(record)
    return price.text if price else _SEVERAL


def _why_not(listing: Listing | None, change: Change) -> str:
    """Return why a quantity above 0 cannot be set; empty when it can."""
    if listing is None:
        return "Etsy tells nothing of this listing, so nothing was changed."
    if listing.state not in (ACTIVE, INACTIVE):
        return f"It is {listing.state.replace('_', ' ')}; to sell it again costs a fee, so nothing was changed."
    if listing.inventory is None:
        return "Etsy does not tell its inventory, so nothing was changed."
    if inventory_api.quantity_of(listing.inventory) is None:
        return "Its variations have quantities of their own, so nothing was changed."
    if listing.offered != change.old:
        return f"Etsy offers {listing.offered} by now and no longer {change.old}, so nothing was changed."
    return ""
