"""The folder of the run that is going on, as Robot Framework was told it, and what libraries leave there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from robot.api import logger
from robot.libraries.BuiltIn import BuiltIn

from automation_suite.spreadsheet import as_csv

_EVIDENCE = "evidence"


def run_folder() -> Path:
    """Return where ``output.xml`` of this run is being written."""
    return Path(str(BuiltIn().get_variable_value("${OUTPUT DIR}")))


def evidence_folder() -> Path:
    """Return where this run leaves what a person needs after a failure; it may not exist yet."""
    return run_folder() / _EVIDENCE


def keep_table(name: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a table for spreadsheets into the folder of this run, and a link to it into the log.

    Args:
        name: Of the file, without its ending.
        heads: Of the columns.
        rows: One text for each column.
    """
    path = run_folder() / f"{name}.csv"
    path.write_text(as_csv(heads, rows), encoding="utf-8", newline="")
    logger.info(f'<a href="{path.name}">{path.name}</a>', html=True)
