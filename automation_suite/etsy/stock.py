"""Etsy's receipts and listings as the rules for stock see them. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from automation_suite.etsy.listings_api import Listing as EtsyListing
from automation_suite.etsy.receipts_api import Receipt
from automation_suite.stock_sync.ledger import Sale
from automation_suite.stock_sync.listings import Listing

_CANCELLED = ("canceled", "fully refunded")
_KIND = "listing"


def sales_in(receipts: Iterable[Receipt], account: str) -> list[Sale]:
    """Return each line of receipts as a sale."""
    return [
        Sale(
            "etsy", account, receipt.receipt_id, line.transaction_id, line.sku, line.title, line.quantity,
            receipt.created_at, paid=receipt.is_paid, cancelled=receipt.status in _CANCELLED,
        )
        for receipt in receipts
        for line in receipt.transactions
    ]  # fmt: skip


def listings_of(listings: Iterable[EtsyListing], account: str) -> list[Listing]:
    """Return how many of each listing are offered. One whose variations have SKUs of their own is left out."""
    return [
        Listing(
            "etsy", account, _KIND, listing.listing_id, listing.skus[0], listing.title, listing.offered, listing.address
        )
        for listing in listings
        if len(listing.skus) == 1
    ]  # fmt: skip
