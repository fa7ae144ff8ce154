"""What dead processes left behind: runs without an end. Told at the next start."""

from __future__ import annotations

import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from automation_suite.evidence.troubles import CUT_OFF
from automation_suite.history.models import Run
from automation_suite.running import ending
from automation_suite.settings import Settings
from automation_suite.transfers import journal

# A run of another machine may still go on; no run takes longer than this.
LONGEST_RUN = timedelta(hours=2)


def settle(account: str, settings: Settings) -> None:
    """Complete the rows of runs of an account that never ended, and queue the messages about them.

    Call it only while the account's lock is held: then none of this machine's runs still goes on.
    """
    journal.settle_left_behind()
    for row in Run.objects.filter(account=account, ended_at__isnull=True).order_by("started_at"):
        if row.host == socket.gethostname() or datetime.now(UTC) - row.started_at > LONGEST_RUN:
            found = replace(ending.conclude(row, settings, cut_off_words(row.started_at)), trouble=CUT_OFF)
            ending.complete(row, found, settings, ended_at=_last_sign_of_life(row))


def cut_off_words(started_at: datetime) -> str:
    """Return what a person is told of a run that was cut off."""
    return f"The run of {started_at:%d %B %Y, %H:%M} UTC was cut off before its end."


def _last_sign_of_life(row: Run) -> datetime:
    """Return when a run has last written something, so that its duration is not the time until it was found."""
    output = Path(row.folder) / "output.xml"
    return datetime.fromtimestamp(output.stat().st_mtime, UTC) if output.exists() else row.started_at
