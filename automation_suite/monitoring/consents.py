"""Consents by which platforms' APIs are called: missing, ended, or about to end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from automation_suite.calls.models import Consent
from automation_suite.jobs import Job
from automation_suite.monitoring.finding import Finding
from automation_suite.platform_api.platforms import PLATFORMS, Access, access_of
from automation_suite.settings import Settings, process_settings

_SOON = timedelta(days=14)


def of_consents(jobs: Sequence[Job], settings: Settings, now: datetime) -> Iterator[Finding]:
    """Give what is not well with the consent of each account that enabled jobs work for.

    A consent that is renewed by each use ends only when the jobs have not run for long.
    """
    # A rehearsal gives its own consent.
    if settings.practice:
        return
    accounts = {job.account_name: job for job in jobs if job.enabled and job.platform in PLATFORMS}
    for job in accounts.values():
        own = process_settings(job.settings_prefix) if job.settings_prefix else settings
        yield from _of_account(access_of(job.platform, own, job.account_name), own, now)


def _of_account(access: Access, settings: Settings, now: datetime) -> Iterator[Finding]:
    row = Consent.objects.filter(platform=access.platform, environment=access.environment, account=access.account).first()
    remedy = f"Type: {access.login}"
    if row is None:
        sentence = f"There is no consent to call {access.name} for it, so its jobs cannot run."
        yield Finding(access.account, "critical", sentence, remedy)
    elif not settings.token_key_path.exists():
        sentence = f"The key to the stored tokens is not at {settings.token_key_path}, so {access.name} cannot be called."
        yield Finding(
            access.account, "critical", sentence, f"Put it back from your copy, or give consent anew: {access.login}"
        )
    elif row.ends_at and row.ends_at <= now:
        sentence = f"The consent to call {access.name} has ended on {row.ends_at.astimezone():%d %B %Y}."
        yield Finding(access.account, "critical", sentence, remedy)
    elif row.ends_at and row.ends_at < now + _SOON:
        sentence = f"The consent to call {access.name} ends on {row.ends_at.astimezone():%d %B %Y}."
        yield Finding(access.account, "warning", sentence, f"Give it anew when it suits you: {access.login}")
