"""Rows as eBay's APIs show them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from practice.ebay.accounts import LOCATION, POLICIES
from practice.ebay.goods import Good
from practice.ebay.sites import Site

Row = dict[str, Any]
_CENT = Decimal("0.01")
PICTURES = "https://i.practice.example/images"


def money(amount: Decimal | str, site: Site) -> Row:
    """Return an amount in the currency of a site."""
    return {"value": str(Decimal(amount).quantize(_CENT)), "currency": site.currency}


def value_of(amount: Mapping[str, Any]) -> Decimal:
    """Return the number of an amount."""
    return Decimal(str(amount["value"]))


def moment(at: datetime) -> str:
    """Return a moment as eBay writes it."""
    return at.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def item(good: Good, site: Site) -> Row:
    """Return the inventory item of a good."""
    aspects = {"Brand": good.brand or "Unbranded"} | good.aspects
    return {
        "sku": good.sku, "locale": site.language.replace("-", "_"), "condition": good.condition,
        "availability": {"shipToLocationAvailability": {"quantity": good.quantity}},
        "packageWeightAndSize": {"weight": {"value": good.grams, "unit": "GRAM"}},
        "product": {
            "title": good.title, "description": f"{good.title}. Please see the pictures.",
            "aspects": {name: [value] for name, value in aspects.items()}, "imageUrls": [f"{PICTURES}/{good.sku}.jpg"],
            **({"brand": good.brand} if good.brand else {}), **({"ean": [good.gtin]} if good.gtin else {}),
        },
    }  # fmt: skip


def offer(good: Good, number: str, listing_id: str, site: Site) -> Row:
    """Return the published offer of a good."""
    return {
        "offerId": number, "sku": good.sku, "marketplaceId": site.marketplace, "format": "FIXED_PRICE",
        "availableQuantity": good.quantity, "categoryId": good.category, "merchantLocationKey": LOCATION,
        "listingDescription": f"{good.title}. Please see the pictures.", "listingDuration": "GTC",
        "listingPolicies": {f"{kind}PolicyId": policy for kind, policy in POLICIES.items()},
        "pricingSummary": {"price": money(good.price, site)}, "tax": {"applyTax": False}, "hideBuyerDetails": False,
        "includeCatalogProductDetails": True, "status": "PUBLISHED",
        "listing": {"listingId": listing_id, "listingStatus": "ACTIVE", "soldQuantity": 0},
    }  # fmt: skip


def location(site: Site) -> Row:
    """Return the place from which the seller sends."""
    names = ("addressLine1", "city", "stateOrProvince", "postalCode")
    address = {**dict(zip(names, site.address, strict=True)), "country": site.country}
    return {"merchantLocationKey": LOCATION, "name": "Home", "location": {"address": address},
            "locationTypes": ["WAREHOUSE"], "merchantLocationStatus": "ENABLED"}  # fmt: skip
