"""The run folders as they are on the disk, what the history says of them, and deleting some of them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from automation_suite.history.models import OPEN_STATES, AffectedJob, Message, Run, Transfer
from automation_suite.monitoring.figures import GOOD
from automation_suite.retention.rules import Folder, Limits, going
from automation_suite.running.lock import account_lock
from automation_suite.running.run_folders import run_folders
from automation_suite.settings import Settings

_GOES_ON = "its run has not ended"
_NEWEST = "the newest of its job"
_NEWEST_GOOD = "the newest good one of its job"
_NEWEST_OTHER = "the newest one of its job that was not good"
_MONEY = "a transfer of it is open"
_INCIDENT = "an incident of its job is open"
_MESSAGE = "a message about it was not sent yet"


@dataclass(frozen=True)
class Cleaned:
    """What was deleted.

    Attributes:
        deleted: The folders that are gone.
        problems: For each one that could not be deleted, or not wholly, a sentence.
    """

    deleted: tuple[Folder, ...]
    problems: tuple[str, ...]


def limits_of(settings: Settings) -> Limits:
    """Return how long and how much is kept."""
    return Limits(settings.keep_good_days, settings.keep_failed_days, settings.keep_megabytes)


def all_folders(settings: Settings) -> list[Folder]:
    """Return every run folder with what the history knows of it. A folder behind a symbolic link is none."""
    found = [folder for folder in run_folders(settings.results_path, together=True) if not folder.path.is_symlink()]
    # A folder has the second of its run's start in its name; what ran before the oldest has none any more.
    known = Run.objects.filter(started_at__gte=found[0].started_at) if found else Run.objects.none()
    rows = {(row.job, Path(row.folder).name): row for row in known.only(*_FIELDS)}
    needed = _needed(list(rows.values()))
    return [
        Folder(
            folder.path, folder.job, folder.started_at, _size(folder.path),
            good=(row := rows.get(folder.key)) is not None and row.outcome in GOOD,
            needed=needed.get(row.pk, "") if row else "",
        )
        for folder in found
    ]  # fmt: skip


def delete(folders: Sequence[Folder], settings: Settings) -> Cleaned:
    """Delete run folders. What cannot be deleted is told and stops nothing.

    Raises:
        AlreadyRunningError: Another process does the same.
    """
    deleted, problems = list[Folder](), list[str]()
    with account_lock(settings.state_path / "locks", "clean"):
        for folder in folders:
            try:
                shutil.rmtree(folder.path)
            except FileNotFoundError:
                # Somebody else has deleted it meanwhile, which is what was wanted.
                continue
            except OSError as error:
                problems.append(f"{folder.path} could not be deleted: {error.strerror} ({error.filename}).")
            else:
                deleted.append(folder)
    return Cleaned(tuple(deleted), tuple(problems))


def clean_when_wanted(settings: Settings, now: datetime) -> Cleaned | None:
    """Delete what goes when the owner has turned that on (``CLEAN_BY_ITSELF``); none when not."""
    if not settings.clean_by_itself or settings.practice:
        return None
    return delete([one.folder for one in going(all_folders(settings), limits_of(settings), now)], settings)


_FIELDS = ("job", "folder", "outcome", "started_at", "ended_at", "fingerprint", "dry_run")


def _needed(rows: Sequence[Run]) -> dict[int, str]:
    """Return for each run whose folder stays the reason; the gravest where there are several."""
    # The last word counts.
    reasons = {
        **_newest(rows),
        **dict.fromkeys(_with_waiting_messages(), _MESSAGE),
        **dict.fromkeys(_of_open_incidents(rows), _INCIDENT),
        **dict.fromkeys(_of_open_transfers(), _MONEY),
    }
    return reasons | {row.pk: _GOES_ON for row in rows if row.ended_at is None}


def _newest(rows: Sequence[Run]) -> dict[int, str]:
    by_age = sorted(rows, key=lambda row: row.started_at)
    # A later one replaces an earlier one.
    other = {row.job: row.pk for row in by_age if row.outcome not in GOOD}
    good = {row.job: row.pk for row in by_age if row.outcome in GOOD}
    newest = {row.job: row.pk for row in by_age}
    kinds = ((other, _NEWEST_OTHER), (good, _NEWEST_GOOD), (newest, _NEWEST))
    return {key: reason for found, reason in kinds for key in found.values()}


def _with_waiting_messages() -> Iterator[int]:
    waiting = Message.objects.filter(sent_at__isnull=True, run__isnull=False)
    yield from waiting.values_list("run_id", flat=True)


def _of_open_incidents(rows: Sequence[Run]) -> Iterator[int]:
    failed = [row for row in rows if row.outcome not in GOOD]
    for job, since, fingerprint in AffectedJob.objects.filter(left_at__isnull=True).values_list(
        "job", "since", "incident__fingerprint"
    ):
        # Those before it was opened belong to it when they failed in the same way.
        yield from (
            row.pk
            for row in failed
            if row.job == job and ((row.ended_at and row.ended_at >= since) or row.fingerprint == fingerprint)
        )


def _of_open_transfers() -> Iterator[int]:
    still_open = Transfer.objects.filter(state__in=OPEN_STATES)
    for pair in still_open.values_list("run_id", "settled_by_id"):
        yield from (key for key in pair if key is not None)


def _size(path: Path) -> int:
    """Return the bytes of all files of a folder; what cannot be looked at counts nothing."""
    return sum(_file_size(Path(folder) / name) for folder, _, names in os.walk(path) for name in names)


def _file_size(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:
        return 0
