"""The lines that wait for being sent, in files that all processes of a state folder share.

A line is written before the program goes on, so no way in which a process can end loses it. All append to one file, side by
side; the sender takes that file away when nobody is writing, and the next writer begins a new one.
"""

from __future__ import annotations

import contextlib
import fcntl
import logging
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

_NEW, _TAKEN = "new.log", "taken-*.log"


class WaitingHandler(logging.Handler):
    """Keeps each line until it is sent.

    Args:
        folder: Where; it is made.

    Raises:
        OSError: It cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        # What is wrong should be said at the start.
        os.close(_opened(folder))

    def emit(self, record: logging.LogRecord) -> None:
        """Append a line, with its time in milliseconds since 1970 before it."""
        try:
            line = f"{round(record.created * 1000)} {self.format(record)}\n"
            with _held(self._folder, fcntl.LOCK_SH) as file:
                os.write(file, line.encode(errors="replace"))
        except Exception:
            self.handleError(record)


def take(folder: Path) -> list[Path]:
    """Take away what was written until now, and return all that was taken, the oldest first. Only one may do so at once."""
    with contextlib.suppress(FileNotFoundError):
        new = folder / _NEW
        if new.stat().st_size:
            with _held(folder, fcntl.LOCK_EX):
                new.rename(folder / _TAKEN.replace("*", f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}"))
    return sorted(folder.glob(_TAKEN))


def oldest(folder: Path) -> datetime | None:
    """Return the time of the oldest line that waits; none when none does."""
    for path in (*sorted(folder.glob(_TAKEN)), folder / _NEW):
        with contextlib.suppress(OSError, ValueError), path.open("rb") as file:
            return datetime.fromtimestamp(int(file.readline().split(b" ", 1)[0]) / 1000, UTC)
    return None


def _opened(folder: Path) -> int:
    return os.open(folder / _NEW, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)


@contextlib.contextmanager
def _held(folder: Path, how: int) -> Iterator[int]:
    """Hold the file that is written now, and give its descriptor."""
    while True:
        file = _opened(folder)
        try:
            fcntl.flock(file, how)
            if _is_still_new(file, folder):
                yield file
                return
        finally:
            os.close(file)


def _is_still_new(file: int, folder: Path) -> bool:
    """Tell whether nobody has taken the file away between opening and holding it."""
    with contextlib.suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(file), (folder / _NEW).stat())
    return False
