"""``run.py practice``: the practice site for a person to look at, with a page that lists the scenarios."""

from __future__ import annotations

import argparse
import contextlib

from automation_suite import processes
from automation_suite.outcomes import EXIT_DONE
from automation_suite.practice_site import SITE_FOLDER, forget, serving

_DEFAULT_PORT = 8899


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("scenario", nargs="?", default="", help="names combined with +")
    parser.add_argument("--port", type=int, default=_DEFAULT_PORT)
    parser.add_argument("--list", action="store_true", help="list the scenarios")
    parser.add_argument("--reset", action="store_true", help="forget everything that was practised")


def run(arguments: argparse.Namespace) -> int:
    """List the scenarios, forget everything, or serve the site until Ctrl+C."""
    if arguments.list:
        return processes.run_openly(processes.python_module("practice", "scenarios"))
    if arguments.reset:
        forget()
        print(f"Forgotten: {SITE_FOLDER.parent}")
        return EXIT_DONE
    with serving(arguments.scenario, arguments.port) as addresses:
        for label, name in (("Practice Poshmark", "site"), ("Scenarios", "control"), ("Inbox", "inbox")):
            print(f"{label + ':':19}{addresses[name]}")
        print("Ctrl+C ends it.", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            processes.wait_for_interrupt()
    return EXIT_DONE
