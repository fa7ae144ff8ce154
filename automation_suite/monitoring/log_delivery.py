"""What of the log has not reached CloudWatch for too long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from automation_suite.cloudwatch.delivery import folder_of
from automation_suite.cloudwatch.waiting import oldest
from automation_suite.monitoring.finding import Finding
from automation_suite.settings import Settings

# Each run and each hourly look sends what waits.
_TOO_LONG = timedelta(days=1)


def of_log(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Give that lines of the log wait in vain for being sent."""
    since = oldest(folder_of(settings)) if settings.cloudwatch_log_group else None
    if since and now - since > _TOO_LONG:
        sentence = f"The log has not reached CloudWatch since {since.astimezone():%d %B, %H:%M}. Nothing of it is lost."
        remedy = f"To see why, type: {settings.command('health-check')}"
        yield Finding("suite", "warning", sentence, remedy)
