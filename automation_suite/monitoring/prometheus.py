"""Figures for a monitoring that the host has already: a text file for node_exporter's textfile collector.

Names and units follow Prometheus (https://prometheus.io/docs/practices/naming/): seconds, times as Unix timestamps. What is
not known is left out, because a 0 would say that it is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from automation_suite.history.models import Incident, Message
from automation_suite.jobs import Job, jobs_of
from automation_suite.monitoring.figures import JobFigures, job_figures
from automation_suite.outcomes import Outcome
from automation_suite.settings import Settings
from automation_suite.starts import next_start
from automation_suite.transfers import journal

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

_PREFIX = "automation_suite"


def write_when_wanted(settings: Settings, now: datetime) -> str:
    """Write the file that ``METRICS_FILE`` names, whole or not at all.

    Args:
        settings: Of this process; in practice nothing is written.
        now: The moment.

    Returns:
        Why it could not be written; empty when it was, or when nobody wants it.
    """
    if settings.metrics_file is None or settings.practice:
        return ""
    from prometheus_client import write_to_textfile

    try:
        write_to_textfile(str(settings.metrics_file), registry(jobs_of(settings), now))
    except OSError as error:
        return f"{settings.metrics_file} could not be written: {error.strerror}. Does its folder exist, and is it yours?"
    return ""


def registry(jobs: Sequence[Job], now: datetime) -> CollectorRegistry:
    """Return the figures of the enabled jobs, and of what is open."""
    # It takes 30 ms, which nobody pays who does not want the file.
    from prometheus_client import CollectorRegistry

    found = CollectorRegistry()
    enabled = [job for job in jobs if job.enabled]
    figures = {job: job_figures(job.name, job.account_name, now) for job in enabled}
    _of_jobs(found, figures, now)
    _of_accounts(found, figures)
    _of_what_is_open(found)
    _gauge(found, "written_timestamp_seconds", "When this file was written.", [], [((), now.timestamp())])
    return found


def _of_jobs(found: CollectorRegistry, figures: dict[Job, JobFigures], now: datetime) -> None:
    last = {job: its.last for job, its in figures.items() if its.last and its.last.ended_at}
    ended = [((job.name,), run.ended_at.timestamp()) for job, run in last.items() if run.ended_at]
    took = [((job.name,), run.seconds) for job, run in last.items() if run.seconds is not None]
    outcomes = [((job.name, kind.value), float(run.outcome == kind)) for job, run in last.items() for kind in Outcome]
    good = [
        ((job.name,), its.last_good.ended_at.timestamp())
        for job, its in figures.items()
        if its.last_good and its.last_good.ended_at
    ]
    starts = [((job.name,), start.timestamp()) for job in figures if (start := next_start(job, now))]
    _gauge(found, "last_run_end_timestamp_seconds", "When the last run of a job ended.", ["job"], ended)
    _gauge(found, "last_run_duration_seconds", "How long the last run of a job took.", ["job"], took)
    _gauge(found, "last_run_outcome", "1 for the outcome of the last run of a job.", ["job", "outcome"], outcomes)
    _gauge(found, "last_good_run_end_timestamp_seconds", "When the last good run of a job ended.", ["job"], good)
    _gauge(found, "next_start_timestamp_seconds", "When a job starts next.", ["job"], starts)


def _of_accounts(found: CollectorRegistry, figures: dict[Job, JobFigures]) -> None:
    moved = {(job.account_name,): float(its.moved_ever) for job, its in figures.items() if job.moves_money}
    _gauge(found, "moved_dollars", "What an account's jobs have moved to the bank, ever.", ["account"], moved.items())


def _of_what_is_open(found: CollectorRegistry) -> None:
    for name, words, number in (
        ("open_transfers", "Transfers of which it is not known whether they moved.", len(journal.open_transfers())),
        ("open_incidents", "Troubles that are not over.", Incident.objects.filter(closed_at__isnull=True).count()),
        ("waiting_messages", "Messages that were not sent yet.", Message.objects.filter(sent_at__isnull=True).count()),
    ):
        _gauge(found, name, words, [], [((), number)])


def _gauge(
    found: CollectorRegistry, name: str, words: str, labels: list[str], values: Iterable[tuple[tuple[str, ...], float]]
) -> None:
    from prometheus_client import Gauge

    gauge = Gauge(f"{_PREFIX}_{name}", words, labels, registry=found)
    for label_values, value in values:
        (gauge.labels(*label_values) if label_values else gauge).set(value)
