"""What Etsy tells of orders, money and listings as figures of days and weeks: every piece once, and nothing is not 0."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation_suite.etsy.figures import FAVOURITES, as_entry, kind_of, monday_of, order_figures, week_figures
from automation_suite.etsy.ledger_api import LedgerEntry
from automation_suite.etsy.listings_api import listing_in
from automation_suite.etsy.receipts_api import Receipt
from automation_suite.platform_api.amounts import Money
from automation_suite.platform_api.reading import Body
from automation_suite.shop_figures.agreement import KINDS, day_figures, figure_differences
from tests.etsy.test_orders_for_the_rules import USD, line, receipt

ZONE = "America/New_York"
# Around the night in which the clocks are put back, and around New Year.
MOMENTS = st.one_of(
    st.datetimes(datetime(2026, 10, 30), datetime(2026, 11, 3)), st.datetimes(datetime(2026, 12, 29), datetime(2027, 1, 3))
).map(lambda moment: moment.replace(tzinfo=UTC, microsecond=0))
DAYS = [date(2026, 10, 28) + timedelta(days=place) for place in range(80)]
NAMES = ("PAYMENT_GROSS", "REFUND_GROSS", "transaction", "DISBURSE2", "shipping_labels", "renew_sold", "never heard of")


def _day(moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(ZONE)).date()


@given(st.lists(st.tuples(MOMENTS, st.sampled_from(NAMES), st.integers(-9999, 9999)), max_size=20))
def test_the_days_of_the_ledger_add_up_to_its_entries(rows: list[tuple[datetime, str, int]]) -> None:
    entries = [
        LedgerEntry(str(place), at, Money(Decimal(cents) / 100, "USD"), Money(Decimal(0), "USD"), name, "", "", "", "")
        for place, (at, name, cents) in enumerate(rows)
    ]
    read = [as_entry(entry, ZONE) for entry in entries]
    # Two lists may repeat an entry.
    figures = day_figures([*read, *read[:3]], DAYS, "USD")
    assert sum(figure.value or 0 for figure in figures) == sum((entry.amount.amount for entry in entries), Decimal(0))
    for day in {_day(entry.at) for entry in entries}:
        told = sum(figure.value or 0 for figure in figures if figure.day == day)
        assert told == sum(entry.amount.amount for entry in entries if _day(entry.at) == day)
    assert figure_differences(figures, read, Decimal(0)) == []
    assert all(entry.kind in KINDS for entry in read)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("PAYMENT_GROSS", "sales"), ("REFUND_GROSS", "refunds"), ("DISBURSE2", "payouts"), ("shipping_labels", "labels"),
        ("PAYMENT_PROCESSING_FEE", "fees"), ("transaction", "fees"), ("listing", "fees"), ("offsite_ads_fee", "fees"),
        ("sales_tax", "other"), ("", "other"),
    ],
)  # fmt: skip
def test_names_of_the_ledger_have_their_kinds(name: str, kind: str) -> None:
    assert kind_of(name) == kind


def _orders(rows: list[tuple[datetime, int, str, bool]]) -> list[Receipt]:
    return [
        receipt(
            line(1), {**line(2), "quantity": quantity}, receipt_id=place, status=status, is_paid=paid,
            created_timestamp=int(at.timestamp()),
        )
        for place, (at, quantity, status, paid) in enumerate(rows, 1)
    ]  # fmt: skip


STATUSES = st.sampled_from(["Paid", "Completed", "Canceled", "Fully Refunded", "Partially Refunded"])


@given(st.lists(st.tuples(MOMENTS, st.integers(1, 5), STATUSES, st.booleans()), max_size=12))
def test_every_order_counts_once_on_the_owners_day(rows: list[tuple[datetime, int, str, bool]]) -> None:
    orders = _orders(rows)
    figures = order_figures([*orders, *orders[:2]], DAYS, ZONE)
    assert len(figures) == 2 * len(DAYS)
    good = [(at, quantity) for at, quantity, status, paid in rows if paid and status not in ("Canceled", "Fully Refunded")]
    for day in DAYS:
        orders_told, pieces_told = (figure.value for figure in figures if figure.day == day)
        assert orders_told == sum(_day(at) == day for at, _ in good)
        assert pieces_told == sum(1 + quantity for at, quantity in good if _day(at) == day)


def test_a_day_that_was_not_asked_for_has_no_figure() -> None:
    assert order_figures(_orders([(datetime(2026, 11, 1, 12, tzinfo=UTC), 1, "Paid", True)]), [], ZONE) == []


def _listing(**more: Any) -> Any:
    body = {
        "listing_id": 1, "title": "A mug", "state": "active", "price": USD,
        "quantity": 1, "original_creation_timestamp": 1, "updated_timestamp": 1, "tags": ["a"], **more,
    }  # fmt: skip
    return listing_in(Body(body, "a listing"))


def test_what_etsy_does_not_count_is_not_0() -> None:
    assert week_figures([_listing()], date(2026, 11, 20)) == []
    assert [figure.name for figure in week_figures([_listing(num_favorers=0)], date(2026, 11, 20))] == [FAVOURITES]
    assert len(week_figures([_listing(num_favorers=0, views=7)], date(2026, 11, 20))) == 2


@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)))
def test_a_week_begins_on_its_monday_also_over_new_year_and_a_leap_day(day: date) -> None:
    monday = monday_of(day)
    assert monday.weekday() == 0
    assert timedelta() <= day - monday < timedelta(days=7)
