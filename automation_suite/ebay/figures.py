"""eBay's money and traffic as figures of days. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from automation_suite.ebay.analytics_api import TrafficReport
from automation_suite.ebay.finances_api import Payout, Transaction
from automation_suite.platform_api.reading import AnswerIncompleteError
from automation_suite.shop_figures import agreement
from automation_suite.shop_figures.agreement import Entry
from automation_suite.shop_figures.merging import Figure

_SALE = "SALE"
_KINDS = {"REFUND": "refunds", "SHIPPING_LABEL": "labels", "NON_SALE_CHARGE": "fees"}
_NAMES = {
    "LISTING_IMPRESSION_TOTAL": ("impressions", "count"), "LISTING_VIEWS_TOTAL": ("views", "count"),
    "TRANSACTION": ("sold", "count"), "CLICK_THROUGH_RATE": ("click rate", "percent"),
    "SALES_CONVERSION_RATE": ("conversion", "percent"),
}  # fmt: skip


def entries_of(transactions: Iterable[Transaction], payouts: Iterable[Payout], time_zone: str) -> list[Entry]:
    """Return the movements of the account: of a sale what the buyer paid and the fee apart, and what went to the bank."""
    zone = ZoneInfo(time_zone)
    found = [entry for one in transactions for entry in _entries(one, zone)]
    return [*found, *(
        Entry(f"payout:{one.payout_id}", one.at.astimezone(zone).date(), "payouts", -one.amount.amount, one.payout_id)
        for one in payouts
    )]  # fmt: skip


def one_currency(transactions: Sequence[Transaction], payouts: Sequence[Payout], usual: str) -> str:
    """Return in which currency eBay books for the seller, which need not be that of the site.

    Args:
        transactions: That are to be summed.
        payouts: The same.
        usual: Where there is nothing to sum.

    Raises:
        AnswerIncompleteError: There are several, and nothing can be summed.
    """
    booked = {one.amount.currency for one in transactions} | {one.amount.currency for one in payouts}
    found = sorted(booked or {usual})
    if len(found) > 1:
        raise AnswerIncompleteError(f"eBay has booked in {' and '.join(found)}; sums of both would say nothing.")
    return found[0]


def payouts_of(payouts: Iterable[Payout], time_zone: str) -> list[agreement.Payout]:
    """Return payouts as the rules for agreement see them."""
    return [
        agreement.Payout(one.payout_id, one.at.astimezone(ZoneInfo(time_zone)).date(), one.amount.amount) for one in payouts
    ]


def traffic_figures(report: TrafficReport) -> list[Figure]:
    """Return impressions, views and sales of each day. What eBay does not know for a day is none, which is not 0."""
    return [
        Figure(_day(line.key), name, line.figures.get(metric), unit)
        for line in report.lines
        for metric, (name, unit) in _NAMES.items()
    ]  # fmt: skip


def _entries(one: Transaction, zone: ZoneInfo) -> Iterator[Entry]:
    key, day = f"{one.kind}:{one.transaction_id}", one.at.astimezone(zone).date()
    if one.kind != _SALE:
        yield Entry(key, day, _KINDS.get(one.kind, "other"), one.amount.amount, one.payout_id)
        return
    fee = one.fee.amount if one.fee else Decimal(0)
    yield Entry(key, day, "sales", one.amount.amount + fee, one.payout_id)
    yield Entry(f"{key}:fee", day, "fees", -fee, one.payout_id)


def _day(text: str) -> date:
    return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007
