"""Movements of money and payments to the bank, as the Finances API shows them. Each payout is the sum of its movements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from practice.ebay.accounts import BANK_LAST4
from practice.ebay.sales import DAYS, Sale
from practice.ebay.shapes import Row, moment, money, value_of
from practice.ebay.sites import Site

_WEEK = timedelta(days=7)
_TUESDAY = 1
_AVAILABLE, _PAID_OUT = "FUNDS_AVAILABLE_FOR_PAYOUT", "PAYOUT"
_ADVERTISING = Decimal("2.15")


def movements(sales: Sequence[Sale], day: date, site: Site) -> list[Row]:
    """Return what moved by a day, the oldest first, without the payouts."""
    rows = [row for sale in sales for row in movements_of(sale, site)]
    return sorted([*rows, *_advertising(day, site)], key=lambda row: row["transactionDate"])


def movements_of(sale: Sale, site: Site) -> Iterator[Row]:
    """Give what moves because of one sale."""
    about = {"orderId": sale.order_id, "salesRecordReference": str(1000 + sale.number), "paymentsEntity": "eBay Inc.",
             "buyer": {"username": sale.buyer.username}, "transactionStatus": _AVAILABLE}  # fmt: skip
    yield about | {
        "transactionId": f"S-{sale.line_id}", "transactionType": "SALE", "bookingEntry": "CREDIT",
        "transactionDate": moment(sale.at), "amount": money(sale.total - sale.fee, site),
        "totalFeeAmount": money(sale.fee, site), "totalFeeBasisAmount": money(sale.total + sale.tax, site),
        "eBayCollectedTaxAmount": money(sale.tax, site),
        "orderLineItems": [_fees(sale, site)],
    }  # fmt: skip
    if sale.shipped_at:
        yield about | {
            "transactionId": f"L-{sale.line_id}", "transactionType": "SHIPPING_LABEL", "bookingEntry": "DEBIT",
            "transactionDate": moment(sale.shipped_at), "amount": money(sale.label, site),
            "transactionMemo": f"{site.carrier[0]} label",
        }  # fmt: skip
    if sale.refunded_at:
        # eBay gives its share back and keeps the fee for the order.
        yield about | {
            "transactionId": f"R-{sale.line_id}", "transactionType": "REFUND", "bookingEntry": "DEBIT",
            "transactionDate": moment(sale.refunded_at), "amount": money(sale.total - sale.variable_fee, site),
            "totalFeeAmount": money(sale.variable_fee, site),
        }  # fmt: skip


def pay_out(rows: list[Row], day: date, site: Site) -> list[Row]:
    """Return the payouts of every Tuesday up to a day, and note in the movements with which they were paid."""
    found = []
    for tuesday in _tuesdays(day):
        until = moment(tuesday - timedelta(days=1))
        due = [row for row in rows if row["transactionStatus"] == _AVAILABLE and row["transactionDate"] < until]
        total = sum((signed(row) for row in due), Decimal(0))
        if total > 0:
            number = f"5{tuesday:%y%m%d}000"
            found.append(_payout(number, tuesday, total, len(due), site))
            for row in due:
                row |= {"transactionStatus": _PAID_OUT, "payoutId": number}
    return found


def signed(row: Row) -> Decimal:
    """Return what a movement adds to what the seller is due."""
    return value_of(row["amount"]) * (1 if row["bookingEntry"] == "CREDIT" else -1)


def _fees(sale: Sale, site: Site) -> Row:
    fees = [
        {"feeType": "FINAL_VALUE_FEE", "amount": money(sale.variable_fee, site)},
        {"feeType": "FINAL_VALUE_FEE_FIXED_PER_ORDER", "amount": money(sale.fixed_fee, site)},
    ]
    return {"lineItemId": sale.line_id, "feeBasisAmount": money(sale.total + sale.tax, site), "marketplaceFees": fees}


def _advertising(day: date, site: Site) -> Iterator[Row]:
    """Give the charges that belong to no order: what promoted listings cost, once a week."""
    for week in range(1, DAYS // 7 + 1):
        at = datetime.combine(day, time(3), UTC) - week * _WEEK
        yield {
            "transactionId": f"A-{at:%Y%m%d}", "transactionType": "NON_SALE_CHARGE", "bookingEntry": "DEBIT",
            "transactionDate": moment(at), "amount": money(_ADVERTISING, site), "feeType": "AD_FEE",
            "transactionStatus": _AVAILABLE, "transactionMemo": "Promoted Listings fee", "paymentsEntity": "eBay Inc.",
        }  # fmt: skip


def _tuesdays(day: date) -> Iterator[datetime]:
    latest = datetime.combine(day, time(6), UTC) - timedelta(days=(day.weekday() - _TUESDAY) % 7 or 7)
    for week in range(DAYS // 7, -1, -1):
        yield latest - week * _WEEK


def _payout(number: str, at: datetime, total: Decimal, count: int, site: Site) -> Row:
    return {
        "payoutId": number, "payoutStatus": "SUCCEEDED", "payoutStatusDescription": "The payout was sent to the bank.",
        "payoutDate": moment(at), "lastAttemptedPayoutDate": moment(at), "amount": money(total, site),
        "totalAmount": money(total, site),
        "totalFee": money("0.00", site), "transactionCount": count, "bankReference": f"B{number}",
        "payoutInstrument": {"instrumentType": "BANK", "nickname": "Practice Bank", "accountLastFourDigits": BANK_LAST4},
    }  # fmt: skip
