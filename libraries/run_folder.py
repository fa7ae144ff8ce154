"""The folder of the run that is going on, as Robot Framework was told it."""

from __future__ import annotations

from pathlib import Path

from robot.libraries.BuiltIn import BuiltIn

_EVIDENCE = "evidence"


def run_folder() -> Path:
    """Return where ``output.xml`` of this run is being written."""
    return Path(str(BuiltIn().get_variable_value("${OUTPUT DIR}")))


def evidence_folder() -> Path:
    """Return where this run leaves what a person needs after a failure; it may not exist yet."""
    return run_folder() / _EVIDENCE
