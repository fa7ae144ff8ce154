"""The numbers of the jobs that process orders, and where the label printer's export lies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from pydantic import Field

from automation_suite.job_rules import JobRules
from automation_suite.orders.rules import OrderRules


class OrderJobRules(OrderRules, JobRules):
    """When orders have to leave, and which wait for a person; see ``OrderRules`` for the numbers.

    Attributes:
        parcels_file: The label printer's export with the columns ``order``, ``carrier``, ``tracking`` and ``shipped``;
            empty when there is none: then no tracking number is planned.
        note_to_buyer: Stands in the e-mail that Etsy sends with each tracking number; eBay has no such note.
    """

    suites: ClassVar[Sequence[str]] = ("suites/etsy/order_processing.robot", "suites/ebay/order_processing.robot")

    parcels_file: str = ""
    note_to_buyer: str = Field(default="", max_length=500)
