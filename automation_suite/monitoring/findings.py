"""What is not well: each finding says which job, what, and the command that helps. No data is never healthy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.db.models import Count, Q

from automation_suite.history.models import Incident, Message, Run
from automation_suite.incidents import MISSED
from automation_suite.jobs import Job, accounts_of, jobs_of
from automation_suite.money import dollars
from automation_suite.monitoring import forecast, silent_failures
from automation_suite.monitoring.consents import of_consents
from automation_suite.monitoring.finding import Finding
from automation_suite.monitoring.log_delivery import of_log
from automation_suite.monitoring.machine import of_machine, of_places
from automation_suite.monitoring.outside import of_outside
from automation_suite.monitoring.sessions import of_session
from automation_suite.monitoring.watcher import of_watcher
from automation_suite.notification import outbox
from automation_suite.notification.smtp import MailError, check_login
from automation_suite.settings import Settings, missing_for, process_settings
from automation_suite.sightings import drift_words
from automation_suite.transfers import journal, pauses

# A message that was queued just now is being sent by its run.
_TIME_TO_SEND = timedelta(minutes=5)


def everything(jobs: Sequence[Job], settings: Settings, now: datetime, machine: bool = True) -> list[Finding]:
    """Return everything that is not well with the jobs, their last runs, their money and their messages.

    Args:
        jobs: All of the table.
        settings: Of this process.
        now: The moment.
        machine: Whether this computer is one on which the jobs run.
    """
    found = [finding for job in jobs for finding in of_job(job, settings, now)]
    told = [*of_messages(settings, now), *of_watcher(settings, now), *of_log(settings, now)]
    here = of_machine(settings, now) if machine else ()
    consents = of_consents(jobs, settings, now)
    return [*found, *of_money(settings, now), *consents, *told, *here, *of_outside(now)]


def readiness(settings: Settings, now: datetime) -> list[Finding]:
    """Return what would keep a job from running now, whatever the last runs did."""
    # A certificate that expires soon keeps nothing from running today.
    outside = [finding for finding in of_outside(now) if finding.severity == "critical"]
    found = [*of_places(settings), *of_machine(settings, now), *outside]
    # What practice needs comes with it: its people, and a mail server that runs only beside a run.
    if settings.practice:
        return found
    # Nor does a consent that ends soon.
    consents = [one for one in of_consents(jobs_of(settings), settings, now) if one.severity == "critical"]
    return [*_settings(settings), *_further_accounts(settings), *consents, *found]


def of_job(job: Job, settings: Settings, now: datetime) -> Iterator[Finding]:
    """Give what is not well with one job: never run, missed, failed, never ended, drift, what is to be expected.

    One that is off is well.
    """
    if not job.enabled:
        return
    last = Run.objects.filter(job=job.name, ended_at__isnull=False, dry_run=False).order_by("-started_at").first()
    yield from silent_failures.of_endings(job, settings, now)
    # Nobody schedules a rehearsal.
    by_schedule = [] if settings.practice else list(silent_failures.of_schedule(job, settings, now))
    yield from by_schedule
    if last is None and not by_schedule:
        sentence = "It has never run to its end, so nothing is known of it."
        yield Finding(job.name, "warning", sentence, f"Type: {settings.command(job.platform)}")
    elif not settings.practice:
        yield from silent_failures.of_good_news(job, settings, now)
        yield from forecast.of_job(job, settings, now)
        yield from of_session(job, settings, now)
    yield from _incidents(job, settings, last)
    if last and (words := drift_words(last.found)):
        sentence = f"Drift: the page has changed around {words}."
        yield Finding(job.name, "warning", sentence, f"To see the line to change, type: {settings.command('drift')}")


def of_money(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Give what is not well with the money: open transfers, a pause, a journal that was changed."""
    for row in journal.open_transfers():
        words = f"transfers resolve {row.pk}"
        yield Finding(
            row.account, "critical", f"Transfer {row.pk} of {dollars(row.amount)} is {row.state}; no more money is moved.",
            f"Look whether it arrived at ••••{row.bank_last4}, then type: {settings.command(f'{words} --moved')}"
            f" or: {settings.command(f'{words} --not-moved')}",
        )  # fmt: skip
    pause = pauses.current()
    if pause:
        until = f"until {pause.until.astimezone():%d %B %Y}" if pause.until else f"since {pause.since.astimezone():%d %B %Y}"
        reason = f" ({pause.reason})" if pause.reason else ""
        sentence = f"All money moves are paused {until}{reason}."
        yield Finding("suite", "warning", sentence, f"To end it, type: {settings.command('resume')}")
    for account in journal.accounts():
        report = journal.verify_often(account, now)
        if report.problem:
            remedy = f"Restore the history from a backup, then type: {settings.command('transfers verify')}"
            yield Finding(account, "critical", f"The money journal does not fit together: {report.problem}", remedy)


def of_messages(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Give messages that could not be delivered."""
    late = Message.objects.filter(Q(attempts__gt=0) | Q(created_at__lt=now - _TIME_TO_SEND), sent_at__isnull=True)
    late = late.exclude(pk__in=outbox.kept_quiet(settings, now))
    number = late.aggregate(number=Count("pk"))["number"]
    oldest = late.order_by("pk").first()
    if oldest is None:
        return
    since = f"{oldest.created_at.astimezone():%d %B, %H:%M}"
    sentence = f"{_times(number, 'message')} could not be delivered since {since}. {oldest.last_error}".strip()
    # In practice the mail server runs only beside a run, which delivers what waits.
    remedy = settings.command("poshmark") if settings.practice else settings.command("notify-test")
    yield Finding("suite", "critical", sentence, f"To try again, type: {remedy}")


def _incidents(job: Job, settings: Settings, last: Run | None) -> Iterator[Finding]:
    # The newest failure knows what to do; a run that was good has closed its incident.
    advice = last.next_step if last and last.next_step else f"Type: {settings.command(f'open {job.name}')}"
    # A missed run is found by itself, with or without an incident.
    still_open = Incident.objects.filter(affected__job=job.name, affected__left_at__isnull=True).exclude(trouble=MISSED)
    for incident in still_open.order_by("opened_at"):
        since = f"{incident.opened_at.astimezone():%d %B, %H:%M}"
        sentence = f"{incident.outcome} since {since} ({_times(incident.times, 'time')}): {incident.sentence}"
        yield Finding(job.name, "critical", sentence, advice)


def _settings(settings: Settings) -> Iterator[Finding]:
    # With no job on, the settings of the first account are still worth a look.
    platforms = [platform for platform, prefix in accounts_of(jobs_of(settings)) if not prefix] or ["poshmark"]
    missing = dict.fromkeys(line for platform in platforms for line in missing_for(platform, settings))
    for sentence in missing:
        yield Finding("suite", "critical", sentence, "Fill it in in .env.")
    if not missing:
        try:
            check_login(outbox.mail_server(settings))
        except MailError as error:
            yield Finding("suite", "critical", error.happened, error.next_step or "Check SMTP_HOST in .env.")


def _further_accounts(settings: Settings) -> Iterator[Finding]:
    for platform, prefix in accounts_of(jobs_of(settings)):
        for sentence in missing_for(platform, process_settings(prefix), prefix) if prefix else ():
            yield Finding("suite", "critical", sentence, "Fill it in in .env.")


def _times(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
