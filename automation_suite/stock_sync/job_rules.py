"""The numbers of the jobs that keep stock and listings together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field

from automation_suite.job_rules import JobRules
from automation_suite.stock_sync.rules import SyncRules


class SyncJobRules(SyncRules, JobRules):
    """How stock and listings are kept together; see ``SyncRules`` for the other numbers.

    Attributes:
        sales_of: Platforms whose sales are read through their APIs.
        look_back_hours: How far back orders are read; what was taken in before is not taken in again.
        poshmark_account: Of which seller the "sold" mails are.
    """

    suites: ClassVar[Sequence[str]] = ("suites/ebay/inventory_sync.robot", "suites/etsy/inventory_sync.robot")

    sales_of: tuple[Literal["ebay", "etsy"], ...] = ("ebay", "etsy")
    look_back_hours: float = Field(default=72, gt=0)
    poshmark_account: str = "poshmark"
