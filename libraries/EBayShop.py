"""The seller's account on eBay: what can be changed there at all."""

from __future__ import annotations

from collections.abc import Mapping

from robot.api.deco import library

from automation_suite.ebay.sites import site_of
from automation_suite.ebay.targets import targets
from automation_suite.history.setup import migrate
from automation_suite.inventory import listings
from automation_suite.orders import keeping
from automation_suite.plans.change import Target
from automation_suite.settings import process_settings
from automation_suite.statement import step
from libraries.platform_sessions import session_of
from libraries.this_job import this_job


@library(scope="GLOBAL", doc_format="MARKDOWN")
class EBayShop:
    """Knows what plans can change on eBay."""

    def __init__(self) -> None:
        migrate()

    @step
    def ebay_targets(self) -> Mapping[tuple[str, str], Target]:
        """Returns what plans can change on eBay."""
        account = this_job().account_name
        known = listings.open_numbers("ebay", account)
        return targets(
            session_of("ebay"), site_of(process_settings().ebay_marketplace), skus_of=lambda _: known,
            is_held=lambda order_id: keeping.is_held("ebay", account, order_id),
        )  # fmt: skip
