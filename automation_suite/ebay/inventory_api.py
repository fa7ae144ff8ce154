"""eBay's Inventory API: items and their quantities, and the place from which they are sent.

An item is known by its SKU. What it costs and where it is offered stands in its offers; see ``offers_api``. Writing an item
replaces the whole record, so what is written is what was read, with the changes put in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from automation_suite.ebay.amounts import written
from automation_suite.ebay.bulk import RowAnswer, few, rows_of
from automation_suite.ebay.sites import Site
from automation_suite.platform_api.amounts import Money
from automation_suite.platform_api.calls import Calls
from automation_suite.platform_api.paging import Page, read_all
from automation_suite.platform_api.reading import Body

GROUP = "sell.inventory"
PAGE_SIZE = 200
_ROOT = "/sell/inventory/v1"
_WHAT = "eBay's list of items"
# What an item can be written with; all else in the record is eBay's own.
_WRITTEN_FIELDS = (
    "availability", "condition", "conditionDescription", "conditionDescriptors", "packageWeightAndSize", "product",
)  # fmt: skip


@dataclass(frozen=True)
class InventoryItem:
    """One item as eBay has it.

    Attributes:
        sku: By which the owner and eBay know it.
        title: For buyers; empty when it has none yet.
        quantity: How many there are for all offers together; none when eBay does not say.
        condition: In eBay's words; empty when it has none yet.
        record: Everything that can be written back.
    """

    sku: str
    title: str
    quantity: int | None
    condition: str
    record: Mapping[str, Any]


@dataclass(frozen=True)
class OfferUpdate:
    """A new price or quantity of one published offer; what is none stays."""

    offer_id: str
    quantity: int | None = None
    price: Money | None = None


@dataclass(frozen=True)
class PriceQuantity:
    """One entry of an update of prices and quantities: one SKU, and its offers.

    Attributes:
        sku: The item's; empty when only offers change.
        quantity: How many there are for all offers together; none when that stays.
        offers: What changes on them.
    """

    sku: str = ""
    quantity: int | None = None
    offers: tuple[OfferUpdate, ...] = field(default=())


def read_items(calls: Calls) -> tuple[InventoryItem, ...]:
    """Return all items of the account, with one call for each 200.

    Raises:
        AnswerIncompleteError: The pages do not have what eBay counts.
    """

    def page(number: int) -> Page:
        query = {"limit": PAGE_SIZE, "offset": number}
        body = Body(calls.call("GET", f"{_ROOT}/inventory_item", group=GROUP, query=query).body, _WHAT)
        return Page(body.parts("inventoryItems"), body.whole("total"))

    # The offset of this list is the number of a page.
    found = read_all(page, lambda body: body.text("sku"), PAGE_SIZE, _WHAT, counts_pages=True)
    return tuple(item_in(body) for body in found)


def get_items(calls: Calls, skus: Sequence[str]) -> dict[str, InventoryItem | None]:
    """Return up to 25 items by their SKUs; none for one that is not there. One that was not answered about is missing."""
    entries = [{"sku": sku} for sku in few(skus)]
    answer = calls.call("POST", f"{_ROOT}/bulk_get_inventory_item", group=GROUP, json={"requests": entries})
    return items_in(rows_of(answer, _WHAT), skus)


def replace_items(calls: Calls, site: Site, records: Mapping[str, Mapping[str, Any]]) -> list[RowAnswer]:
    """Create up to 25 items or replace what there is of them, by their SKUs. Doing it twice is doing it once."""
    entries = [item_entry(sku, record, site) for sku, record in few(list(records.items()))]
    answer = calls.call(
        "POST", f"{_ROOT}/bulk_create_or_replace_inventory_item", group=GROUP, json={"requests": entries},
        headers=site.headers,
    )  # fmt: skip
    return rows_of(answer, "eBay's answer to written items")


def update_price_quantity(calls: Calls, entries: Sequence[PriceQuantity]) -> list[RowAnswer]:
    """Change prices and quantities of up to 25 published offers. An unpublished offer is changed by ``update_offer``.

    eBay's documentation contradicts itself on whether one call may name several SKUs: the call's own page says one, its
    types and the guide to bulk updates say 25. A call that is refused has written nothing.
    """
    body = price_quantity_body(entries)
    answer = calls.call("POST", f"{_ROOT}/bulk_update_price_quantity", group=GROUP, json=body)
    return rows_of(answer, "eBay's answer to changed prices and quantities")


def create_location(calls: Calls, key: str, name: str, address: Mapping[str, str]) -> None:
    """Make a place from which items are sent.

    Args:
        calls: The account.
        key: By which offers name it.
        name: For people.
        address: By eBay's names: ``postalCode`` and ``country`` at least, or ``city``, ``stateOrProvince`` and ``country``.

    Raises:
        CallRefusedError: With status 409 when there is one with this key.
    """
    body = {"name": name, "location": {"address": dict(address)}, "locationTypes": ["WAREHOUSE"],
            "merchantLocationStatus": "ENABLED"}  # fmt: skip
    calls.call("POST", f"{_ROOT}/location/{quote(key, safe='')}", group=GROUP, json=body)


def item_entry(sku: str, record: Mapping[str, Any], site: Site) -> dict[str, Any]:
    """Return one item as it is sent, without what is eBay's own."""
    kept = {name: record[name] for name in _WRITTEN_FIELDS if record.get(name) is not None}
    return {"sku": sku, "locale": site.language.replace("-", "_"), **kept}


