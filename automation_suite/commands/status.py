"""``run.py status``: how each job is doing, and what somebody should look at."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from rich.console import Console

from automation_suite.history.models import Message, Run
from automation_suite.history.setup import migrate
from automation_suite.jobs import Job, jobs_of
from automation_suite.money import dollars
from automation_suite.monitoring import error_budget, findings
from automation_suite.monitoring.figures import JobFigures, job_figures
from automation_suite.monitoring.finding import Finding
from automation_suite.monitoring.tables import aligned, show, when
from automation_suite.outcomes import EXIT_DONE
from automation_suite.practice_site import settings_for
from automation_suite.starts import describe_next_start
from automation_suite.transfers import journal

_STYLES = {"critical": "bold red", "warning": "yellow"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--practice", action="store_true", help="what was practised")


def run(arguments: argparse.Namespace) -> int:
    """Show the figures of each job and everything that is not well."""
    migrate()
    settings, now = settings_for(arguments.practice), datetime.now(UTC)
    jobs = jobs_of(settings)
    console = Console(soft_wrap=True, highlight=False, markup=False)
    for job in jobs:
        console.print(job.title + ("" if job.enabled else " (off)"), style="bold")
        console.print("\n".join(f"  {line}" for line in aligned(_rows(job, now, arguments.practice))))
    waiting, still_open = Message.objects.filter(sent_at__isnull=True).count(), len(journal.open_transfers())
    console.print(f"\nOpen transfers: {still_open}. Messages that wait: {waiting}.\n")
    heads, *promised = error_budget.table(error_budget.of_jobs(jobs, now))
    show(heads, promised)
    console.print()
    if not any(job.enabled for job in jobs):
        console.print("No job is enabled, so nothing is known. Set enabled = true in jobs.toml.")
        return EXIT_DONE
    _show_findings(findings.everything(jobs, settings, now), console)
    return EXIT_DONE


def _show_findings(found: list[Finding], console: Console) -> None:
    for finding in found:
        console.print(finding.as_text(), style=_STYLES[finding.severity])
    if not found:
        console.print("All is well.", style="green")
    else:
        console.print("1 thing to look at." if len(found) == 1 else f"{len(found)} things to look at.")


def _rows(job: Job, now: datetime, practice: bool) -> list[tuple[str, str]]:
    figures = job_figures(job.name, job.account_name, now)
    rows = [
        ("job", job.name),
        ("last run", _last(figures.last)),
        ("last good run", when(figures.last_good.started_at) if figures.last_good else "never"),
        ("in a row", f"{abs(figures.streak)} {'good' if figures.streak > 0 else 'not good'}" if figures.streak else "none"),
        ("good in 30 days", _share(figures)),
        ("duration", _duration(figures)),
    ]
    if job.moves_money:
        rows += [("moved in 30 days", dollars(figures.moved_30_days)), ("moved ever", dollars(figures.moved_ever))]
    return rows if practice else [*rows, ("next start", describe_next_start(job, now))]


def _last(last: Run | None) -> str:
    return f"{when(last.started_at)}: {last.outcome}{' (dry run)' if last.dry_run else ''}" if last else "never"


def _share(figures: JobFigures) -> str:
    if figures.success_rate is None:
        return "no data"
    return f"{figures.success_rate:.0%} of {figures.runs} {'run' if figures.runs == 1 else 'runs'}"


def _duration(figures: JobFigures) -> str:
    if figures.median_seconds is None or figures.p95_seconds is None:
        return "no data"
    return f"{figures.median_seconds:.0f} s in the middle, 95 % within {figures.p95_seconds:.0f} s"
