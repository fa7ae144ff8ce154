"""The numbers of the job that looks for trends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from automation_suite.job_rules import JobRules
from automation_suite.trends.rules import TrendRules


class TrendJobRules(TrendRules, JobRules):
    """When something counts as a trend; see ``TrendRules`` for the numbers."""

    suites: ClassVar[Sequence[str]] = ("suites/etsy/trend_analysis.robot",)
