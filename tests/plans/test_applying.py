"""Approved rows are applied once, read back and explained, whatever the platform does."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from automation_suite.plans.models import Receipt, Row
from automation_suite.plans.telling import of_applying
from tests.plans.desk import Desk, change, states

MakeDesk = Callable[..., Desk]


@pytest.fixture
def three(desk: MakeDesk) -> Desk:
    """Three prices of $10, approved to become $9.50."""
    made = desk()
    for one in "123":
        made.shop.put("price", one, "10.00")
    made.approve(made.planned(*(change(one, "10.00", "9.50") for one in "123")))
    return made


def rows() -> list[tuple[str, str]]:
    return list(Row.objects.order_by("pk").values_list("state", "explanation"))


def test_each_row_is_written_read_back_and_has_a_receipt(three: Desk) -> None:
    report = three.apply()
    assert [state for state, _ in rows()] == ["applied"] * 3
    assert report.trouble is None
    assert three.shop.live == {"price/1": "9.50", "price/2": "9.50", "price/3": "9.50"}
    assert list(Receipt.objects.values_list("before", "shown")) == [("10.00", "9.50")] * 3


def test_a_second_apply_sends_nothing(three: Desk) -> None:
    three.apply()
    assert not three.apply().sent
    assert len(three.shop.writes) == 3


def test_a_value_that_has_changed_since_is_left_alone(three: Desk) -> None:
    three.shop.put("price", "2", "11.00")
    three.apply()
    assert [state for state, _ in rows()] == ["applied", "refused", "applied"]
    assert rows()[1][1] == "It shows “11.00” and no longer “10.00”, so nothing was sent."
    assert three.shop.live["price/2"] == "11.00"


def test_what_is_so_already_is_not_written(three: Desk) -> None:
    three.shop.put("price", "2", "9.5")
    three.apply()
    assert rows()[1] == ("applied", "It was so already, so nothing was sent.")
    assert [place for place, _ in three.shop.writes] == ["price/1", "price/3"]


def test_partial_success_is_told_row_by_row(three: Desk) -> None:
    three.shop.write_faults = ["half"]
    three.apply()
    assert rows() == [("applied", ""), ("applied", ""), ("failed", "The shop refuses it.")]


def test_a_lost_answer_is_settled_by_reading(three: Desk) -> None:
    three.shop.write_faults = ["lost after"]
    three.apply()
    assert [state for state, _ in rows()] == ["applied"] * 3
    assert len(three.shop.writes) == 3


def test_a_lost_request_is_sent_again_where_that_does_no_harm(three: Desk) -> None:
    three.shop.write_faults = ["lost before"]
    three.apply()
    assert [state for state, _ in rows()] == ["applied"] * 3
    assert len(three.shop.writes) == 3


def test_half_an_answer_writes_only_what_was_read(three: Desk) -> None:
    three.shop.read_faults = ["half"]
    three.apply()
    assert [state for state, _ in rows()] == ["applied", "approved", "approved"]
    assert rows()[1][1] == "The platform said nothing about it, so nothing was sent."
    three.apply()
    assert [state for state, _ in rows()] == ["applied"] * 3


@pytest.mark.parametrize("fault", ["passing", "budget", "person", "own fault"])
def test_a_platform_that_cannot_be_read_leaves_everything_waiting(three: Desk, fault: str) -> None:
    three.shop.read_faults = [fault]
    report = three.apply()
    assert report.trouble
    assert [state for state, _ in rows()] == ["approved"] * 3
    assert all(words.startswith("It still waits: ") for _, words in rows())
    assert three.shop.writes == []


@pytest.mark.parametrize("fault", ["passing", "budget", "person"])
def test_what_has_surely_not_left_waits_on(three: Desk, fault: str) -> None:
    three.shop.write_faults = [fault]
    assert three.apply().trouble
    assert [state for state, _ in rows()] == ["approved"] * 3
    three.apply()
    assert [state for state, _ in rows()] == ["applied"] * 3


def test_a_message_whose_answer_was_lost_is_never_sent_again(desk: MakeDesk) -> None:
    one = desk()
    plan = one.planned(change("ann", None, "Thank you!", "message"))
    one.approve(plan)
    one.shop.write_faults = ["lost before"]
    one.apply()
    assert rows() == [("unknown", "Its answer was lost. It may still arrive, and sent again it could arrive twice.")]
    one.apply()
    assert states(plan) == ["unknown"]
    assert one.shop.writes == []
    one.shop.put("message", "ann", "Thank you!")
    one.apply()
    assert states(plan) == ["applied"]


def test_a_value_that_the_platform_alters_is_told_and_can_be_taken_back(desk: MakeDesk) -> None:
    one = desk()
    one.shop.put("title", "1", "Old")
    plan = one.planned(change("1", "Old", "New", "title"))
    one.approve(plan)
    one.shop.write_faults = ["altered"]
    one.apply()
    assert rows() == [("failed", "It shows “New!”, which is neither the old value nor the new one.")]
    assert one.undo(plan).rows == 1
    one.apply()
    assert one.shop.live["title/1"] == "Old"


def test_what_cannot_be_read_back_is_not_known_until_it_can(three: Desk) -> None:
    three.shop.read_faults = ["", "passing", "passing"]
    three.apply()
    assert {state for state, _ in rows()} == {"unknown"}
    assert rows()[0][1] == "The platform took it, and what it shows now cannot be read."
    three.apply()
    assert [state for state, _ in rows()] == ["applied"] * 3


def test_what_makes_things_safer_goes_first(desk: MakeDesk) -> None:
    one = desk()
    one.shop.put("price", "1", "10.00")
    one.shop.put("quantity", "1", 1)
    sold = change("1", 1, 0, "quantity", reduces_risk=True)
    one.approve(one.planned(change("1", "10.00", "9.50"), sold))
    one.apply()
    assert [place for place, _ in one.shop.writes] == ["quantity/1", "price/1"]


@pytest.mark.parametrize("fault", ["budget", "person"])
def test_what_keeps_every_call_from_being_made_is_met_once(desk: MakeDesk, fault: str) -> None:
    one = desk()
    one.shop.put("price", "1", "10.00")
    one.shop.put("quantity", "1", 1)
    one.approve(one.planned(change("1", "10.00", "9.50"), change("1", 1, 2, "quantity")))
    one.shop.write_faults = [fault]
    report = one.apply()
    assert report.trouble
    assert [state for state, _ in rows()] == ["approved"] * 2
    assert one.shop.writes == []
    # The row of the other field says why it waits, too.
    assert all(words == f"It still waits: {report.trouble.happened}" for _, words in rows()[1:])


def test_a_yes_that_the_policy_gave_is_asked_for_when_jobs_toml_asks_by_now(desk: MakeDesk) -> None:
    one = desk(changes="auto")
    one.shop.put("quantity", "1", 1)
    plan = one.planned(change("1", 1, 0, "quantity", reduces_risk=True))
    one.job = one.job.model_copy(update={"changes": "ask"})
    report = one.apply()
    assert rows() == [("proposed", "By now jobs.toml asks for your yes to it, so nothing was sent.")]
    assert Row.objects.get().settled_at is None
    assert of_applying(report).sentence.startswith("Of 1 approved change: 1 waiting for your yes.")
    one.approve(plan)
    one.apply()
    assert one.shop.live["quantity/1"] == 0


def test_a_call_that_failed_is_the_last_of_its_kind_for_now(desk: MakeDesk) -> None:
    one = desk()
    for number in "123":
        one.shop.put("title", number, "Shirt")
    one.approve(one.planned(*(change(number, "Shirt", "Blouse", "title") for number in "123")))
    one.shop.write_faults = ["", "passing", "refused"]
    one.apply()
    assert [state for state, _ in rows()] == ["applied", "approved", "approved"]
    assert one.shop.write_faults == ["refused"]


def test_what_is_not_known_may_have_cost_its_money(desk: MakeDesk) -> None:
    one = desk(most_money_a_day="2.00")
    one.approve(one.planned(change("1", None, "bought", "label", costs=Decimal("2.00"))))
    one.shop.write_faults = ["lost before"]
    one.apply()
    one.approve(one.planned(change("2", None, "bought", "label", costs=Decimal("2.00"))))
    one.apply()
    assert [state for state, _ in rows()] == ["unknown", "approved"]
    assert one.shop.writes == []


def test_a_day_of_money_ends_at_midnight_where_the_job_is(desk: MakeDesk) -> None:
    # 09:05 UTC is 23:05 there, and two hours later another day begins only there.
    one = desk(most_money_a_day="2.00", time_zone="Pacific/Kiritimati")
    one.waits(-2)
    for number, hours in enumerate((2, 1, 0)):
        one.approve(one.planned(change(str(number), None, "bought", "label", costs=Decimal("2.00"))))
        one.apply()
        one.waits(hours)
    assert [state for state, _ in rows()] == ["applied", "applied", "approved"]


def test_the_money_of_a_day_is_not_exceeded(desk: MakeDesk) -> None:
    one = desk(most_money_a_day="5.00")
    labels = [change(str(number), None, "bought", "label", costs=Decimal("2.00")) for number in range(3)]
    one.plan(*(change_ for change_ in labels))
    assert Row.objects.count() == 2
    one.approve(Row.objects.all()[0].plan)
    one.apply()
    assert len(one.shop.writes) == 2
    one.approve(one.planned(labels[2]))
    one.apply()
    assert rows()[-1] == ("approved", "The money that may be spent in a day is spent, so it waits for tomorrow.")
    one.waits(14)
    one.apply()
    assert len(one.shop.writes) == 3


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        ({"largest_step_percent": 2}, "Its price would change by more than 2 % at once, so nothing was sent."),
        ({"most_rows": 1}, "Its plan has more than the 1 row allowed, so nothing was sent."),
        ({"changes": "never"}, "jobs.toml says that corner.prices changes nothing, so nothing was sent."),
    ],
)
def test_a_limit_that_is_stricter_now_holds_for_what_was_approved_before(
    three: Desk, limit: dict[str, object], words: str
) -> None:
    three.job = three.job.model_copy(update=limit)
    three.apply()
    assert rows()[-1] == ("refused", words)
    assert len(three.shop.writes) <= 1


def test_a_limit_that_is_wider_now_does_not_widen_an_older_plan(desk: MakeDesk) -> None:
    one = desk()
    one.shop.put("price", "1", "10.00")
    plan = one.planned(change("1", "10.00", "9.50"))
    one.approve(plan)
    Row.objects.update(new="5.00")
    one.job = one.job.model_copy(update={"largest_step_percent": 90.0})
    one.apply()
    assert states(plan) == ["refused"]


def test_nothing_of_an_expired_plan_is_sent(three: Desk) -> None:
    three.waits(25)
    three.apply()
    assert rows()[0] == ("expired", "Its plan had expired before it was applied, so nothing was sent.")
    assert three.shop.writes == []


def test_a_field_that_nobody_can_change_is_told(desk: MakeDesk) -> None:
    one = desk()
    plan = one.planned(change("1", None, "red", "colour"))
    one.approve(plan)
    one.apply()
    assert rows() == [
        ("failed", "This version has no way to change the colour of a listing on Corner, so nothing was sent.")
    ]
