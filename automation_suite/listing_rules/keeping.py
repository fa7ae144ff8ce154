"""For which items a listing is planned already."""

from __future__ import annotations

from automation_suite.plans.models import OPEN_STATES, Row


def planned(platform: str, account: str) -> set[str]:
    """Return the SKUs for which the plan of a listing waits, is under way, or of which nobody knows what became of it."""
    rows = Row.objects.filter(
        platform=platform, account=account, kind="listing", field="listing", state__in=OPEN_STATES
    )  # fmt: skip
    return set(rows.values_list("object_id", flat=True))
