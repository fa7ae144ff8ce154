"""What is said in feedback on eBay, and when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from pydantic import Field

from automation_suite.feedback.rules import FeedbackRules
from automation_suite.job_rules import JobRules


class FeedbackJobRules(FeedbackRules, JobRules):
    """See ``FeedbackRules`` for the texts.

    Attributes:
        counts_as_delivered_days: How long after it was sent a parcel without any trouble counts as delivered; eBay's API
            does not tell the delivery.
    """

    suites: ClassVar[Sequence[str]] = ("suites/ebay/feedback_management.robot",)

    counts_as_delivered_days: float = Field(default=14, gt=0)
