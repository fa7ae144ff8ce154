"""What becomes a row of a plan: within the limits, each field once, and nothing that is planned already."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation_suite.errors import PermanentError
from automation_suite.plan_rules import PlanRules
from automation_suite.plans import limits, making
from automation_suite.plans.making import sort_out
from automation_suite.plans.models import LimitChange, Row
from tests.plans.desk import Desk, change, states

MakeDesk = Callable[..., Desk]


def test_a_second_plan_right_after_the_first_is_empty(desk: MakeDesk) -> None:
    one = desk(most_rows=2)
    wanted = [change(str(number), "10.00", "9.50") for number in range(5)]
    assert len(one.plan(*wanted).found.rows) == 2
    again = one.plan(*wanted)
    assert again.plan is None
    assert (again.found.waiting, len(again.found.left)) == (2, 3)
    assert again.found.left[0].why == "beyond 2 rows that may wait at once"


def test_what_is_beyond_the_rows_comes_when_there_is_room(desk: MakeDesk) -> None:
    one = desk(most_rows=2)
    for number in range(3):
        one.shop.put("price", str(number), "10.00")
    wanted = [change(str(number), "10.00", "9.50") for number in range(3)]
    one.approve(one.planned(*wanted))
    one.apply()
    assert [row.object_id for row in one.plan(*wanted[2:]).found.rows] == ["2"]


def test_what_is_so_already_is_not_planned(desk: MakeDesk) -> None:
    assert desk().plan(change("1", "10.00", Decimal("10"))).plan is None


def test_a_newer_wish_takes_the_place_of_an_older_one(desk: MakeDesk) -> None:
    one = desk()
    first = one.planned(change("1", "10.00", "9.50"), change("2", "10.00", "9.50"))
    second = one.planned(change("1", "10.00", "9.70"))
    assert (states(first), states(second)) == (["expired", "proposed"], ["proposed"])
    assert first.rows.get(number=1).explanation == "A newer plan wants something else, so nothing was sent."


def test_what_somebody_has_approved_is_not_replaced(desk: MakeDesk) -> None:
    one = desk()
    first = one.planned(change("1", "10.00", "9.50"))
    one.approve(first)
    assert one.plan(change("1", "10.00", "9.70")).plan is None
    assert states(first) == ["approved"]


def test_a_rule_takes_back_what_it_has_planned_and_nobody_has_sent(desk: MakeDesk) -> None:
    one = desk()
    plan = one.planned(change("1", 2, 3, "quantity", rule="stock"), change("2", 2, 3, "quantity", rule="stock"))
    other = one.planned(change("1", "10.00", "9.50"))
    one.approve(plan, [1])
    assert making.waiting_for(one.job, "stock") == {"1": 3, "2": 3}
    assert making.withdraw(one.job, "stock", ["1"], "It was sold since.", one.now) == 1
    assert (states(plan), states(other)) == (["expired", "proposed"], ["proposed"])
    assert plan.rows.get(number=1).explanation == "It was sold since."


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        (change("1", "10.00", "8.99"), "its price would change by more than 10 % at once"),
        (change("1", "0.00", "8.99"), "its price would change by more than 10 % at once"),
        (
            change("1", {"offer": {"price": {"value": "10.00"}}}, {"offer": {"price": {"value": "12.00"}}}, "listing"),
            "its price would change by more than 10 % at once",
        ),
        (change("1", None, "x", "label", costs=Decimal("3.99")), "it costs $3.99, and $2.00 a day are allowed"),
    ],
)
def test_a_limit_leaves_out_what_is_beyond_it(desk: MakeDesk, wanted: object, why: str) -> None:
    made = desk(most_money_a_day="2.00").plan(wanted)  # type: ignore[arg-type]
    assert made.plan is None
    assert [left.why for left in made.found.left] == [why]


def test_a_new_price_is_no_step(desk: MakeDesk) -> None:
    assert desk().plan(change("1", None, "80.00")).plan


def test_a_policy_approves_only_what_makes_things_safer(desk: MakeDesk) -> None:
    plan = desk(changes="auto").planned(change("1", "10.00", "9.50"), change("2", 1, 0, "quantity", reduces_risk=True))
    assert list(plan.rows.values_list("field", "state", "decided_by").order_by("number")) == [
        ("quantity", "approved", "policy"),
        ("price", "proposed", ""),
    ]


def test_what_makes_things_safer_is_never_left_out_for_something_else(desk: MakeDesk) -> None:
    made = desk(most_rows=1).plan(change("1", "10.00", "9.50"), change("2", 1, 0, "quantity", reduces_risk=True))
    assert [row.field for row in made.found.rows] == ["quantity"]


def test_a_dry_run_keeps_nothing(desk: MakeDesk) -> None:
    made = desk().plan(change("1", "10.00", "9.50"), dry_run=True)
    assert (made.plan, len(made.found.rows), Row.objects.count()) == (None, 1, 0)


def test_two_wishes_for_one_field_stop_the_plan(desk: MakeDesk) -> None:
    with pytest.raises(PermanentError, match="Two rules want different things of the price of Thing 1"):
        desk().plan(change("1", "10.00", "9.50"), change("1", "10.00", "9.40", rule="other"))


@pytest.mark.parametrize(("field", "value"), [("price", "cheap"), ("price", {"x": 1}), ("title", object())])
def test_a_value_that_cannot_be_kept_stops_the_plan(desk: MakeDesk, field: str, value: object) -> None:
    with pytest.raises(PermanentError, match="Nothing was planned"):
        desk().plan(change("1", None, value, field))


def test_a_changed_limit_is_written_down_once(desk: MakeDesk) -> None:
    one = desk(rules={"floor": 4})
    one.plan(change("1", "10.00", "9.50"))
    one.job = one.job.model_copy(update={"largest_step_percent": 50.0, "rules": {"floor": 3}})
    found = [limits.Changed("largest_step_percent", "10", "50"), limits.Changed("rules.floor", "4", "3")]
    # The second of these runs plans nothing and finds it; the third has nothing new to tell.
    assert one.plan(change("1", "10.00", "9.50")).limits_changed == found
    assert one.plan(change("1", "10.00", "9.50")).limits_changed == []
    one.waits(1)
    assert one.planned(change("2", "10.00", "9.50")).limits["largest_step_percent"] == 50
    one.job = one.job.model_copy(update={"largest_step_percent": 10.0})
    one.waits(1)
    assert one.plan().limits_changed == [limits.Changed("largest_step_percent", "50", "10")]
    assert LimitChange.objects.count() == 3


def test_a_plan_may_have_ten_thousand_rows(desk: MakeDesk) -> None:
    one = desk(most_rows=10_000)
    one.plan(*(change(str(number), "10.00", "9.50") for number in range(10_000)))
    assert Row.objects.count() == 10_000


prices = st.decimals("0.01", "500", places=2).map(str)
costs_of = st.decimals("0", "3", places=2)
wishes = st.tuples(st.integers(0, 5), prices, prices, st.booleans(), costs_of)


@given(
    st.lists(wishes, unique_by=lambda wish: wish[0]),
    st.integers(1, 4),
    st.integers(1, 60),
    st.decimals("0", "5", places=2),
)
def test_no_limit_is_exceeded(
    wanted: list[tuple[int, str, str, bool, Decimal]], most_rows: int, step: int, money: Decimal
) -> None:
    allowed = PlanRules(most_rows=most_rows, largest_step_percent=step, most_money_a_day=money)
    changes = [change(str(one), old, new, reduces_risk=safer, costs=costs) for one, old, new, safer, costs in wanted]
    found = sort_out(changes, {}, allowed, "corner.prices")
    assert len(found.rows) <= most_rows
    assert sum((row.costs or Decimal(0) for row in found.rows), Decimal(0)) <= money
    assert all(abs(Decimal(row.new) / Decimal(row.old) - 1) * 100 <= step for row in found.rows)
    differing = [one for one in changes if one.old != one.new]
    assert len(found.rows) + len(found.left) == len(differing)
