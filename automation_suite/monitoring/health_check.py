"""The functions that the web application imports. Everything that they return can be written as JSON."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from automation_suite.history.models import Run
from automation_suite.jobs import Job, load_jobs, select
from automation_suite.monitoring import findings
from automation_suite.monitoring.figures import JobFigures, job_figures
from automation_suite.outcomes import Outcome
from automation_suite.settings import Settings, process_settings

_GOOD = (Outcome.DONE, Outcome.NOTHING_TO_DO)


def get_automation_status(name: str, settings: Settings | None = None, now: datetime | None = None) -> dict[str, Any]:
    """Return how one job is doing.

    Args:
        name: Such as ``poshmark.balance_transfer``.
        settings: Of this process when not given.
        now: The present when not given.

    Returns:
        ``job``, ``title``, ``enabled``, ``healthy`` (never true without data), ``last_run``, ``last_success`` (ISO 8601 or
        none), ``last_outcome``, ``last_sentence``, ``streak``, ``success_rate_30_days`` (0 to 1 or none),
        ``runs_30_days``, ``median_seconds``, ``p95_seconds``, ``moved_30_days``, ``moved_ever`` (dollars as text),
        ``findings`` (see ``get_pending_issues``).

    Raises:
        SettingsError: There is no such job.
    """
    job, moment = select(load_jobs(), name)[0], now or datetime.now(UTC)
    figures = job_figures(job.name, job.account_name, moment)
    found = list(findings.of_job(job, settings or process_settings(), moment))
    return _status(job, figures, [finding.as_dict() for finding in found])


def calculate_overall_health(settings: Settings | None = None, now: datetime | None = None) -> dict[str, Any]:
    """Return whether all is well.

    Returns:
        ``healthy``, ``checked_at`` (ISO 8601), ``findings`` (see ``get_pending_issues``), ``jobs`` (one
        ``get_automation_status`` for each enabled job).
    """
    used, moment = settings or process_settings(), now or datetime.now(UTC)
    found = get_pending_issues(used, moment)
    jobs = [get_automation_status(job.name, used, moment) for job in load_jobs() if job.enabled]
    return {"healthy": not found, "checked_at": moment.isoformat(), "findings": found, "jobs": jobs}


def get_recent_successful_runs(days: int = 7, now: datetime | None = None) -> list[dict[str, Any]]:
    """Return the good runs of the last days, the newest first.

    Returns:
        For each ``job``, ``started_at`` (ISO 8601), ``seconds``, ``outcome``, ``sentence``, ``amount`` (dollars as text or
        none).
    """
    since = (now or datetime.now(UTC)) - timedelta(days=days)
    rows = Run.objects.filter(started_at__gte=since, outcome__in=_GOOD).order_by("-started_at")
    return [
        {
            "job": row.job,
            "started_at": row.started_at.isoformat(),
            "seconds": row.seconds,
            "outcome": row.outcome,
            "sentence": row.sentence,
            "amount": str(row.amount) if row.amount is not None else None,
        }
        for row in rows
    ]


def get_pending_issues(settings: Settings | None = None, now: datetime | None = None) -> list[dict[str, str]]:
    """Return everything that somebody should look at.

    Returns:
        For each ``job``, ``severity`` (``critical`` or ``warning``), ``sentence``, ``remedy``.
    """
    used = settings or process_settings()
    return [finding.as_dict() for finding in findings.everything(load_jobs(), used, now or datetime.now(UTC))]


def _status(job: Job, figures: JobFigures, found: list[dict[str, str]]) -> dict[str, Any]:
    last, good = figures.last, figures.last_good
    return {
        "job": job.name,
        "title": job.title,
        "enabled": job.enabled,
        "healthy": last is not None and not found,
        "last_run": last.started_at.isoformat() if last else None,
        "last_success": good.started_at.isoformat() if good else None,
        "last_outcome": last.outcome if last else None,
        "last_sentence": last.sentence if last else None,
        "streak": figures.streak,
        "success_rate_30_days": figures.success_rate,
        "runs_30_days": figures.runs,
        "median_seconds": figures.median_seconds,
        "p95_seconds": figures.p95_seconds,
        "moved_30_days": str(figures.moved_30_days),
        "moved_ever": str(figures.moved_ever),
        "findings": found,
    }
