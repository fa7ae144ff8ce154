"""Until when the browser stays logged in, read from its cookies. What they say is readable, what they hold is not read."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from automation_suite.jobs import Job
from automation_suite.monitoring.finding import Finding
from automation_suite.monitoring.forecast import last_logins, login_command
from automation_suite.settings import Settings

_SOON = timedelta(days=3)
# What lives shorter is renewed by each visit and says nothing of the login.
_LEAST_LIFE = timedelta(days=7)
_SINCE = datetime(1601, 1, 1, tzinfo=UTC)
_PLACES = ("Default/Network/Cookies", "Default/Cookies")


def of_session(job: Job, settings: Settings, now: datetime) -> Iterator[Finding]:
    """Give a login of a job's browser that ends soon, when logging in has asked for a person before.

    Where the suite has always logged in by itself the end of a session is no trouble.
    """
    host = {"poshmark": urlsplit(settings.posh_base_url).hostname}.get(job.platform)
    end = session_end(settings.profile_path / job.account_name, host) if host else None
    if end and now < end < now + _SOON and last_logins(job):
        sentence = (
            f"The browser stays logged in at {host} until {end.astimezone():%d %B %Y, %H:%M}; after that a run logs in anew,"
            " which has needed a person before."
        )
        yield Finding(job.name, "warning", sentence, f"Log in when it suits you: {login_command(job, settings)}")


def session_end(profile: Path, host: str) -> datetime | None:
    """Return when the session ends that a browser keeps for a site; none when nothing is known.

    Which cookie is the session is not known; it is one that pages cannot read (HttpOnly), and the site needs all of
    those at most until the last of them ends. So this is the latest that it can be.

    Args:
        profile: Folder of the browser profile.
        host: Name of the site.
    """
    ends = [end for name in _PLACES for begin, end in _kept(profile / name, host) if end - begin >= _LEAST_LIFE]
    return max(ends, default=None)


def _kept(file: Path, host: str) -> Iterator[tuple[datetime, datetime]]:
    """Give from when until when each persistent HttpOnly cookie of a site is kept."""
    # A browser that runs holds the file; what cannot be read now is read the next time.
    with contextlib.suppress(sqlite3.Error), closing(_opened(file)) as cookies:
        rows = cookies.execute(
            "SELECT host_key, creation_utc, expires_utc FROM cookies WHERE is_httponly AND is_persistent"
        ).fetchall()
        for domain, begin, end in rows:
            name = domain.removeprefix(".")
            if host == name or host.endswith(f".{name}"):
                yield _SINCE + timedelta(microseconds=begin), _SINCE + timedelta(microseconds=end)


def _opened(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
