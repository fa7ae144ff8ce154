"""What the history of a job says of trouble to come: its last scheduled starts, and the warnings that follow from them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from automation_suite.evidence.troubles import CAPTCHA, LOGIN
from automation_suite.history.models import Incident, Run
from automation_suite.jobs import Job
from automation_suite.monitoring.figures import GOOD
from automation_suite.monitoring.finding import Finding
from automation_suite.monitoring.forecast_rules import Forecast, Limits, Start, forecasts, sure_words
from automation_suite.settings import Settings
from automation_suite.sightings import drift_in
from automation_suite.starts import earlier_starts

# The rules ask for a hundred days at most; later starts of a day count nowhere.
_DAYS = timedelta(days=100)
_MOST_RUNS = 400
# What was found on the pages is long, and only the newest runs are asked for it.
_WITH_SIGHTINGS = 40
_LOGINS = 6


def of_job(job: Job, settings: Settings, now: datetime) -> Iterator[Finding]:
    """Give a warning for each trouble that is to be expected of a job."""
    starts = last_starts(job, now)
    for found in forecasts(starts, _limits(job, starts), last_logins(job), now):
        sentence = f"{found.saw} {found.expected} {sure_words(found.rule)}"
        yield Finding(job.name, "warning", sentence, _remedy(found, job, settings))


def last_starts(job: Job, now: datetime) -> list[Start]:
    """Return the first run after each scheduled start of the last hundred days, the oldest first, without dry runs."""
    rows = Run.objects.filter(job=job.name, dry_run=False, ended_at__isnull=False, started_at__range=(now - _DAYS, now))
    newest = rows.order_by("-started_at")
    found = dict(newest.values_list("pk", "found")[:_WITH_SIGHTINGS])
    fields = ("pk", "started_at", "ended_at", "outcome", "attempts", "amount", "figures")
    runs = list(newest.values(*fields)[:_MOST_RUNS])[::-1]
    if not runs:
        return []
    schedule = earlier_starts(job, runs[0]["started_at"], now, _MOST_RUNS)
    first = {bisect_right(schedule, run["started_at"]): run for run in reversed(runs)}
    return [_start(run, found.get(run["pk"], [])) for _, run in sorted(first.items(), key=lambda each: each[0])]


def last_logins(job: Job) -> list[datetime]:
    """Return when the platform last asked for a person to log in, the oldest first."""
    asked = Incident.objects.filter(job=job.name, trouble__in=(CAPTCHA, LOGIN)).order_by("-opened_at")
    return list(asked.values_list("opened_at", flat=True)[:_LOGINS])[::-1]


def login_command(job: Job, settings: Settings) -> str:
    """Return what a person types to log in, in the profile of a job."""
    return settings.command(f"login {job.platform}{f' --account {job.account}' if job.account else ''}")


def _start(run: dict[str, Any], found: Sequence[dict[str, Any]]) -> Start:
    return Start(
        at=run["started_at"],
        seconds=(run["ended_at"] - run["started_at"]).total_seconds(),
        good=run["outcome"] in GOOD,
        attempts=run["attempts"],
        amount=run["amount"],
        balance=_dollars(run["figures"].get("balance")),
        drifting=frozenset(entry["locator"] for entry in drift_in(found)),
    )


def _dollars(text: str | None) -> Decimal | None:
    # Figures are what a task stated, so they may be anything.
    try:
        return Decimal(text) if text is not None else None
    except InvalidOperation:
        return None


def _limits(job: Job, starts: Sequence[Start]) -> Limits:
    days = (starts[-1].at - starts[0].at) / timedelta(days=1) if starts else 0.0
    return Limits(job.time_limit_seconds, (len(starts) - 1) / days if days >= 1 else 1.0)


def _remedy(found: Forecast, job: Job, settings: Settings) -> str:
    look = settings.command(f"history {job.name}")
    return {
        "failures": f"Look what they have in common: {look}",
        "retries": f"Look whether the connection or the shop is slow: {look}",
        "duration": f"Look which step takes longer: {settings.command(f'open {job.name}')}",
        "margin": f"Raise time_limit_seconds of {job.name} in jobs.toml, or look which step takes so long:"
        f" {settings.command(f'open {job.name}')}",
        "drift": f"To see the lines to change, type: {settings.command('drift')}",
        "balance": f"Look whether that is meant: {settings.command('status')}",
        "login": f"Log in when it suits you: {login_command(job, settings)}",
    }[found.rule]
