"""The file that gets what runs print that cron starts, and beginning a new one when it is full.

Cron's shell has opened it before the suite starts, for appending. So a full one is renamed: another run that still prints
into it goes on doing so, and no line is lost, as one is between copying and emptying a file.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
from pathlib import Path

from automation_suite.running.lock import AlreadyRunningError, locked
from automation_suite.settings import Settings

_MEGABYTE = 2**20
_GOES_ON = AlreadyRunningError("Another process puts it aside.")


def log_of(settings: Settings) -> Path:
    """Return the file that gets what runs print that cron starts."""
    return settings.state_path / "cron.log"


def begin_anew_when_full(settings: Settings) -> None:
    """Put the file aside when it is full and this process prints into it, and print into a new one.

    What keeps it from doing so keeps nothing from running: it prints into the full one.

    Args:
        settings: ``LOG_FILE_MEGABYTES`` and ``LOG_FILE_KEEP`` say when it is full and how many are kept.
    """
    log = log_of(settings)
    with contextlib.suppress(OSError, AlreadyRunningError):
        if _prints_into(log) and log.stat().st_size >= settings.log_file_megabytes * _MEGABYTE:
            with locked(settings.state_path / "locks" / "cron-log.lock", _GOES_ON):
                # Somebody may have done so meanwhile.
                if _prints_into(log):
                    _put_aside(log, settings.log_file_keep)
                _print_into(log)


def _prints_into(log: Path) -> bool:
    return os.path.samestat(os.fstat(sys.__stdout__.fileno()), log.stat()) if sys.__stdout__ else False


def _put_aside(log: Path, keep: int) -> None:
    before = {int(path.suffix[1:]): path for path in log.parent.glob(f"{log.name}.*") if re.fullmatch(r"\.\d+", path.suffix)}
    for number in sorted(before, reverse=True):
        if number >= keep:
            before[number].unlink()
        else:
            before[number].rename(log.with_name(f"{log.name}.{number + 1}"))
    log.rename(log.with_name(f"{log.name}.1"))


def _print_into(log: Path) -> None:
    """Let this process and those that it starts print into the file."""
    new = os.open(log, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    try:
        for number in (1, 2):
            os.dup2(new, number)
    finally:
        os.close(new)
