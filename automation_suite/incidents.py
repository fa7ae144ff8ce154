"""Incidents: one trouble from its first failure to its recovery. Each change of its state is one row, told at most once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from automation_suite import maintenance
from automation_suite.alert_rules import AlertRules
from automation_suite.errors import JournalError
from automation_suite.evidence.troubles import CUT_OFF, OWN_FAULT
from automation_suite.history.models import AffectedJob, ChangeKind, Failure, Incident, IncidentChange, Run
from automation_suite.jobs import Job
from automation_suite.outcomes import Outcome

MISSED = "missed run"
COMES_AND_GOES = "comes and goes"
_KIND = {
    Outcome.FAILED: "failed",
    Outcome.NEEDS_A_PERSON: "needs a person",
    Outcome.UNKNOWN: "unknown",
}
# They are about the money of one account, so each account is told of its own.
_OF_ONE_ACCOUNT = ("first transfer", "above your limit")
_COMES_AND_GOES_WITHIN = timedelta(days=7)
_CALM_RUNS = 3
_GOOD = tuple(outcome.value for outcome in Outcome if outcome.is_good)


@dataclass(frozen=True)
class Due:
    """What a run calls for.

    Attributes:
        kinds: The messages to send, such as ``money moved`` or ``failed``; one for each change, not for each run.
        incident: The open trouble, or the one that has just ended.
        seen_before: How often this failure was seen before, for people; empty when the run was good.
        change: The change of the incident that is told; none when it did not change, or is not told yet.
    """

    kinds: tuple[str, ...]
    incident: Incident | None = None
    seen_before: str = ""
    change: IncidentChange | None = None


def record(run: Run, job: Job | None = None, money: str = "") -> Due:
    """Open, continue or close the incident of a job by its newest run, and return what the owner is to be told.

    Args:
        run: It has ended, and its row is saved.
        job: Its entry, with its rules for alerts; none when it no longer has one.
        money: What happened to the money, in one sentence.
    """
    outcome = Outcome(run.outcome)
    moved = ("money moved",) if run.amount is not None else ()
    if outcome.is_good:
        # A dry run has not done what failed before, so it proves no recovery.
        change = None if run.dry_run else _recovered(run)
        told = change if change and change.told else None
        return Due((*moved, *(("recovered",) if told else ())), change.incident if change else None, change=told)
    seen_before = _count(run)
    incident, change = _failed(run, job, money)
    if incident is None or change is None or not change.told:
        return Due(moved, incident, seen_before)
    return Due((*moved, message_kind(incident)), incident, seen_before, change)


def missed(jobs: Sequence[tuple[Job, datetime]], next_step: str, now: datetime) -> list[IncidentChange]:
    """Write down the jobs that should have started and did not, all in one incident, and return the changes to tell.

    A job that waits for a person keeps its incident; that it did not start either is a change of it.

    Args:
        jobs: Each with the start that it has missed.
        next_step: What a person does now.
        now: The moment.
    """
    news = [(job, due) for job, due in jobs if _is_news(job, due)]
    waiting = [(job, due) for job, due in news if _waits_for_a_person(job)]
    others = [pair for pair in news if pair not in waiting]
    changes = [_missed_while_waiting(job, due, now) for job, due in waiting]
    return [*changes, _missed_together(others, next_step, now)] if others else changes


def _missed_while_waiting(job: Job, due: datetime, now: datetime) -> IncidentChange:
    incident = _incident_of(job.name)
    incident.last_seen_at, incident.times = now, incident.times + 1
    return note(incident, ChangeKind.CHANGED, now, _missed_words([(job, due)]), told=True, job=job.name)


def _missed_together(jobs: Sequence[tuple[Job, datetime]], next_step: str, now: datetime) -> IncidentChange:
    words = _missed_words(jobs)
    incident = Incident.objects.create(
        job=jobs[0][0].name, fingerprint=MISSED, outcome=Outcome.FAILED, trouble=MISSED, sentence=words,
        money="No money was moved.", next_step=next_step, opened_at=now, last_seen_at=now,
    )  # fmt: skip
    for job, _ in jobs:
        _leave(job.name, now)
        AffectedJob.objects.create(incident=incident, job=job.name, since=now)
    held = all(maintenance.is_on(job.name, job, now) for job, _ in jobs)
    return note(incident, ChangeKind.OPENED, now, words, told=not held)


def message_kind(incident: Incident) -> str:
    """Return the kind of the message that tells an incident."""
    if incident.trouble == MISSED:
        return MISSED
    outcome = Outcome(incident.outcome)
    if incident.comes_and_goes and outcome is Outcome.FAILED:
        return COMES_AND_GOES
    return "did not end" if incident.trouble == CUT_OFF and outcome is Outcome.FAILED else _KIND[outcome]


def open_ones() -> list[Incident]:
    """Return the open incidents, the oldest first; on PostgreSQL nobody else changes them until the transaction ends."""
    return list(Incident.objects.select_for_update().filter(closed_at__isnull=True).order_by("opened_at", "pk"))


def jobs_in(incident: Incident) -> list[str]:
    """Return the jobs that an incident still hits; those that it has hit when it is over."""
    hit = incident.affected.order_by("since", "pk")
    rows = hit if incident.closed_at else hit.filter(left_at=None)
    return list(dict.fromkeys(rows.values_list("job", flat=True)))


def note(
    incident: Incident, kind: ChangeKind, now: datetime, sentence: str = "", *, told: bool, job: str = ""
) -> IncidentChange:
    """Write down a change of an incident's state, and when somebody was told.

    Args:
        incident: Whose; it is saved too.
        kind: What became of it.
        now: The moment.
        sentence: What happened, for people.
        told: Whether a message is made from it.
        job: Of which job's run the change comes.
    """
    if told:
        incident.told_at = incident.told_at or now
        incident.last_told_at = now
    incident.save()
    return incident.changes.create(at=now, kind=kind, sentence=sentence or incident.sentence, told=told, job=job)


def acknowledge(number: int, who: str, now: datetime) -> Incident:
    """Write down that somebody looks after an incident: it is neither repeated nor escalated until it changes.

    Raises:
        JournalError: There is no such open incident. Nothing was changed.
    """
    incident = _open(number)
    incident.acknowledged_at = now
    note(incident, ChangeKind.ACKNOWLEDGED, now, f"{who} looks after it.", told=False)
    return incident


def snooze(number: int, until: datetime, who: str, now: datetime) -> Incident:
    """Keep quiet about an incident until a moment, unless it changes; then it is told again if it is still open.

    Raises:
        JournalError: There is no such open incident. Nothing was changed.
    """
    incident = _open(number)
    incident.snoozed_until = until
    note(incident, ChangeKind.SNOOZED, now, f"{who} lets it rest until {until:%d %B %Y, %H:%M} UTC.", told=False)
    return incident


def close(number: int, who: str, now: datetime) -> Incident:
    """Close an incident by a person's word.

    Raises:
        JournalError: There is no such open incident. Nothing was changed.
    """
    incident = _open(number)
    incident.closed_at = now
    incident.affected.filter(left_at=None).update(left_at=now)
    note(incident, ChangeKind.CLOSED, now, f"{who} closed it.", told=False)
    return incident


def _open(number: int) -> Incident:
    incident = Incident.objects.select_for_update().filter(pk=number, closed_at=None).first()
    if incident is None:
        raise JournalError(
            f"There is no open incident {number}. Nothing was changed.", "To see them, type: python run.py incidents"
        )
    return incident


def _recovered(run: Run) -> IncidentChange | None:
    hit = _hit(run.job)
    if hit is None or (hit.incident.comes_and_goes and not _is_calm(run)):
        return None
    now = _end(run)
    incident = _leave(run.job, now)
    if incident is None or incident.closed_at is None:
        return None
    # Whoever was not told of it need not be told that it is over.
    return note(incident, ChangeKind.RECOVERED, now, run.sentence, told=incident.told_at is not None, job=run.job)


def _failed(run: Run, job: Job | None, money: str) -> tuple[Incident | None, IncidentChange | None]:
    """Return the job's incident, and how this run has changed it. Another trouble or outcome is a change."""
    hit, now = _hit(run.job), _end(run)
    told = run.outcome != Outcome.FAILED or not maintenance.is_on(run.job, job, now)
    same = hit and (hit.incident.outcome, hit.incident.trouble) == (run.outcome, run.trouble)
    if hit and not same and hit.incident.affected.filter(left_at=None).exclude(job=run.job).exists():
        # The others still have the old trouble.
        _leave(run.job, now)
    elif hit:
        incident = hit.incident
        _describe(incident, run, money)
        incident.last_seen_at, incident.times = now, incident.times + 1
        if same:
            incident.save()
            return incident, None
        incident.acknowledged_at = incident.snoozed_until = None
        return incident, note(incident, ChangeKind.CHANGED, now, told=told, job=run.job)
    elif not _is_enough(run, job or AlertRules()):
        return None, None
    return _join(run, now, told=told) or _opened(run, job or AlertRules(), money, told=told)


