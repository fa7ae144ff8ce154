"""The functions that the web application imports. Everything that they return can be written as JSON.

``docs/web-application.md`` has examples; a test holds them against what is returned.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from automation_suite.history.models import Run
from automation_suite.jobs import Job, jobs_of, select
from automation_suite.monitoring import error_budget, findings
from automation_suite.monitoring.error_budget import Past
from automation_suite.monitoring.figures import GOOD, JobFigures, job_figures
from automation_suite.monitoring.finding import Finding
from automation_suite.settings import Settings, load_settings


def get_automation_status(name: str, settings: Settings | None = None, now: datetime | None = None) -> dict[str, Any]:
    """Return how one job is doing.

    Args:
        name: Such as ``poshmark.balance_transfer``.
        settings: Those that the environment and ``.env`` have when not given.
        now: The present when not given.

    Returns:
        ``job``, ``title``, ``enabled``, ``healthy`` (never true without data, nor of a job that is off), ``last_run``,
        ``last_success`` (ISO 8601 or none), ``last_outcome``, ``last_sentence``, ``streak``, ``success_rate_30_days``
        (0 to 1 or none), ``runs_30_days``, ``median_seconds``, ``p95_seconds``, ``moved_30_days``, ``moved_ever`` (dollars
        as text), ``findings`` (of the job, and of its account when it moves money; see ``get_pending_issues``),
        ``error_budget`` (``error_budget.Promise`` as a table, four for 30 and four for 365 days; ``figure``, ``kept`` and
        ``used`` are none where nothing is known).

    Raises:
        SettingsError: There is no such job.
    """
    used, moment = settings or load_settings(), now or datetime.now(UTC)
    job = select(jobs_of(used), name)[0]
    found = [*findings.of_job(job, used, moment), *findings.of_money(used, moment)]
    return _status(job, job_figures(job.name, job.account_name, moment), found, error_budget.past_of(job, moment), moment)


def calculate_overall_health(
    settings: Settings | None = None, now: datetime | None = None, machine: bool = False
) -> dict[str, Any]:
    """Return whether all is well.

    Args:
        settings: Those that the environment and ``.env`` have when not given.
        now: The present when not given.
        machine: Whether browser, disk and clock of this computer count, which is so only where the jobs run.

    Returns:
        ``healthy``, ``checked_at`` (ISO 8601), ``findings`` (see ``get_pending_issues``), ``error_budget`` (of all
        enabled jobs together, see ``get_automation_status``), ``jobs`` (one ``get_automation_status`` for each enabled
        job). Without an enabled job nothing is known, so it is not healthy. A promise that was not kept is past, so it
        makes nothing unhealthy by itself.
    """
    used, moment = settings or load_settings(), now or datetime.now(UTC)
    jobs = jobs_of(used)
    found = findings.everything(jobs, used, moment, machine)
    pasts = {job: error_budget.past_of(job, moment) for job in jobs if job.enabled}
    return {
        "healthy": bool(pasts) and not found,
        "checked_at": moment.isoformat(),
        "findings": [finding.as_dict() for finding in found],
        "error_budget": [promise.as_dict() for promise in error_budget.budget(pasts.values(), moment)],
        "jobs": [
            _status(job, job_figures(job.name, job.account_name, moment), found, past, moment) for job, past in pasts.items()
        ],
    }


def get_recent_successful_runs(days: int = 7, now: datetime | None = None) -> list[dict[str, Any]]:
    """Return the good runs of the last days, the newest first, without dry runs.

    Returns:
        For each ``job``, ``started_at`` (ISO 8601), ``seconds``, ``outcome``, ``sentence``, ``amount`` (dollars as text or
        none).
    """
    since = (now or datetime.now(UTC)) - timedelta(days=days)
    rows = Run.objects.filter(started_at__gte=since, outcome__in=GOOD, dry_run=False).order_by("-started_at")
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


def get_pending_issues(
    settings: Settings | None = None, now: datetime | None = None, machine: bool = False
) -> list[dict[str, str]]:
    """Return everything that somebody should look at.

    Args:
        settings: Those that the environment and ``.env`` have when not given.
        now: The present when not given.
        machine: See ``calculate_overall_health``.

    Returns:
        For each ``job`` (or the account, or ``suite``), ``severity`` (``critical`` or ``warning``), ``sentence``,
        ``remedy``.
    """
    used, moment = settings or load_settings(), now or datetime.now(UTC)
    return [finding.as_dict() for finding in findings.everything(jobs_of(used), used, moment, machine)]


def _status(job: Job, figures: JobFigures, found: Sequence[Finding], past: Past, now: datetime) -> dict[str, Any]:
    last, good = figures.last, figures.last_good
    own = [finding.as_dict() for finding in found if finding.job in _names(job)]
    return {
        "job": job.name,
        "title": job.title,
        "enabled": job.enabled,
        "healthy": job.enabled and last is not None and not own,
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
        "findings": own,
        "error_budget": [promise.as_dict() for promise in error_budget.budget([past], now)],
    }


def _names(job: Job) -> set[str]:
    return {job.name, job.account_name} if job.moves_money else {job.name}
