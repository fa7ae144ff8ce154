"""Installing the schedule, for the web application's deployment."""

from __future__ import annotations

from typing import Any

from automation_suite.cron import table
from automation_suite.scheduler import presence
from automation_suite.settings import process_settings


def setup_all_crons() -> dict[str, Any]:
    """Let all enabled jobs start by themselves, as ``run.py cron install`` does. Calling it again changes nothing.

    Where a scheduler runs, such as in the container, it takes over ``jobs.toml``. Elsewhere the lines of the jobs are
    written into the crontab of this process's user; everything outside of the suite's own block stays as it is.

    Returns:
        ``changed``, ``lines`` (the block of the crontab as it is now; none with a scheduler), ``problems`` (sentences; what
        keeps it from working).

    Raises:
        SuiteError: The crontab cannot be read or written, or ``jobs.toml`` is not right. Nothing was changed.
    """
    settings = process_settings()
    if presence.is_running(settings):
        taken = presence.take_over(settings)
        return {"changed": taken.changed, "lines": [], "problems": list(taken.problems)}
    done = table.install(settings)
    return {"changed": done.changed, "lines": done.block.splitlines(), "problems": list(done.problems)}