def with_quantity(record: Mapping[str, Any], quantity: int) -> dict[str, Any]:
    """Return the record of an item with another quantity, and all else as it is."""
    availability = dict(record.get("availability") or {})
    shipped = {**(availability.get("shipToLocationAvailability") or {}), "quantity": quantity}
    # How the owner spreads it over places contradicts the number.
    shipped.pop("availabilityDistributions", None)
    return {**record, "availability": {**availability, "shipToLocationAvailability": shipped}}


def price_quantity_body(entries: Sequence[PriceQuantity]) -> dict[str, Any]:
    """Return the body of a change of prices and quantities."""
    few([offer for entry in entries for offer in entry.offers])
    return {"requests": [_price_quantity(entry) for entry in few(entries)]}


def item_in(body: Body) -> InventoryItem:
    """Read one item."""
    shipped = body.part_or_empty("availability").part_or_empty("shipToLocationAvailability")
    return InventoryItem(
        sku=body.text("sku"), title=body.part_or_empty("product").text_or("title"),
        quantity=shipped.whole_or_none("quantity"), condition=body.text_or("condition"),
        record=_writable({name: body.raw[name] for name in _WRITTEN_FIELDS if name in body.raw}),
    )  # fmt: skip


def _writable(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record without how eBay spreads the pieces over kinds of listings, which follows from their number."""
    availability = record.get("availability") or {}
    shipped = availability.get("shipToLocationAvailability") or {}
    if "allocationByFormat" not in shipped:
        return record
    kept = {name: value for name, value in shipped.items() if name != "allocationByFormat"}
    return {**record, "availability": {**availability, "shipToLocationAvailability": kept}}


def items_in(rows: Iterable[RowAnswer], skus: Sequence[str]) -> dict[str, InventoryItem | None]:
    """Read the rows of items that were asked for; a row with another trouble than *not found* counts as not answered."""
    found: dict[str, InventoryItem | None] = {}
    for row in rows:
        if row.sku not in skus:
            continue
        if row.taken:
            found[row.sku] = item_in(Body({"sku": row.sku, **row.body.part("inventoryItem").raw}, _WHAT))
        elif row.status == 404:
            found[row.sku] = None
    return found


def _price_quantity(entry: PriceQuantity) -> dict[str, Any]:
    body: dict[str, Any] = {}
    if entry.sku:
        body["sku"] = entry.sku
    if entry.quantity is not None:
        body["shipToLocationAvailability"] = {"quantity": entry.quantity}
    if entry.offers:
        body["offers"] = [_offer_update(offer) for offer in entry.offers]
    return body


def _offer_update(offer: OfferUpdate) -> dict[str, Any]:
    body: dict[str, Any] = {"offerId": offer.offer_id}
    if offer.quantity is not None:
        body["availableQuantity"] = offer.quantity
    if offer.price is not None:
        body["price"] = written(offer.price)
    return body
