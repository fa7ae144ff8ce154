"""Installing the schedule, for the web application's deployment."""

from __future__ import annotations

from typing import Any

from automation_suite.cron import table
from automation_suite.settings import process_settings


def setup_all_crons() -> dict[str, Any]:
    """Write the lines of all enabled jobs into the crontab of this process's user, as ``run.py cron install`` does.

    Calling it again changes nothing. Everything outside of the suite's own block stays as it is.

    Returns:
        ``changed``, ``lines`` (the block as it is now), ``problems`` (sentences; what keeps it from working).

    Raises:
        SuiteError: The crontab cannot be read or written, or ``jobs.toml`` is not right. Nothing was changed.
    """
    done = table.install(process_settings())
    return {"changed": done.changed, "lines": done.block.splitlines(), "problems": list(done.problems)}
