"""The digest: the last days in one mail, with a chart of their runs. It says so too when nothing ran at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from automation_suite.history.models import Incident, Run
from automation_suite.incidents import jobs_in
from automation_suite.jobs import Job, jobs_of
from automation_suite.money import dollars
from automation_suite.monitoring import findings
from automation_suite.monitoring.figures import GOOD
from automation_suite.monitoring.finding import Finding
from automation_suite.notification import chart, owner, wording
from automation_suite.notification.chart import DayOfRuns
from automation_suite.notification.letter import Letter
from automation_suite.settings import Settings
from automation_suite.starts import next_start

_SHOWN = 8


def queue(settings: Settings, days: int, now: datetime) -> Letter:
    """Keep the digest of the last days for sending and return it.

    Args:
        settings: With the table of jobs and the addresses.
        days: How many whole days before today, in the time zone of this computer; today counts too.
        now: The moment.
    """
    today = now.astimezone().date()
    first = today - timedelta(days=days - 1)
    since = datetime.combine(first, datetime.min.time()).astimezone()
    runs = list(Run.objects.filter(started_at__gte=since, started_at__lte=now, ended_at__isnull=False, dry_run=False))
    letter = _letter(settings, runs, days, since, now)
    owner.queue(letter, settings, None, None, _picture(settings, _by_day(runs, first, today), now))
    return letter


def _letter(settings: Settings, runs: Sequence[Run], days: int, since: datetime, now: datetime) -> Letter:
    jobs = jobs_of(settings)
    found = findings.everything(jobs, settings, now)
    moved = sum((run.amount for run in runs if run.amount is not None), Decimal("0.00"))
    span = "Today" if days == 1 else f"The last {days} days"
    return Letter(
        kind="digest",
        mood="attention" if found or not runs else "good",
        subject=f"{span}: {_in_short(runs, found)}",
        happened=_what_ran(runs),
        money=f"{dollars(moved)} went to your bank." if moved else "No money was moved.",
        next_step=found[0].remedy if found else "",
        rows=[*_per_job(jobs, runs, now), *_open(found), *_over(since)],
        picture_first=True,
        shown="The good and the other runs of each day",
    )


def _in_short(runs: Sequence[Run], found: Sequence[Finding]) -> str:
    if not runs:
        return "nothing ran"
    if found:
        return "1 thing to look at" if len(found) == 1 else f"{len(found)} things to look at"
    return "all is well"


def _what_ran(runs: Sequence[Run]) -> str:
    if not runs:
        return "No job has run to its end."
    counts = Counter(run.outcome for run in runs)
    parts = ", ".join(f"{number} {outcome}" for outcome, number in counts.most_common())
    return f"1 run: {parts}." if len(runs) == 1 else f"{len(runs)} runs: {parts}."


def _per_job(jobs: Sequence[Job], runs: Sequence[Run], now: datetime) -> list[tuple[str, str]]:
    rows = []
    for job in (job for job in jobs if job.enabled):
        own = [run for run in runs if run.job == job.name]
        good = sum(run.outcome in GOOD for run in own)
        start = next_start(job, now)
        later = f"; next {_when(start)}" if start else ""
        name = wording.work(job.name)
        rows.append((name, f"{good} of {len(own)} runs were good{later}" if own else f"did not run{later}"))
    return rows


def _over(since: datetime) -> list[tuple[str, str]]:
    rows = Incident.objects.filter(closed_at__gte=since).order_by("-closed_at", "-pk")[:_SHOWN]
    return [("Is over", f"{_names(row)} {row.outcome} since {_when(row.opened_at)}: {row.sentence}") for row in rows]


def _names(row: Incident) -> str:
    return ", ".join(wording.work(job) for job in jobs_in(row))


def _open(found: Sequence[Finding]) -> list[tuple[str, str]]:
    return [("To look at", f"{finding.job}: {finding.sentence}") for finding in found[:_SHOWN]]


def _when(moment: datetime) -> str:
    return f"{moment.astimezone():%d %B, %H:%M}"


def _by_day(runs: Sequence[Run], first: date, last: date) -> list[DayOfRuns]:
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    counts = Counter((run.started_at.astimezone().date(), run.outcome in GOOD) for run in runs)
    return [DayOfRuns(day, counts[day, True], counts[day, False]) for day in days]


def _picture(settings: Settings, days: Sequence[DayOfRuns], now: datetime) -> Path:
    """Keep the chart beside the history: it must last until the mail is delivered, and results may be deleted."""
    folder = settings.state_path / "digests"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for old in sorted(folder.glob("*.png"))[:-_SHOWN]:
        old.unlink()
    path = folder / f"{now:%Y%m%dT%H%M%SZ}.png"
    path.write_bytes(chart.png(days))
    return path
