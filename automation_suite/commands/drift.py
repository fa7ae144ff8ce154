"""``run.py drift``: which way each thing on a page is found, since when, and the line to change when a page has changed."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict

from automation_suite.history.setup import migrate
from automation_suite.monitoring.drift import LocatorState, locator_states, recent_runs
from automation_suite.monitoring.locator_lines import locators_in
from automation_suite.monitoring.tables import show, when
from automation_suite.outcomes import EXIT_DONE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("job", nargs="?", default="", help="only runs of this job, such as poshmark.balance_transfer")
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument("--practice", action="store_true", help="what was practised")


def run(arguments: argparse.Namespace) -> int:
    """Show how every locator is found."""
    migrate()
    states = locator_states(locators_in(), recent_runs(arguments.job))
    if arguments.json:
        print(json.dumps([asdict(state) for state in states], indent=2, default=str))
        return EXIT_DONE
    show(("what", "found by", "since", "state", "where"), [_cells(state) for state in states])
    advice = [line for state in states for line in _advice(state)]
    print("\n".join(["", *(advice or ["No page has changed around anything that the suite uses."])]))
    return EXIT_DONE


def _advice(state: LocatorState) -> Iterator[str]:
    if state.proposal:
        yield f"{state.name}: {state.proposal}"
    left = {0: "it is not found at all", 1: "one way is left"}.get(state.ways_left, f"{state.ways_left} ways are left")
    for way, since in state.lost.items():
        yield f"{state.name}: no longer found by {way} since {when(since)}; {left}."


def _cells(state: LocatorState) -> tuple[str, ...]:
    if state.since is None:
        return state.name, "", "", "not used yet", state.place
    word = "first choice" if state.first_choice else "drift"
    word += f", {len(state.lost)} lost" if state.lost and state.first_choice else ""
    total = sum(state.shares.values())
    share = f" ({state.shares[state.strategy]} of {total})" if state.shares[state.strategy] < total else ""
    return state.name, state.strategy, when(state.since), f"{word}{share}", state.place
