"""The rules before the click and the verdict after it. Pure: everything that they judge is handed to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from automation_suite.errors import NeedsPersonError, PermanentError
from automation_suite.money import amounts_in, dollars

_BANK = re.compile(r"[•●∙·*xX\u2022]{2,}[\s\u00a0-]*(\d{4})(?!\d)")
_LIMIT = "above your limit"


@dataclass(frozen=True)
class Limits:
    """What the owner allows, in dollars.

    Attributes:
        minimum: Smallest transfer.
        maximum: Largest transfer, and largest sum a day.
        moved_today: What moved, or may have moved, today.
    """

    minimum: Decimal
    maximum: Decimal
    moved_today: Decimal


@dataclass(frozen=True)
class ConfirmPage:
    """The second witness: what the confirm page says.

    Attributes:
        amount: Dollars.
        methods: The payout methods that the page names.
        bank_last4: Last digits of the bank account.
    """

    amount: Decimal
    methods: tuple[str, ...]
    bank_last4: str


@dataclass(frozen=True)
class FuseRequest:
    """One request that the fuse has seen: its method and path, what became of it, the HTTP status of its answer."""

    shape: str
    verdict: str
    status: int | None = None


@dataclass(frozen=True)
class Aftermath:
    """What was seen after the click.

    Attributes:
        dialog: Text of the dialog that came after the click; empty when none came.
        success_dialog: That dialog is the platform's own success dialog.
        balance_before: Dollars on the payout page before the click.
        balance_after: Dollars on the payout page afterwards; none when it could not be read.
        new_history_row: The platform's history has a row of this amount that was not there before.
        requests: What the fuse has seen; none when its record could not be read.
        known_request: The shape of the request that moved the money before on this site; empty when not known.
        earlier: The click was that of an earlier run, whose dialog and requests nobody can see any more.
    """

    dialog: str
    success_dialog: bool
    balance_before: Decimal
    balance_after: Decimal | None
    new_history_row: bool = False
    requests: Sequence[FuseRequest] | None = None
    known_request: str = ""
    earlier: bool = False


@dataclass(frozen=True)
class Verdict:
    """What became of a transfer, and the sentence that says why."""

    state: Literal["confirmed", "failed", "unknown"]
    reason: str


def bank_digits(page_text: str) -> str:
    """Return the last four digits of the one bank account that a page names.

    Raises:
        NeedsPersonError: The page names none, or several.
    """
    found = sorted(set(_BANK.findall(page_text)))
    if len(found) == 1:
        return str(found[0])
    seen = "several bank accounts: " + ", ".join(found) if found else "no bank account"
    raise NeedsPersonError(
        f"The confirm page names {seen}. No money was moved.", "Look at your payout settings on Poshmark.", "wrong content"
    )


def named_methods(page_text: str, wordings: Sequence[str]) -> tuple[str, ...]:
    """Return the payout methods, out of the wordings given, that a text names."""
    words = " ".join(page_text.lower().split())
    return tuple(wording for wording in wordings if wording.lower() in words)


def check_limits(amount: Decimal, limits: Limits) -> None:
    """Refuse an amount that the owner has not allowed.

    Raises:
        NeedsPersonError: It is above the limit, alone or together with what moved today.
    """
    if amount > limits.maximum:
        raise NeedsPersonError(
            f"The balance is {dollars(amount)}, more than POSH_MAX_TRANSFER allows ({dollars(limits.maximum)})."
            " No money was moved.",
            "If the amount is right, raise POSH_MAX_TRANSFER in .env, or transfer it yourself on Poshmark.",
            _LIMIT,
        )
    if amount + limits.moved_today > limits.maximum:
        raise NeedsPersonError(
            f"{dollars(limits.moved_today)} moved today; with {dollars(amount)} more it would be above"
            f" POSH_MAX_TRANSFER ({dollars(limits.maximum)}). No money was moved.",
            "Wait until tomorrow, or raise POSH_MAX_TRANSFER in .env.",
            _LIMIT,
        )


def is_below_minimum(amount: Decimal, minimum: Decimal) -> bool:
    """Tell whether a balance is too small to be moved; the minimum itself is enough."""
    return amount < minimum


def check_witnesses(balance: Decimal, page: ConfirmPage, method: str, bank_last4: str) -> None:
    """Compare what the payout page said with what the confirm page says.

    Args:
        balance: First witness, the payout page.
        page: Second witness, the confirm page.
        method: The only payout method allowed.
        bank_last4: The expected bank account; empty while it is still to be learnt.

    Raises:
        NeedsPersonError: They differ in any point. Nothing was pressed.
    """
    problems = []
    if page.amount != balance:
        problems.append(f"it names {dollars(page.amount)}, the payout page {dollars(balance)}")
    if page.methods != (method,):
        problems.append(f"it names {' and '.join(page.methods) or 'no method'} instead of {method} alone")
    if bank_last4 and page.bank_last4 != bank_last4:
        problems.append(f"it names the bank account ••••{page.bank_last4} instead of ••••{bank_last4}")
    if problems:
        raise NeedsPersonError(
            f"The confirm page is not what was expected: {'; '.join(problems)}. Nothing was pressed. No money was moved.",
            "Look at the payout page on Poshmark and compare.",
            "wrong content",
        )


def check_money_button(counts: Sequence[int], same: bool, stable: bool, enabled: bool) -> None:
    """Refuse a money button that is not known beyond doubt.

    At least two independent strategies must find exactly one visible element, the same one, and none may find more.

    Raises:
        NeedsPersonError: There is any doubt. Nothing was pressed.
        PermanentError: The button is there but cannot be pressed.
    """
    if sum(count == 1 for count in counts) < 2 or max(counts) > 1 or not same:
        raise NeedsPersonError(
            f"The button that moves the money is not there beyond doubt (found by each strategy: {list(counts)})."
            " Nothing was pressed. No money was moved.",
            "Look at the confirm page on Poshmark; if it has changed, the locator in"
            " resources/poshmark/confirm_page.resource needs a new line.",
            "locator matched none or many",
        )
    if not stable or not enabled:
        raise PermanentError(
            "The button that moves the money cannot be pressed: the page keeps it disabled or keeps changing it."
            " Nothing was pressed. No money was moved.",
            "The next run tries again; if it stays so, look at the payout page on Poshmark.",
            "not interactable",
        )


def check_button_words(words: str, amount: Decimal) -> None:
    """Refuse a money button that names another amount.

    Raises:
        NeedsPersonError: It does. Nothing was pressed.
    """
    others = [each for each in amounts_in(words) if each != amount]
    if others:
        raise NeedsPersonError(
            f"The button that moves the money names {dollars(others[0])} instead of {dollars(amount)}."
            " Nothing was pressed. No money was moved.",
            "Look at the confirm page on Poshmark and compare.",
            "wrong content",
        )


def judge(seen: Aftermath, amount: Decimal) -> Verdict:
    """Return what became of a transfer after its button was pressed.

    Money counts as moved only by proof: the balance fell by exactly the amount, or a new history row. A balance that
    did not change proves nothing, because platforms show old balances for a while. One that fell by more may have been
    moved twice, whatever the history shows.
    """
    fell = None if seen.balance_after is None else seen.balance_before - seen.balance_after
    if fell is not None and fell > amount:
        return Verdict("unknown", f"The balance fell by {dollars(fell)}, more than the {dollars(amount)} of this transfer")
    if fell == amount:
        dialog = ", and the success dialog stood on the page" if seen.success_dialog else ""
        return Verdict("confirmed", f"The balance fell by exactly {dollars(amount)}{dialog}")
    if seen.new_history_row:
        return Verdict("confirmed", f"The history shows a new transfer of {dollars(amount)}")
    if seen.known_request and seen.requests is not None and not seen.requests:
        return Verdict("failed", "The page sent no request at all after the button was pressed")
    after = "could not be read" if seen.balance_after is None else f"is {dollars(seen.balance_after)}"
    balance = f"the balance was {dollars(seen.balance_before)} and now {after}"
    if seen.earlier:
        return Verdict("unknown", f"It was pressed in an earlier run; {balance}, and no history shows it")
    return Verdict("unknown", f"{_dialog(seen)}; {balance}{_sent(seen)}")


def _dialog(seen: Aftermath) -> str:
    if seen.success_dialog:
        return "The success dialog stood on the page"
    words = " ".join(seen.dialog.split())
    return f'A dialog said "{words}"' if words else "No success dialog appeared"


def _sent(seen: Aftermath) -> str:
    if seen.requests is None:
        return "; what the browser has sent is not known"
    passed = [request for request in seen.requests if request.verdict == "passed"]
    stopped = len(seen.requests) - len(passed)
    if not passed:
        return f"; no request that could move money left the browser ({stopped} stopped)"
    answer = "had no answer" if passed[0].status is None else f"was answered with HTTP {passed[0].status}"
    return f"; one request left the browser and {answer} ({stopped} more stopped)"
