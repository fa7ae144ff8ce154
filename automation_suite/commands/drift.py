"""``run.py drift``: which way each thing on a page is found, since when, and the line to change when a page has changed."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from automation_suite.history.setup import migrate
from automation_suite.monitoring.drift import HEADS, advice, cells, locator_states, recent_runs
from automation_suite.monitoring.locator_lines import locators_in
from automation_suite.monitoring.tables import show
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
    show(HEADS, [cells(state) for state in states])
    changes = [line for state in states for line in advice(state)]
    print("\n".join(["", *(changes or ["No page has changed around anything that the suite uses."])]))
    return EXIT_DONE
