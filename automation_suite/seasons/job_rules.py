"""The seasons of an owner's shop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from automation_suite.job_rules import JobRules
from automation_suite.seasons.rules import Season


class SeasonRules(JobRules):
    """What changes when.

    Attributes:
        seasons: See ``Season``; none as long as the owner has written none down.
    """

    suites: ClassVar[Sequence[str]] = ("suites/etsy/seasonal_updates.robot",)

    seasons: tuple[Season, ...] = ()
