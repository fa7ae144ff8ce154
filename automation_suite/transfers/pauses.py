"""``run.py pause``: from now on no money moves, whatever the schedule says."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db.models import Q, QuerySet

from automation_suite.history.models import Pause


def pause(until: datetime | None, reason: str) -> Pause:
    """Stop all money moves, until a moment or until ``resume``."""
    resume()
    return Pause.objects.create(since=datetime.now(UTC), until=until, reason=reason)


def resume() -> int:
    """End the pause and return how many there were."""
    return _current().update(until=datetime.now(UTC))


def current() -> Pause | None:
    """Return the pause that is in force."""
    return _current().order_by("-since").first()


def _current() -> QuerySet[Pause]:
    return Pause.objects.filter(Q(until__isnull=True) | Q(until__gt=datetime.now(UTC)))
