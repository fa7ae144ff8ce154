"""What a run on a machine in trouble must have come to. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

AT_ONCE, LATER, CANNOT_KNOW = "at once", "later", "cannot know"
# Longer than any time limit within a run on the practice site, shorter than the job's own.
LONGEST_SECONDS = 240.0


@dataclass(frozen=True)
class Expected:
    """What is expected: the exit statuses that are right, and when the owner can be told."""

    statuses: tuple[int, ...]
    told: str = AT_ONCE


@dataclass(frozen=True)
class Played:
    """What was seen while the trouble lasted, and after it was over.

    Attributes:
        status: Exit status; none when the run hung and was killed.
        seconds: How long it took.
        console: What it printed.
        outcome: Of its row; empty without one.
        moved: Payments while the trouble lasted.
        mails: Subjects of the mails while the trouble lasted.
        status_after: Exit status of the first run after the trouble.
        resolved: Transfers that needed the person's word.
        moved_in_all: All payments in the end.
        mails_in_all: Subjects of all mails in the end.
        runs_without_end: Rows that never ended.
        runs_ended_before_start: Rows whose end lies before their start.
        folders_without_row: Run folders that the history does not know.
        undelivered: Messages that still wait.
    """

    status: int | None
    seconds: float
    console: str
    outcome: str
    moved: Sequence[str]
    mails: Sequence[str]
    status_after: int
    resolved: int
    moved_in_all: Sequence[str]
    mails_in_all: Sequence[str]
    runs_without_end: int
    runs_ended_before_start: int
    folders_without_row: Sequence[str]
    undelivered: int


def judge(expected: Expected, seen: Played) -> list[str]:
    """Return everything that is not as it must be."""
    return [*_of_the_run(expected, seen), *_of_the_money(seen), *_of_the_records(seen)]


def _of_the_run(expected: Expected, seen: Played) -> list[str]:
    if seen.status is None:
        return [f"it hung for {seen.seconds:.0f} s"]
    found = []
    if seen.status not in expected.statuses:
        found.append(f"exit status {seen.status} instead of {' or '.join(map(str, expected.statuses))}")
    if "automation_suite/cli.py" in seen.console:
        found.append("the console shows a traceback of the suite")
    if expected.told == AT_ONCE and not seen.mails:
        found.append("the owner was not told while it lasted")
    if expected.told == LATER and (not seen.mails_in_all or "could not be sent and is kept" not in seen.console):
        found.append("the owner was not told, neither at once nor later")
    return found


def _of_the_money(seen: Played) -> list[str]:
    found = []
    if len(seen.moved_in_all) != 1:
        found.append(f"the money moved {len(seen.moved_in_all)} times in the end")
    unsure = seen.outcome == "unknown" or any("not known" in subject for subject in seen.mails)
    if seen.moved and "moved" not in seen.console and not unsure:
        found.append("it moved money and did not say so")
    return found


def _of_the_records(seen: Played) -> list[str]:
    found = []
    if seen.runs_without_end or seen.folders_without_row:
        found.append(f"{seen.runs_without_end} rows without end, folders without row: {list(seen.folders_without_row)}")
    if seen.runs_ended_before_start:
        found.append("a run ended before it began")
    if seen.undelivered:
        found.append(f"{seen.undelivered} messages were never sent")
    return found
