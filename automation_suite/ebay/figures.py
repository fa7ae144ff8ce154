"""eBay's money and traffic as figures of days. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from automation_suite.ebay.analytics_api import TrafficReport
from automation_suite.ebay.finances_api import Payout, Transaction
from automation_suite.shop_figures import agreement
from automation_suite.shop_figures.agreement import Entry
from automation_suite.shop_figures.merging import Figure

_SALE, _REFUND = "SALE", "REFUND"
_KINDS = {_SALE: "sales", _REFUND: "refunds", "SHIPPING_LABEL": "labels", "NON_SALE_CHARGE": "fees"}
_FAILED = "FAILED"
# What has not arrived at the bank, or went back.
_NOT_PAID = ("RETRYABLE_FAILED", "TERMINAL_FAILED", "REVERSED")
_NAMES = {
    "LISTING_IMPRESSION_TOTAL": ("impressions", "count"), "LISTING_VIEWS_TOTAL": ("views", "count"),
    "TRANSACTION": ("sold", "count"), "CLICK_THROUGH_RATE": ("click rate", "percent"),
    "SALES_CONVERSION_RATE": ("conversion", "percent"),
}  # fmt: skip


def entries_of(transactions: Iterable[Transaction], payouts: Iterable[Payout], time_zone: str, currency: str) -> list[Entry]:
    """Return the movements of the account: of a sale what the buyer paid and the fee apart, and what went to the bank.

    Left out is what failed, and what is in another currency than the account, which nobody can add up.

    Args:
        transactions: As they were read.
        payouts: The same.
        time_zone: In which days are counted.
        currency: Of the account.
    """
    zone = ZoneInfo(time_zone)
    counted = (one for one in transactions if one.status != _FAILED and one.amount.currency == currency)
    found = [entry for one in counted for entry in _entries(one, zone)]
    return [*found, *(
        Entry(f"payout:{one.payout_id}", one.at.astimezone(zone).date(), "payouts", -one.amount.amount, one.payout_id)
        for one in arrived(payouts, currency)
    )]  # fmt: skip


def booked_in(transactions: Iterable[Transaction], payouts: Iterable[Payout], usual: str) -> str:
    """Return in which currency eBay books for the seller, which need not be that of the site.

    Args:
        transactions: Of some days.
        payouts: The same.
        usual: What it is where there are none, or several.
    """
    found = {one.amount.currency for one in transactions} | {one.amount.currency for one in payouts}
    return found.pop() if len(found) == 1 else usual


def foreign(transactions: Iterable[Transaction], payouts: Iterable[Payout], currency: str) -> int:
    """Return how many movements are in another currency than the account."""
    amounts = [*(one.amount for one in transactions), *(one.amount for one in payouts)]
    return sum(amount.currency != currency for amount in amounts)


def arrived(payouts: Iterable[Payout], currency: str) -> list[Payout]:
    """Return the payouts that went to the bank or are on their way."""
    return [one for one in payouts if one.status not in _NOT_PAID and one.amount.currency == currency]


def not_arrived(payouts: Iterable[Payout]) -> list[Payout]:
    """Return the payouts that the bank did not take, or gave back."""
    return [one for one in payouts if one.status in _NOT_PAID]


def payouts_of(payouts: Iterable[Payout], time_zone: str, currency: str) -> list[agreement.Payout]:
    """Return payouts that went to the bank as the rules for agreement see them."""
    zone = ZoneInfo(time_zone)
    return [
        agreement.Payout(one.payout_id, one.at.astimezone(zone).date(), one.amount.amount)
        for one in arrived(payouts, currency)
    ]  # fmt: skip


def traffic_figures(report: TrafficReport) -> list[Figure]:
    """Return impressions, views and sales of each day. What eBay does not know for a day is none, which is not 0."""
    return [
        Figure(_day(line.key), name, line.figures.get(metric), unit)
        for line in report.lines
        for metric, (name, unit) in _NAMES.items()
    ]  # fmt: skip


def _entries(one: Transaction, zone: ZoneInfo) -> Iterator[Entry]:
    # One charge of several kinds has one number.
    key, day = f"{one.kind}:{one.transaction_id}:{one.fee_kind}", one.at.astimezone(zone).date()
    # eBay takes its fee out of a sale, and gives it back with a refund.
    fee = one.fee.amount * {_SALE: 1, _REFUND: -1}.get(one.kind, 0) if one.fee else Decimal(0)
    yield Entry(key, day, _KINDS.get(one.kind, "other"), one.amount.amount + fee, one.payout_id)
    if fee:
        yield Entry(f"{key}:fee", day, "fees", -fee, one.payout_id)


def _day(text: str) -> date:
    return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007
