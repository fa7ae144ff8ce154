"""Keywords of a suite in tests: it says what is done, then meets a budget that is spent."""

from __future__ import annotations

from robot.api.deco import library

from automation_suite import statement
from automation_suite.calls.models import CallBudget
from automation_suite.outcomes import Outcome
from automation_suite.statement import step
from libraries.platform_sessions import session_of


@library
class ReportLibrary:
    @step
    def say_what_is_done(self) -> None:
        statement.state(Outcome.DONE, "3 prices were changed.", figures={"changed": "3"})

    @step
    def use_up_the_budget(self) -> None:
        CallBudget.objects.filter(platform="etsy", window_seconds=86_400).update(left=1)
        for _ in range(2):
            session_of("etsy").call("GET", "/v3/application/users/me", group="")
