"""What is not well: each finding says which job, what, and the command that helps. No data is never healthy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from cronsim import CronSim

from automation_suite.browsers import find_browser
from automation_suite.errors import SuiteError
from automation_suite.history.models import Incident, Run
from automation_suite.jobs import Job
from automation_suite.money import dollars
from automation_suite.notification import outbox
from automation_suite.notification.smtp import MailError, check_login
from automation_suite.settings import Settings, missing_for_poshmark
from automation_suite.transfers import journal, pauses

_LEAST_FREE_BYTES = 500 * 1024 * 1024
_BUILT = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Finding:
    """One thing that is not well.

    Attributes:
        job: Which job; ``suite`` when it concerns all.
        severity: ``critical`` when no money moves or it may have moved twice; else ``warning``.
        sentence: What is not well.
        remedy: What to do.
    """

    job: str
    severity: str
    sentence: str
    remedy: str

    def as_dict(self) -> dict[str, str]:
        """Return it for programs."""
        return asdict(self)


def everything(jobs: Sequence[Job], settings: Settings, now: datetime) -> list[Finding]:
    """Return everything that is not well with the jobs, their last runs, their money and their messages."""
    found = [finding for job in jobs if job.enabled for finding in of_job(job, settings, now)]
    return [*found, *of_money(settings), *of_messages(settings), *of_machine(settings, now)]


def readiness(settings: Settings, now: datetime) -> list[Finding]:
    """Return what would keep a job from running now, whatever the last runs did."""
    missing = [] if settings.practice else missing_for_poshmark(settings)
    found = [Finding("suite", "critical", sentence, "Fill it in in .env.") for sentence in missing]
    if not missing:
        found += _mail_login(settings)
    return [*found, *of_machine(settings, now)]


def of_job(job: Job, settings: Settings, now: datetime) -> Iterator[Finding]:
    """Give what is not well with one job: missed, failed, never ended, never run, drift."""
    last = Run.objects.filter(job=job.name, ended_at__isnull=False).order_by("-started_at").first()
    if last is None:
        yield Finding(job.name, "warning", "It has never run, so nothing is known of it.", f"Type: {_run(job, settings)}")
    elif not settings.practice and (missed := missed_start(job, now)):
        when = missed.astimezone(ZoneInfo(job.time_zone))
        sentence = f"It should have started at {when:%d %B, %H:%M} and did not."
        yield Finding(job.name, "critical", sentence, "Look whether the computer was on and cron has its line.")
    for incident in Incident.objects.filter(job=job.name, closed_at__isnull=True):
        since = f"{incident.opened_at:%d %B}"
        yield Finding(
            job.name,
            "critical",
            f"{incident.outcome} since {since} ({incident.times} times): {incident.sentence}",
            _remedy(last),
        )
    for row in Run.objects.filter(ended_at__isnull=True, job=job.name):
        if (now - row.started_at).total_seconds() > job.time_limit_seconds * (job.retries + 2):
            sentence = f"The run of {row.started_at:%d %B, %H:%M} UTC never ended."
            yield Finding(job.name, "critical", sentence, f"The next run settles it. Type: {_run(job, settings)}")
    if last and last.drift:
        names = ", ".join(sorted({entry["locator"] for entry in last.drift}))
        yield Finding(
            job.name, "warning", f"Drift: the page has changed around {names}.", "Add a line to its locator in resources/."
        )


def missed_start(job: Job, now: datetime) -> datetime | None:
    """Return the newest start that the schedule asks for, whose grace is over, and after which nothing has started.

    Times before the first run do not count: a suite that was set up today has missed nothing yesterday.
    """
    first = Run.objects.filter(job=job.name).order_by("started_at").first()
    zone = ZoneInfo(job.time_zone)
    due_before = now - timedelta(minutes=job.grace_minutes) + timedelta(seconds=1)
    due = next(iter(CronSim(job.schedule, due_before.astimezone(zone), reverse=True)))
    if first is None or due <= first.started_at:
        return None
    return None if Run.objects.filter(job=job.name, started_at__gte=due).exists() else due


def of_money(settings: Settings) -> Iterator[Finding]:
    """Give what is not well with the money: open transfers, a pause, a journal that was changed."""
    for row in journal.open_transfers():
        yield Finding(
            row.account, "critical", f"Transfer {row.pk} of {dollars(row.amount)} is {row.state}; no more money is moved.",
            f"Type: {settings.command('transfers')}",
        )  # fmt: skip
    pause = pauses.current()
    if pause:
        until = f"until {pause.until:%d %B %Y}" if pause.until else f"since {pause.since:%d %B %Y}"
        yield Finding("suite", "warning", f"All money moves are paused {until}.", f"Type: {settings.command('resume')}")
    for account in journal.accounts():
        report = journal.verify_chain(account)
        if report.problem:
            remedy = f"Restore the history from a backup. Type: {settings.command('transfers verify')}"
            yield Finding(account, "critical", f"The money journal does not fit together: {report.problem}", remedy)


def of_messages(settings: Settings) -> Iterator[Finding]:
    """Give messages that could not be delivered."""
    waiting = outbox.undelivered()
    if waiting:
        sentence = f"{len(waiting)} message(s) could not be delivered. {waiting[0].last_error}".strip()
        yield Finding("suite", "critical", sentence, f"Type: {settings.command('notify-test')}")


def of_machine(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Give what is not well with the machine: browser, disk, clock."""
    try:
        if find_browser(settings.browser_path) is None:
            yield Finding("suite", "critical", "There is no browser on this machine.", f"Type: {settings.command('check')}")
    except SuiteError as error:
        yield Finding("suite", "critical", error.happened, "Correct BROWSER_PATH in .env.")
    folder = next(path for path in (settings.state_path, *settings.state_path.parents) if path.exists())
    free = shutil.disk_usage(folder).free
    if free < _LEAST_FREE_BYTES:
        yield Finding(
            "suite", "critical", f"The disk is nearly full: {free // 2**20} MB are left.", "Delete old folders in results/."
        )
    if now < _BUILT:
        yield Finding("suite", "critical", f"The clock of this machine is wrong: {now:%d %B %Y}.", "Set the clock.")


def _mail_login(settings: Settings) -> Iterator[Finding]:
    try:
        check_login(outbox.mail_server(settings))
    except MailError as error:
        yield Finding("suite", "critical", error.happened, error.next_step)


def _run(job: Job, settings: Settings) -> str:
    return settings.command(job.platform)


def _remedy(last: Run | None) -> str:
    return last.next_step if last and last.next_step else "Type: python run.py open"
