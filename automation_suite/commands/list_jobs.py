"""``run.py list``: the jobs with their schedules."""

from __future__ import annotations

import argparse
from datetime import datetime
from zoneinfo import ZoneInfo

from cronsim import CronSim
from rich.console import Console
from rich.table import Table

from automation_suite.jobs import Job, load_jobs
from automation_suite.outcomes import EXIT_DONE


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(_arguments: argparse.Namespace) -> int:
    """Show each job with its next start."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("job", "what it does", "schedule", "next start", "suite"):
        table.add_column(column, overflow="fold")
    for job in load_jobs():
        table.add_row(job.name, job.title, job.schedule, _next_start(job), job.suite)
    Console().print(table)
    return EXIT_DONE


def _next_start(job: Job) -> str:
    if not job.enabled:
        return "off"
    start = next(iter(CronSim(job.schedule, datetime.now(ZoneInfo(job.time_zone)))))
    return f"{start:%d %b %H:%M} {start.tzname()}"
