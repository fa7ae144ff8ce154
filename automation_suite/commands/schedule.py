"""``run.py schedule``: start the jobs at their times, in the foreground and without cron, as a container does."""

from __future__ import annotations

import argparse
import asyncio

from automation_suite.outcomes import EXIT_ALREADY_RUNNING, EXIT_DONE
from automation_suite.running.lock import AlreadyRunningError
from automation_suite.scheduler.presence import present
from automation_suite.scheduler.scheduler import Scheduler
from automation_suite.scheduler.table_file import TableFile
from automation_suite.settings import process_settings
from automation_suite.shared.logging_config import show


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(_arguments: argparse.Namespace) -> int:
    """Start jobs until SIGTERM or Ctrl+C."""
    settings = process_settings()
    try:
        with present(settings):
            asyncio.run(Scheduler(settings, TableFile(settings), show).run())
    except AlreadyRunningError as error:
        print(error)
        return EXIT_ALREADY_RUNNING
    return EXIT_DONE
