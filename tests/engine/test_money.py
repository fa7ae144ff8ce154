"""Amounts in texts and amounts with labels."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation_suite.errors import NeedsPersonError
from automation_suite.labelled_amounts import amount_with_label, labels_on_page
from automation_suite.money import AmountError, amounts_in, dollars, parse_setting, single_amount

LABELS = ["Redeemable Balance", "Your Balance"]
OTHERS = ["pending", "lifetime", "fee", "credit"]
DECOYS = ["Get $50.00 credit", "Lifetime Earnings\n$12,418.35", "Pending Balance\n$31.20", "Instant Transfer\n$2 fee"]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("$275.70", ["275.70"]),
        ("US$5", ["5.00"]),
        ("$ 275.70", ["275.70"]),
        ("$\u00a01,275.70", ["1275.70"]),
        ("$\n275\n.70", ["275.70"]),
        ("$1,275", ["1275.00"]),
        ("between $5.00 and $7", ["5.00", "7.00"]),
        ("-$5.00", ["-5.00"]),
        ("costs $5.", ["5.00"]),
        ("$275.7", []),
        ("$1.275,70", []),
        ("$27 5.70", []),
        ("$12,34.00", []),
        ("275.70", []),
        ("", []),
    ],
)
def test_amounts_in(text: str, amounts: list[str]) -> None:
    assert amounts_in(text) == [Decimal(amount) for amount in amounts]


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_what_is_written_is_read_again(amount: Decimal) -> None:
    assert single_amount(dollars(amount)) == amount
    assert parse_setting(str(amount)) == amount


@pytest.mark.parametrize("text", ["nothing", "$1 or $2", "-$3.00"])
def test_single_amount_never_guesses(text: str) -> None:
    with pytest.raises(AmountError):
        single_amount(text)


@pytest.mark.parametrize("shown", ["$275.70", "$\n275\n.70", "$\u00a0275\u202f.70", "$\n275.70"])
@pytest.mark.parametrize(
    "group", ["Redeemable Balance\n{}", "{}\nyour balance", "Redeemable Balance: {}", "Payouts\nYour balance\n{}\nNext"]
)
def test_balance_among_decoys(group: str, shown: str) -> None:
    assert amount_with_label([*DECOYS, group.format(shown)], LABELS, OTHERS) == Decimal("275.70")


@pytest.mark.parametrize(
    "flat",
    [
        "Lifetime\n$12,418.35\nYour balance\n$275.70\nPending\n$31.20",
        "$12,418.35\nLifetime\n$275.70\nYour balance\n$31.20\nPending",
        "Lifetime: $12,418.35\nYour balance: $275.70",
        "Payouts\nLifetime: $12,418.35\nYour balance: $275.70\nContinue",
    ],
)
def test_labels_above_below_or_beside_in_one_flat_list(flat: str) -> None:
    assert amount_with_label([flat], LABELS, OTHERS) == Decimal("275.70")


@pytest.mark.parametrize(
    "groups",
    [
        [],
        ["$275.70"],
        DECOYS,
        ["Your balance\n$1.00", "Your balance\n$2.00"],
        ["Payouts\n$1.00\nYour balance\n$2.00\nContinue"],
        ["Your pending balance\n$31.20"],
        ["Your balance\n$27\n5.70"],
    ],
)
def test_without_a_clear_label_nothing_is_guessed(groups: list[str]) -> None:
    with pytest.raises(NeedsPersonError):
        amount_with_label(groups, LABELS, OTHERS)


@given(st.lists(st.sampled_from(["$1.00", "$2.00", "Pending", "Your balance", "fee", "Shop", "$"]), max_size=12))
def test_never_returns_an_amount_that_the_page_does_not_show(lines: list[str]) -> None:
    page = "\n".join(lines)
    try:
        found = amount_with_label([page], LABELS, OTHERS)
    except NeedsPersonError:
        return
    assert dollars(found) in page.replace("\n", "")


def test_the_wordings_that_label_an_amount_are_told() -> None:
    groups = ["Redeemable Balance\n$275.70", "Your pending balance\n$31.20", "Instant balance\nno amount"]
    assert labels_on_page(groups, ["Redeemable Balance", "Your balance", "Instant balance"], ["pending"]) == [
        "Redeemable Balance"
    ]
