"""What time does to incidents and to-dos: whichever command comes next looks, a run, a call of cron, the health check.

A job that did not start is told although nothing ran; an incident that rests wakes up, one that lasts is told again, one
that nobody looks after goes to further people. Of what has to be done by hand the owner is reminded.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import DatabaseError, transaction

from automation_suite import incidents, maintenance
from automation_suite.alert_rules import AlertRules, soonest
from automation_suite.errors import SuiteError
from automation_suite.history.models import ChangeKind, Incident, IncidentChange
from automation_suite.incidents import Due
from automation_suite.jobs import Job, jobs_of
from automation_suite.monitoring.schedule import missed_start
from automation_suite.notification import incident_letter, owner
from automation_suite.settings import Settings
from automation_suite.starts import last_start
from automation_suite.to_dos import reminding


def look(settings: Settings, now: datetime, starting: str = "") -> None:
    """Write down what time has done to incidents and to-dos, and queue a message for each change.

    What keeps it from doing so is said on the console and keeps nothing from running; the next one looks again.

    Args:
        settings: With the table of jobs and the addresses.
        now: The moment.
        starting: The job that starts now: the start that it makes up for is not missed.
    """
    try:
        _look(settings, now, starting)
        reminding.remind(settings, now)
    except (SuiteError, DatabaseError) as error:
        print(f"The open incidents and to-dos could not be looked after: {error}", file=sys.stderr, flush=True)


def _look(settings: Settings, now: datetime, starting: str) -> None:
    jobs = {job.name: job for job in jobs_of(settings)}
    # Changes and messages together or not at all, and no other process between looking and writing.
    with transaction.atomic():
        open_ones = incidents.open_ones()
        # Nobody schedules a rehearsal.
        changes = [] if settings.practice else _missed(list(jobs.values()), settings, now, starting)
        changes += [change for incident in open_ones for change in _by_time(incident, jobs, now)]
        for change in changes:
            _tell(change, settings)


def _missed(jobs: Sequence[Job], settings: Settings, now: datetime, starting: str) -> list[IncidentChange]:
    enabled = [job for job in jobs if job.enabled]
    late = [(job, due) for job in enabled if (due := missed_start(job, now))]
    late = [(job, due) for job, due in late if job.name != starting or _is_older(due, job, now)]
    names = {job.platform for job, _ in late}
    command = settings.command(names.pop() if len(names) == 1 else "list")
    words = f"Look whether the computer was on. To make up for it, type: {command}"
    return [change for change in incidents.missed(late, words, now) if change.told]


def _is_older(due: datetime, job: Job, now: datetime) -> bool:
    """Tell whether the schedule has asked for a newer start; one at this very moment counts."""
    newest = last_start(job, job.schedule, now)
    return newest is not None and due < newest


def _by_time(incident: Incident, jobs: Mapping[str, Job], now: datetime) -> list[IncidentChange]:
    names = incidents.jobs_in(incident)
    # What needs a person is told in a window too, so it goes on being told there.
    if incident.outcome == "failed" and all(maintenance.is_on(name, jobs.get(name), now) for name in names):
        return []
    if incident.told_at is None:
        return [_told_late(incident, now)]
    if incident.snoozed_until and incident.snoozed_until > now:
        return []
    woken, incident.snoozed_until = incident.snoozed_until is not None, None
    if incident.acknowledged_at and not woken:
        return []
    rules = [jobs.get(name, AlertRules()) for name in names]
    if not (incident.escalated_at or incident.acknowledged_at) and _is_left_alone(incident, rules, now):
        incident.escalated_at = now
        return [incidents.note(incident, ChangeKind.ESCALATED, now, told=True)]
    if woken:
        return [incidents.note(incident, ChangeKind.WOKEN, now, told=True)]
    hours = soonest([rule.repeat_hours for rule in rules])
    if hours and now - (incident.last_told_at or incident.told_at) >= timedelta(hours=hours):
        return [incidents.note(incident, ChangeKind.REPEATED, now, told=True)]
    return []


def _told_late(incident: Incident, now: datetime) -> IncidentChange:
    """Tell an incident whose jobs were in maintenance when it was opened."""
    change = incident.changes.filter(kind=ChangeKind.OPENED).order_by("pk").first()
    if change is None:
        return incidents.note(incident, ChangeKind.WOKEN, now, told=True)
    incident.told_at = incident.last_told_at = now
    incident.save()
    change.told, change.incident = True, incident
    change.save()
    return change


def _is_left_alone(incident: Incident, rules: Sequence[AlertRules], now: datetime) -> bool:
    hours = soonest([rule.escalate_after_hours for rule in rules])
    failures = soonest([rule.escalate_after_failures for rule in rules])
    told_at = incident.told_at or now
    return bool(hours and now - told_at >= timedelta(hours=hours)) or bool(failures and incident.times >= failures)


def _tell(change: IncidentChange, settings: Settings) -> None:
    letter = incident_letter.letter_of(change, incidents.jobs_in(change.incident), settings)
    owner.queue(letter, settings, None, Due((letter.kind,), change.incident, change=change))
