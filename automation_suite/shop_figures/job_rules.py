"""The numbers of the jobs that collect a shop's figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from automation_suite.job_rules import JobRules
from automation_suite.shop_figures.rules import FigureRules


class FigureJobRules(FigureRules, JobRules):
    """Which days are asked for, and how exactly totals have to agree; see ``FigureRules`` for the numbers.

    Attributes:
        keywords: Words of which the search of the platform is asked once a week how many listings it finds.
    """

    suites: ClassVar[Sequence[str]] = ("suites/etsy/analytics_collector.robot", "suites/ebay/analytics_collector.robot")

    keywords: tuple[str, ...] = ()
