"""The main job on the practice site: for each way in which the site can behave, the right end and never a wrong payment."""

from __future__ import annotations

import pytest

from tests.suite.conftest import JOB, Owner

pytestmark = pytest.mark.browser

ALL = ["275.70"]
NONE: list[str] = []


@pytest.mark.parametrize(
    ("scenario", "amounts"),
    [
        ("layout-mixed", ALL),
        ("username-only+split-amount", ALL),
        ("at-minimum+lifetime-first", ["5.00"]),
        ("thousands+nbsp-amount", ["1275.70"]),
        ("error-503-once+open-redemption", ALL),
        ("session-ends", ALL),
        ("rerender", ALL),
        ("page-retries", ALL),
        ("double-submit+beacon", ALL),
        ("popup-confirm", ALL),
        ("form-confirm", ALL),
        ("worker-confirm", ALL),
        ("break-moved", ALL),
        ("break-moved+page-retries", ALL),
        ("no-success-dialog", ALL),
        ("balance-stays", ALL),
        ("no-history+consent-choices", ALL),
        ("error-500-moved", ALL),
        ("stacked-dialogs", ALL),
        ("country-selector+upgrade+notice", ALL),
        ("tour+change-email+share-dialog", ALL),
        ("late-dialog", ALL),
        ("dialog-with-guide+dialog-while-leaving", ALL),
        ("dialog-before-guide", ALL),
        ("danger-dialog+no-cookie-banner", ALL),
        ("code-late+code-decoys", ALL),
    ],
)
def test_moves_the_money_exactly_once(owner: Owner, scenario: str, amounts: list[str]) -> None:
    owner.practice.behave(f"instant+{scenario}")
    ended = owner.types(JOB)
    assert ended.status == 0, ended.text
    assert owner.practice.payments == amounts
    assert [state for state, _ in owner.transfers] == ["confirmed"]
    assert owner.practice.dangers == []
    assert f"Moved ${float(amounts[0]):,.2f} to bank ••••1234" in [mail["Subject"] for mail in owner.practice.mails()]


def test_a_request_that_hangs_is_proven_or_left_to_a_person(owner: Owner) -> None:
    owner.practice.behave("instant+hang-moved")
    ended = owner.types(JOB)
    assert owner.practice.payments == ALL
    # Leaving the page ends the request. When its connection closes while the next page is still on its way, the relay takes
    # that for a break and cuts the page off too, and then nobody can see the proof.
    assert (ended.status, *owner.transfers) in [(0, ("confirmed", 275.7)), (3, ("unknown", 275.7))], ended.text


@pytest.mark.parametrize("scenario", ["balance-zero", "below-minimum"])
def test_stops_politely_when_there_is_too_little(owner: Owner, scenario: str) -> None:
    owner.practice.behave(f"instant+{scenario}")
    ended = owner.types(JOB)
    assert (ended.status, owner.runs, owner.practice.payments) == (0, [("nothing to do", "")], NONE), ended.text
    assert "below your minimum of $5.00" in ended.text
    assert owner.practice.mails() == []


@pytest.mark.parametrize(
    ("scenario", "status", "outcome", "words"),
    [
        ("wrong-password", 3, "needs a person", "refused the user name or the password"),
        ("captcha-at-login", 3, "needs a person", "python run.py login poshmark"),
        ("captcha-refused", 3, "needs a person", "python run.py login poshmark"),
        ("captcha-later", 3, "needs a person", "python run.py login poshmark"),
        ("restricted", 3, "needs a person", "has restricted the account"),
        ("code-rejected", 3, "needs a person", "refused the one-time code"),
        ("code-by-sms", 3, "needs a person", "No mail with it came from poshmark.practice.example within 60 s"),
        ("rate-limit", 1, "failed", "asks to slow down"),
        ("no-balance", 3, "needs a person", 'No amount is labelled "Redeemable Balance"'),
        ("above-maximum", 3, "needs a person", "more than POSH_MAX_TRANSFER allows"),
        ("error-503-always", 1, "failed", "HTTP 503"),
        ("maintenance", 1, "failed", "closed for maintenance. No money was moved.\nNext: Nothing today: the next run"),
        ("page-moved", 1, "failed", "HTTP 404"),
        ("disabled-continue", 1, "failed", "The continue button could not be pressed"),
        ("no-bank", 1, "failed", "Poshmark may miss a bank account"),
        ("other-amount", 3, "needs a person", "it names $50.00, the payout page $275.70"),
        ("other-method", 3, "needs a person", "Instant Transfer instead of Bank Direct Deposit"),
        ("other-bank", 3, "needs a person", "••••9876 instead of ••••1234"),
    ],
)
def test_stops_before_the_money(owner: Owner, scenario: str, status: int, outcome: str, words: str) -> None:
    owner.practice.behave(f"instant+{scenario}")
    ended = owner.types(JOB)
    assert (ended.status, owner.runs[-1][0]) == (status, outcome), ended.text
    assert words in ended.text
    assert "No money was moved" in ended.text
    assert owner.practice.payments == NONE
    assert all(state == "failed" for state, _ in owner.transfers)
    assert len(owner.practice.mails()) == 1 + (scenario == "code-rejected")
    assert owner.practice.report["requests"].count("POST /vm-rest/auth/login") <= 1


