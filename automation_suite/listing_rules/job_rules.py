"""The numbers of the job that lists items on eBay, and what a person has confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from automation_suite.job_rules import JobRules
from automation_suite.listing_rules.rules import ListingRules


class ListingJobRules(ListingRules, JobRules):
    """How items become listings; see ``ListingRules`` for the numbers.

    Attributes:
        location: eBay's key of the place from which is sent; without one nothing is listed.
        not_duplicates: SKUs that look like something that is listed and are something of their own.
    """

    suites: ClassVar[Sequence[str]] = ("suites/ebay/listing_automation.robot",)

    location: str = ""
    not_duplicates: tuple[str, ...] = ()
