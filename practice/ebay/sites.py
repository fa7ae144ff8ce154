"""The sites of eBay on which the practice seller can sell: one of them at a time, chosen at the start."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Site:
    """One site of eBay, with a seller who lives there.

    Attributes:
        marketplace: By which the APIs know it.
        language: Of its texts.
        currency: Of its prices and of what is paid out.
        tree: Number of its categories' tree.
        country: Of the seller and the buyers.
        address: Of the place from which the seller sends.
        program: By which its sellers are rated.
        carrier: Who brings parcels, and with which service.
        tax: What eBay collects of a sale, by its word for it.
    """

    marketplace: str
    language: str
    currency: str
    tree: str
    country: str
    address: tuple[str, str, str, str]
    program: str
    carrier: tuple[str, str]
    tax: str


US = Site(
    "EBAY_US", "en-US", "USD", "0", "US", ("12 Practice Lane", "Portland", "OR", "97201"), "PROGRAM_US",
    ("USPS", "USPSGroundAdvantage"), "STATE_SALES_TAX",
)  # fmt: skip
GB = Site(
    "EBAY_GB", "en-GB", "GBP", "3", "GB", ("12 Practice Lane", "Leeds", "West Yorkshire", "LS1 1AA"), "PROGRAM_UK",
    ("Royal Mail", "UK_RoyalMailSecondClassStandard"), "VAT",
)  # fmt: skip
BRITISH = "ebay-gb"


def site_of(scenarios: Collection[str]) -> Site:
    """Return the site on which the seller sells when some scenarios are on."""
    return GB if BRITISH in scenarios else US
