"""``run.py dashboard``: write one page that shows how everything is doing, and open it in a browser."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from automation_suite import processes
from automation_suite.dashboard import page
from automation_suite.history.setup import migrate
from automation_suite.outcomes import EXIT_DONE
from automation_suite.practice_site import settings_for
from automation_suite.terminal import has_person


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--practice", action="store_true", help="what was practised")


def run(arguments: argparse.Namespace) -> int:
    """Write the page, say where it is, and open it for a person; cron only gets it written."""
    migrate()
    path = page.write(settings_for(arguments.practice), datetime.now(UTC))
    print(path)
    if has_person() and not processes.open_for_person(path):
        print("It could not be opened here; copy the file to your computer and open it there.")
    return EXIT_DONE
