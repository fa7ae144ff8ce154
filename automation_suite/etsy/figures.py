"""Etsy's ledger, orders and lifetime figures as figures of days and weeks. Pure.

Etsy tells no views of a day, only how often a listing was ever looked at. What it says is kept for the week in which it was
read, under the Monday of that week; the difference to the week before is what happened in between.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from automation_suite.etsy.ledger_api import LedgerEntry
from automation_suite.etsy.listings_api import Listing
from automation_suite.etsy.receipts_api import Receipt
from automation_suite.shop_figures.agreement import Entry
from automation_suite.shop_figures.merging import Figure

VIEWS, FAVOURITES, FOUND = "views so far", "favourites so far", "listings found"
ORDERS, PIECES = "orders", "pieces sold"
_CANCELLED = ("canceled", "fully refunded")
# By how the names of the ledger begin, in small letters, as sellers have met them; what is none of them is "other".
_KINDS = (
    ("payment_gross", "sales"), ("refund", "refunds"), ("disburse", "payouts"), ("shipping_label", "labels"),
    ("payment_processing_fee", "fees"), ("transaction", "fees"), ("shipping_transaction", "fees"), ("listing", "fees"),
    ("renew", "fees"), ("offsite_ads", "fees"), ("prolist", "fees"), ("subscription", "fees"),
)  # fmt: skip


def kind_of(name: str) -> str:
    """Return to which of ``agreement.KINDS`` a name of the ledger belongs."""
    return next((kind for beginning, kind in _KINDS if name.casefold().startswith(beginning)), "other")


def as_entry(entry: LedgerEntry, time_zone: str) -> Entry:
    """Return a movement as the rules for agreement see it.

    Args:
        entry: As it was read.
        time_zone: In which days are counted.
    """
    day = entry.at.astimezone(ZoneInfo(time_zone)).date()
    return Entry(entry.entry_id, day, kind_of(entry.kind), entry.amount.amount, balance=entry.balance.amount)


def week_figures(listings: Iterable[Listing], today: date) -> list[Figure]:
    """Return how often each listing was looked at and marked so far, for the week of a day."""
    return [figure for listing in listings for figure in _of_listing(listing, monday_of(today))]


def order_figures(receipts: Iterable[Receipt], days: Iterable[date], time_zone: str) -> list[Figure]:
    """Return how many orders came in on each day, and how many pieces they had; one that was cancelled is none.

    Args:
        receipts: All of those days; the same one may be there twice.
        days: Days that were answered to their end; one without an order has 0.
        time_zone: In which days are counted.
    """
    zone, orders, pieces = ZoneInfo(time_zone), Counter[date](), Counter[date]()
    for receipt in {one.receipt_id: one for one in receipts}.values():
        if receipt.is_paid and receipt.status not in _CANCELLED:
            day = receipt.created_at.astimezone(zone).date()
            orders[day] += 1
            pieces[day] += sum(line.quantity for line in receipt.transactions)
    counted = ((ORDERS, orders), (PIECES, pieces))
    return [Figure(day, name, Decimal(of[day]), "count") for day in sorted(set(days)) for name, of in counted]


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def _of_listing(listing: Listing, monday: date) -> Iterator[Figure]:
    if listing.views is not None:
        yield Figure(monday, VIEWS, Decimal(listing.views), "count", listing.listing_id)
    if listing.favourers is not None:
        yield Figure(monday, FAVOURITES, Decimal(listing.favourers), "count", listing.listing_id)
