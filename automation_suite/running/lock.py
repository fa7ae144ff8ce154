"""One run of an account at a time on this machine, and one of whatever else there may be only one of."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from automation_suite.errors import SuiteError


class AlreadyRunningError(SuiteError):
    """Another one of what there may be only one of goes on, such as a run of the same account."""


def account_lock(folder: Path, account: str) -> contextlib.AbstractContextManager[int]:
    """Hold the account's lock and give its file descriptor.

    The children that inherit the descriptor hold the lock too: when this process is killed, a browser run that it
    has left behind still keeps a second one away. Nobody has to clean up after the last of them has gone.

    Raises:
        AlreadyRunningError: Another run holds it.
    """
    refusal = AlreadyRunningError(
        f"Another run of {account} goes on. This one was not started and moved no money.", "Wait for its end."
    )
    return locked(folder / f"{account}.lock", refusal)


@contextlib.contextmanager
def locked(file: Path, refusal: AlreadyRunningError) -> Iterator[int]:
    """Hold the lock of a file, which is the owner's alone, and give its file descriptor.

    Raises:
        AlreadyRunningError: The refusal, because somebody else holds it.
    """
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(file, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise refusal from None
    try:
        yield handle
    finally:
        os.close(handle)
