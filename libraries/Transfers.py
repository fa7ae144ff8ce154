"""Moving money at most once: the journal, the fuse, the witnesses, the one press, and the proof afterwards."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import cast

from robot.api import logger
from robot.api.deco import library
from robot.libraries.BuiltIn import BuiltIn

from automation_suite import locators, run_context, statement
from automation_suite.errors import NeedsPersonError, PassingError, PermanentError, SuiteError, UnknownOutcomeError
from automation_suite.history.models import Run, Transfer, TransferState
from automation_suite.history.setup import migrate
from automation_suite.money import dollars
from automation_suite.outcomes import Outcome
from automation_suite.settings import process_settings
from automation_suite.statement import step
from automation_suite.transfers import journal, pauses, payees, rules
from automation_suite.transfers.rules import Aftermath, ConfirmPage, FuseRequest, Limits
from libraries import sightings
from libraries.browser_library import call_page
from libraries.Pages import Locator

_PRESS_TIME_LIMIT = timedelta(seconds=30)
_SETTLING_TIME_LIMIT = timedelta(seconds=6)
_PAUSES_BETWEEN_LOOKS = (0.0, 2.0, 5.0)


@dataclass
class _InHand:
    """The transfer that this task works on, and what its witnesses said."""

    page: ConfirmPage
    reference: str
    transfer: Transfer | None = None


@library(scope="GLOBAL", doc_format="MARKDOWN")
class Transfers:
    """Moves the whole balance of an account, at most once, with proof.

    The steps of a transfer, in this order: `Stop Unless Nothing Is Open`, `Stop While Paused`, `Check Limits`,
    `Guard The Money`, `Compare Witnesses`, `Stop For The First Word`, `Press Money Button Once`, `Look For Proof`.
    """

    def __init__(self) -> None:
        migrate()
        self._in_hand: _InHand | None = None

    @step
    def settle_earlier_transfer(self, read_balance: str, find_in_history: str) -> None:
        """Looks for proof of a transfer that is still open, and stops when there is none.

        Arguments are the names of the keywords that read the balance and that find a reference in the platform's
        history.
        """
        journal.settle_left_behind()
        earlier = journal.open_transfer(self._account)
        if earlier:
            self._prove(earlier, "", False, read_balance, find_in_history, looks=1)
            # The proof may have been found in the history; the task goes on from the balance's page.
            _look(read_balance)

    @step
    def stop_while_paused(self, balance: Decimal) -> None:
        """Ends the task politely while the owner has paused all money moves."""
        pause = pauses.current()
        if pause:
            forever = f"until you type: {process_settings().command('resume')}"
            until = f"until {pause.until:%d %B %Y %H:%M} UTC" if pause.until else forever
            self._stop(f"Money moves are paused {until}. No money was moved.", balance)

    @step
    def stop_below_minimum(self, balance: Decimal) -> None:
        """Ends the task politely when the balance is smaller than `POSH_MIN_TRANSFER`."""
        minimum = process_settings().posh_min_transfer
        if rules.is_below_minimum(balance, minimum):
            sentence = f"The balance is {dollars(balance)}, below your minimum of {dollars(minimum)}. No money was moved."
            self._stop(sentence, balance)

    @step
    def stop_above_limits(self, balance: Decimal) -> None:
        """Stops when the balance is above `POSH_MAX_TRANSFER`, alone or with what moved today."""
        settings = process_settings()
        midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
        moved = journal.moved_since(self._account, midnight)
        rules.check_limits(balance, Limits(settings.posh_min_transfer, settings.posh_max_transfer, moved))

    @step
    def guard_the_money(self, trackers: Sequence[str]) -> None:
        """Stops every request of the browser that may move money, until the money button is pressed.

        The argument lists addresses, as regular expressions, that only count visits.
        """
        call_page("armFuse", trackers=json.dumps(list(trackers)))

    @step
    def compare_witnesses(self, balance: Decimal, page: ConfirmPage, method: str, reference: str) -> None:
        """Stops unless the confirm page names the amount of the payout page, the method and the expected bank."""
        settings = process_settings()
        payee = payees.approved(self._account)
        bank = settings.posh_bank_last4 or (payee.bank_last4 if payee else "")
        rules.check_witnesses(balance, page, method, bank)
        self._in_hand = _InHand(page, reference)
        logger.info(f"Both pages name {dollars(balance)}; it goes to the bank account ••••{page.bank_last4} by {method}.")

    @step
    def stop_for_first_word(self) -> None:
        """Stops a dry run here, and the first transfer of an account until the owner has given the word."""
        page = self._seen_pages.page
        facts = f"{dollars(page.amount)} to the bank account ••••{page.bank_last4} by {page.methods[0]}"
        settings = process_settings()
        if payees.approved(self._account) is None:
            payees.learn(self._account, page.bank_last4, page.methods[0], page.amount)
            if settings.posh_first_transfer == "ask":
                raise NeedsPersonError(
                    f"This would be the first transfer: {facts}. No money was moved.",
                    f"If that is right, type: {settings.command('transfers approve')}",
                    "first transfer",
                )
        if run_context.current().dry_run:
            self._stop(f"Dry run: everything is ready to move {facts}. No money was moved.", page.amount)

    @step
    def press_money_button_once(self, button: Locator, method: str) -> None:
        """Presses the button that moves the money, exactly once, with the journal written before.

        The button must be known beyond doubt. What the press itself reports proves nothing and does not fail the
        task; `Look For Proof` decides.
        """
        locator = locators.parse(button)
        patience = int(_SETTLING_TIME_LIMIT.total_seconds() * 1000)
        seen = call_page("inspectMoneyButton", strategies=json.dumps(locator.strategies), timeoutMs=patience)
        rules.check_money_button(seen["counts"], seen["same"], seen["stable"], seen["enabled"])
        hand = self._seen_pages
        rules.check_button_words(seen["words"], hand.page.amount)
        site = process_settings().posh_base_url
        hand.transfer = journal.intend(
            self._account, hand.page.amount, method, hand.page.bank_last4, site, self._run, hand.reference
        )
        journal.submit(hand.transfer)
        logger.info(f"Wrote transfer {hand.transfer.pk} into the journal; pressing {locator.name} once.")
        strategy = locator.strategies[seen["counts"].index(1)]
        sightings.record(locator, strategy, locators.ways(locator, seen["counts"]))
        self._press(strategy, site)

    @step
    def look_for_proof(self, success_dialog: bool, dialog: str, read_balance: str, find_in_history: str) -> Transfer:
        """Looks on the platform whether the money moved, and returns the confirmed transfer.

        Fails as *unknown* when nothing proves it; then no machine tries again.
        """
        transfer = self._seen_pages.transfer
        if transfer is None:
            raise PermanentError("No transfer was pressed, so there is nothing to prove.")
        return self._prove(transfer, dialog, success_dialog, read_balance, find_in_history, len(_PAUSES_BETWEEN_LOOKS))

    @step
    def settle_this_transfer(self, read_balance: str, find_in_history: str) -> None:
        """Ends a transfer that this task pressed and could not follow to its end; the task's teardown calls it."""
        if not self._in_hand or not self._in_hand.transfer:
            return
        transfer = self._in_hand.transfer
        transfer.refresh_from_db()
        if transfer.state == TransferState.INTENDED:
            journal.fail(transfer, "The task ended before the button was pressed.")
        elif transfer.state == TransferState.SUBMITTED:
            self._prove(transfer, "", False, read_balance, find_in_history, looks=2)

    @step
    def report_transfer(self, transfer: Transfer) -> None:
        """States what moved: amount, bank account, method and reference."""
        statement.state(
            Outcome.DONE,
            f"{dollars(transfer.amount)} is on its way to the bank account ••••{transfer.bank_last4}.",
            figures={
                "amount": str(transfer.amount),
                "bank": transfer.bank_last4,
                "method": transfer.method,
                "reference": transfer.reference,
                "chain": journal.chain_head(transfer.account),
            },
        )

    @property
    def _account(self) -> str:
        return run_context.current().account

    @property
    def _run(self) -> Run | None:
        return Run.objects.filter(pk=run_context.current().run_id).first()

    @property
    def _seen_pages(self) -> _InHand:
        if self._in_hand is None:
            raise PermanentError("The witnesses were not compared, so nothing is pressed. No money was moved.")
        return self._in_hand

    def _stop(self, sentence: str, balance: Decimal) -> None:
        statement.state(Outcome.NOTHING_TO_DO, sentence, figures={"balance": str(balance)})
        BuiltIn().pass_execution(sentence)

    def _press(self, strategy: str, site: str) -> None:
        # From here on nothing may raise: what is not known is asked of the platform.
        try:
            call_page("allowOneRequest", shape=journal.known_request(site))
            limit = int(_PRESS_TIME_LIMIT.total_seconds() * 1000)
            answer = call_page("pressVisible", strategy=strategy, timeoutMs=limit)
            if not answer["pressed"]:
                logger.warn(f"The press was not reported as done: {answer['reason']}")
        except SuiteError as error:
            logger.warn(f"The press was not reported as done: {error}")

    def _prove(
        self, transfer: Transfer, dialog: str, success: bool, read_balance: str, find_in_history: str, looks: int
    ) -> Transfer:
        verdict = rules.Verdict("unknown", "Nobody has looked yet")
        requests: list[FuseRequest] | None = None
        for pause in _PAUSES_BETWEEN_LOOKS[:looks]:
            time.sleep(pause)
            requests = self._fuse_record()
            seen = Aftermath(
                dialog=dialog,
                success_dialog=success,
                balance_before=transfer.balance_before,
                balance_after=cast("Decimal | None", _look(read_balance)),
                requests=requests,
                known_request=journal.known_request(transfer.site) if transfer is self._pressed else "",
                earlier=transfer is not self._pressed,
            )
            verdict = rules.judge(seen, transfer.amount)
            # When the balance is proof already, the history need not be opened as well.
            if verdict.state != "confirmed" and transfer.reference and _look(find_in_history, transfer.reference):
                verdict = rules.judge(replace(seen, new_history_row=True), transfer.amount)
            if verdict.state != "unknown":
                break
        return self._write_verdict(transfer, verdict, requests)

    @property
    def _pressed(self) -> Transfer | None:
        return self._in_hand.transfer if self._in_hand else None

    def _write_verdict(self, transfer: Transfer, verdict: rules.Verdict, requests: Sequence[FuseRequest] | None) -> Transfer:
        if verdict.state == "confirmed":
            passed = [request.shape for request in requests or () if request.verdict == "passed"]
            journal.confirm(transfer, verdict.reason, passed[0] if passed else "", self._run)
            payees.trust(transfer.account, transfer.bank_last4, transfer.method, transfer.amount)
            logger.info(f"Transfer {transfer.pk} is confirmed. {verdict.reason}.")
            return transfer
        if verdict.state == "failed":
            journal.fail(transfer, verdict.reason)
            raise PassingError(f"{verdict.reason}. No money was moved.", "The next run tries again.", "not interactable")
        journal.doubt(transfer, verdict.reason)
        raise UnknownOutcomeError(
            f"It is not known whether {dollars(transfer.amount)} moved. {verdict.reason}.",
            "Look on Poshmark and at your bank whether it is on its way, then type:"
            f" {process_settings().command(f'transfers resolve {transfer.pk} --moved')} (or --not-moved)."
            " Until then no more money is moved.",
            "unknown",
        )

    def _fuse_record(self) -> list[FuseRequest] | None:
        try:
            return [FuseRequest(row["shape"], row["verdict"], row["status"]) for row in call_page("closeFuse")]
        except SuiteError as error:
            logger.warn(f"The record of the fuse could not be read: {error}")
            return None


def _look(keyword: str, *arguments: str) -> object:
    """Run a keyword that only looks; what cannot be seen is none."""
    status, answer = BuiltIn().run_keyword_and_ignore_error(keyword, *arguments)
    return answer if status == "PASS" else None
