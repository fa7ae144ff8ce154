"""Telling the owner: how a task has ended, and whatever else cannot wait."""

from __future__ import annotations

from robot.api import logger
from robot.api.deco import library
from robot.libraries.BuiltIn import BuiltIn

from automation_suite import run_context, statement
from automation_suite.history.models import Run
from automation_suite.history.setup import migrate
from automation_suite.notification import owner
from automation_suite.notification.letter import Letter
from automation_suite.outcomes import Outcome
from automation_suite.settings import process_settings
from automation_suite.statement import step


@library(scope="GLOBAL", doc_format="MARKDOWN")
class Notifications:
    """States the outcome of a task for the mail and the history, and sends messages at once."""

    @step
    def report_done(self, sentence: str, **figures: str) -> None:
        """States that the task did its work. Figures are named values such as `rows=12`."""
        statement.state(Outcome.DONE, sentence, figures=figures)
        logger.info(sentence)

    @step
    def report_nothing_to_do(self, sentence: str) -> None:
        """States that there was nothing to do, and ends the task politely."""
        statement.state(Outcome.NOTHING_TO_DO, sentence)
        BuiltIn().pass_execution(sentence)

    @step
    def tell_the_owner(self, subject: str, text: str, next_step: str = "") -> None:
        """Sends a message at once, by mail and to the short channels. One that cannot be sent is kept and sent later."""
        migrate()
        run = Run.objects.filter(pk=run_context.current().run_id).first()
        letter = Letter("message", "attention", subject, text, "This message is not about a transfer.", next_step)
        owner.queue(letter, process_settings(), run, None)
        owner.deliver(process_settings())
