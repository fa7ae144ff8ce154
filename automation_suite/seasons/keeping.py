"""What was planned for seasons before."""

from __future__ import annotations

from automation_suite.plans.models import Row, RowState
from automation_suite.seasons.rules import Made


def made_by(job: str) -> set[Made]:
    """Return what a job has planned before, whatever became of it, by the rules that the changes named.

    What nobody has looked at before its plan ended counts for nothing: it was not changed, and the season goes on.
    """
    planned = Row.objects.filter(plan__job=job).exclude(state=RowState.EXPIRED)
    rows = planned.values_list("rule", "kind", "object_id", "field")
    return {(rule, (kind, object_id, field)) for rule, kind, object_id, field in rows}
