"""What the suite needs from outside and what changes by itself there: certificates that expire, the right time.

It is looked at once a day, by whatever uses the network anyway: a run at its end, ``health-check --ready`` and
``--watch``. The health check itself only reads what was seen.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial

from automation_suite.history.models import OutsideCheck
from automation_suite.monitoring.certificates import Place, places, validity
from automation_suite.monitoring.finding import Finding
from automation_suite.monitoring.time_server import seconds_ahead
from automation_suite.settings import Settings

_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_TRIED = "tried"
# What was seen longer ago is of a server or computer that is no longer used.
_KNOWN_FOR = timedelta(days=7)
_CERTIFICATE, _CLOCK = "certificate ", "clock "
# Who renews by machine does so when a third is left. With a tenth left something has gone wrong.
_LEFT_SHARE, _LEFT_MOST = 0.1, timedelta(days=14)
# Codes count from two minutes before a login; with more than ten, certificates and schedules go wrong.
_OFF, _FAR_OFF = 60, 600


def look_once_a_day(settings: Settings, now: datetime) -> None:
    """Look at each certificate and at the time, unless that was done within a day. What cannot be reached is passed over.

    Raises:
        DatabaseError: What was seen cannot be written down.
    """
    if settings.practice:
        return
    looks: dict[str, Callable[[], dict[str, object]]] = {
        f"{_CERTIFICATE}{place.host}:{place.port}": partial(_certificate, place) for place in places(settings)
    }
    if settings.time_server:
        looks[f"{_CLOCK}{socket.gethostname()}"] = partial(_clock, settings.time_server)
    known = {row.name: row for row in OutsideCheck.objects.filter(name__in=looks)}
    for name in (name for name in looks if _is_due(known.get(name), now)):
        try:
            seen: Mapping[str, object] = {"at": now, "problem": "", "facts": looks[name]()}
        except ssl.SSLCertVerificationError as error:
            seen = {"at": now, "problem": error.verify_message, "facts": {}}
        except OSError:
            # That a server cannot be reached is told by those who need it. What was seen of it before stays.
            facts = {**(known[name].facts if name in known else {}), _TRIED: now.isoformat()}
            seen = {"facts": facts, **({} if name in known else {"at": now - _KNOWN_FOR})}
        OutsideCheck.objects.update_or_create(name=name, defaults=seen)


def of_outside(now: datetime) -> Iterator[Finding]:
    """Give certificates that are bad or expire soon, and a clock that is off, as they were seen last."""
    own = f"{_CLOCK}{socket.gethostname()}"
    for row in OutsideCheck.objects.filter(at__gt=now - _KNOWN_FOR).order_by("name"):
        if row.name.startswith(_CERTIFICATE):
            yield from _of_certificate(row, now)
        elif row.name == own:
            yield from _of_clock(row)


def _is_due(row: OutsideCheck | None, now: datetime) -> bool:
    """Tell whether something is to be looked at: a day after it was seen, an hour after it could not be reached."""
    if row is None:
        return True
    tried = datetime.fromisoformat(row.facts[_TRIED]) if _TRIED in row.facts else row.at
    return not (now - _DAY < row.at <= now or now - _HOUR < tried <= now)


def _certificate(place: Place) -> dict[str, object]:
    found = validity(place)
    return {"begins": found.begins.isoformat(), "ends": found.ends.isoformat()}


def _clock(server: str) -> dict[str, object]:
    return {"seconds ahead": round(seconds_ahead(server), 1), "server": server}


def _of_certificate(row: OutsideCheck, now: datetime) -> Iterator[Finding]:
    server = row.name.removeprefix(_CERTIFICATE)
    remedy = "Whoever runs that server has to renew it. If nobody else has trouble with it, look at the clock and the name."
    if row.problem:
        sentence = f"The certificate of {server} is refused, so nothing there works: {row.problem}."
        yield Finding("suite", "critical", sentence, remedy)
        return
    begins, ends = (datetime.fromisoformat(row.facts[name]) for name in ("begins", "ends"))
    day = f"{ends.astimezone():%d %B %Y, %H:%M}"
    if ends <= now:
        yield Finding("suite", "critical", f"The certificate of {server} has expired on {day}.", remedy)
    elif ends - now < min(_LEFT_SHARE * (ends - begins), _LEFT_MOST):
        sentence = f"The certificate of {server} expires on {day} and was not renewed yet; then nothing there works."
        yield Finding("suite", "warning", sentence, remedy)


def _of_clock(row: OutsideCheck) -> Iterator[Finding]:
    ahead = float(row.facts["seconds ahead"])
    if abs(ahead) >= _OFF:
        much = f"{abs(ahead):.0f} seconds" if abs(ahead) < _FAR_OFF else f"{abs(ahead) / 60:.0f} minutes"
        which = "ahead of" if ahead > 0 else "behind"
        sentence = f"The clock of this machine is {much} {which} {row.facts['server']}."
        remedy = "Type: timedatectl set-ntp true"
        yield Finding("suite", "critical" if abs(ahead) >= _FAR_OFF else "warning", sentence, remedy)
