"""How a run has found the things on the pages: by which strategies, which of them are lost, and what of it is drift. Pure.

A sighting is one entry of ``Run.found``: ``locator``, ``found by`` (empty when it was looked for in vain), ``first
choice``, ``ways`` (every strategy that would have found it) and ``lost`` (those that used to and did not).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

Sighting = dict[str, Any]

# A way counts as known after it has held in so many runs in a row: what comes and goes is no change of the page.
_IN_A_ROW = 3


def sighting(locator: str, found_by: str, strategies: Sequence[str], ways: Sequence[str], known: Sequence[str]) -> Sighting:
    """Return the entry of one search.

    Args:
        locator: What the owner calls the thing.
        found_by: The strategy that was used; empty when the thing was not there.
        strategies: All of the locator, the most trusted first.
        ways: Those that match exactly one visible element.
        known: Those that have held in earlier runs.
    """
    lost = [strategy for strategy in strategies if strategy in known and strategy not in ways]
    return {
        "locator": locator, "found by": found_by, "first choice": strategies[0], "ways": list(ways), "lost": lost,
    }  # fmt: skip


def added(found: Sequence[Sighting], new: Sighting) -> list[Sighting]:
    """Return the sightings of a run with one more. A thing that was found twice by the same strategy stands once."""
    same = [entry for entry in found if _key(entry) == _key(new)]
    if not same:
        return [*found, new]
    ways = list(dict.fromkeys((*_ways(same[0]), *_ways(new))))
    lost = dict.fromkeys((*same[0].get("lost", ()), *new.get("lost", ())))
    merged = {**new, "ways": ways, "lost": [way for way in lost if way not in ways]}
    return [merged if entry is same[0] else entry for entry in found]


def drift_in(found: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the sightings that tell of a changed page: not by the first choice, or with fewer ways than before."""
    return [entry for entry in found if _by_another_way(entry) or _lost(entry, found)]


def drift_words(found: Sequence[Mapping[str, Any]]) -> str:
    """Return around which things a page has changed, in words; empty when around none."""
    names = dict.fromkeys(entry["locator"] for entry in drift_in(found))
    return ", ".join(f"{name} ({_how(name, found)})" for name in names)


def known_ways(runs: Sequence[Sequence[Mapping[str, Any]]]) -> dict[str, list[str]]:
    """Return for each locator the strategies that have held in several runs in a row.

    Args:
        runs: The sightings of each run, in the order of time, forwards or backwards.
    """
    held: dict[str, list[set[str]]] = {}
    for found in runs:
        for name in dict.fromkeys(entry["locator"] for entry in found):
            held.setdefault(name, []).append(ways_of(name, found))
    return {name: _steady(each) for name, each in held.items()}


def ways_of(locator: str, found: Sequence[Mapping[str, Any]]) -> set[str]:
    """Return the strategies that have found a thing in a run."""
    return {way for entry in found if entry["locator"] == locator for way in _ways(entry)}


def _ways(entry: Mapping[str, Any]) -> list[str]:
    # Runs before 2026-11-23 know only the strategy that was used.
    return list(entry.get("ways", [entry["found by"]]))


def _key(entry: Mapping[str, Any]) -> tuple[str, str]:
    return entry["locator"], entry["found by"]


def _by_another_way(entry: Mapping[str, Any]) -> bool:
    return entry["found by"] not in ("", entry["first choice"])


def _lost(entry: Mapping[str, Any], found: Sequence[Mapping[str, Any]]) -> list[str]:
    ways = ways_of(entry["locator"], found)
    return [way for way in entry.get("lost", ()) if way not in ways]


def _how(name: str, found: Sequence[Mapping[str, Any]]) -> str:
    entries = [entry for entry in found if entry["locator"] == name]
    left = len(ways_of(name, found))
    if not left:
        return "not found any more"
    if any(map(_by_another_way, entries)):
        return f"found by another way, {left} left"
    lost = {way for entry in entries for way in _lost(entry, found)}
    return f"{len(lost)} of {left + len(lost)} ways to find it lost"


def _steady(runs: Sequence[set[str]]) -> list[str]:
    everything = dict.fromkeys(way for ways in runs for way in sorted(ways))
    return [way for way in everything if any(len(row) >= _IN_A_ROW for row in _rows_with(way, runs))]


def _rows_with(way: str, runs: Sequence[set[str]]) -> list[list[set[str]]]:
    return [list(row) for holds, row in groupby(runs, key=lambda ways: way in ways) if holds]
