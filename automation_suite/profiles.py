"""Browser profiles: one for each account, readable by its owner only, kept between runs for the session."""

from __future__ import annotations

import contextlib
import socket
from pathlib import Path

import psutil

_LOCKS = ("SingletonLock", "SingletonSocket", "SingletonCookie")


def prepare_profile(folder: Path) -> Path:
    """Make a profile ready for a browser and return its folder.

    A lock that a dead browser left, or the browser of another host (every new container has a new name), is removed.
    Call it only while the run of this account is the only one: the account's own lock must be held.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    lock = folder / _LOCKS[0]
    if lock.is_symlink() and not _in_use(str(lock.readlink())):
        for name in _LOCKS:
            (folder / name).unlink(missing_ok=True)
    return folder


def _in_use(owner: str) -> bool:
    # Chromium's lock is a link to "<host>-<process number>".
    host, _, number = owner.rpartition("-")
    if host != socket.gethostname():
        return False
    with contextlib.suppress(ValueError, psutil.Error):
        return bool(psutil.Process(int(number)).status() != psutil.STATUS_ZOMBIE)
    return False
