"""The orders on Etsy."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

from robot.api.deco import library

from automation_suite.etsy import receipts_api
from automation_suite.etsy.orders import as_order
from automation_suite.orders.order import Order
from automation_suite.statement import step
from libraries.etsy_shop_id import shop_id
from libraries.platform_sessions import session_of
from libraries.this_job import this_job

_LOOKED_BACK = timedelta(days=60)


@library(scope="GLOBAL", doc_format="MARKDOWN")
class EtsyOrders:
    """Reads the orders of the shop, without names and addresses."""

    @step
    def etsy_orders(self) -> list[Order]:
        """Returns the orders of the last 60 days, shipped ones too, because a parcel may belong to one of them."""
        since = datetime.now(UTC) - _LOOKED_BACK
        found = receipts_api.receipts(session_of("etsy"), shop_id(), created_from=since)
        # Buyers are compared within this run alone, so nobody needs to know them again.
        secret, account = secrets.token_bytes(32), this_job().account_name
        return [as_order(receipt, account, secret) for receipt in found]
