"""What was planned for seasons before."""

from __future__ import annotations

from automation_suite.plans.models import Row
from automation_suite.seasons.rules import Made


def made_by(job: str) -> set[Made]:
    """Return what a job has planned before, whatever became of it, by the rules that the changes named."""
    rows = Row.objects.filter(plan__job=job).values_list("rule", "kind", "object_id", "field")
    return {(rule, (kind, object_id, field)) for rule, kind, object_id, field in rows}
