"""Prices and quantities of eBay's offers as targets of plans. An object is an offer, by its number.

A quantity is that of the item, which the bulk calls tell of 25 items at once; it is written on the item and on the offer,
because eBay offers the smaller one. Where eBay refuses 0, the listing is ended: what is sold must not be sold again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from http import HTTPStatus

from automation_suite.ebay.bulk import MOST_ROWS, answer_of, in_batches
from automation_suite.ebay.inventory_api import (
    InventoryItem,
    OfferUpdate,
    PriceQuantity,
    get_items,
    replace_items,
    update_price_quantity,
    with_quantity,
)
from automation_suite.ebay.offers_api import Offer, get_offer, update_offer, with_price, withdraw_offer
from automation_suite.ebay.sites import Site
from automation_suite.listing_rules.rules import EbayLimits
from automation_suite.plans.change import Answer, Change, Ended, Value
from automation_suite.platform_api.amounts import Money, price_faults, quantity_faults
from automation_suite.platform_api.calls import CallRefusedError, Calls
from automation_suite.platform_api.object_target import is_same_amount
from automation_suite.platform_api.reading import AnswerIncompleteError
from automation_suite.platform_api.writing import Writing, faulty

# Returns the SKUs of offers, as far as they are known.
SkusOf = Callable[[Sequence[str]], Mapping[str, str]]
_GONE = Answer(Ended.NOT_TAKEN, explanation="eBay has no such offer any more.", next_step="Look at it in Seller Hub.")


class Updates:
    """Changes of published offers: 25 in a call, or one when eBay turns out to take a single SKU only.

    Args:
        calls: The account.
    """

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._takes_one_sku = False

    def send(self, writing: Writing, entries: Mapping[int, PriceQuantity]) -> None:
        """Send changes by their places."""
        if len(entries) > 1 and not self._takes_one_sku:
            writing.send(entries, lambda: self._together(entries))
        still_open = [place for place in entries if place in writing.open_places]
        for place in still_open:
            writing.send([place], lambda place=place: self._sent({place: entries[place]}))  # type: ignore[misc]
        if len(still_open) > 1 and any(writing.answers[place].ended is Ended.TAKEN for place in still_open):
            self._takes_one_sku = True

    def _together(self, entries: Mapping[int, PriceQuantity]) -> Mapping[int, Answer]:
        try:
            return self._sent(entries)
        except CallRefusedError as error:
            # eBay's documentation contradicts itself on several SKUs in a call. What is refused has written nothing.
            if error.status != HTTPStatus.BAD_REQUEST:
                raise
            return {}

    def _sent(self, entries: Mapping[int, PriceQuantity]) -> Mapping[int, Answer]:
        rows = update_price_quantity(self._calls, list(entries.values()))
        answers = {}
        for place, entry in entries.items():
            numbers = {offer.offer_id for offer in entry.offers}
            answers[place] = answer_of(
                row for row in rows if row.offer_id in numbers or (not row.offer_id and entry.sku and row.sku == entry.sku)
            )
        return answers


class OfferPrice:
    """The price of an offer, as text with two decimals. A published one changes its listing.

    Args:
        calls: The account.
        site: Whose prices.
        limits: What eBay takes.
    """

    most_rows = MOST_ROWS
    repeatable = True
    undo = ""

    def __init__(self, calls: Calls, site: Site, limits: EbayLimits) -> None:
        self._calls = calls
        self._site = site
        self._least = limits.least_price
        self._updates = Updates(calls)
        self._offers: dict[str, Offer] = {}

    def read(self, objects: Sequence[str]) -> Mapping[str, Value]:
        """Return the prices of offers, with one call for each; eBay has no list of offers."""
        found = {offer_id: get_offer(self._calls, offer_id) for offer_id in objects}
        self._offers |= {offer_id: offer for offer_id, offer in found.items() if offer}
        return {offer_id: offer.price.text if offer and offer.price else None for offer_id, offer in found.items()}

    def write(self, changes: Sequence[Change]) -> Sequence[Answer]:
        """Change the prices of up to 25 offers."""
        writing = Writing(len(changes))
        for place, change in enumerate(changes):
            if faults := price_faults(change.new, self._least):
                writing.answer(place, faulty(faults))
                continue
            if change.object_id not in self._offers:
                writing.look([place], lambda change=change: self._learn(change.object_id))  # type: ignore[misc]
            if change.object_id not in self._offers:
                writing.answer(place, _GONE)
        offers = {place: self._offers.pop(changes[place].object_id) for place in writing.open_places}
        prices = {place: self._price(changes[place], offer) for place, offer in offers.items()}
        entries = {
            place: PriceQuantity(offers=(OfferUpdate(offer.offer_id, price=prices[place]),))
            for place, offer in offers.items() if offer.is_published
        }  # fmt: skip
        self._updates.send(writing, entries)
        for place, offer in offers.items():
            if not offer.is_published:
                writing.send([place], lambda place=place, offer=offer: self._draft(place, offer, prices[place]))  # type: ignore[misc]
        return writing.answers

    def shows(self, wanted: Value, live: Value) -> bool:
        """Tell whether an offer has a price."""
        return is_same_amount(wanted, live)

    def _learn(self, offer_id: str) -> None:
        offer = get_offer(self._calls, offer_id)
        if offer:
            self._offers[offer_id] = offer

    def _price(self, change: Change, offer: Offer) -> Money:
        return Money(Decimal(change.new), offer.price.currency if offer.price else self._site.currency)

    def _draft(self, place: int, offer: Offer, price: Money) -> Mapping[int, Answer]:
        update_offer(self._calls, self._site, offer.offer_id, with_price(offer.record, price))
        return {place: Answer(Ended.TAKEN, reference=offer.offer_id)}


class OfferQuantity:
    """How many of an offer's item there are to be had.

    Args:
        calls: The account.
        site: Where it is offered.
        skus_of: Returns the SKUs of offers as far as the inventory knows them; each of the others costs a call.
    """

    most_rows = MOST_ROWS
    repeatable = True
    undo = ""

    def __init__(self, calls: Calls, site: Site, skus_of: SkusOf) -> None:
        self._calls = calls
        self._site = site
        self._skus_of = skus_of
        self._updates = Updates(calls)
        self._skus: dict[str, str] = {}
        self._ended: set[str] = set()

    def read(self, objects: Sequence[str]) -> Mapping[str, Value]:
        """Return the quantities of offers, with one call for each 25; 0 for one that this target has ended."""
        self._skus |= self._skus_of([offer_id for offer_id in objects if offer_id not in self._skus])
        values: dict[str, Value] = {}
        for offer_id in objects:
            if offer_id not in self._skus or offer_id in self._ended:
                values |= self._looked_up(offer_id)
        rest = [offer_id for offer_id in objects if offer_id not in values]
        items: dict[str, InventoryItem | None] = {}
        for skus in in_batches(sorted({self._skus[offer_id] for offer_id in rest})):
            items |= get_items(self._calls, skus)
        return values | _quantities(rest, self._skus, items)

    def write(self, changes: Sequence[Change]) -> Sequence[Answer]:
        """Change the quantities of up to 25 offers, and end the listings of those of which eBay takes no 0."""
        writing = Writing(len(changes))
        for place, change in enumerate(changes):
            if faults := quantity_faults(change.new):
                writing.answer(place, faulty(faults))
                continue
            if change.object_id not in self._skus:
                writing.look([place], lambda change=change: self._learn(change.object_id))  # type: ignore[misc]
            if change.object_id not in self._skus:
                writing.answer(place, _GONE)
        self._updates.send(writing, {place: self._entry(changes[place]) for place in writing.open_places})
        refused = [place for place, answer in enumerate(writing.answers) if answer.ended is Ended.NOT_TAKEN]
        sold_out = {place: changes[place].object_id for place in refused if changes[place].new == 0}
        for place, offer_id in sold_out.items():
            if offer_id in self._skus:
                writing.send([place], lambda place=place, offer_id=offer_id: self._end(place, offer_id))  # type: ignore[misc]
        ended = [self._skus[offer_id] for offer_id in sold_out.values() if offer_id in self._ended]
        # The listings are down already; this keeps the items from being offered again as they were.
        writing.send(sold_out if ended else (), lambda: self._empty(ended))
        return writing.answers

    def shows(self, wanted: Value, live: Value) -> bool:
        """Tell whether that many are to be had."""
        return bool(wanted == live)

    def _entry(self, change: Change) -> PriceQuantity:
        offer = OfferUpdate(change.object_id, quantity=change.new)
        return PriceQuantity(self._skus[change.object_id], change.new, (offer,))

    def _learn(self, offer_id: str) -> None:
        self._looked_up(offer_id)

    def _looked_up(self, offer_id: str) -> dict[str, Value]:
        """Look at an offer itself. Of a published one the quantity is asked for together with others."""
        offer = get_offer(self._calls, offer_id)
        if offer is None:
            return {offer_id: None}
        self._skus[offer_id] = offer.sku
        if offer.is_published:
            self._ended.discard(offer_id)
        return {} if offer.is_published else {offer_id: 0}

    def _end(self, place: int, offer_id: str) -> Mapping[int, Answer]:
        offer = get_offer(self._calls, offer_id)
        if offer and offer.is_published:
            withdraw_offer(self._calls, offer_id)
        self._ended.add(offer_id)
        return {place: Answer(Ended.TAKEN, facts={"ended": True})}

    def _empty(self, skus: Sequence[str]) -> Mapping[int, Answer]:
        try:
            items = get_items(self._calls, skus)
            records = {sku: with_quantity(item.record, 0) for sku, item in items.items() if item}
            if records:
                replace_items(self._calls, self._site, records)
        except (CallRefusedError, AnswerIncompleteError):
            return {}
        return {}


def _quantities(
    offer_ids: Sequence[str], skus: Mapping[str, str], items: Mapping[str, InventoryItem | None]
) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for offer_id in offer_ids:
        sku = skus[offer_id]
        item = items.get(sku)
        if item is not None and item.quantity is not None:
            found[offer_id] = item.quantity
        elif sku in items and item is None:
            found[offer_id] = None
    return found
