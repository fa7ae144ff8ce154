"""``run.py list``: the jobs with their schedules."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from automation_suite.jobs import jobs_of
from automation_suite.monitoring.tables import show
from automation_suite.outcomes import EXIT_DONE
from automation_suite.practice_site import settings_for
from automation_suite.starts import describe_next_start


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--practice", action="store_true", help="the same jobs can be rehearsed")


def run(arguments: argparse.Namespace) -> int:
    """Show each job with its next start."""
    now = datetime.now(UTC)
    jobs = jobs_of(settings_for(arguments.practice))
    rows = [(job.name, job.schedule, describe_next_start(job, now), job.suite, job.title) for job in jobs]
    show(("job", "schedule", "next start", "suite", "what it does"), rows)
    return EXIT_DONE
