"""``log.html`` and ``report.html``, made from the redacted output, with a box at the top in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from robot.api import ResultWriter
from robot.output import LOGGER
from robot.result import Result

from automation_suite.running.conclusion import Conclusion
from automation_suite.sightings import drift_words


def write(result: Result, folder: Path, conclusion: Conclusion, seen_before: str) -> Path:
    """Write both pages and return the address of the log.

    Args:
        result: What ``output.xml`` holds.
        folder: The run's folder.
        conclusion: What the run amounts to.
        seen_before: How often this failure was seen before; empty when it is none.
    """
    suite = result.suite
    suite.doc = f"{_box(conclusion, seen_before)}\n\n{suite.doc}"
    log = folder / "log.html"
    # The writer reports the files to whoever listens; the console has its own words.
    LOGGER.unregister_console_logger()  # type: ignore[no-untyped-call]
    ResultWriter(result).write_results(
        log=str(log), report=str(folder / "report.html"), logtitle=suite.name, reporttitle=suite.name, rpa=True
    )
    return log


def _box(conclusion: Conclusion, seen_before: str) -> str:
    """Return the box as a table in Robot Framework's own markup."""
    rows = [
        (f"*{conclusion.outcome.value.upper()}*", f"*{cell(conclusion.sentence)}*"),
        ("The money", f"*{cell(conclusion.money)}*"),
        ("What to do next", cell(conclusion.next_step or "Nothing.")),
        ("Failed step", cell(conclusion.failed_step)),
        ("Seen before", cell(seen_before)),
        ("Drift", cell(drift_words(conclusion.found))),
    ]
    return table(rows)


def table(rows: Sequence[tuple[str, str]]) -> str:
    """Return labels and values as a table in Robot Framework's markup; a row without a value is left out."""
    return "\n".join(f"| {label} | {value} |" for label, value in rows if value.strip("*"))


def cell(text: str) -> str:
    """Return a text as it may stand in a cell of that table."""
    # A pipe would begin a new cell, an asterisk bold text.
    return " ".join(text.split()).replace("|", "/").replace("*", "·")
