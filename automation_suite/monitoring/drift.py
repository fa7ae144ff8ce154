"""Which strategy finds each locator, since when, and the line to change when it is no longer the first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from automation_suite.history.models import Run
from automation_suite.monitoring.locator_lines import LocatorLines

# A change of the page shows in the newest runs; older ones only say since when.
_RUNS = 400
_SHARE_OF = 30


@dataclass(frozen=True)
class LocatorState:
    """How one locator is found.

    Attributes:
        name: What the owner calls it.
        place: File and line of the strategy that holds.
        strategy: The one that held last; empty when the locator was never used.
        first_choice: It is the first of the list.
        since: First of the runs in a row, up to the newest, in which it held.
        shares: How often each strategy held in the last 30 runs that used the locator.
        proposal: The change to make; empty when none is needed.
    """

    name: str
    place: str
    strategy: str
    first_choice: bool
    since: datetime | None
    shares: Mapping[str, int]
    proposal: str


def locator_states(locators: Iterable[LocatorLines], runs: Sequence[Run]) -> list[LocatorState]:
    """Return the state of every locator.

    Args:
        locators: As they stand in the resources.
        runs: The newest first.
    """
    return [_state(locator, [_uses(run, locator.name) for run in runs]) for locator in locators]


def recent_runs(job: str) -> list[Run]:
    """Return the newest runs of a job, or of all, that have found anything."""
    rows = Run.objects.exclude(found=[]).order_by("-started_at")
    return list((rows.filter(job=job) if job else rows)[:_RUNS])


def _uses(run: Run, name: str) -> tuple[datetime, tuple[str, ...]]:
    return run.started_at, tuple(entry["found by"] for entry in run.found if entry["locator"] == name)


def _state(locator: LocatorLines, runs: Sequence[tuple[datetime, tuple[str, ...]]]) -> LocatorState:
    used = [(moment, strategies) for moment, strategies in runs if strategies]
    if not used:
        return LocatorState(locator.name, f"{locator.file}:{locator.lines[0][1]}", "", True, None, {}, "")
    # In a run that has seen two layouts the way that is not the first choice is the news.
    first = locator.lines[0][0]
    held = [min(strategies, key=lambda strategy: strategy == first) for _, strategies in used]
    strategy, since = held[0], used[0][0]
    for (moment, _), other in zip(used, held, strict=True):
        if other != strategy:
            break
        since = moment
    line = locator.line_of(strategy)
    place = f"{locator.file}:{line}" if line else locator.file
    shares = Counter(each for _, strategies in used[:_SHARE_OF] for each in strategies)
    return LocatorState(
        locator.name, place, strategy, strategy == first, since, shares, _proposal(locator, strategy, shares)
    )


def _proposal(locator: LocatorLines, strategy: str, shares: Mapping[str, int]) -> str:
    first, line = locator.lines[0]
    holds = locator.line_of(strategy)
    if strategy == first or holds is None:
        return ""
    if shares.get(first):
        return f"Old and new pages come in turn, so {locator.file} may stay as it is."
    return f"In {locator.file} put line {holds} before line {line}: {strategy}"
