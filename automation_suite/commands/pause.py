"""``run.py pause``: stop all money moves from now on, whatever the schedule says."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from automation_suite.history.setup import migrate
from automation_suite.outcomes import EXIT_DONE
from automation_suite.practice_site import settings_for
from automation_suite.transfers import pauses


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--until", type=_day, metavar="DAY", help="such as 2026-12-24; without it until resume")
    parser.add_argument("--reason", default="", help="for yourself; health-check shows it")
    parser.add_argument("--practice", action="store_true", help="only for what is practised")


def run(arguments: argparse.Namespace) -> int:
    """Stop all money moves."""
    migrate()
    pauses.pause(arguments.until, arguments.reason)
    until = f"before {arguments.until:%d %B %Y, %H:%M}" if arguments.until else "until you resume"
    print(f"No money moves {until}. To let it move again, type: {settings_for(arguments.practice).command('resume')}")
    return EXIT_DONE


def _day(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text).astimezone()
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is no day; write it like 2026-12-24') from None
    if moment <= datetime.now(UTC):
        # A pause that is over at once would stop nothing, and its owner would believe that it does.
        raise argparse.ArgumentTypeError(f'"{text}" is in the past; nothing was paused')
    return moment
