"""``run.py docs``: make the keyword reference in ``docs/keywords`` anew."""

from __future__ import annotations

import argparse

from automation_suite import processes
from automation_suite.outcomes import EXIT_DONE, EXIT_FAILED
from automation_suite.project import PROJECT

_FOLDER = PROJECT / "docs" / "keywords"


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(_arguments: argparse.Namespace) -> int:
    """Write one page for each resource and each keyword library."""
    _FOLDER.mkdir(parents=True, exist_ok=True)
    sources = [*sorted(PROJECT.glob("resources/**/*.resource")), *sorted(PROJECT.glob("libraries/[A-Z]*.py"))]
    ended = [_make(str(source.relative_to(PROJECT))) for source in sources]
    print(f"{ended.count(0)} page(s) written to {_FOLDER.relative_to(PROJECT)}.")
    return EXIT_FAILED if any(ended) else EXIT_DONE


def _make(source: str) -> int:
    target = _FOLDER / (source.replace("/", ".").rsplit(".", 1)[0] + ".html")
    name = source if source.endswith(".resource") else source.removesuffix(".py").replace("/", ".")
    return processes.run_quietly(
        processes.python_module("robot.libdoc", "--pythonpath", str(PROJECT), name, str(target))
    ).returncode
