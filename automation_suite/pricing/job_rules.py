"""The numbers of the jobs that find and watch prices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from pydantic import Field

from automation_suite.job_rules import JobRules
from automation_suite.pricing.rules import PriceRules


class PriceJobRules(PriceRules, JobRules):
    """How prices are found; see ``PriceRules`` for the numbers.

    Attributes:
        most_searches: How many offers are compared in a run, those first that were never or longest ago changed; eBay
            allows 5,000 searches a day in all.
        own_sales_days: How far back own sales count.
        postal_code: To which sending is counted where its cost depends on the place; empty for none: then asks whose cost
            of sending eBay cannot tell are not compared.
        own_names: Further names under which the owner sells; nobody competes with himself.
    """

    suites: ClassVar[Sequence[str]] = ("suites/ebay/price_optimization.robot", "suites/ebay/price_monitoring.robot")

    most_searches: int = Field(default=1000, ge=1)
    own_sales_days: int = Field(default=90, ge=1)
    postal_code: str = Field(default="", max_length=12)
    own_names: tuple[str, ...] = ()
