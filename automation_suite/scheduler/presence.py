"""That a scheduler runs: a file in the state folder, locked for as long as it does.

Neither a signal nor a process id is needed to talk with it, so it does not matter who is in which container.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from dataclasses import dataclass
from pathlib import Path

from automation_suite.errors import SettingsError
from automation_suite.jobs import jobs_of
from automation_suite.running.lock import AlreadyRunningError, locked
from automation_suite.scheduler.table_file import is_taken_over
from automation_suite.settings import Settings

# A changed table is taken over after two looks.
_PATIENCE_SECONDS = 15.0
_POLL_SECONDS = 0.2


@dataclass(frozen=True)
class TakenOver:
    """What became of a table: whether it was a new one, and what keeps the scheduler from going by it."""

    changed: bool
    problems: tuple[str, ...]


def present(settings: Settings) -> contextlib.AbstractContextManager[int]:
    """Be the one scheduler of a state folder for as long as the block lasts.

    Raises:
        AlreadyRunningError: There is another one.
    """
    refusal = AlreadyRunningError(
        "Another scheduler runs with this state folder. This one was not started.", "End that one first."
    )
    return locked(_file(settings), refusal)


def is_running(settings: Settings) -> bool:
    """Tell whether a scheduler runs with this state folder."""
    with contextlib.suppress(OSError), _file(settings).open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def show_life(settings: Settings) -> None:
    """Touch the file, by whose age a container tells whether the scheduler still looks."""
    with contextlib.suppress(OSError):
        os.utime(_file(settings))


def take_over(settings: Settings) -> TakenOver:
    """Wait until the scheduler that runs goes by the table as it is now.

    Raises:
        SettingsError: ``jobs.toml`` is not right; the scheduler keeps the one before.
    """
    try:
        jobs_of(settings)
    except SettingsError as error:
        raise SettingsError(error.happened, "The scheduler goes on with the table that it has.") from None
    changed = not is_taken_over(settings)
    until = time.monotonic() + _PATIENCE_SECONDS
    while not is_taken_over(settings):
        if time.monotonic() > until:
            problem = f"The scheduler has not taken over {settings.jobs_file} within {_PATIENCE_SECONDS:g} s."
            return TakenOver(changed, (f"{problem} Look at what it prints, and start it anew.",))
        time.sleep(_POLL_SECONDS)
    return TakenOver(changed, ())


def _file(settings: Settings) -> Path:
    return settings.state_path / "scheduler" / "lock"
