"""The orders on eBay."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

from robot.api.deco import library

from automation_suite.ebay import fulfillment_api
from automation_suite.ebay.orders import as_order
from automation_suite.orders.order import Order
from automation_suite.statement import step
from libraries.platform_sessions import session_of
from libraries.this_job import this_job

_LOOKED_BACK = timedelta(days=60)


@library(scope="GLOBAL", doc_format="MARKDOWN")
class EBayOrders:
    """Reads the orders of the account, without names and addresses."""

    @step
    def ebay_orders(self) -> list[Order]:
        """Returns the orders of the last 60 days, shipped ones too, because a parcel may belong to one of them."""
        found = fulfillment_api.orders(session_of("ebay"), created_from=datetime.now(UTC) - _LOOKED_BACK)
        # Buyers are compared within this run alone, so nobody needs to know them again.
        secret, account = secrets.token_bytes(32), this_job().account_name
        return [as_order(order, account, secret) for order in found]
