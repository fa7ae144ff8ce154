"""How a task states its own end."""

from __future__ import annotations

from robot.api import logger
from robot.api.deco import library
from robot.libraries.BuiltIn import BuiltIn

from automation_suite import statement
from automation_suite.outcomes import Outcome
from automation_suite.statement import step


@library(scope="GLOBAL", doc_format="MARKDOWN")
class Outcomes:
    """States the outcome, one plain sentence and the figures of a task, for the mail and the history."""

    @step
    def report_done(self, sentence: str, **figures: str) -> None:
        """States that the task did its work. Figures are named values such as `amount=$275.70`."""
        statement.state(Outcome.DONE, sentence, figures=figures)
        logger.info(sentence, also_console=False)

    @step
    def report_nothing_to_do(self, sentence: str) -> None:
        """States that there was nothing to do, and ends the task politely."""
        statement.state(Outcome.NOTHING_TO_DO, sentence)
        BuiltIn().pass_execution(sentence)
