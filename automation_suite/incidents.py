"""Incidents: one trouble from its first failure to its recovery, and which messages a run calls for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from automation_suite.evidence.troubles import CUT_OFF, OWN_FAULT
from automation_suite.history.models import Failure, Incident, Run
from automation_suite.outcomes import Outcome

_KIND = {
    Outcome.FAILED: "failed",
    Outcome.NEEDS_A_PERSON: "needs a person",
    Outcome.UNKNOWN: "unknown",
}


@dataclass(frozen=True)
class Due:
    """What a run calls for.

    Attributes:
        kinds: The messages to send, such as ``money moved`` or ``failed``; one for each change, not for each run.
        incident: The open trouble, or the one that has just ended.
        seen_before: How often this failure was seen before, for people; empty when the run was good.
    """

    kinds: tuple[str, ...]
    incident: Incident | None = None
    seen_before: str = ""


def record(run: Run) -> Due:
    """Open, continue or close the incidents of a job by its newest run, and return what the owner is to be told."""
    outcome = Outcome(run.outcome)
    moved = ("money moved",) if run.amount is not None else ()
    if outcome.is_good:
        # A dry run has not done what failed before, so it proves no recovery.
        closed = None if run.dry_run else _close(run)
        return Due((*moved, *(("recovered",) if closed else ())), closed)
    seen_before = _count(run)
    incident, changed = _open_or_continue(run)
    return Due((*moved, *((_kind(run, outcome),) if changed else ())), incident, seen_before)


def _kind(run: Run, outcome: Outcome) -> str:
    return "did not end" if run.trouble == CUT_OFF and outcome is Outcome.FAILED else _KIND[outcome]


def _close(run: Run) -> Incident | None:
    still_open = list(Incident.objects.filter(job=run.job, closed_at__isnull=True).order_by("opened_at"))
    Incident.objects.filter(pk__in=[row.pk for row in still_open]).update(closed_at=run.ended_at or datetime.now(UTC))
    return still_open[0] if still_open else None


def _open_or_continue(run: Run) -> tuple[Incident, bool]:
    """Return the job's incident and whether this run has changed it. Another trouble or outcome is a change."""
    now = run.ended_at or datetime.now(UTC)
    fingerprint = run.fingerprint or f"{run.outcome}: {run.trouble or OWN_FAULT}"[:64]
    current = Incident.objects.filter(job=run.job, closed_at__isnull=True).first()
    if current is None:
        return _opened(run, fingerprint, now), True
    changed = (current.outcome, current.trouble) != (run.outcome, run.trouble)
    current.outcome, current.trouble, current.sentence = run.outcome, run.trouble, run.sentence
    current.fingerprint, current.last_seen_at, current.times = fingerprint, now, current.times + 1
    current.save()
    return current, changed


def _opened(run: Run, fingerprint: str, now: datetime) -> Incident:
    return Incident.objects.create(
        job=run.job,
        fingerprint=fingerprint,
        outcome=run.outcome,
        trouble=run.trouble,
        sentence=run.sentence,
        opened_at=now,
        last_seen_at=now,
    )


def _count(run: Run) -> str:
    """Count a failure by its fingerprint and return in words how often it was seen before."""
    if not run.fingerprint:
        return ""
    now = run.ended_at or datetime.now(UTC)
    defaults = {"trouble": run.trouble, "first_seen_at": now, "last_seen_at": now, "times": 0}
    row, _ = Failure.objects.get_or_create(fingerprint=run.fingerprint, defaults=defaults)
    before, first = row.times, row.first_seen_at
    row.times, row.last_seen_at = before + 1, now
    row.save()
    if before == 0:
        return "Never before."
    note = f' Note: "{row.note}"' if row.note else ""
    return f"{before} {'time' if before == 1 else 'times'} since {first:%d %B %Y}.{note}"
