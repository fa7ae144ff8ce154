"""Etsy's inventory of a listing: its variations, with their prices and quantities.

Writing it replaces all of it, so what is written is what was read, with the changes put in and without what is Etsy's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from automation_suite.etsy.answers import GROUP, ROOT, money
from automation_suite.platform_api.amounts import Money
from automation_suite.platform_api.calls import CallRefusedError, Calls
from automation_suite.platform_api.reading import Body

_WHAT = "Etsy's answer about an inventory"
_BY_PROPERTY = ("price_on_property", "quantity_on_property", "sku_on_property", "readiness_state_on_property")
_VALUE_FIELDS = ("property_id", "property_name", "scale_id", "value_ids", "values")


def inventory(calls: Calls, listing_id: str) -> Mapping[str, Any] | None:
    """Return the inventory of a listing; none when there is no such listing."""
    try:
        answer = calls.call("GET", f"{ROOT}/listings/{listing_id}/inventory", group=GROUP)
    except CallRefusedError as error:
        if error.status == 404:
            return None
        raise
    body = Body(answer.body, _WHAT)
    body.listed("products")
    return body.raw


def replace(calls: Calls, listing_id: str, record: Mapping[str, Any]) -> Mapping[str, Any]:
    """Replace the inventory of a listing, and return what Etsy has then.

    Args:
        calls: The account.
        listing_id: Which.
        record: As it was read, with changes; see ``with_price`` and ``with_quantity``.
    """
    path = f"{ROOT}/listings/{listing_id}/inventory"
    return Body(calls.call("PUT", path, group=GROUP, json=writable(record)).body, _WHAT).raw


def price_of(record: Mapping[str, Any]) -> Money | None:
    """Return the price of a listing; none when its variations have several."""
    prices = {money(offering, "price") for product in _products(record) for offering in _offerings(product)}
    return next(iter(prices)) if len(prices) == 1 else None


def quantity_of(record: Mapping[str, Any]) -> int | None:
    """Return how many of a listing there are; none when its variations have quantities of their own."""
    if record.get("quantity_on_property"):
        return None
    quantities = {offering.whole("quantity") for product in _products(record) for offering in _offerings(product)}
    return next(iter(quantities)) if len(quantities) == 1 else None


def with_price(record: Mapping[str, Any], price: Decimal) -> dict[str, Any]:
    """Return the inventory with another price on every variation, and all else as it is."""
    return _with(record, "price", float(price))


def with_quantity(record: Mapping[str, Any], quantity: int) -> dict[str, Any]:
    """Return the inventory with another quantity, and all else as it is."""
    return _with(record, "quantity", quantity)


def writable(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return an inventory as it is sent: without deleted variations, Etsy's own numbers, and divisors."""
    body: dict[str, Any] = {"products": [_product(product) for product in _products(record)]}
    return body | {name: list(record[name]) for name in _BY_PROPERTY if record.get(name) is not None}


def skus_of(record: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the SKUs of the variations of a listing, without those that have none."""
    return tuple(sku for product in _products(record) if (sku := product.text_or("sku")))


def with_sku(record: Mapping[str, Any], sku: str) -> dict[str, Any]:
    """Return the inventory of a listing without variations with a SKU, and all else as it is."""
    return {**record, "products": [{**product.raw, "sku": sku} for product in _products(record)]}


def _with(record: Mapping[str, Any], name: str, value: Any) -> dict[str, Any]:
    products = [
        {**product.raw, "offerings": [{**offering.raw, name: value} for offering in _offerings(product)]}
        for product in _products(record)
    ]
    return {**record, "products": products}


def _products(record: Mapping[str, Any]) -> list[Body]:
    return [product for product in Body(record, _WHAT).listed("products") if not product.flag("is_deleted")]


def _offerings(product: Body) -> list[Body]:
    return [offering for offering in product.listed("offerings") if not offering.flag("is_deleted")]


def _product(product: Body) -> dict[str, Any]:
    values = [
        {name: value.raw[name] for name in _VALUE_FIELDS if value.raw.get(name) is not None}
        for value in product.parts("property_values")
    ]
    return {
        "sku": product.text_or("sku"), "property_values": values,
        "offerings": [_offering(offering) for offering in _offerings(product)],
    }  # fmt: skip


def _offering(offering: Body) -> dict[str, Any]:
    price = offering.raw.get("price")
    sent = {
        # Etsy takes a number here. Two decimals survive as a float, which is written as its shortest form.
        "price": price if isinstance(price, float) else float(money(offering, "price").amount),
        "quantity": offering.whole("quantity"), "is_enabled": offering.flag("is_enabled", otherwise=True),
    }  # fmt: skip
    # Etsy wants the processing profile named also where there is none.
    return {**sent, "readiness_state_id": offering.whole_or_none("readiness_state_id")}
