"""What buyers ask on Etsy, and drafts of answers that only a person sends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from robot.api.deco import library

from automation_suite import run_context, statement
from automation_suite.buyer_questions.asking import KIND, Prepared, Question, copied_questions, for_a_person, prepare
from automation_suite.buyer_questions.job_rules import QuestionRules
from automation_suite.etsy import receipts_api
from automation_suite.etsy.questions import question_in
from automation_suite.history.setup import migrate
from automation_suite.outcomes import Outcome
from automation_suite.owner_files import text_of_owner
from automation_suite.plans.wording import number
from automation_suite.project import PROJECT
from automation_suite.settings import process_settings
from automation_suite.statement import step
from automation_suite.to_dos import asking
from libraries.etsy_shop_id import shop_id
from libraries.platform_sessions import session_of
from libraries.this_job import these_rules, this_job, this_run

_LOOKED_BACK = timedelta(days=30)


@library(scope="GLOBAL", doc_format="MARKDOWN")
class EtsyQuestions:
    """Collects what buyers ask and drafts answers. It writes to nobody."""

    def __init__(self) -> None:
        migrate()

    @step
    def messages_with_orders(self) -> list[Question]:
        """Returns what buyers of the last 30 days wrote with their orders."""
        since = datetime.now(UTC) - _LOOKED_BACK
        found = receipts_api.receipts(session_of("etsy"), shop_id(), created_from=since)
        return [question for receipt in found if (question := question_in(receipt))]

    @step
    def copied_messages(self) -> list[Question]:
        """Returns the questions that the owner has copied into `rules.questions_file`."""
        name = these_rules(QuestionRules).questions_file
        if not name:
            return []
        return copied_questions(text_of_owner(PROJECT / name, "file of questions", "questions_file", "Nothing was drafted."))

    @step
    def drafts_for(self, questions: Sequence[Question]) -> list[Prepared]:
        """Returns for each question what it asks and the draft of an answer; "unsure" rather than wrong."""
        rules = these_rules(QuestionRules)
        return [prepare(question, rules) for question in questions]

    @step
    def ask_for_answers(self, prepared: Sequence[Prepared]) -> None:
        """Makes a to-do of each question, once, with the draft in it, and states the outcome."""
        job, rules, now = this_job(), these_rules(QuestionRules), datetime.now(UTC)
        asked = [for_a_person(one, job.account_name, rules, now) for one in prepared]
        new = []
        if not run_context.current().dry_run:
            new = asking.ask(asked, job.name, this_run(), now)
            asking.forget_words(KIND, job.account_name, now - timedelta(days=rules.keep_words_days))
        drafted = sum(bool(one.prepared) for one in new)
        outcome = Outcome.DONE if new else Outcome.NOTHING_TO_DO
        seen = f"{number(len(prepared), 'question')} of buyers, {len(new)} of them new"
        drafts = f"; drafts are ready for {drafted}. Nothing was sent: {process_settings().command('todo')}" if new else ""
        statement.state(outcome, f"{seen}{drafts}.", figures={"questions": str(len(prepared)), "new": str(len(new))})
