"""Reading amounts and bank accounts from the open page."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from robot.api import logger
from robot.api.deco import library

from automation_suite import locators
from automation_suite.labelled_amounts import amount_with_label, labels_on_page
from automation_suite.money import dollars
from automation_suite.statement import step
from automation_suite.transfers.rules import ConfirmPage, bank_digits, named_methods
from libraries import sightings
from libraries.browser_library import call_page
from libraries.Pages import Locator


@library(scope="GLOBAL", doc_format="MARKDOWN")
class PageMoney:
    """Tells the amount that a page means from all the others that stand there; nothing is guessed."""

    @step
    def amount_labelled(self, label: Locator, other_labels: Sequence[str] = ()) -> Decimal:
        """Returns the one amount on the page that has one of the wordings of a label and none of the other labels.

        The wordings stand in a list as strategies do: first what the label is called, then the usual one.
        """
        wanted = locators.parse(label)
        groups = call_page("readAmounts")
        amount = amount_with_label(groups, wanted.strategies, other_labels)
        found = labels_on_page(groups, wanted.strategies, other_labels)
        sightings.record(wanted, found[0], found)
        logger.info(f"The page names {dollars(amount)} as {found[0]}.")
        return amount

    @step
    def read_confirm_page(self, label: Locator, methods: Sequence[str]) -> ConfirmPage:
        """Returns what the open confirm page says: amount, payout methods, and the bank's last digits."""
        text = call_page("readPage")["text"]
        amount = self.amount_labelled(label)
        return ConfirmPage(amount, named_methods(text, methods), bank_digits(text))
