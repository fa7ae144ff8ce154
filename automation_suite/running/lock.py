"""One run of an account at a time on this machine."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from automation_suite.errors import SuiteError


class AlreadyRunningError(SuiteError):
    """Another run of the same account goes on."""


@contextlib.contextmanager
def account_lock(folder: Path, account: str) -> Iterator[int]:
    """Hold the account's lock and give its file descriptor.

    The children that inherit the descriptor hold the lock too: when this process is killed, a browser run that it
    has left behind still keeps a second one away. Nobody has to clean up after the last of them has gone.

    Raises:
        AlreadyRunningError: Another run holds it.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(folder / f"{account}.lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise AlreadyRunningError(
            f"Another run of {account} goes on. This one was not started and moved no money.", "Wait for its end."
        ) from None
    try:
        yield handle
    finally:
        os.close(handle)
