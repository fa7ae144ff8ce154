"""The orders on Etsy."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from robot.api.deco import library

from automation_suite.etsy import receipts_api
from automation_suite.etsy.orders import as_order, is_to_send, with_note
from automation_suite.orders.job_rules import OrderJobRules
from automation_suite.orders.order import Order
from automation_suite.plans.change import Change
from automation_suite.statement import step
from libraries.etsy_shop_id import shop_id
from libraries.platform_sessions import session_of
from libraries.this_job import these_rules, this_job

_LOOKED_BACK = timedelta(days=60)


@library(scope="GLOBAL", doc_format="MARKDOWN")
class EtsyOrders:
    """Reads the orders of the shop, without names and addresses."""

    @step
    def etsy_orders(self) -> list[Order]:
        """Returns the orders of the last 60 days, shipped ones too, because a parcel may belong to one of them.

        Those that are paid and not shipped are read however old they are. What is only downloaded is left out.
        """
        calls, since = session_of("etsy"), datetime.now(UTC) - _LOOKED_BACK
        waiting = receipts_api.receipts(calls, shop_id(), paid=True, shipped=False)
        recent = receipts_api.receipts(calls, shop_id(), created_from=since)
        found = {receipt.receipt_id: receipt for receipt in (*waiting, *recent) if is_to_send(receipt)}
        # Buyers are compared within this run alone, so nobody needs to know them again.
        secret, account = secrets.token_bytes(32), this_job().account_name
        return [as_order(receipt, account, secret) for receipt in found.values()]

    @step
    def tracking_numbers_with_a_note(self, changes: Sequence[Change]) -> list[Change]:
        """Returns the tracking numbers with `rules.note_to_buyer`, which stands in the e-mail that Etsy sends."""
        return with_note(changes, these_rules(OrderJobRules).note_to_buyer.strip())
