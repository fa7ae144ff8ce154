"""``run.py notify-test``: send yourself a test message, to see that messages arrive."""

from __future__ import annotations

import argparse

from automation_suite.history.setup import migrate
from automation_suite.notification import outbox, owner
from automation_suite.notification.letter import Letter
from automation_suite.outcomes import EXIT_DONE, EXIT_FAILED
from automation_suite.settings import process_settings


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(_arguments: argparse.Namespace) -> int:
    """Send a test message over every channel."""
    migrate()
    settings = process_settings()
    letter = Letter(
        kind="test", mood="good", subject="Your Automation Suite can reach you", happened="You asked for a test message.",
        money="No money was moved.",
    )  # fmt: skip
    owner.queue(letter, settings, None, None)
    report = outbox.deliver(settings)
    for problem in report.problems:
        print(problem)
    print(f"{report.sent} message(s) sent.")
    return EXIT_FAILED if report.problems else EXIT_DONE
