"""Recording how things were found on the pages of this run, against how earlier runs of the job have found them."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from django.db import DatabaseError

from automation_suite import run_context, statement
from automation_suite.locators import Locator
from automation_suite.monitoring.drift import recent_runs
from automation_suite.sightings import known_ways, sighting

# About three months of mornings; a way that was lost longer ago is history.
_RUNS = 90


def expected(locator: Locator) -> list[int]:
    """Return the places of the strategies that have found a thing in earlier runs."""
    known = _known().get(locator.name, [])
    return [place for place, strategy in enumerate(locator.strategies) if strategy in known]


def record(locator: Locator, found_by: str, ways: Sequence[str]) -> None:
    """Record how a thing was found.

    Args:
        locator: Of the thing.
        found_by: The strategy that was used; empty when the thing was not there, which is drift when it used to be.
        ways: Every strategy that matches exactly one visible element.
    """
    known = _known().get(locator.name, [])
    statement.state_sighting(sighting(locator.name, found_by, locator.strategies, ways, known))


@functools.cache
def _known() -> dict[str, list[str]]:
    try:
        return known_ways([run.found for run in recent_runs(run_context.current().job, _RUNS)])
    except DatabaseError:
        # Without a history nothing is expected; the steps that need one say what is wrong with it.
        return {}
