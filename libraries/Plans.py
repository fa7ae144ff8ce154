"""Planning changes, and applying those that were approved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from robot.api import logger
from robot.api.deco import library

from automation_suite import run_context, statement
from automation_suite.errors import PermanentError
from automation_suite.history.setup import migrate
from automation_suite.jobs import job_named
from automation_suite.notification import owner
from automation_suite.outcomes import Outcome
from automation_suite.plans import applying, making, page, telling
from automation_suite.plans.applying import Report, Work
from automation_suite.plans.change import Change, Target
from automation_suite.plans.models import Plan, Row, RowState
from automation_suite.plans.telling import Told
from automation_suite.plans.wording import number
from automation_suite.settings import process_settings
from automation_suite.statement import step
from libraries.run_folder import run_folder
from libraries.this_job import this_job, this_run


@library(scope="GLOBAL", doc_format="MARKDOWN")
class Plans:
    """Keeps what a job wants to change as a plan, and applies what a person or the policy has approved.

    The keywords for suites stand in `resources/plans.resource`.
    """

    def __init__(self) -> None:
        migrate()
        self._targets: Mapping[tuple[str, str], Target] = {}
        self._planned: Told | None = None

    @step
    def make_plan(self, changes: Sequence[Change]) -> None:
        """Plans the changes within the job's limits, writes the plan as a page and as a table, and states the outcome."""
        context, settings, job, now = run_context.current(), process_settings(), this_job(), datetime.now(UTC)
        made = making.make(job, changes, this_run(), now, dry_run=context.dry_run)
        waiting = Row.objects.filter(plan__job=job.name, state=RowState.PROPOSED).values_list("plan_id", flat=True)
        told = telling.of_planning(made, job, settings.command, sorted(set(waiting)))
        if made.plan:
            files = page.write(made.plan, run_folder(), settings, now)
            logger.info(f'<a href="{files[0].name}">The plan as a page</a>', html=True)
            rows = [row for row in page.rows_of(made.plan) if row.state == RowState.PROPOSED]
            if rows and job.changes != "never":
                letter = telling.letter_of(made.plan, rows, told, settings.command, files)
                owner.queue(letter, settings, this_run(), None)
        self._planned = told
        self._state(told, {"planned": str(len(made.found.rows)), "left out": str(len(made.found.left))})

    @step
    def remember_targets(self, targets: Mapping[tuple[str, str], Target]) -> None:
        """Takes what can be changed on the platform that was opened, by kind of object and field."""
        self._targets = targets

    @step
    def apply_what_was_approved(self) -> None:
        """Applies every approved change of the account, reads each back, and states the outcome.

        Fails when the platform did not take a change, and when a person has to look what became of one.
        """
        context, settings, job = run_context.current(), process_settings(), this_job()
        if context.dry_run:
            waiting = applying.waiting(job.platform, job.account_name)
            self._state(Told(Outcome.DONE, f"Dry run: {number(waiting, 'approved change')} would be sent; nothing was."), {})
            return
        if not self._targets:
            # Every approved row would end as one that this version cannot change.
            raise PermanentError("No platform is open, so nothing was sent.", "The suite has to open it before it applies.")
        work = Work(
            job.platform, job.account_name, self._targets, lambda name: job_named(name, settings), run=this_run()
        )  # fmt: skip
        report = applying.apply(work)
        told = telling.of_applying(report)
        self._write_pages(report)
        self._state(_both(self._planned, told), _figures(report))
        if trouble := telling.trouble_of(report, told, settings.command):
            raise trouble

    def _write_pages(self, report: Report) -> None:
        """Write how the plans stand now into the folder of this run."""
        plans = {row.plan_id for row in report.rows.values()}
        for plan in Plan.objects.filter(pk__in=plans):
            written, _ = page.write(plan, run_folder(), process_settings(), datetime.now(UTC))
            logger.info(f'<a href="{written.name}">Plan {plan.pk} as it stands now</a>', html=True)

    def _state(self, told: Told, figures: Mapping[str, str]) -> None:
        statement.state(told.outcome, told.sentence, told.next_step, figures)
        logger.info(told.sentence)


def _both(planned: Told | None, applied: Told) -> Told:
    """Return how a task ends that has planned before it applied."""
    if planned is None or planned.outcome is Outcome.NOTHING_TO_DO:
        return applied
    if applied.outcome is Outcome.NOTHING_TO_DO:
        return planned
    return Told(Outcome.DONE, f"{planned.sentence} {applied.sentence}")


def _figures(report: Report) -> dict[str, str]:
    return {state.value: str(len(rows)) for state in RowState if (rows := report.those(state))}
