"""``run.py status``: how each job is doing, and what somebody should look at."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from rich.console import Console
from rich.table import Table

from automation_suite.history.setup import migrate
from automation_suite.jobs import Job, load_jobs
from automation_suite.money import dollars
from automation_suite.monitoring import findings
from automation_suite.monitoring.figures import JobFigures, job_figures
from automation_suite.outcomes import EXIT_DONE
from automation_suite.practice_site import settings_for


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--practice", action="store_true", help="what was practised")


def run(arguments: argparse.Namespace) -> int:
    """Show the figures of each job and everything that is not well."""
    migrate()
    settings, now, jobs = settings_for(arguments.practice), datetime.now(UTC), load_jobs()
    console = Console(soft_wrap=True)
    for job in jobs:
        console.print(_table(job, job_figures(job.name, job.account_name, now)))
    found = findings.everything(jobs, settings, now)
    for finding in found:
        console.print(
            f"{finding.severity.upper()}  {finding.job}: {finding.sentence}\n          {finding.remedy}", markup=False
        )
    console.print("All is well." if not found else f"{len(found)} thing(s) to look at.")
    return EXIT_DONE


def _table(job: Job, figures: JobFigures) -> Table:
    table = Table(title=job.title, title_justify="left", show_header=False, box=None, padding=(0, 2))
    for label, value in _rows(job, figures):
        table.add_row(label, value)
    return table


def _rows(job: Job, figures: JobFigures) -> list[tuple[str, str]]:
    last, good = figures.last, figures.last_good
    share = "no runs" if figures.success_rate is None else f"{figures.success_rate:.0%} of {figures.runs} runs"
    word = "good" if figures.streak > 0 else "bad"
    return [
        ("job", job.name + ("" if job.enabled else " (off)")),
        ("last run", f"{_when(last.started_at)}: {last.outcome}" if last else "never"),
        ("last good run", _when(good.started_at) if good else "never"),
        ("streak", f"{abs(figures.streak)} {word}" if figures.streak else "none"),
        ("good in 30 days", share),
        (
            "duration",
            f"{figures.median_seconds:.0f} s, 95 % under {figures.p95_seconds:.0f} s"
            if figures.median_seconds is not None
            else "–",
        ),
        ("moved in 30 days", dollars(figures.moved_30_days)),
        ("moved ever", dollars(figures.moved_ever)),
    ]


def _when(moment: datetime) -> str:
    return f"{moment.astimezone():%d %b %Y %H:%M}"
