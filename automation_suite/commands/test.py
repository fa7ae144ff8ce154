"""``run.py test``: style, types, suites and all tests, as CI runs them."""

from __future__ import annotations

import argparse

from automation_suite import processes
from automation_suite.browsers import ensure_browser
from automation_suite.outcomes import EXIT_DONE, EXIT_FAILED
from automation_suite.settings import load_settings

_CODE = ("run.py", "automation_suite", "libraries", "practice", "tests")
_SUITES = ("suites", "resources")
CHECKS = (
    ("style", processes.python_module("ruff", "check", *_CODE)),
    ("layout", processes.python_module("ruff", "format", "--check", *_CODE)),
    ("types", processes.python_module("mypy")),
    ("suites", processes.python_module("robocop", "check", "--pythonpath", ".", *_SUITES)),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument(
        "pytest", nargs="*", metavar="ARGUMENT", help="handed to pytest, after -- when they begin with a dash"
    )
    parser.add_argument("--quick", action="store_true", help="leave out the tests that drive a browser")


def run(arguments: argparse.Namespace) -> int:
    """Run the checks and then the tests; all of them, whatever fails."""
    ensure_browser(load_settings())
    statuses = [_check(name, command) for name, command in CHECKS]
    chosen = ["-m", "not browser"] if arguments.quick else []
    print("tests", flush=True)
    statuses.append(processes.run_openly(processes.python_module("pytest", "-n", "3", *chosen, *arguments.pytest)))
    return EXIT_FAILED if any(statuses) else EXIT_DONE


def _check(name: str, command: list[str]) -> int:
    print(name, flush=True)
    return processes.run_openly(command)
