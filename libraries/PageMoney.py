"""Reading amounts and bank accounts from the open page."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from robot.api import logger
from robot.api.deco import library

from automation_suite.labelled_amounts import amount_with_label
from automation_suite.money import dollars
from automation_suite.statement import step
from automation_suite.transfers.rules import ConfirmPage, bank_digits, named_methods
from libraries.browser_library import call_page


@library(scope="GLOBAL", doc_format="MARKDOWN")
class PageMoney:
    """Tells the amount that a page means from all the others that stand there; nothing is guessed."""

    @step
    def amount_labelled(self, labels: Sequence[str], other_labels: Sequence[str] = ()) -> Decimal:
        """Returns the one amount on the page that has one of the labels and none of the other labels."""
        amount = amount_with_label(call_page("readAmounts"), labels, other_labels)
        logger.info(f"The page names {dollars(amount)} as {labels[0]}.")
        return amount

    @step
    def read_confirm_page(self, labels: Sequence[str], methods: Sequence[str]) -> ConfirmPage:
        """Returns what the open confirm page says: amount, payout methods, and the bank's last digits."""
        text = call_page("readPage")["text"]
        amount = amount_with_label(call_page("readAmounts"), labels)
        return ConfirmPage(amount, named_methods(text, methods), bank_digits(text))
