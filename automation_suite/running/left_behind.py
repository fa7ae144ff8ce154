"""What dead processes left behind: runs without an end. Told at the next start."""

from __future__ import annotations

import socket
from datetime import UTC, datetime, timedelta

from automation_suite.history.models import Run
from automation_suite.running import ending
from automation_suite.settings import Settings
from automation_suite.transfers import journal

# A run of another machine may still go on; no run takes longer than this.
_LONGEST_RUN = timedelta(hours=2)


def settle(account: str, settings: Settings) -> None:
    """Complete the rows of runs of an account that never ended, and queue the messages about them.

    Call it only while the account's lock is held: then none of this machine's runs still goes on.
    """
    journal.settle_left_behind()
    for row in Run.objects.filter(account=account, ended_at__isnull=True).order_by("started_at"):
        if row.host == socket.gethostname() or datetime.now(UTC) - row.started_at > _LONGEST_RUN:
            why = f"The run of {row.started_at:%d %B %Y, %H:%M} UTC was cut off before its end."
            ending.complete(row, ending.conclude(row, settings, why), settings)