def _join(run: Run, now: datetime, *, told: bool) -> tuple[Incident, IncidentChange] | None:
    """Let a failure that another job has too join its incident."""
    if not run.fingerprint or run.outcome == Outcome.UNKNOWN or run.trouble in _OF_ONE_ACCOUNT:
        return None
    incident = (
        Incident.objects.select_for_update()
        .filter(fingerprint=run.fingerprint, outcome=run.outcome, closed_at=None)
        .order_by("pk")
        .first()
    )
    if incident is None:
        return None
    AffectedJob.objects.create(incident=incident, job=run.job, since=now)
    incident.last_seen_at, incident.times = now, incident.times + 1
    # The first job's maintenance kept it quiet; that of this one does not.
    first = incident.told_at is None and told
    return incident, note(incident, ChangeKind.OPENED if first else ChangeKind.JOINED, now, told=first, job=run.job)


def _opened(run: Run, rules: AlertRules, money: str, *, told: bool) -> tuple[Incident, IncidentChange]:
    now = _end(run)
    lately = AffectedJob.objects.filter(job=run.job, since__gt=now - _COMES_AND_GOES_WITHIN, since__lte=now).count()
    often = rules.comes_and_goes_after and lately + 1 >= rules.comes_and_goes_after
    incident = Incident(job=run.job, opened_at=now, last_seen_at=now, comes_and_goes=bool(often))
    _describe(incident, run, money)
    incident.save()
    AffectedJob.objects.create(incident=incident, job=run.job, since=now)
    return incident, note(incident, ChangeKind.OPENED, now, told=told, job=run.job)


