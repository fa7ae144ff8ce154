"""eBay's money as figures: every movement counts once, and what cannot be added up is left out."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from automation_suite.ebay.figures import arrived, entries_of, foreign, not_arrived, payouts_of
from automation_suite.ebay.finances_api import Payout, Transaction
from automation_suite.platform_api.amounts import Money
from automation_suite.shop_figures.agreement import day_figures, payout_differences

ZONE = "America/Los_Angeles"
AT = datetime(2026, 11, 20, 20, tzinfo=UTC)
NOTHING = Decimal(0)


def movement(
    number: str, kind: str, cents: int, fee: int = 0, *, payout: str = "P1", currency: str = "USD", status: str = "PAYOUT",
    fee_kind: str = "", at: datetime = AT,
) -> Transaction:  # fmt: skip
    amount, kept = (Money(Decimal(each) / 100, currency) for each in (cents, fee))
    return Transaction(number, kind, status, at, amount, kept if fee else None, (), fee_kind, "", payout, "")


def payout(number: str, cents: int, status: str = "SUCCEEDED", currency: str = "USD") -> Payout:
    return Payout(number, status, AT, Money(Decimal(cents) / 100, currency), None, "")


def sums(*movements: Transaction) -> dict[str, Decimal]:
    found: dict[str, Decimal] = defaultdict(Decimal)
    for entry in entries_of(movements, (), ZONE, "USD"):
        found[entry.kind] += entry.amount
    return dict(found)


def test_the_fee_of_a_sale_is_apart_and_comes_back_with_a_refund() -> None:
    assert sums(movement("1", "SALE", 3456, 544)) == {"sales": 40, "fees": Decimal("-5.44")}
    assert sums(movement("1", "REFUND", -3496, 504)) == {"refunds": -40, "fees": Decimal("5.04")}
    assert sums(movement("1", "SHIPPING_LABEL", -610), movement("2", "NON_SALE_CHARGE", -215)) == {
        "labels": Decimal("-6.10"), "fees": Decimal("-2.15"),
    }  # fmt: skip


def test_two_charges_of_one_number_are_two() -> None:
    charges = [movement("1", "NON_SALE_CHARGE", -35, fee_kind=kind) for kind in ("INSERTION_FEE", "AD_FEE")]
    entries = entries_of(charges, (), ZONE, "USD")
    figures = day_figures(entries, [date(2026, 11, 20)], "USD")
    assert next(one.value for one in figures if one.name == "fees") == Decimal("-0.70")


def test_what_failed_or_is_in_another_currency_is_not_added() -> None:
    odd = [movement("1", "SALE", 100, status="FAILED"), movement("2", "SALE", 100, currency="EUR")]
    assert entries_of(odd, (), ZONE, "USD") == []
    assert foreign(odd, [payout("P", 1, currency="EUR")], "USD") == 2


def test_a_payout_that_did_not_arrive_is_none() -> None:
    paid = [payout(status, 100, status) for status in ("SUCCEEDED", "INITIATED", "RETRYABLE_FAILED", "TERMINAL_FAILED",
                                                       "REVERSED")]  # fmt: skip
    assert [one.payout_id for one in arrived(paid, "USD")] == ["SUCCEEDED", "INITIATED"]
    assert len(not_arrived(paid)) == 3
    assert [entry.amount for entry in entries_of((), paid, ZONE, "USD")] == [-1, -1]
    assert len(payouts_of(paid, ZONE, "USD")) == 2


def test_days_are_those_of_the_time_zone() -> None:
    (entry,) = entries_of([movement("1", "SALE", 100, at=datetime(2026, 11, 20, 7, tzinfo=UTC))], (), ZONE, "USD")
    assert entry.day == date(2026, 11, 19)


PAYOUTS = st.sampled_from(("P1", "P2", ""))
KINDS = st.sampled_from(("SALE", "REFUND", "SHIPPING_LABEL", "NON_SALE_CHARGE", "TRANSFER"))


@given(
    st.lists(
        st.tuples(KINDS, st.integers(-9999, 9999), st.integers(0, 999), PAYOUTS, st.integers(0, 5)),
        max_size=20,
    )
)
def test_payouts_are_the_sum_of_what_was_booked_whatever_it_is_called(rows: list[tuple[str, int, int, str, int]]) -> None:
    booked = [
        movement(str(place), kind, cents, fee, payout=number, at=AT - timedelta(days=back))
        for place, (kind, cents, fee, number, back) in enumerate(rows)
    ]
    paid = [payout(number, sum(cents for _, cents, _, each, _ in rows if each == number)) for number in ("P1", "P2")]
    entries = entries_of([*booked, *booked], paid, ZONE, "USD")
    assert payout_differences(entries, payouts_of(paid, ZONE, "USD"), NOTHING) == []
    figures = day_figures(entries, {entry.day for entry in entries}, "USD")
    assert sum(one.value or 0 for one in figures) == sum(cents for _, cents, _, each, _ in rows if not each) / Decimal(100)
    short = [one for one in entries if one.kind != "payouts"][1:]
    lost = [one for one in entries if one.kind != "payouts"][:1]
    wrong = payout_differences(short, payouts_of(paid, ZONE, "USD"), NOTHING)
    again = {one.entry_id for one in short}
    missing = [one for one in lost if one.entry_id not in again and one.payout_id and one.amount]
    assert len(wrong) == len(missing)
