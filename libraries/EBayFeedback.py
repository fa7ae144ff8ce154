"""Feedback on eBay: what can be left for buyers, and what they have left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from robot.api.deco import library

from automation_suite import run_context, statement
from automation_suite.ebay import feedback_api, fulfillment_api
from automation_suite.ebay.feedback import as_received, as_waiting, orders_of
from automation_suite.ebay.feedback_api import Feedback, Rating
from automation_suite.feedback import keeping
from automation_suite.feedback.job_rules import FeedbackJobRules
from automation_suite.feedback.rules import Received, Waiting, for_a_person, replies, to_leave
from automation_suite.history.setup import migrate
from automation_suite.plans.change import Change
from automation_suite.plans.wording import number
from automation_suite.settings import process_settings
from automation_suite.statement import step
from automation_suite.to_dos import asking
from libraries.platform_sessions import session_of
from libraries.this_job import these_rules, this_job, this_run

_LOOKED_BACK = timedelta(days=89)


@library(scope="GLOBAL", doc_format="MARKDOWN")
class EBayFeedback:
    """Proposes positive feedback and replies to neutral ones. Negative feedback is left to a person, with a draft."""

    def __init__(self) -> None:
        self._found: list[Feedback] | None = None
        migrate()

    @step
    def lines_waiting_for_feedback(self) -> list[Waiting]:
        """Returns the lines of orders for which the seller has left no feedback yet."""
        session, rules = session_of("ebay"), these_rules(FeedbackJobRules)
        awaiting = feedback_api.awaiting(session)
        orders = orders_of(awaiting, fulfillment_api.orders(session, created_from=datetime.now(UTC) - _LOOKED_BACK))
        parcels = {
            order.order_id: fulfillment_api.shipments(session, order.order_id)
            for order in {order.order_id: order for order in orders.values()}.values()
        }
        after = timedelta(days=rules.counts_as_delivered_days)
        complained = {one.line_id for one in self._received() if one.line_id}
        return [
            as_waiting(one, order, parcels[order.order_id], after, complained)
            for one in awaiting
            if (order := orders.get(one.line_id))
        ]  # fmt: skip

    @step
    def feedback_received(self) -> list[Received]:
        """Returns the neutral and negative feedback that buyers have left."""
        now = datetime.now(UTC)
        return [as_received(one, now) for one in self._received()]

    @step
    def leave_negative_ones_to_a_person(self, received: Sequence[Received]) -> None:
        """Makes a to-do of each negative feedback without a reply, once, with a draft. Nothing is answered."""
        job, now = this_job(), datetime.now(UTC)
        asked = for_a_person(received, job.account_name, these_rules(FeedbackJobRules))
        new = [] if run_context.current().dry_run else asking.ask(asked, job.name, this_run(), now)
        if new:
            todo = process_settings().command("todo")
            statement.note(f"{number(len(new), 'negative comment')} for you to look at: {todo}.", done=True)

    @step
    def feedback_to_write(self, waiting: Sequence[Waiting], received: Sequence[Received]) -> list[Change]:
        """Returns positive feedback for what went well, and replies to neutral feedback; each once."""
        rules, account, now = these_rules(FeedbackJobRules), this_job().account_name, datetime.now(UTC)
        left = to_leave(waiting, keeping.written(account, "order line", "feedback"), rules, now)
        answered = replies(received, keeping.written(account, "feedback", "reply"), rules)
        statement.note(
            f"{number(len(waiting), 'line')} of orders wait for feedback, {len(left)} of them went well.",
            {"waiting": str(len(waiting)), "went well": str(len(left)), "neutral": str(len(answered))},
        )
        return [*left, *answered]

    def _received(self) -> Sequence[Feedback]:
        """Return the neutral and negative feedback, read once in a run. Who has sold nothing for two years has none."""
        if self._found is None:
            session = session_of("ebay")
            seller = fulfillment_api.seller_name(session)
            ratings = (Rating.NEUTRAL, Rating.NEGATIVE) if seller else ()
            self._found = [one for rating in ratings for one in feedback_api.received(session, seller, rating)]
        return self._found
