"""Prices: never below the floor, never beyond the step, monotone in cost, nothing on too little data."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from automation_suite.pricing.asks import Ask, comparable_totals, own_names, percentile, without_outliers
from automation_suite.pricing.floor import floor_price, profit_at, wanted_profit
from automation_suite.pricing.next_price import Decision, Offer, Stays, as_seen, floor_of, next_price
from automation_suite.pricing.rules import FeeRules, PriceRules
from automation_suite.pricing.standing import standings

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
RULES = PriceRules(fees=FeeRules(rate_percent=Decimal(10), sales_tax_percent=Decimal(0)))
STEP = Decimal(10)
OFFER = Offer("1", "A-1", "Denim jacket", "good", Decimal("30.00"), cost=Decimal("8.00"), list_price=Decimal("40.00"))


def d(text: str | int) -> Decimal:
    return Decimal(text)


def asks(*totals: str | int, condition: str = "good", shipping: Decimal | None = Decimal(0)) -> list[Ask]:
    return [Ask(f"ask {place}", f"seller {place}", condition, d(total), shipping) for place, total in enumerate(totals)]


def decided(
    offer: Offer = OFFER, others: list[Ask] | None = None, rules: PriceRules = RULES, now: datetime = NOW
) -> Decision:
    return next_price(offer, asks(31, 32, 33) if others is None else others, {"me"}, rules, STEP, now)


def new(decision: Decision) -> Decimal | None:
    return d(decision.change.new) if decision.change else None


def test_a_price_goes_just_below_the_median_of_comparable_asks() -> None:
    decision = decided()
    assert decision.change is not None
    assert (decision.change.old, decision.change.new) == ("30.00", "31.68")
    assert decision.stays is None
    assert decision.change.reason == "1 % below the median of 3 comparable asks, 32.00. Floor: 11.56 USD."


def test_a_step_is_rounded_towards_the_present_price() -> None:
    odd = dataclasses.replace(OFFER, price=d("33.33"), cost=d(1), list_price=None)
    assert new(decided(odd, asks(20, 21, 22))) == d("30.00")  # 29.997
    assert new(decided(odd, asks(80, 81, 82))) == d("36.66")  # 36.663


def test_the_ceiling_is_never_passed() -> None:
    listed = dataclasses.replace(OFFER, price=d("29.00"), list_price=d("25.00"))
    assert new(decided(listed, asks(50, 51, 52))) == d("30.00")  # 120 % of the list price
    own = dataclasses.replace(OFFER, price=d("33.00"), list_price=None, sold_for=(d(36),) * 3)
    assert new(decided(own, asks(31, 32, 34))) == d("34.00")  # what the dearest of nine in ten asks


def test_a_second_run_plans_nothing() -> None:
    changed = dataclasses.replace(OFFER, price=d("31.68"), changed_at=NOW - timedelta(hours=30))
    assert decided(changed).why == "Its price is right as it is."


def test_nothing_changes_twice_in_a_day() -> None:
    early = dataclasses.replace(OFFER, changed_at=NOW - timedelta(hours=23, minutes=59))
    assert decided(early).why == "Its price was changed less than 24 hours ago."
    assert decided(early, now=NOW + timedelta(minutes=1)).change is not None
    with pytest.raises(ValidationError):
        PriceRules(pause_hours=23)


def test_other_conditions_currencies_auctions_and_own_listings_are_not_compared() -> None:
    others = [
        *asks(31, 32),
        Ask("x", "another", "new", d(33), d(0)),
        Ask("x", "another", "good", d(33), d(0), currency="EUR"),
        Ask("x", "another", "good", d(33), d(0), fixed=False),
        Ask("x", "another", "good", d(33), None),
        Ask("x", "Me", "good", d(33), d(0)),
        Ask("x", "", "good", d(33), d(0)),
        Ask("x", "another", "", d(33), d(0)),
        Ask("x", "seller 1", "good", d(90), d(0)),
    ]
    decision = decided(others=others)
    assert (decision.comparables, decision.why) == (2, "Too little data: 2 comparable asks, 3 are needed.")


def test_what_the_buyer_pays_in_all_is_compared() -> None:
    free = dataclasses.replace(OFFER, paid_for_shipping=d(5))
    assert new(decided(free, asks(27, 28, 29, shipping=d(8)))) == d("30.64")  # 36 * 0.99 - 5


def test_an_ask_far_away_is_cut() -> None:
    assert without_outliers([d(each) for each in (30, 31, 32, 33, 500)], d("3.5")) == [30, 31, 32, 33]
    assert without_outliers([d(30)] * 5, d("3.5")) == [30] * 5
    # More than half of them the same: the others are still no outliers, unless they are far away.
    assert without_outliers([d(each) for each in (30, 30, 30, 31, 29)], d("3.5")) == [30, 30, 30, 31, 29]


def test_below_the_floor_nothing_is_undercut_and_age_takes_over() -> None:
    cheap = asks(10, 11, 12)
    young = dataclasses.replace(OFFER, listed_at=NOW - timedelta(days=20))
    assert decided(young, cheap).why == "Its price is right as it is."
    old = dataclasses.replace(OFFER, price=d(40), listed_at=NOW - timedelta(days=30 + 21))
    assert new(decided(old, cheap)) == d("37.65")  # 40 * 0.98 ** 3
    ancient = dataclasses.replace(OFFER, price=d("12.00"), listed_at=NOW - timedelta(days=4000))
    assert new(decided(ancient, cheap)) == d("11.56")  # the floor


def test_what_buyers_paid_is_not_undercut() -> None:
    assert new(decided(dataclasses.replace(OFFER, sold_for=(d(33), d(32), d(36))))) == d("33.00")
    assert new(decided(dataclasses.replace(OFFER, sold_for=(d(33), d(36))))) == d("31.68")


def test_charm_prices_stay_above_the_floor() -> None:
    rules = PriceRules(fees=RULES.fees, charm="99")
    assert new(decided(rules=rules)) == d("30.99")
    tight = dataclasses.replace(OFFER, least_price=d("31.20"))
    assert new(decided(tight, rules=rules)) == d("31.99")


def test_a_price_right_below_the_floor_is_corrected_however_little_it_is() -> None:
    assert new(decided(dataclasses.replace(OFFER, price=d("11.50")), asks(10, 11, 12))) == d("11.56")


def test_a_seller_counts_once_by_the_lowest_ask() -> None:
    others = [*asks(31, 32), *(Ask("x", "many", "good", d(total), d(0)) for total in (33, 20, 60))]
    assert comparable_totals(others, "good", "USD", set(), d("3.5")) == [31, 32]
    assert comparable_totals(others, "good", "USD", set(), d(100)) == [20, 31, 32]


def test_a_floor_out_of_reach_is_left_to_a_person() -> None:
    decision = decided(dataclasses.replace(OFFER, cost=d(60)))
    assert decision.change is None
    assert decision.for_a_person
    assert "one step" not in decision.why
    assert "a step of 10 % does not reach it" in decision.why


def test_without_a_cost_and_without_an_answer_nothing_changes() -> None:
    unknown = decided(dataclasses.replace(OFFER, cost=None))
    assert (unknown.change, unknown.for_a_person) == (None, True)
    assert next_price(OFFER, None, {"me"}, RULES, STEP, NOW).stays is Stays.NOT_CHECKED


def test_an_offer_without_a_number_is_compared_with_nothing_and_says_so() -> None:
    nameless = decided(dataclasses.replace(OFFER, has_number=False, cost=None))
    assert (nameless.stays, nameless.for_a_person, nameless.comparables) == (Stays.NO_NUMBER, False, 0)
    assert "no valid EAN, UPC or ISBN" in nameless.why
    lines = standings([(dataclasses.replace(OFFER, has_number=False), asks(31, 32, 33))], {"me"}, RULES)
    assert [line.answer for line in lines] == ["without a number"]


def test_a_condition_that_nobody_knows_is_like_no_other() -> None:
    assert comparable_totals(asks(31, 32, 33, condition=""), "", "USD", set(), d("3.5")) == []


def test_own_listings_tell_under_which_names_the_owner_sells() -> None:
    others = [Ask("own 1", "Shop", "good", d(33), d(0)), Ask("x", "another", "good", d(33), d(0))]
    assert own_names(others, {"own 1"}, ("", "second")) == {"Shop", "second"}
    assert comparable_totals(others, "good", "USD", {"SHOP"}, d("3.5")) == [33]


def test_the_own_listing_tells_what_buyers_pay_for_sending_and_its_age() -> None:
    offer = dataclasses.replace(OFFER, listing_id="own 1", listed_at=NOW)
    own = Ask("own 1", "me", "good", d(30), d("4.95"), since=NOW - timedelta(days=90))
    seen = as_seen(offer, [*asks(31), own])
    assert (seen.paid_for_shipping, seen.listed_at) == (d("4.95"), NOW - timedelta(days=90))
    assert as_seen(offer, asks(31)) == as_seen(offer, None) == offer
    nameless = dataclasses.replace(OFFER, listing_id="")
    assert as_seen(nameless, [Ask("", "me", "good", d(30), d(9))]) == nameless


def test_what_buyers_pay_for_sending_is_no_gain_as_long_as_nobody_has_said_what_it_costs() -> None:
    paid = dataclasses.replace(OFFER, paid_for_shipping=d(5))
    nothing, three = floor_of(paid, RULES), floor_of(paid, RULES.model_copy(update={"shipping": d(3)}))
    plain = floor_of(OFFER, RULES)
    assert (plain, nothing, three) == (d("11.56"), d("12.12"), d("9.89"))


def test_a_percentile_is_one_of_the_values() -> None:
    values = [d(each) for each in range(1, 11)]
    assert [percentile(values, percent) for percent in (50, 90, 91, 100)] == [5, 9, 10, 10]


def test_the_report_says_where_an_offer_stands() -> None:
    pairs = [
        (OFFER, asks(31, 32, 33)),
        (OFFER, asks(20, 25, 28)),
        (OFFER, asks(29, 33, 35)),
        (OFFER, asks(31)),
        (OFFER, None),
    ]
    lines = standings(pairs, {"me"}, RULES)
    assert [line.answer for line in lines] == [
        "lowest", "highest", "below the middle", "too little data", "not checked",
    ]  # fmt: skip
    assert (lines[0].lowest, lines[0].middle, lines[0].others) == (31, 32, 3)
    assert lines[3].middle is None
    loss = standings([(dataclasses.replace(OFFER, cost=d(29)), None)], {"me"}, RULES)[0]
    assert loss.at_a_loss


CENTS = st.integers(1, 30_000).map(lambda cents: Decimal(cents) / 100)
SMALL = st.integers(0, 2_000).map(lambda cents: Decimal(cents) / 100)
MAYBE = st.none() | CENTS
MOMENTS = st.none() | st.integers(0, 400 * 24).map(lambda hours: NOW - timedelta(hours=hours))


@st.composite
def cases(draw: st.DrawFn) -> tuple[Offer, list[Ask]]:
    """An offer, and asks around its price."""
    price = draw(st.integers(100, 30_000))

    def near(least: int, most: int) -> Decimal:
        return Decimal(price * draw(st.integers(least, most)) // 100) / 100

    offer = Offer(
        "1", "A-1", "Jacket", "good", Decimal(price) / 100, "USD", draw(st.just(Decimal(0)) | SMALL),
        cost=near(0, 110), list_price=draw(MAYBE), least_price=draw(st.none() | CENTS), shipping=draw(st.none() | SMALL),
        listed_at=draw(MOMENTS), changed_at=draw(MOMENTS),
        sold_for=tuple(near(50, 150) for _ in range(draw(st.integers(0, 4)))),
    )  # fmt: skip
    sellers = draw(st.lists(st.sampled_from((*"abcdefgh", "", "me", "ME")), max_size=16))
    conditions = st.sampled_from(("good", "good", "good", "new", ""))
    others = [
        Ask(
            "x", seller, draw(conditions), near(5, 400), draw(st.just(offer.paid_for_shipping) | st.none()),
            draw(st.sampled_from(("USD", "USD", "USD", "EUR"))), draw(st.sampled_from((True, True, True, False))),
        )
        for seller in sellers
    ]  # fmt: skip
    return offer, others


ALL_RULES = st.builds(
    PriceRules,
    fees=st.builds(FeeRules, rate_percent=st.sampled_from((d(0), d("13.6"), d(20)))),
    least_profit=SMALL,
    undercut_percent=st.integers(0, 10).map(Decimal),
    least_change_percent=st.integers(0, 5).map(Decimal),
    charm=st.sampled_from(("", "95", "99")),
    decay_after_days=st.integers(0, 60),
)
STEPS = st.integers(1, 20).map(Decimal)


@given(cases(), ALL_RULES, STEPS)
def test_every_change_keeps_the_holds(case: tuple[Offer, list[Ask]], rules: PriceRules, step: Decimal) -> None:
    offer, others = case
    decision = next_price(offer, others, {"me"}, rules, step, NOW)
    price, floor = new(decision), floor_of(offer, rules)
    if price is None:
        return
    assert floor is not None
    assert price >= floor
    assert abs(price - offer.price) <= offer.price * step / 100
    # Counted here once more: different sellers, other than the owner, who ask for the same thing in the same money.
    sellers = {
        ask.seller for ask in others
        if ask.fixed and ask.condition == "good" and ask.currency == "USD" and ask.shipping is not None and ask.price > 0
    } - {"", "me", "ME"}  # fmt: skip
    assert len(sellers) >= decision.comparables >= 3
    without_own = [ask for ask in others if ask.seller.casefold() != "me"]
    assert next_price(offer, without_own, {"me"}, rules, step, NOW) == decision
    ceiling = None if offer.list_price is None else offer.list_price * rules.ceiling_percent / 100
    if ceiling is not None and price > offer.price and not rules.charm:
        assert price <= max(ceiling, floor) + d("0.01")
    assert offer.changed_at is None or NOW - offer.changed_at >= timedelta(hours=24)
    again = dataclasses.replace(offer, price=price, changed_at=NOW)
    assert next_price(again, others, {"me"}, rules, step, NOW).change is None


@given(cases(), ALL_RULES, STEPS, SMALL)
def test_a_higher_cost_never_makes_a_lower_price(
    case: tuple[Offer, list[Ask]], rules: PriceRules, step: Decimal, more: Decimal
) -> None:
    offer, others = case
    assert offer.cost is not None
    first = next_price(offer, others, {"me"}, rules, step, NOW)
    second = next_price(dataclasses.replace(offer, cost=offer.cost + more), others, {"me"}, rules, step, NOW)
    # One that is left to a person has no price that keeps floor and step at once.
    if first.for_a_person or second.for_a_person:
        return
    assert (new(second) or offer.price) >= (new(first) or offer.price)


@given(CENTS, SMALL, SMALL, ALL_RULES, SMALL)
def test_from_the_floor_on_the_wanted_profit_is_left(
    cost: Decimal, shipping: Decimal, paid: Decimal, rules: PriceRules, above: Decimal
) -> None:
    floor = floor_price(cost, shipping, paid, rules)
    assert profit_at(floor + above, cost, shipping, paid, rules) >= wanted_profit(cost, rules)
