"""The money journal: one open transfer for each account, events that are only added, a chain that shows changes."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection

from automation_suite.errors import JournalError, UnknownOutcomeError
from automation_suite.history.models import AppendOnlyError, Transfer, TransferEvent
from automation_suite.transfers import journal, pauses, payees

pytestmark = pytest.mark.usefixtures("history")
AMOUNT = Decimal("275.70")


def intend(account: str = "poshmark") -> Transfer:
    return journal.intend(account, AMOUNT, "Bank Direct Deposit", "1234", "https://shop.example")


def confirmed(shape: str = "POST /confirm") -> Transfer:
    row = intend()
    journal.submit(row)
    journal.confirm(row, "the balance fell", shape)
    return row


def test_the_way_of_a_transfer() -> None:
    row = confirmed()
    assert [event.state for event in row.events.order_by("sequence")] == ["intended", "submitted", "confirmed"]
    assert journal.open_transfer("poshmark") is None


def test_one_open_transfer_for_each_account() -> None:
    intend()
    with pytest.raises(UnknownOutcomeError, match="still intended"):
        intend()
    assert intend("etsy").pk


def test_the_database_itself_refuses_a_second_open_transfer() -> None:
    first = intend()
    with pytest.raises(IntegrityError):
        Transfer.objects.create(
            account="poshmark", state="unknown", amount=AMOUNT, balance_before=AMOUNT, method="", bank_last4="", site="",
            created_at=first.created_at, changed_at=first.created_at, host="", process_id=1,
        )  # fmt: skip


@pytest.mark.parametrize("step", [journal.submit, lambda row: journal.confirm(row, "no")])
def test_an_ended_transfer_stays_ended(step: object) -> None:
    row = confirmed()
    with pytest.raises(JournalError, match="cannot become"):
        step(row)  # type: ignore[operator]


def test_an_unknown_transfer_blocks_and_is_resolved_by_a_person() -> None:
    row = intend()
    journal.submit(row)
    journal.doubt(row, "no answer")
    with pytest.raises(UnknownOutcomeError):
        intend()
    assert journal.resolve(row.pk, moved=False, reason="not at the bank").state == "failed"
    assert intend().pk


@pytest.mark.parametrize("moved", [True, False])
def test_a_resolved_transfer_cannot_be_resolved_again(moved: bool) -> None:
    row = confirmed()
    with pytest.raises(JournalError, match="is not open"):
        journal.resolve(row.pk, moved=moved, reason="")


def test_a_transfer_of_a_living_run_is_not_resolved() -> None:
    with pytest.raises(JournalError, match="still goes on"):
        journal.resolve(intend().pk, moved=False, reason="")


@pytest.mark.parametrize(("pressed", "state"), [(False, "failed"), (True, "unknown")])
def test_what_dead_processes_left_behind(pressed: bool, state: str) -> None:
    row = intend()
    if pressed:
        journal.submit(row)
    assert journal.settle_left_behind() == []
    Transfer.objects.update(process_id=_dead_process())
    assert [left.state for left in journal.settle_left_behind()] == [state]


def test_events_are_only_added() -> None:
    event = confirmed().events.first()
    assert event is not None
    event.facts = {"amount": "1.00"}
    with pytest.raises(AppendOnlyError):
        event.save()
    with pytest.raises(AppendOnlyError):
        event.delete()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE automation_history_transferevent SET facts = '{}' WHERE sequence = 1",
        "UPDATE automation_history_transferevent SET state = 'failed' WHERE sequence = 3",
        "DELETE FROM automation_history_transferevent WHERE sequence = 2",
        "DELETE FROM automation_history_transferevent WHERE sequence = 6",
        "UPDATE automation_history_transfer SET amount = 1 WHERE id = (SELECT min(id) FROM automation_history_transfer)",
        "UPDATE automation_history_transfer SET state = 'failed'",
    ],
)
def test_a_changed_past_shows(change: str) -> None:
    confirmed()
    confirmed()
    assert journal.verify_chain("poshmark").problem == ""
    with connection.cursor() as cursor:
        cursor.execute(change)
    assert journal.verify_chain("poshmark").problem != ""


def test_a_past_that_was_checked_today_is_checked_again_tomorrow() -> None:
    now = datetime.now(UTC)
    confirmed()
    assert journal.verify_often("poshmark", now).problem == ""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE automation_history_transferevent SET facts = '{}' WHERE sequence = 1")
    assert journal.verify_often("poshmark", now + timedelta(hours=23)).problem == ""
    assert journal.verify_often("poshmark", now + timedelta(hours=25)).problem != ""
    assert journal.verify_often("poshmark", now + timedelta(hours=26)).problem != ""


@pytest.mark.parametrize(
    "change",
    [
        'UPDATE automation_history_transferevent SET facts = \'{"by": "me"}\' WHERE sequence = 5',
        "DELETE FROM automation_history_transferevent WHERE sequence IN (3, 5)",
        "UPDATE automation_history_transferevent SET hash = 'x' WHERE sequence = 3",
        "UPDATE automation_history_transfer SET amount = 1 WHERE id = (SELECT max(id) FROM automation_history_transfer)",
    ],
)
def test_what_came_since_the_last_whole_check_is_checked_each_time(change: str) -> None:
    now = datetime.now(UTC)
    confirmed()
    journal.verify_often("poshmark", now)
    confirmed()
    assert journal.verify_often("poshmark", now + timedelta(hours=1)).problem == ""
    with connection.cursor() as cursor:
        cursor.execute(change)
    assert journal.verify_often("poshmark", now + timedelta(hours=1)).problem != ""


def test_a_check_during_a_transfer_is_not_remembered() -> None:
    now = datetime.now(UTC)
    row = intend()
    assert journal.verify_often("poshmark", now).problem == ""
    journal.submit(row)
    journal.confirm(row, "seen")
    assert journal.verify_often("poshmark", now).problem == ""


def test_chain_head_changes_with_each_event() -> None:
    heads = {journal.chain_head("poshmark")}
    row = intend()
    heads.add(journal.chain_head("poshmark"))
    journal.submit(row)
    heads.add(journal.chain_head("poshmark"))
    assert len(heads) == 3
    assert TransferEvent.objects.count() == 2


def test_known_request_is_learnt_and_forgotten_after_a_failure() -> None:
    assert journal.known_request("https://shop.example") == ""
    confirmed()
    assert journal.known_request("https://shop.example") == "POST /confirm"
    assert journal.known_request("https://other.example") == ""
    never_pressed = intend()
    journal.fail(never_pressed, "stopped before")
    assert journal.known_request("https://shop.example") == "POST /confirm"
    pressed = intend()
    journal.submit(pressed)
    journal.fail(pressed, "no request")
    assert journal.known_request("https://shop.example") == ""


def test_payee_waits_for_the_word_and_loses_it_with_another_bank() -> None:
    payees.learn("poshmark", "1234", "ACH", AMOUNT)
    assert payees.approved("poshmark") is None
    payees.approve("poshmark")
    payees.learn("poshmark", "1234", "ACH", AMOUNT)
    assert payees.approved("poshmark") is not None
    payees.learn("poshmark", "9876", "ACH", AMOUNT)
    assert payees.approved("poshmark") is None


def test_pause_and_resume() -> None:
    assert pauses.current() is None
    pauses.pause(None, "holiday")
    pauses.pause(None, "longer holiday")
    current = pauses.current()
    assert current is not None
    assert current.reason == "longer holiday"
    assert pauses.resume() == 1
    assert pauses.current() is None


def _dead_process() -> int:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return child
