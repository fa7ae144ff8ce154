"""``run.py resume``: let money move again."""

from __future__ import annotations

import argparse

from automation_suite.history.setup import migrate
from automation_suite.outcomes import EXIT_DONE
from automation_suite.transfers import pauses


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--practice", action="store_true", help="only for what is practised")


def run(_arguments: argparse.Namespace) -> int:
    """End the pause."""
    migrate()
    print("Money moves again." if pauses.resume() else "Nothing was paused.")
    return EXIT_DONE
