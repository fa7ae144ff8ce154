"""The stage of an endurance command: a practice site outside of everything that is killed, and an owner beside it."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import psutil

from tests.owner import JOB, Ended, Owner

# Many days pass in an hour here; the limit of one day is not what is tried.
NO_DAILY_LIMIT = {"POSH_MAX_TRANSFER": "100000000"}
_OPEN = "('intended', 'submitted', 'unknown')"


def run_the_job(owner: Owner, **settings: str) -> Ended:
    """Start the job as cron does and wait for its end."""
    return owner.types(JOB, **{**NO_DAILY_LIMIT, **settings})


def open_transfers(owner: Owner) -> list[tuple[int, str]]:
    """Return number and reference of each transfer that is not ended."""
    return [
        (int(number), str(reference))
        for number, reference in owner.rows(
            f"SELECT id, reference FROM automation_history_transfer WHERE state IN {_OPEN} ORDER BY id"
        )
    ]


def resolve_as_the_ledger_says(owner: Owner) -> list[int]:
    """End each open transfer by the person's word, which is the truth, and return their numbers."""
    paid = {str(payment["id"]) for payment in owner.practice.report["payments"]}
    numbers = []
    for number, reference in open_transfers(owner):
        word = "--moved" if reference in paid else "--not-moved"
        ended = owner.types("transfers", "resolve", str(number), word, "--reason", "seen at the bank", "--yes")
        assert ended.status == 0, ended.text
        numbers.append(number)
    return numbers


def folders_without_row(owner: Owner) -> list[str]:
    """Return the run folders that the history does not know."""
    known = {Path(folder).name for (folder,) in owner.rows("SELECT folder FROM automation_history_run")}
    return sorted(folder.name for folder in (owner.folder / "results").glob("*/*/*") if folder.name not in known)


def runs_without_end(owner: Owner) -> int:
    """Return how many runs have no end in the history."""
    return int(owner.rows("SELECT count(*) FROM automation_history_run WHERE ended_at IS NULL")[0][0])


def end_leftovers(folder: Path) -> list[str]:
    """End every process that still works in a folder, and return their names."""
    ended = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            words = process.cmdline()
            if process.pid != os.getpid() and "practice" not in words and any(str(folder) in word for word in words):
                ended.append(process.name())
                process.kill()
    return ended
