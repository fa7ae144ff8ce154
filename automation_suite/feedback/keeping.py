"""Which feedback the suite has left, and to which it has replied."""

from __future__ import annotations

from automation_suite.plans.models import Row, RowState

_MAY_HAVE_ARRIVED = (RowState.SUBMITTED, RowState.APPLIED, RowState.UNKNOWN)


def written(account: str, kind: str, field: str) -> set[str]:
    """Return the numbers of what was sent, or may have been.

    Args:
        account: Of which seller.
        kind: ``order line`` for feedback that was left, ``feedback`` for replies.
        field: ``feedback`` or ``reply``.
    """
    rows = Row.objects.filter(platform="ebay", account=account, kind=kind, field=field, state__in=_MAY_HAVE_ARRIVED)
    return set(rows.values_list("object_id", flat=True))