def _describe(incident: Incident, run: Run, money: str) -> None:
    incident.fingerprint = run.fingerprint or f"{run.outcome}: {run.trouble or OWN_FAULT}"[:64]
    incident.outcome, incident.trouble, incident.sentence = run.outcome, run.trouble, run.sentence
    incident.next_step, incident.money = run.next_step, money


def _leave(job: str, now: datetime) -> Incident | None:
    """Let a job leave its incident and return that; without any job left it is over."""
    hit = _hit(job)
    if hit is None:
        return None
    incident, hit.left_at = hit.incident, now
    hit.save()
    if incident.affected.filter(left_at=None).exists():
        note(incident, ChangeKind.LEFT, now, told=False, job=job)
    else:
        incident.closed_at = now
        incident.save()
    return incident


def _hit(job: str) -> AffectedJob | None:
    return AffectedJob.objects.select_related("incident").filter(job=job, left_at=None).first()


def _is_enough(run: Run, rules: AlertRules) -> bool:
    """Tell whether a first failure is told: at once when it needs a person, else as the job's rules say."""
    failures, runs = rules.failures_of_runs
    if run.outcome != Outcome.FAILED or run.dry_run or failures == 1:
        return True
    last = Run.objects.filter(job=run.job, dry_run=False, ended_at__isnull=False).order_by("-started_at", "-pk")[:runs]
    return sum(row.outcome not in _GOOD for row in last) >= failures


def _is_calm(run: Run) -> bool:
    last = Run.objects.filter(job=run.job, dry_run=False, ended_at__isnull=False).order_by("-started_at", "-pk")[:_CALM_RUNS]
    return len(last) == _CALM_RUNS and all(row.outcome in _GOOD for row in last)


def _is_news(job: Job, due: datetime) -> bool:
    """Tell whether a missed start is not yet part of an incident, also of one that a person has closed."""
    hit = _hit(job.name)
    if hit is None:
        return not AffectedJob.objects.filter(job=job.name, incident__trouble=MISSED, since__gte=due).exists()
    incident = hit.incident
    if due <= incident.last_seen_at:
        return False
    if incident.trouble == MISSED:
        # Not a change: it still does not start.
        Incident.objects.filter(pk=incident.pk).update(last_seen_at=due, times=incident.times + 1)
    return incident.trouble != MISSED


def _waits_for_a_person(job: Job) -> bool:
    hit = _hit(job.name)
    return bool(hit and hit.incident.outcome != Outcome.FAILED)


def _incident_of(job: str) -> Incident:
    return AffectedJob.objects.select_related("incident").get(job=job, left_at=None).incident


def _missed_words(jobs: Sequence[tuple[Job, datetime]]) -> str:
    if len(jobs) == 1:
        return f"It should have started at {_when(*jobs[0])} and did not."
    names = "; ".join(f"{job.name} at {_when(job, due)}" for job, due in jobs)
    return f"{len(jobs)} jobs should have started and did not: {names}."


def _when(job: Job, due: datetime) -> str:
    return f"{due.astimezone(job.zone):%d %B, %H:%M} ({job.time_zone})"


def _end(run: Run) -> datetime:
    return run.ended_at or datetime.now(UTC)


def _count(run: Run) -> str:
    """Count a failure by its fingerprint and return in words how often it was seen before."""
    if not run.fingerprint:
        return ""
    now = _end(run)
    defaults = {"trouble": run.trouble, "first_seen_at": now, "last_seen_at": now, "times": 0}
    row, _ = Failure.objects.get_or_create(fingerprint=run.fingerprint, defaults=defaults)
    before, first = row.times, row.first_seen_at
    row.times, row.last_seen_at = before + 1, now
    row.save()
    if before == 0:
        return "Never before."
    note_of_it = f' Note: "{row.note}"' if row.note else ""
    return f"{before} {'time' if before == 1 else 'times'} since {first:%d %B %Y}.{note_of_it}"
