"""Whole listings on eBay as targets of plans: an item with its unpublished offer, and whether the offer is published.

An object is an item, by its SKU. Making and publishing are two fields, so that what costs fees is a decision of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from automation_suite.ebay.bulk import MOST_ROWS, answer_of, in_batches
from automation_suite.ebay.inventory_api import get_items, replace_items
from automation_suite.ebay.offers_api import (
    Offer,
    create_offers,
    offers_of,
    publish_offers,
    update_offer,
    withdraw_offer,
)
from automation_suite.ebay.sites import Site
from automation_suite.listing_rules.rules import EbayLimits
from automation_suite.plans.change import Answer, Change, Ended, Value
from automation_suite.platform_api.amounts import price_faults
from automation_suite.platform_api.calls import Calls
from automation_suite.platform_api.object_target import is_same_amount
from automation_suite.platform_api.writing import Writing, faulty

FORMAT = "FIXED_PRICE"
_NO_OFFER = Answer(
    Ended.NOT_TAKEN, explanation="eBay has no offer of it on this site.", next_step="Let the job list it first."
)
_KEPT = Answer(
    Ended.NOT_TAKEN, explanation="The suite deletes nothing on eBay.", next_step="Delete the draft in Seller Hub."
)


def listing_value(item: Mapping[str, Any], offer: Mapping[str, Any]) -> dict[str, Any]:
    """Return a listing as plans hold it.

    Args:
        item: As eBay's inventory item: ``availability``, ``condition``, ``product`` …
        offer: As eBay's offer: ``marketplaceId``, ``categoryId``, ``pricingSummary``, ``listingPolicies`` …
    """
    return {"inventory_item": dict(item), "offer": dict(offer)}


class _OfOneSite:
    def __init__(self, calls: Calls, site: Site) -> None:
        self._calls = calls
        self._site = site

    def _offer(self, sku: str) -> Offer | None:
        own = (offer for offer in offers_of(self._calls, sku) if offer.marketplace == self._site.marketplace)
        return next((offer for offer in own if offer.record.get("format", FORMAT) == FORMAT), None)


class WholeListing(_OfOneSite):
    """An item and its offer, unpublished as long as nobody publishes it. What is sent replaces what there is.

    Writing twice is writing once: eBay replaces an item, and refuses a second offer of the same item, site and format.

    Args:
        calls: The account.
        site: Where it is offered.
        limits: What fits.
    """

    most_rows = MOST_ROWS
    repeatable = True
    undo = "The suite deletes nothing on eBay: an unpublished offer costs nothing and can be deleted in Seller Hub."

    def __init__(self, calls: Calls, site: Site, limits: EbayLimits) -> None:
        super().__init__(calls, site)
        self._limits = limits
        self._offers: dict[str, Offer] = {}

    def read(self, objects: Sequence[str]) -> Mapping[str, Value]:
        """Return items and offers: one call for each 25 items, and one more for each item that is there."""
        found: dict[str, Value] = {}
        for skus in in_batches(objects):
            for sku, item in get_items(self._calls, skus).items():
                offer = self._offer(sku) if item else None
                if offer:
                    self._offers[sku] = offer
                found[sku] = listing_value(item.record, offer.record) if item and offer else None
        return found

    def write(self, changes: Sequence[Change]) -> Sequence[Answer]:
        """Write up to 25 items, then the offers of those that eBay has taken."""
        writing = Writing(len(changes))
        for place, change in enumerate(changes):
            if change.new is None:
                writing.answer(place, _KEPT)
            elif faults := list(_faults(change, self._site, self._limits)):
                writing.answer(place, faulty(faults))
        written: set[int] = set()
        writing.send(writing.open_places, lambda: self._items(changes, writing.open_places, written))
        ready = [place for place in writing.open_places if place in written]
        new = [place for place in ready if changes[place].object_id not in self._offers]
        writing.send(new, lambda: self._new_offers(changes, new))
        for place in ready:
            if place not in new:
                writing.send([place], lambda place=place: self._present_offer(place, changes[place]))  # type: ignore[misc]
        return writing.answers

    def shows(self, wanted: Value, live: Value) -> bool:
        """Tell whether a listing has all that was sent; eBay adds fields of its own."""
        return contains(live, wanted)

    def _items(self, changes: Sequence[Change], places: Sequence[int], written: set[int]) -> Mapping[int, Answer]:
        records = {changes[place].object_id: changes[place].new["inventory_item"] for place in places}
        rows = replace_items(self._calls, self._site, records)
        found = {place: answer_of(row for row in rows if row.sku == changes[place].object_id) for place in places}
        written |= {place for place, answer in found.items() if answer.ended is Ended.TAKEN}
        return {place: answer for place, answer in found.items() if place not in written}

    def _new_offers(self, changes: Sequence[Change], places: Sequence[int]) -> Mapping[int, Answer]:
        records = [
            {
                **changes[place].new["offer"], "sku": changes[place].object_id, "marketplaceId": self._site.marketplace,
                "format": FORMAT,
            }
            for place in places
        ]  # fmt: skip
        rows = create_offers(self._calls, self._site, records)
        return {place: answer_of(row for row in rows if row.sku == changes[place].object_id) for place in places}

    def _present_offer(self, place: int, change: Change) -> Mapping[int, Answer]:
        offer = self._offers.pop(change.object_id)
        update_offer(self._calls, self._site, offer.offer_id, {**offer.record, **change.new["offer"]})
        return {place: Answer(Ended.TAKEN, reference=offer.offer_id)}


class LiveListing(_OfOneSite):
    """Whether the offer of an item is published. Publishing may cost fees; ending gives up the listing's number.

    Args:
        calls: The account.
        site: Where it is offered.
    """

    most_rows = MOST_ROWS
    repeatable = True
    undo = ""

    def __init__(self, calls: Calls, site: Site) -> None:
        super().__init__(calls, site)
        self._offers: dict[str, Offer] = {}

    def read(self, objects: Sequence[str]) -> Mapping[str, Value]:
        """Tell which items are live; none for one without an offer. One call for each."""
        found = {sku: self._offer(sku) for sku in objects}
        self._offers |= {sku: offer for sku, offer in found.items() if offer}
        return {sku: offer.is_published if offer else None for sku, offer in found.items()}

    def write(self, changes: Sequence[Change]) -> Sequence[Answer]:
        """Publish up to 25 offers with one call, and end listings with one call for each."""
        writing = Writing(len(changes))
        for place, change in enumerate(changes):
            if change.object_id not in self._offers:
                writing.look([place], lambda change=change: self._learn(change.object_id))  # type: ignore[misc]
            if change.object_id not in self._offers:
                writing.answer(place, _NO_OFFER)
        offers = {place: self._offers.pop(changes[place].object_id).offer_id for place in writing.open_places}
        ending = {place: offer_id for place, offer_id in offers.items() if not changes[place].new}
        # What makes things safer goes first.
        for place, offer_id in ending.items():
            writing.send([place], lambda place=place, offer_id=offer_id: self._end(place, offer_id))  # type: ignore[misc]
        going_live = {place: offer_id for place, offer_id in offers.items() if place not in ending}
        writing.send(going_live, lambda: self._publish(going_live))
        return writing.answers

    def shows(self, wanted: Value, live: Value) -> bool:
        """Tell whether it is as it should be."""
        return bool(wanted) == bool(live)

    def _learn(self, sku: str) -> None:
        offer = self._offer(sku)
        if offer:
            self._offers[sku] = offer

    def _end(self, place: int, offer_id: str) -> Mapping[int, Answer]:
        return {place: Answer(Ended.TAKEN, reference=withdraw_offer(self._calls, offer_id))}

    def _publish(self, offers: Mapping[int, str]) -> Mapping[int, Answer]:
        rows = publish_offers(self._calls, list(offers.values()))
        return {place: answer_of(row for row in rows if row.offer_id == offer_id) for place, offer_id in offers.items()}


def _faults(change: Change, site: Site, limits: EbayLimits) -> Iterator[str]:
    """Give why eBay would refuse a listing, as far as its documentation tells; the rules have looked closer."""
    item, offer = change.new["inventory_item"], change.new["offer"]
    product = item.get("product") or {}
    lengths = {
        "SKU": (change.object_id, limits.sku_characters), "title": (product.get("title", ""), limits.title_characters),
        "description": (product.get("description", ""), limits.description_characters),
    }  # fmt: skip
    for what, (text, most) in lengths.items():
        if not 1 <= len(text) <= most:
            yield f"A {what} has 1 to {most} characters, and this one has {len(text)}."
    if len(product.get("imageUrls") or ()) > limits.pictures:
        yield f"{limits.pictures} pictures are allowed."
    if offer.get("sku", change.object_id) != change.object_id:
        yield f"Its offer is for {offer['sku']}."
    if offer.get("marketplaceId", site.marketplace) != site.marketplace or offer.get("format", FORMAT) != FORMAT:
        yield f"The suite sells at a fixed price on {site.marketplace} only."
    price = (offer.get("pricingSummary") or {}).get("price") or {}
    yield from price_faults(str(price.get("value")), limits.least_price)


def contains(live: Value, wanted: Value) -> bool:
    """Tell whether a live value has all that is wanted: fields within fields, lists as they are, amounts as numbers."""
    if isinstance(wanted, Mapping):
        return isinstance(live, Mapping) and all(contains(live.get(name), value) for name, value in wanted.items())
    if isinstance(wanted, list | tuple):
        return (
            isinstance(live, list | tuple)
            and len(live) == len(wanted)
            and all(contains(one, other) for one, other in zip(live, wanted, strict=True))
        )
    if isinstance(wanted, bool) or wanted is None:
        return live is wanted
    return str(live) == str(wanted) or is_same_amount(wanted, live)
