"""``run.py open``: open the newest log in a browser."""

from __future__ import annotations

import argparse
from pathlib import Path

from automation_suite import processes
from automation_suite.history.setup import migrate
from automation_suite.monitoring.figures import newest_first
from automation_suite.outcomes import EXIT_DONE, EXIT_FAILED

# A run that was killed early has no log; so many in a row are a trouble that health-check shows.
_LOOKED_AT = 50


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("job", nargs="?", default="", help="only this job or platform, such as poshmark.balance_transfer")
    parser.add_argument("--practice", action="store_true", help="what was practised")


def run(arguments: argparse.Namespace) -> int:
    """Open the newest log, and say where it is."""
    migrate()
    logs = (
        Path(folder) / "log.html" for folder in newest_first(arguments.job).values_list("folder", flat=True)[:_LOOKED_AT]
    )
    newest = next((log for log in logs if log.exists()), None)
    if newest is None:
        print(f'There is no log of "{arguments.job}" yet.' if arguments.job else "There is no log yet.")
        return EXIT_FAILED
    print(newest)
    if not processes.open_for_person(newest):
        print("It could not be opened here; copy the file to your computer and open it there.")
    return EXIT_DONE
