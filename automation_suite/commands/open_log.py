"""``run.py open``: open the newest log in a browser."""

from __future__ import annotations

import argparse
from pathlib import Path

from automation_suite import processes
from automation_suite.history.models import Run
from automation_suite.history.setup import migrate
from automation_suite.outcomes import EXIT_DONE, EXIT_FAILED


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("job", nargs="?", default="", help="only this job, such as poshmark.balance_transfer")
    parser.add_argument("--practice", action="store_true", help="what was practised")


def run(arguments: argparse.Namespace) -> int:
    """Open the newest log, and say where it is."""
    migrate()
    rows = Run.objects.filter(job=arguments.job) if arguments.job else Run.objects.all()
    logs = (Path(row.folder) / "log.html" for row in rows.order_by("-started_at")[:50])
    newest = next((log for log in logs if log.exists()), None)
    if newest is None:
        print("There is no log yet.")
        return EXIT_FAILED
    print(newest)
    if not processes.open_for_person(newest):
        print("There is no screen here; copy the file to your computer and open it there.")
    return EXIT_DONE
