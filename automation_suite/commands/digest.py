"""``run.py digest``: send the last days as one mail with a chart. Made for cron, each morning or each week."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from automation_suite.history.setup import migrate
from automation_suite.notification import digest, outbox, rounds
from automation_suite.outcomes import EXIT_DONE, EXIT_FAILED
from automation_suite.settings import process_settings

_MOST_DAYS = 31


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--days", type=_days, default=7, help="how many days, today included; 7 without it, 1 each evening")


def run(arguments: argparse.Namespace) -> int:
    """Send the digest, and whatever else waits."""
    migrate()
    settings, now = process_settings(), datetime.now(UTC)
    rounds.look(settings, now)
    letter = digest.queue(settings, arguments.days, now)
    report = outbox.deliver(settings)
    for problem in report.problems:
        print(f"It is kept and sent later: {problem}")
    print(f"{letter.subject}. {report.sent} message(s) sent.")
    return EXIT_FAILED if report.problems else EXIT_DONE


def _days(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= _MOST_DAYS:
        raise argparse.ArgumentTypeError(f'"{text}" is no number of days from 1 to {_MOST_DAYS}')
    return int(text)
