"""How far a job may change something on a platform; part of its entry in ``jobs.toml``."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class PlanRules(BaseModel):
    """Limits that no approval can lower; a change of them in the file is itself recorded.

    Attributes:
        changes: ``ask`` waits for a person's approval, ``never`` only shows what would change, ``auto`` applies by itself
            what can only make things safer, such as taking down what is sold, and asks for the rest.
        plan_expires_hours: After which nothing of a plan is applied any more.
        most_rows: Of one plan; what is beyond is left for the next one.
        largest_step_percent: By which a price may change at once.
        most_money_a_day: Dollars that applying may cost in a day, such as listing fees or a label.
        rules: Numbers of the job's own rules, by name.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    changes: Literal["never", "ask", "auto"] = "ask"
    plan_expires_hours: float = Field(default=24, gt=0)
    most_rows: int = Field(default=200, ge=1)
    largest_step_percent: float = Field(default=10, gt=0, le=100)
    most_money_a_day: Decimal = Field(default=Decimal(0), ge=0)
    rules: dict[str, Any] = Field(default_factory=dict)
