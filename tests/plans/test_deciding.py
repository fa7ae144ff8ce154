"""A person's word: approving, rejecting, resolving, taking back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation_suite.commands.undo import say_what_stays
from automation_suite.errors import PermanentError
from automation_suite.plans import approval
from automation_suite.plans.models import Plan, Row
from automation_suite.plans.undo import NotUndone, Undo
from tests.plans.desk import Desk, change, states

MakeDesk = Callable[..., Desk]


@pytest.fixture
def one(desk: MakeDesk) -> Desk:
    made = desk()
    for number in range(1, 6):
        made.shop.put("price", str(number), "10.00")
    return made


@pytest.fixture
def plan(one: Desk) -> Plan:
    return one.planned(*(change(str(number), "10.00", "9.50") for number in range(1, 6)))


@given(st.sets(st.integers(1, 40), min_size=1))
def test_row_numbers_are_read_as_they_are_written(numbers: set[int]) -> None:
    text = ", ".join(f"{one}-{one}" if one % 3 else str(one) for one in sorted(numbers))
    assert approval.row_numbers(text) == numbers


@pytest.mark.parametrize("text", ["", "a", "1,,2", "3-1", "-2", "1-", "0", "²", "1-99999999999"])
def test_a_list_of_rows_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(PermanentError, match="Nothing was changed"):
        approval.row_numbers(text)


def test_some_rows_are_approved_and_only_these_are_applied(one: Desk, plan: Plan) -> None:
    decided = one.approve(plan, [1, 3])
    assert (decided.rows, decided.others) == (2, 3)
    one.apply()
    assert states(plan) == ["applied", "proposed", "applied", "proposed", "proposed"]
    assert plan.rows.get(number=1).decided_by == "owner"


def test_the_same_word_twice_is_no_mistake(one: Desk, plan: Plan) -> None:
    one.approve(plan)
    assert one.approve(plan).rows == 0


def test_a_rejected_row_is_never_sent(one: Desk, plan: Plan) -> None:
    one.approve(plan)
    approval.reject(plan, [2], "owner", one.now)
    one.apply()
    assert states(plan) == ["applied", "rejected", "applied", "applied", "applied"]
    with pytest.raises(PermanentError, match='cannot be decided, because they stand at "rejected": 2'):
        one.approve(plan, [2])


def test_nothing_is_changed_when_one_row_is_wrong(one: Desk, plan: Plan) -> None:
    with pytest.raises(PermanentError, match="are not in it: 9"):
        one.approve(plan, [1, 9])
    assert states(plan) == ["proposed"] * 5


def test_an_expired_plan_cannot_be_approved(one: Desk, plan: Plan) -> None:
    one.waits(25)
    with pytest.raises(PermanentError, match="Nothing in plan"):
        one.approve(plan)


def test_a_job_that_only_shows_cannot_be_approved(desk: MakeDesk) -> None:
    one = desk(changes="never")
    plan = one.planned(change("1", "10.00", "9.50"))
    with pytest.raises(PermanentError, match="only shows what it would change"):
        one.approve(plan)
    assert states(plan) == ["proposed"]


@pytest.mark.parametrize(("arrived", "state"), [(True, "applied"), (False, "failed")])
def test_a_person_ends_what_is_not_known(one: Desk, arrived: bool, state: str) -> None:
    plan = one.planned(change("ann", None, "Hello", "message"))
    one.approve(plan)
    one.shop.write_faults = ["lost before"]
    one.apply()
    approval.resolve(plan, [1], arrived, "in the inbox", one.now)
    assert states(plan) == [state]
    assert plan.rows.get().explanation.endswith("arrive: in the inbox.") != arrived
    one.apply()
    assert one.shop.writes == []


def test_only_what_is_not_known_can_be_resolved(one: Desk, plan: Plan) -> None:
    with pytest.raises(PermanentError, match="cannot be decided"):
        approval.resolve(plan, [1], True, "", one.now)


def test_taking_back_restores_the_identical_value(one: Desk, plan: Plan) -> None:
    one.shop.put("price", "2", "10.0")
    one.approve(plan)
    one.apply()
    back = one.undo(plan)
    assert (back.rows, back.not_undone) == (5, [])
    one.apply()
    assert one.shop.live == {f"price/{number}": "10.0" if number == 2 else "10.00" for number in range(1, 6)}


def test_what_somebody_has_changed_since_is_not_taken_back(one: Desk, plan: Plan) -> None:
    one.approve(plan, [1])
    one.apply()
    one.shop.put("price", "1", "12.00")
    back = one.undo(plan).plan
    assert back
    one.apply()
    assert states(back) == ["refused"]
    assert one.shop.live["price/1"] == "12.00"


def test_what_cannot_be_taken_back_says_why(one: Desk, plan: Plan) -> None:
    message = one.planned(change("ann", None, "Hello", "message"))
    one.approve(message)
    one.approve(plan, [1])
    one.apply()
    assert [lost.why for lost in one.undo(message).not_undone] == ["A message that was sent cannot be taken back."]
    one.undo(plan)
    assert one.undo(plan).not_undone[0].why.endswith("takes it back already (approved, waits to be applied)")
    assert one.undo(plan, [2]).not_undone[0].why == "it has no receipt (waits for your yes)"


def test_taking_back_may_itself_be_taken_back(one: Desk, plan: Plan) -> None:
    one.approve(plan, [1])
    one.apply()
    back = one.undo(plan).plan
    assert back
    one.apply()
    assert one.undo(back).rows == 1
    one.apply()
    assert one.shop.live["price/1"] == "9.50"
    assert one.undo(plan).rows == 1
    one.apply()
    assert one.shop.live["price/1"] == "10.00"
    assert one.undo(plan).rows == 0


def test_what_was_written_last_is_taken_back_first(one: Desk) -> None:
    for number in "78":
        one.shop.put("price", number, "10.00")
    plan = one.planned(*(change(number, "10.00", "9.50") for number in "78"))
    one.approve(plan)
    one.apply()
    one.undo(plan)
    one.apply()
    assert one.shop.writes[-2:] == [("price/8", "10.00"), ("price/7", "10.00")]


def test_limits_that_have_become_stricter_do_not_keep_anything_from_being_taken_back(one: Desk, plan: Plan) -> None:
    one.approve(plan)
    one.apply()
    one.job = one.job.model_copy(update={"changes": "never", "largest_step_percent": 1.0, "most_rows": 1})
    assert one.undo(plan).rows == 5
    one.apply()
    assert set(one.shop.live.values()) == {"10.00"}


def test_what_is_not_known_keeps_the_change_before_from_being_taken_back(one: Desk, plan: Plan) -> None:
    one.approve(plan, [1])
    one.apply()
    newer = one.planned(change("1", "9.50", "9.30"))
    one.approve(newer)
    one.shop.read_faults = ["", "passing", "passing"]
    one.apply()
    assert states(newer) == ["unknown"]
    why = one.undo(plan).not_undone[0].why
    assert why == f"plan {newer.pk} has sent something for it of which nothing is known yet"


def test_a_wish_that_waits_gives_way_to_taking_back(one: Desk, plan: Plan) -> None:
    one.approve(plan, [1])
    one.apply()
    wish = one.planned(change("1", "9.50", "9.30"))
    assert one.undo(plan).rows == 1
    assert states(wish) == ["expired"]
    assert Row.objects.get(plan=wish).explanation.startswith("Somebody has asked to take back")


def test_rows_that_stay_for_one_reason_are_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    several = [NotUndone(number, f"Thing {number}", "it cannot be.") for number in range(1, 8)]
    say_what_stays(Undo(None, 0, [*several, NotUndone(9, "Mug", "it has changed nothing")]))
    assert capsys.readouterr().out.splitlines() == [
        "7 rows (1, 2, 3, 4, 5 …) stay as they are: it cannot be.",
        "Row 9 (Mug) stays as it is: it has changed nothing.",
    ]
