"""The command and the environment of Robot Framework for one job. Pure."""

from __future__ import annotations

from pathlib import Path

from automation_suite.jobs import Job
from automation_suite.processes import python_module
from automation_suite.run_context import RunContext
from automation_suite.settings import PROJECT, Settings


def command(job: Job, settings: Settings, folder: Path) -> list[str]:
    """Return the command that runs a job's suite.

    Log and report are made afterwards from the redacted output, because they compress texts where no search sees
    them.
    """
    return python_module(
        "robot", "--pythonpath", str(PROJECT), "--name", job.title, "--outputdir", str(folder),
        "--output", "output.xml", "--log", "NONE", "--report", "NONE", "--loglevel", settings.log_level,
        "--console", "none", "--listener", "automation_suite.running.progress.Progress", str(PROJECT / job.suite),
    )  # fmt: skip


def environment(job: Job, settings: Settings, context: RunContext) -> dict[str, str]:
    """Return the variables that a job's suite needs: the settings of its platform, mail, browser and database."""
    values = {name.upper(): _as_text(getattr(settings, name)) for name in type(settings).model_fields if _belongs(name, job)}
    return {name: value for name, value in values.items() if value} | context.variables()


def _belongs(name: str, job: Job) -> bool:
    # A setting whose name begins with another platform's prefix is none of this job's business.
    return not name.startswith("posh_") or job.platform == "poshmark"


def _as_text(value: object) -> str:
    if hasattr(value, "get_secret_value"):
        return str(value.get_secret_value())
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, tuple):
        separator = "-" if all(isinstance(item, float) for item in value) and value else " "
        return separator.join(_as_text(item) for item in value)
    return "" if value is None else str(value)
