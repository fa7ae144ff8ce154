"""What a run tells the owner about plans: sentences, figures, and the message about changes that wait for a yes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from automation_suite.errors import NeedsPersonError, PermanentError, SuiteError
from automation_suite.jobs import Job
from automation_suite.monitoring.tables import when
from automation_suite.notification.letter import Letter
from automation_suite.notification.wording import platform
from automation_suite.outcomes import Outcome
from automation_suite.plans.applying import Report
from automation_suite.plans.making import Made
from automation_suite.plans.models import Plan, Row, RowState
from automation_suite.plans.wording import Command, number, short
from automation_suite.platform_api.calls import BudgetSpentError

KIND = "plan"
# Of a plan the message shows so many rows; all stand on the page.
_SHOWN = 8


@dataclass(frozen=True)
class Told:
    """How a task ends, for its statement."""

    outcome: Outcome
    sentence: str
    next_step: str = ""


def of_planning(made: Made, job: Job, command: Command, waiting_in: Sequence[int]) -> Told:
    """Return what a job tells that has planned.

    Args:
        made: What it has planned.
        job: Whose limits hold.
        command: Returns what a person types.
        waiting_in: The plans of the job whose rows wait for a yes, the newest last.
    """
    parts = [*_planned(made, job, command), *_waiting(made, command, waiting_in), *_left(made)]
    parts += [f"{change.name} was changed from {change.old} to {change.new} in jobs.toml." for change in made.limits_changed]
    if made.plan is None and not made.found.rows:
        return Told(Outcome.NOTHING_TO_DO, " ".join(["There is nothing to change.", *parts]))
    return Told(Outcome.DONE, " ".join(parts))


def of_applying(report: Report) -> Told:
    """Return what a job tells that has applied what was approved."""
    counts = [
        (report.those(RowState.APPLIED), "applied"),
        (report.those(RowState.REFUSED), "not sent"),
        (report.those(RowState.FAILED), "not taken"),
        (report.those(RowState.UNKNOWN), "not known"),
        (report.those(RowState.APPROVED), "still waiting"),
        (report.those(RowState.PROPOSED), "waiting for your yes"),
    ]
    said = [f"{len(rows):,} {words}" for rows, words in counts if rows]
    if not said:
        return Told(Outcome.NOTHING_TO_DO, "No approved change waits to be applied.")
    first = next((rows[0] for rows, words in counts if rows and words != "applied"), None)
    why = f" Row {first.number} of plan {first.plan_id}: {first.explanation}" if first else ""
    return Told(Outcome.DONE, f"Of {number(len(report.rows), 'approved change')}: {', '.join(said)}.{why}")


def trouble_of(report: Report, told: Told, command: Command) -> SuiteError | None:
    """Return the error with which applying ends; none when it ends well.

    What still waits after the calls of the day are spent is no trouble, nor is a value that somebody has changed. After
    something was sent a run is not tried again at once; the next one goes on.
    """
    unknown, failed = report.those(RowState.UNKNOWN), report.those(RowState.FAILED)
    if unknown:
        return NeedsPersonError(told.sentence, _look_for(unknown, command))
    if isinstance(report.trouble, NeedsPersonError):
        return report.trouble
    if failed:
        return PermanentError(told.sentence, failed[0].next_step or f"Type: {command(f'plans {failed[0].plan_id}')}")
    if report.trouble is None or not report.those(RowState.APPROVED) or isinstance(report.trouble, BudgetSpentError):
        return None
    if report.sent:
        return PermanentError(told.sentence, report.trouble.next_step or "The next run goes on from here.")
    return report.trouble


def letter_of(plan: Plan, rows: Sequence[Row], told: Told, command: Command, files: Sequence[Path]) -> Letter:
    """Return the message that changes wait for a yes."""
    facts = [(row.label, f"{row.field}: {_step(row)}") for row in rows[:_SHOWN]]
    if len(rows) > _SHOWN:
        facts.append(("And", f"{number(len(rows) - _SHOWN, 'more change')}, all on the page"))
    return Letter(
        kind=KIND,
        mood="attention",
        subject=f"{platform(plan.job)}: {number(len(rows), 'change')} {_wait(len(rows))} for your yes",
        happened=told.sentence,
        money="No money was moved, and nothing of it has been changed yet.",
        next_step=f"Look at the page, then type: {command(f'approve {plan.pk}')}",
        rows=[*facts, *(("As a page" if file.suffix == ".html" else "As a table", str(file)) for file in files),
              ("Ends by itself", when(plan.expires_at))],
    )  # fmt: skip


def _step(row: Row) -> str:
    after = short(row.new, 40)
    return after if row.old is None else f"{short(row.old, 40)} → {after}"


def _planned(made: Made, job: Job, command: Command) -> list[str]:
    rows = made.found.rows
    if not rows:
        return []
    if made.plan is None:
        return [f"Dry run: {number(len(rows), 'change')} would be planned, and nothing was kept."]
    approved = sum(change.reduces_risk for change in rows) if job.changes == "auto" else 0
    waiting, seen = len(rows) - approved, command(f"plans {made.plan.pk}")
    parts = []
    if job.changes == "never":
        return [f'{number(waiting, "change")} would be made, but jobs.toml says changes = "never": {seen}']
    if waiting:
        parts.append(f"{number(waiting, 'change')} {'is' if waiting == 1 else 'are'} waiting for your yes: {seen}.")
    if approved:
        parts.append(f"{number(approved, 'change')} that can only make things safer needed no yes.")
    return parts


def _waiting(made: Made, command: Command, waiting_in: Sequence[int]) -> list[str]:
    """Return which older plans wait for a yes."""
    older = [plan for plan in waiting_in if made.plan is None or plan != made.plan.pk]
    parts = list[str]()
    if older:
        parts.append(f"Changes planned earlier still wait for your yes: {command(f'plans {older[-1]}')}.")
    if made.found.under_way:
        parts.append(f"Of {number(made.found.under_way, 'field')} an earlier change is under way or not known.")
    return parts


def _left(made: Made) -> list[str]:
    left = made.found.left
    return [f"Your limits left out {number(len(left), 'change')}: {left[0].why}."] if left else []


def _look_for(rows: Sequence[Row], command: Command) -> str:
    """Return what a person does about rows that are not known."""
    first = rows[0]
    numbers = ",".join(str(row.number) for row in rows if row.plan_id == first.plan_id)
    words = command(f"resolve {first.plan_id} {numbers} --applied")
    return f"Look on {platform(first.plan.job)} whether it is there, then type: {words} (or --not-applied)"


def _wait(count: int) -> str:
    return "waits" if count == 1 else "wait"