@pytest.mark.parametrize("scenario", ["success-words-only", "declined"])
def test_what_is_not_proven_is_unknown(owner: Owner, scenario: str) -> None:
    owner.practice.behave(f"instant+{scenario}")
    ended = owner.types(JOB)
    assert (ended.status, owner.transfers, owner.practice.payments) == (3, [("unknown", 275.7)], NONE), ended.text


@pytest.mark.parametrize("scenario", ["hang-not-moved", "dead-button"])
def test_what_is_not_proven_is_unknown_and_never_tried_again(owner: Owner, scenario: str) -> None:
    owner.practice.behave(f"instant+{scenario}")
    ended = owner.types(JOB)
    assert (ended.status, owner.transfers) == (3, [("unknown", 275.7)]), ended.text
    assert "python run.py transfers resolve 1 --moved" in ended.text
    owner.practice.behave("instant")
    again = owner.types(JOB)
    assert (again.status, owner.practice.payments) == (3, NONE), again.text
    assert "It was pressed in an earlier run" in again.text
    assert "This run moved no money." in again.text
    assert [mail["Subject"] for mail in owner.practice.mails()] == ["Poshmark: not known whether the money moved"]


def test_the_request_that_moves_money_is_learnt(owner: Owner) -> None:
    assert owner.types(JOB).status == 0
    assert owner.rows("SELECT request_shape FROM automation_history_transfer") == [("POST /vm-rest/redemptions/*/confirm",)]
    owner.practice.behave("instant+dead-button+balance-80")
    ended = owner.types(JOB)
    assert (ended.status, owner.transfers[1:]) == (1, [("failed", 80.0)]), ended.text
    assert "sent no request at all" in ended.text
    owner.practice.behave("instant+balance-80")
    assert owner.types(JOB).status == 0
    assert owner.practice.payments == ["275.70", "80.00"]


def test_without_a_mailbox_a_code_needs_a_person(owner: Owner) -> None:
    owner.practice.behave("instant+one-time-code")
    ended = owner.types(JOB, IMAP_HOST="")
    assert (ended.status, owner.practice.payments) == (3, NONE), ended.text
    assert "IMAP_HOST is not set" in ended.text


def test_no_browser_is_told_to_the_owner(owner: Owner) -> None:
    ended = owner.types(JOB, BROWSER_PATH="/nowhere/chromium")
    assert ended.status == 1, ended.text
    assert "BROWSER_PATH names /nowhere/chromium" in ended.text
    assert [mail["Subject"] for mail in owner.practice.mails()] == ["Poshmark balance transfer failed: no money was moved"]


def test_a_page_that_submits_by_itself_moves_nothing(owner: Owner) -> None:
    owner.practice.behave("instant+auto-submit")
    ended = owner.types(JOB, POSH_FIRST_TRANSFER="ask")
    assert (ended.status, owner.practice.payments) == (3, NONE), ended.text


def test_amount_that_changes_after_the_page_was_drawn(owner: Owner) -> None:
    owner.practice.behave("instant+amount-changes")
    ended = owner.types(JOB)
    assert owner.practice.payments in (NONE, ALL), ended.text
    assert ended.status in (0, 3)
