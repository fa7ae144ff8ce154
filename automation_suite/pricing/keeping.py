"""When the suite changed prices last."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max

from automation_suite.plans.models import Row, RowState

_MAY_HAVE_CHANGED = (RowState.SUBMITTED, RowState.APPLIED, RowState.UNKNOWN)


def changed_at(platform: str, account: str) -> dict[str, datetime]:
    """Return when the price of each offer of a seller was sent last, by its number."""
    rows = Row.objects.filter(
        platform=platform, account=account, kind="offer", field="price", state__in=_MAY_HAVE_CHANGED
    )  # fmt: skip
    return dict(rows.values_list("object_id").annotate(last=Max("submitted_at")))
