"""Plans end by themselves: what was not applied in time was true of older values."""

from __future__ import annotations

from datetime import datetime

from automation_suite.plans.models import WAITING_STATES, Row, RowState

_LATE = "Its plan had expired before it was applied, so nothing was sent."
_SENT_IN_VAIN = "It was sent, nothing had changed, and its plan had expired before it could be sent again."


def expire(now: datetime) -> int:
    """End the rows of all plans whose time is over and that wait to be sent, and return how many they are."""
    late = Row.objects.filter(state__in=WAITING_STATES, plan__expires_at__lte=now)
    ended = {"state": RowState.EXPIRED, "settled_at": now}
    in_vain = late.filter(submitted_at__isnull=False).update(**ended, explanation=_SENT_IN_VAIN)
    return in_vain + late.update(**ended, explanation=_LATE)
