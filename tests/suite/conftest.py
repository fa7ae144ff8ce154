"""Running the suite as cron does: a process of its own, against the practice site."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.owner import JOB, Ended, Owner, kill_everything, wait_until
from tests.practice_server import PracticeServer

__all__ = ["JOB", "Ended", "Owner", "kill_everything", "wait_until"]


@pytest.fixture
def owner(tmp_path: Path, practice: PracticeServer) -> Owner:
    """An owner who has never run the suite."""
    return Owner(tmp_path, practice)
