"""Which strategy finds each locator, since when, which are lost, and the line to change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import takewhile
from typing import Any

from automation_suite.history.models import Run
from automation_suite.monitoring.locator_lines import LocatorLines
from automation_suite.monitoring.tables import when
from automation_suite.sightings import known_ways, ways_of

# A change of the page shows in the newest runs; older ones only say since when.
_RUNS = 400
_SHARE_OF = 30
HEADS = ("what", "found by", "since", "state", "where")


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
        lost: Each strategy that used to find it and does not any more, with the first run without it.
        ways_left: How many strategies found it in the newest run that used it.
    """

    name: str
    place: str
    strategy: str
    first_choice: bool
    since: datetime | None
    shares: Mapping[str, int]
    proposal: str
    lost: Mapping[str, datetime] = field(default_factory=dict)
    ways_left: int = 0


@dataclass(frozen=True)
class _Use:
    """A run that used a locator: when, the strategies that were used, and all that would have found it."""

    moment: datetime
    found_by: tuple[str, ...]
    ways: set[str]


def locator_states(locators: Iterable[LocatorLines], runs: Sequence[Run]) -> list[LocatorState]:
    """Return the state of every locator.

    Args:
        locators: As they stand in the resources.
        runs: The newest first.
    """
    known = known_ways([run.found for run in runs])
    return [_state(locator, [_use(run, locator.name) for run in runs], known.get(locator.name, ())) for locator in locators]


def recent_runs(job: str, count: int = _RUNS) -> list[Run]:
    """Return the newest runs of a job, or of all, that have found anything."""
    # Of all jobs at once the database would sort its whole history; of each it reads the newest by the index.
    jobs = [job] if job else Run.objects.order_by().values_list("job", flat=True).distinct()
    newest = [Run.objects.filter(job=name).exclude(found=[]).order_by("-started_at")[:count] for name in jobs]
    return sorted((row for rows in newest for row in rows), key=lambda row: row.started_at, reverse=True)[:count]


def advice(state: LocatorState) -> Iterator[str]:
    """Give what has changed on the page around a locator, for people; nothing when nothing has."""
    if state.proposal:
        yield f"{state.name}: {state.proposal}"
    left = {0: "it is not found at all", 1: "one way is left"}.get(state.ways_left, f"{state.ways_left} ways are left")
    for way, since in state.lost.items():
        yield f"{state.name}: no longer found by {way} since {when(since)}; {left}."


def cells(state: LocatorState) -> tuple[str, ...]:
    """Return how a locator is found, for people, under ``HEADS``."""
    if state.since is None:
        return state.name, "", "", "not used yet", state.place
    word = "first choice" if state.first_choice else "drift"
    word += f", {len(state.lost)} lost" if state.lost and state.first_choice else ""
    total = sum(state.shares.values())
    share = f" ({state.shares[state.strategy]} of {total})" if state.shares[state.strategy] < total else ""
    return state.name, state.strategy, when(state.since), f"{word}{share}", state.place


def _use(run: Run, name: str) -> _Use:
    found: Sequence[Mapping[str, Any]] = run.found
    strategies = tuple(entry["found by"] for entry in found if entry["locator"] == name)
    return _Use(run.started_at, strategies, ways_of(name, found))


def _state(locator: LocatorLines, uses: Sequence[_Use], known: Sequence[str]) -> LocatorState:
    used = [use for use in uses if use.found_by]
    if not used:
        return LocatorState(locator.name, f"{locator.file}:{locator.lines[0][1]}", "", True, None, {}, "")
    # In a run that has seen two layouts the way that is not the first choice is the news.
    first = locator.lines[0][0]
    held = [min(use.found_by, key=lambda strategy: strategy == first) for use in used]
    strategy = held[0]
    since = used[sum(1 for _ in takewhile(lambda other: other == strategy, held)) - 1].moment
    line = locator.line_of(strategy)
    place = f"{locator.file}:{line}" if line else locator.file
    shares = Counter(each for use in used[:_SHARE_OF] for each in use.found_by)
    # What stands in the place of the first choice is told by the proposal.
    told = used[0].ways | ({first} if strategy else set())
    lost = {way: _since_without(way, used) for way in known if way not in told and locator.line_of(way)}
    return LocatorState(
        locator.name, place, strategy, strategy == first, since, shares,
        _proposal(locator, strategy, _come_in_turn(strategy, first, used)), lost,
        len(used[0].ways),
    )  # fmt: skip


def _since_without(way: str, used: Sequence[_Use]) -> datetime:
    return list(takewhile(lambda use: way not in use.ways, used))[-1].moment


def _come_in_turn(strategy: str, first: str, used: Sequence[_Use]) -> bool:
    """Tell whether the first choice still held in a run that came after one without it, or in the same run."""
    with_first = [first in use.found_by for use in used[:_SHARE_OF]]
    with_other = [strategy in use.found_by for use in used[:_SHARE_OF]]
    return any(held and any(with_other[place:]) for place, held in enumerate(with_first))


def _proposal(locator: LocatorLines, strategy: str, in_turn: bool) -> str:
    first, line = locator.lines[0]
    holds = locator.line_of(strategy)
    if strategy == first or holds is None:
        return ""
    if in_turn:
        return f"Old and new pages come in turn, so {locator.file} may stay as it is."
    return f"In {locator.file} put line {holds} before line {line}: {strategy}"
