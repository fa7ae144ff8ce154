"""Telling an outside watcher that the suite is alive, so that a dead computer is noticed by somebody else.

The watcher is a dead-man's switch as healthchecks.io has it: an address that expects to be called. ``/start`` before
something begins, the address itself when it went well, ``/fail`` when not, each with the same ``rid``, from which it takes
the duration. It is told no amount and no account. A call that fails changes nothing but what the health check says of it.
"""

from __future__ import annotations

import contextlib
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit

from django.db import DatabaseError

from automation_suite.history.models import OutsideCheck
from automation_suite.monitoring.finding import Finding
from automation_suite.settings import Settings

# As which the health check itself is known there.
HEALTH = "health-check"
_EACH_ITS_OWN = "{name}"
_PREFIX = "watcher "
_SECONDS = 5.0
_START, _WELL, _FAIL = "/start", "", "/fail"
# Jobs mostly run once a day.
_SILENT = timedelta(days=2)


@dataclass(frozen=True)
class Watched:
    """One thing that the outside watcher waits for, from its start to its end.

    Attributes:
        name: Of a job, or ``HEALTH``.
        settings: Without a ``watch_url`` nobody is told anything; without ``{name}`` in it only of the health check.
        run_id: By which the watcher knows which end belongs to which start.
    """

    name: str
    settings: Settings
    run_id: str = field(default_factory=lambda: str(uuid.uuid4()))

    def begins(self, now: datetime) -> str:
        """Tell that it begins. Return why the watcher could not be told; empty when it was or need not be."""
        return self._tell(_START, "", now)

    def ends(self, well: bool, words: str, now: datetime) -> str:
        """Tell that it has ended.

        Args:
            well: Nobody has to do anything.
            words: Such as ``done in 31 s``; nothing that is nobody's business.
            now: The moment.

        Returns:
            Why the watcher could not be told; empty when it was or need not be.
        """
        return self._tell(_WELL if well else _FAIL, words, now)

    def _tell(self, signal: str, words: str, now: datetime) -> str:
        url = self.settings.watch_url.get_secret_value()
        if not url or (self.name != HEALTH and _EACH_ITS_OWN not in url):
            return ""
        problem = _call(address(url, self.name, signal, self.run_id), words)
        # What cannot be written down now is told by the health check as a history that cannot be written.
        with contextlib.suppress(DatabaseError):
            _keep(self.name, problem, now)
        return problem


def of_watcher(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Give what the outside watcher was not told, and that it is never told anything."""
    host = urlsplit(settings.watch_url.get_secret_value()).hostname
    if host is None:
        return
    remedy = f"To try it, type: {settings.command('health-check --watch')}"
    rows = list(OutsideCheck.objects.filter(name__startswith=_PREFIX))
    for row in rows:
        if row.problem:
            since = f"{datetime.fromisoformat(row.facts['since']).astimezone():%d %B, %H:%M}"
            name = row.name.removeprefix(_PREFIX)
            sentence = f"The outside watcher {host} was not told of {name} since {since}: {row.problem}"
            yield Finding("suite", "warning", sentence, f"Check WATCH_URL in .env. {remedy}")
    newest = max((row.at for row in rows), default=None)
    if newest is None:
        yield Finding("suite", "warning", f"The outside watcher {host} has never been told anything.", remedy)
    elif now - newest > _SILENT:
        sentence = f"The outside watcher {host} was told last on {newest.astimezone():%d %B %Y, %H:%M}."
        yield Finding("suite", "warning", sentence, f"Look whether the crontab has its line (crontab -l). {remedy}")


def address(url: str, name: str, signal: str, run_id: str) -> str:
    """Return the address to call. Pure.

    Args:
        url: As in the settings; what follows a question mark stays.
        name: Takes the place of ``{name}``, with what such addresses may hold.
        signal: ``/start``, ``/fail`` or empty.
        run_id: Of the run.
    """
    parts = urlsplit(url.replace(_EACH_ITS_OWN, re.sub(r"[^a-z0-9_-]+", "-", name.lower())))
    query = "&".join(part for part in (parts.query, urlencode({"rid": run_id})) if part)
    return parts._replace(path=parts.path.rstrip("/") + signal, query=query).geturl()


def _call(url: str, words: str) -> str:
    """Call an address, once more when it fails, and return why it could not be called; empty when it was."""
    return _once(url, words) and _once(url, words)


def _once(url: str, words: str) -> str:
    # It takes 40 ms, which only those pay who have a watcher.
    import http.client
    import urllib.error
    import urllib.request

    try:
        # The settings take only https:// and http:// for it.
        request = urllib.request.Request(url, data=words.encode(), headers={"User-Agent": "Automation-Suite"})  # noqa: S310
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
            said = answer.read(100).decode(errors="replace").strip()
    except urllib.error.HTTPError as error:
        return f"it answered {error.code}."
    except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
        return f"it cannot be reached ({getattr(error, 'reason', error)})."
    # healthchecks.io answers 200 also to an address that it does not know: "OK (not found)".
    return f'it answered "{said}".' if said.startswith("OK (") else ""


def _keep(name: str, problem: str, now: datetime) -> None:
    before = OutsideCheck.objects.filter(name=f"{_PREFIX}{name}").first()
    since = before.facts["since"] if before and before.problem else now.isoformat()
    row = {"at": now, "problem": problem, "facts": {"since": since}}
    OutsideCheck.objects.update_or_create(name=f"{_PREFIX}{name}", defaults=row)
