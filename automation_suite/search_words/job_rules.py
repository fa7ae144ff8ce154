"""The numbers of the job that proposes titles and tags, and where the buyers' phrases stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from automation_suite.job_rules import JobRules
from automation_suite.search_words.proposals import SearchWordRules


class SearchWordJobRules(SearchWordRules, JobRules):
    """What the job may propose; see ``SearchWordRules`` for the numbers.

    Attributes:
        phrases_file: A table with the columns ``listing``, ``phrase`` and ``visits``, typed from the statistics that Etsy
            shows to the seller; no API has them. Empty when there is none: then only what is not allowed is mended.
    """

    suites: ClassVar[Sequence[str]] = ("suites/etsy/seo_optimization.robot",)

    phrases_file: str = ""
