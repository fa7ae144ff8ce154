"""The rules before the click and the verdict after it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation_suite.errors import NeedsPersonError, PermanentError
from automation_suite.transfers import rules
from automation_suite.transfers.rules import Aftermath, ConfirmPage, FuseRequest, Limits

BALANCE = Decimal("275.70")
DEPOSIT = "Bank Direct Deposit"
PASSED = FuseRequest("POST /confirm", "passed", 200)
cents = st.integers(min_value=0, max_value=10**6).map(lambda value: Decimal(value) / 100)


def seen(**changes: Any) -> Aftermath:
    facts: dict[str, Any] = {
        "dialog": "", "success_dialog": False, "balance_before": BALANCE, "balance_after": BALANCE, "requests": (PASSED,)
    }  # fmt: skip
    return Aftermath(**{**facts, **changes})


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"balance_after": Decimal("0.00")}, "confirmed"),
        ({"balance_after": Decimal("0.00"), "success_dialog": True}, "confirmed"),
        ({"new_history_row": True}, "confirmed"),
        ({"success_dialog": True}, "unknown"),
        ({"balance_after": None, "success_dialog": True}, "unknown"),
        ({"balance_after": Decimal("20.00")}, "unknown"),
        ({"balance_after": Decimal("-275.70")}, "unknown"),
        ({"balance_after": Decimal("-275.70"), "new_history_row": True}, "unknown"),
        ({"balance_after": Decimal("275.71")}, "unknown"),
        ({"requests": ()}, "unknown"),
        ({"requests": (), "known_request": "POST /confirm"}, "failed"),
        ({"requests": None, "known_request": "POST /confirm"}, "unknown"),
        ({"requests": (FuseRequest("POST /x", "over budget"),), "known_request": "POST /confirm"}, "unknown"),
    ],
)
def test_verdict(changes: dict[str, Any], state: str) -> None:
    assert rules.judge(seen(**changes), BALANCE).state == state


@given(before=cents, after=st.none() | cents, amount=cents, dialog=st.booleans())
def test_only_proof_confirms(before: Decimal, after: Decimal | None, amount: Decimal, dialog: bool) -> None:
    verdict = rules.judge(seen(balance_before=before, balance_after=after, success_dialog=dialog), amount)
    assert (verdict.state == "confirmed") == (after is not None and before - after == amount)


def test_a_dialog_is_quoted() -> None:
    assert 'A dialog said "We could not process it"' in rules.judge(seen(dialog="We could not\nprocess it"), BALANCE).reason


@pytest.mark.parametrize(
    ("page", "bank"),
    [
        (ConfirmPage(Decimal("50.00"), (DEPOSIT,), "1234"), "1234"),
        (ConfirmPage(BALANCE, ("Instant Transfer",), "1234"), "1234"),
        (ConfirmPage(BALANCE, (DEPOSIT, "Instant Transfer"), "1234"), "1234"),
        (ConfirmPage(BALANCE, (), "1234"), "1234"),
        (ConfirmPage(BALANCE, (DEPOSIT,), "9876"), "1234"),
    ],
)
def test_witnesses_that_differ_stop(page: ConfirmPage, bank: str) -> None:
    with pytest.raises(NeedsPersonError, match="Nothing was pressed"):
        rules.check_witnesses(BALANCE, page, DEPOSIT, bank)


@pytest.mark.parametrize("bank", ["1234", ""])
def test_witnesses_that_agree_pass(bank: str) -> None:
    rules.check_witnesses(BALANCE, ConfirmPage(BALANCE, (DEPOSIT,), "1234"), DEPOSIT, bank)


@pytest.mark.parametrize(
    ("amount", "today", "stops"),
    [("2000.00", "0", False), ("2000.01", "0", True), ("1000.00", "1000.00", False), ("1000.00", "1000.01", True)],
)
def test_limits(amount: str, today: str, stops: bool) -> None:
    limits = Limits(Decimal("5"), Decimal("2000"), Decimal(today))
    if stops:
        with pytest.raises(NeedsPersonError, match="POSH_MAX_TRANSFER"):
            rules.check_limits(Decimal(amount), limits)
    else:
        rules.check_limits(Decimal(amount), limits)


@pytest.mark.parametrize(("amount", "below"), [("0", True), ("4.99", True), ("5.00", False), ("5.01", False)])
def test_minimum(amount: str, below: bool) -> None:
    assert rules.is_below_minimum(Decimal(amount), Decimal("5.00")) is below


@pytest.mark.parametrize(
    ("text", "digits"),
    [("Bank ••••1234", "1234"), ("Bank **** 1234", "1234"), ("xxxx-1234", "1234"), ("•••• 1234 … ••••1234", "1234")],
)
def test_bank_digits(text: str, digits: str) -> None:
    assert rules.bank_digits(text) == digits


@pytest.mark.parametrize("text", ["Bank 1234", "••••1234 ••••9876", "••••12345", ""])
def test_bank_digits_are_never_guessed(text: str) -> None:
    with pytest.raises(NeedsPersonError):
        rules.bank_digits(text)


@pytest.mark.parametrize(
    ("counts", "same", "error"),
    [
        ([1, 0, 0], True, NeedsPersonError),
        ([0, 0, 0], False, NeedsPersonError),
        ([1, 0, 2], True, NeedsPersonError),
        ([1, 1, 0], False, NeedsPersonError),
        ([1, 0, 1], True, None),
        ([1, 1, 1], True, None),
    ],
)
def test_money_button_needs_two_strategies_that_agree(counts: list[int], same: bool, error: type[Exception] | None) -> None:
    if error:
        with pytest.raises(error, match="Nothing was pressed"):
            rules.check_money_button(counts, same, stable=True, enabled=True)
    else:
        rules.check_money_button(counts, same, stable=True, enabled=True)


@pytest.mark.parametrize("words", ["Redeem", "Redeem $275.70", "Redeem all of your $275.70"])
def test_a_money_button_may_name_the_amount(words: str) -> None:
    rules.check_button_words(words, Decimal("275.70"))


@pytest.mark.parametrize("words", ["Redeem $18.00", "Redeem $275.70 for $18.00"])
def test_a_money_button_that_names_another_amount_is_a_doubt(words: str) -> None:
    with pytest.raises(NeedsPersonError, match=r"names \$18.00 instead of \$275.70. Nothing was pressed"):
        rules.check_button_words(words, Decimal("275.70"))


@pytest.mark.parametrize(("stable", "enabled"), [(False, True), (True, False)])
def test_money_button_that_cannot_be_pressed(stable: bool, enabled: bool) -> None:
    with pytest.raises(PermanentError, match="Nothing was pressed"):
        rules.check_money_button([1, 1], True, stable, enabled)
