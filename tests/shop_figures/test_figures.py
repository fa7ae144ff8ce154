"""Pulled again equals stored, nothing is not 0, and totals agree with payouts and balances."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from automation_suite.shop_figures.agreement import (
    Entry,
    Payout,
    balance_differences,
    day_figures,
    figure_differences,
    payout_differences,
)
from automation_suite.shop_figures.merging import Figure, Gap, Key, Merged, Total, days_between, gaps, merge, total
from automation_suite.shop_figures.sell_through import OFFERED, SELL_THROUGH, SOLD, STOCK, sell_through

DAY = date(2026, 11, 20)
VIEWS = Figure(DAY, "views", Decimal(12), "count")


def day(number: int) -> date:
    return DAY + timedelta(days=number)


def stored(*figures: Figure) -> dict[Key, Figure]:
    return {figure.key: figure for figure in figures}


def after(before: dict[Key, Figure], merged: Merged) -> dict[Key, Figure]:
    """As the table keeps it: four places."""
    kept = [
        figure if figure.value is None else replace(figure, value=round(figure.value, 4))
        for figure in (*merged.new, *merged.changed)
    ]
    return before | stored(*kept)


def test_a_first_look_is_stored_and_a_second_one_changes_nothing() -> None:
    assert merge({}, [VIEWS, VIEWS]).new == (replace(VIEWS, value=Decimal("12.0000")),)
    assert merge(stored(VIEWS), [VIEWS]) == Merged()


def test_corrections_are_taken_and_silence_is_not() -> None:
    more, nothing = replace(VIEWS, value=Decimal(13)), replace(VIEWS, value=None)
    assert [figure.value for figure in merge(stored(VIEWS), [more]).changed] == [13]
    assert merge(stored(VIEWS), [nothing]) == Merged(lost=(VIEWS,))
    assert merge(stored(VIEWS), []) == Merged()
    assert [figure.value for figure in merge(stored(nothing), [VIEWS]).changed] == [12]
    assert merge({}, [nothing]).new == (nothing,)
    assert merge({}, [nothing, VIEWS]).new[0].value == 12


def test_an_answer_that_contradicts_itself_is_left_out() -> None:
    merged = merge({}, [VIEWS, replace(VIEWS, value=Decimal(13))])
    assert (merged.new, len(merged.contradictory)) == ((), 1)


def test_gaps_are_seen_and_nothing_is_not_zero() -> None:
    known = [replace(VIEWS, day=day(number)) for number in (0, 3)]
    known += [replace(VIEWS, day=day(1), value=None), replace(VIEWS, day=day(2), subject="77")]
    assert gaps(known, ["views"], day(-1), day(3)) == [Gap("views", day(-1), day(-1)), Gap("views", day(1), day(2))]
    assert total(known, "views", day(0), day(3)) == Total(Decimal(24), 2)
    assert total(known, "views", day(1), day(2)) == Total(None, 2)
    zero = [replace(VIEWS, value=Decimal(0))]
    assert (gaps(zero, ["views"], DAY, DAY), total(zero, "views", DAY, DAY)) == ([], Total(Decimal(0), 0))


SALE = Entry("1", DAY, "sales", Decimal("40.00"), "P1", Decimal("40.00"))
FEE = Entry("2", DAY, "fees", Decimal("-5.44"), "P1", Decimal("34.56"))
SENT = Entry("3", day(1), "payouts", Decimal("-34.56"), "P1", Decimal("0.00"))
NOTHING = Decimal(0)


def test_a_day_without_entries_is_zero_only_when_it_was_answered() -> None:
    figures = day_figures([SALE, SALE, FEE], [DAY, day(1)], "USD")
    values = {(figure.day, figure.name): figure.value for figure in figures}
    assert (values[DAY, "sales"], values[DAY, "fees"], values[day(1), "sales"]) == (40, Decimal("-5.44"), 0)
    assert (day(2), "sales") not in values


def test_totals_agree_with_payouts_and_balances() -> None:
    entries = [SALE, FEE, SENT]
    assert payout_differences(entries, [Payout("P1", day(1), Decimal("34.56"))], NOTHING) == []
    assert balance_differences(entries, NOTHING) == []
    assert figure_differences(day_figures(entries, [DAY, day(1)], "USD"), entries, NOTHING) == []


def test_what_does_not_agree_is_told() -> None:
    payout = Payout("P1", day(1), Decimal("34.56"))
    (difference,) = payout_differences([SALE], [payout, payout], NOTHING)
    assert difference.sentence == "Payout P1 of 2026-11-21: 40.00 expected, 34.56 found (-5.44)."
    assert payout_differences([SALE], [payout], Decimal(6)) == []
    assert [each.what for each in balance_differences([SALE, SENT], NOTHING)] == ["Balance after 3 of 2026-11-21"]
    wrong = [Figure(DAY, "sales", Decimal(41), "USD"), Figure(DAY, "fees", None, "USD"), VIEWS]
    assert [each.what for each in figure_differences(wrong, [SALE, FEE], NOTHING)] == ["Sales of 2026-11-20"]


FIGURES = st.lists(
    st.builds(
        Figure,
        st.integers(0, 4).map(day),
        st.sampled_from(("views", "sales")),
        st.none() | st.decimals(0, 1000, places=6),
        st.just("count"),
        st.sampled_from(("", "77")),
    ),
    max_size=20,
)


@given(FIGURES, FIGURES)
def test_pulled_again_equals_stored_and_no_answer_empties_what_is_there(first: list[Figure], second: list[Figure]) -> None:
    before = after({}, merge({}, first))
    now = after(before, merge(before, second))
    again = merge(now, second)
    assert (again.new, again.changed) == ((), ())
    assert now.keys() >= before.keys()
    assert all(now[key].value is not None for key, figure in before.items() if figure.value is not None)
    assert all(now[key] == figure for key, figure in before.items() if key not in {each.key for each in second})


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from(("sales", "fees")), st.integers(-9999, 9999)), max_size=20))
def test_the_totals_of_all_days_are_the_sum_of_all_entries(rows: list[tuple[int, str, int]]) -> None:
    entries = [
        Entry(str(place), day(number), kind, Decimal(cents) / 100) for place, (number, kind, cents) in enumerate(rows)
    ]
    figures = day_figures([*entries, *entries], map(day, range(5)), "USD")
    stored_ = after({}, merge({}, figures)).values()
    for kind in ("sales", "fees"):
        expected = sum((entry.amount for entry in entries if entry.kind == kind), NOTHING)
        assert total(stored_, kind, day(0), day(4)) == Total(expected, 0)
    assert figure_differences(stored_, entries, NOTHING) == []


PIECES = st.none() | st.integers(0, 50).map(Decimal)


@given(st.lists(PIECES, min_size=6, max_size=6), PIECES, st.integers(1, 6))
def test_sell_through_is_a_part_of_what_was_on_offer_and_nothing_is_not_zero(
    sold: list[Decimal | None], offered: Decimal | None, window: int
) -> None:
    figures = [Figure(day(place), SOLD, value, "count") for place, value in enumerate(sold)]
    known = stored(*figures, Figure(day(5), OFFERED, offered, STOCK), Figure(day(5), SOLD, Decimal(99), "count", "77"))
    (figure,) = sell_through(known, [day(5)], window)
    assert (figure.day, figure.name, figure.unit) == (day(5), SELL_THROUGH, "percent")
    counted = sold[6 - window :]
    if offered is None or None in counted or not sum(filter(None, counted), offered):
        assert figure.value is None
    else:
        pieces = sum(filter(None, counted), NOTHING)
        assert figure.value == 100 * pieces / (pieces + offered)
        assert 0 <= figure.value <= 100


def test_days_are_counted_with_both_ends() -> None:
    assert days_between(DAY, day(2)) == [DAY, day(1), day(2)]
    assert days_between(day(1), DAY) == []
