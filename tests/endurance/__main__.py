"""``python -m tests.endurance COMMAND``: each can be interrupted, and goes on with the same command."""

from __future__ import annotations

import argparse
import importlib
import sys

from automation_suite.history.setup import setup
from tests.endurance.progress import FOLDER

_COMMANDS = {
    "drift": "change the pages, one change at a time",
    "kills": "kill runs at random moments, half of them around the money click",
    "years": "simulate years of daily runs with a mix of faults",
    "machine": "run the job on a machine in trouble",
    "plans": "kill what applies approved changes, at random moments",
    "oversells": "replay sales over platforms whose APIs fail, and measure how long sold items stay up",
}


def main() -> int:
    """Run one command."""
    # The tables can be imported only after Django knows its database; plans and years use them here.
    named = next((word for word in sys.argv[1:] if word in _COMMANDS), "years")
    setup(f"sqlite:///{FOLDER / named / 'state' / 'history.sqlite3'}")
    parser = argparse.ArgumentParser(prog="python -m tests.endurance", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, text in _COMMANDS.items():
        module = importlib.import_module(f"tests.endurance.{name}")
        module.add_arguments(commands.add_parser(name, help=text, description=module.__doc__))
    arguments = parser.parse_args()
    try:
        return int(importlib.import_module(f"tests.endurance.{arguments.command}").run(arguments))
    except KeyboardInterrupt:
        print("\nInterrupted. The same command goes on from here.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
