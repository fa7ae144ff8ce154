"""What the dashboard shows, read from the history and from what the health check finds; it judges nothing by itself."""

from __future__ import annotations

import base64
import json
import os
import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import quote

from automation_suite.dashboard import charts, year
from automation_suite.dashboard.year import Month
from automation_suite.history.models import Incident, Run, Transfer, TransferState
from automation_suite.incidents import jobs_in
from automation_suite.jobs import Job, jobs_of
from automation_suite.money import dollars
from automation_suite.monitoring import forecast
from automation_suite.monitoring.drift import LocatorState, advice, locator_states, recent_runs
from automation_suite.monitoring.error_budget import PastRun, Promise
from automation_suite.monitoring.figures import GOOD, newest_first
from automation_suite.monitoring.forecast_rules import PROMISED_SECONDS
from automation_suite.monitoring.health_check import calculate_overall_health, get_automation_status
from automation_suite.monitoring.locator_lines import locators_in
from automation_suite.monitoring.tables import when
from automation_suite.outcomes import Outcome
from automation_suite.settings import Settings
from automation_suite.starts import describe_next_start, earlier_starts, starts_after

_YEAR = timedelta(days=year.DAYS)
_WEEK = timedelta(days=7)
# A job that starts every ten minutes would take seconds; without its start a day is judged by what ran.
_MOST_STARTS = 4000
_RUNS, _BAD_RUNS, _UPCOMING, _INCIDENTS = 10, 10, 8, 20
# Pictures make the page long to load, and the newest are enough to see what is wrong.
_PICTURES, _PICTURE_BYTES = 3, 150_000
_MOODS = {Outcome.DONE: "good", Outcome.NOTHING_TO_DO: "good", Outcome.FAILED: "bad", Outcome.UNKNOWN: "bad"}


@dataclass(frozen=True)
class RunLine:
    """A run in a list.

    Attributes:
        when: For people.
        outcome: How it ended, or that it has not.
        mood: ``good``, ``bad``, ``attention`` or ``none``.
        sentence: What it said.
        seconds: How long it took; empty while it runs.
        amount: Dollars that it moved; empty when none.
        links: Name and address of each report of Robot Framework that is still there.
    """

    when: str
    outcome: str
    mood: str
    sentence: str
    seconds: str
    amount: str
    links: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Trouble:
    """An open incident with what it left.

    Attributes:
        row: Its row.
        jobs: Those that it hits.
        since: For people.
        facts: Label and value.
        picture: The page at that moment as a data address; empty when there is none.
        links: To the report of its newest run.
    """

    row: Incident
    jobs: Sequence[str]
    since: str
    facts: Sequence[tuple[str, str]]
    picture: str
    links: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class JobView:
    """Everything about one job.

    Attributes:
        job: Its entry.
        status: What ``get_automation_status`` says.
        state: In a word or two.
        mood: ``good``, ``bad``, ``attention`` or ``none``.
        facts: Label and value.
        months: The calendar.
        durations: A chart; empty without good runs.
        limits: What the lines across it mean.
        durations_in_words: What it shows, with the limit.
        amounts: A chart; empty when the job moves no money.
        moved: Each month with what moved, the same as text.
        promises: What the error budget says.
        findings: What is not well.
        expected: What is to be expected.
        runs: The newest.
        bad_runs: The newest that were not good.
    """

    job: Job
    status: Mapping[str, Any]
    state: str
    mood: str
    facts: Sequence[tuple[str, str]]
    months: Sequence[Month]
    durations: str
    limits: Sequence[str]
    durations_in_words: str
    amounts: str
    moved: Sequence[tuple[str, str]]
    promises: Sequence[tuple[str, Sequence[Promise]]]
    findings: Sequence[Mapping[str, str]]
    expected: Sequence[Mapping[str, str]]
    runs: Sequence[RunLine]
    bad_runs: Sequence[RunLine]


@dataclass(frozen=True)
class Content:
    """The whole page.

    Attributes:
        made_at: The moment.
        headline: Whether all is well, in a few words.
        mood: Of the headline.
        tiles: Label and value of the most important figures.
        findings: What is not well.
        expected: What is to be expected.
        troubles: Open incidents.
        upcoming: The next starts: when, in which job, how far away.
        jobs: Each job.
        promises: The error budget of all enabled jobs.
        drift: Things that are no longer found as they were: the state and its advice.
        steady: How many things are found as ever.
        practice: Whether it shows what was practised.
    """

    made_at: datetime
    headline: str
    mood: str
    tiles: Sequence[tuple[str, str, str]]
    findings: Sequence[Mapping[str, str]]
    expected: Sequence[Mapping[str, str]]
    troubles: Sequence[Trouble]
    upcoming: Sequence[tuple[str, str, str]]
    jobs: Sequence[JobView]
    promises: Sequence[tuple[str, Sequence[Promise]]]
    drift: Sequence[tuple[LocatorState, Sequence[str]]]
    steady: int
    practice: bool


def gather(settings: Settings, folder: Path, now: datetime) -> Content:
    """Read everything that the page shows.

    Args:
        settings: With the table of jobs.
        folder: Where the page will be, from which its links count.
        now: The moment.
    """
    jobs = jobs_of(settings)
    health = calculate_overall_health(settings, now, machine=True)
    known = {status["job"]: status for status in health["jobs"]}
    warned = (
        []
        if settings.practice
        else [f.as_dict() for job in jobs if job.enabled for f in forecast.of_job(job, settings, now)]
    )
    views = [
        _view(job, known.get(job.name) or get_automation_status(job.name, settings, now), warned, settings, folder, now)
        for job in jobs
    ]
    found = [finding for finding in health["findings"] if finding not in warned]
    expected = [finding for finding in health["findings"] if finding in warned]
    drifting = [(state, list(advice(state))) for state in locator_states(locators_in(), recent_runs(""))]
    headline, mood = _headline(health["findings"], bool(health["jobs"]))
    troubles = _troubles(folder)
    return Content(
        made_at=now.astimezone(),
        headline=headline,
        mood=mood,
        tiles=_tiles(views, troubles, settings, now),
        # The two severities stand in the order of their urgency when they stand in that of the alphabet.
        findings=sorted(found, key=lambda finding: finding["severity"]),
        expected=expected,
        troubles=troubles,
        upcoming=[] if settings.practice else _upcoming(jobs, now),
        jobs=views,
        promises=_rows([Promise(**entry) for entry in health["error_budget"]]),
        drift=[entry for entry in drifting if entry[1]],
        steady=sum(state.since is not None and not words for state, words in drifting),
        practice=settings.practice,
    )


def _headline(found: Sequence[Mapping[str, str]], any_job: bool) -> tuple[str, str]:
    if not any_job:
        return "No job is on, so nothing is known", "none"
    if not found:
        return "All is well", "good"
    critical = any(finding["severity"] == "critical" for finding in found)
    return "1 thing to look at" if len(found) == 1 else f"{len(found)} things to look at", "bad" if critical else "attention"


def _tiles(
    views: Sequence[JobView], troubles: Sequence[Trouble], settings: Settings, now: datetime
) -> list[tuple[str, str, str]]:
    on = [view for view in views if view.job.enabled]
    runs = sum(view.status["runs_30_days"] for view in on)
    good = sum(round((view.status["success_rate_30_days"] or 0) * view.status["runs_30_days"]) for view in on)
    accounts = {view.job.account_name: view.status for view in views if view.job.moves_money}
    moved = sum((Decimal(status["moved_30_days"]) for status in accounts.values()), Decimal(0))
    starts = [] if settings.practice else _upcoming([view.job for view in on], now)[:1]
    next_one = (
        (starts[0][2], starts[0][0]) if starts else ("none", "nobody schedules a rehearsal" if settings.practice else "")
    )
    return [
        (
            "Good runs in 30 days",
            f"{good} of {runs}" if runs else "no data",
            f"{good / runs:.1%}" if runs else "nothing has run",
        ),
        ("Moved in 30 days", dollars(moved) if accounts else "no account", ""),
        ("Open troubles", str(len(troubles)), ""),
        ("Next start", *next_one),
    ]


def _upcoming(jobs: Iterable[Job], now: datetime) -> list[tuple[str, str, str]]:
    starts = [(start, job) for job in jobs if job.enabled for start in islice(starts_after(job, now), _UPCOMING)]
    first = sorted(starts, key=lambda entry: entry[0].timestamp())[:_UPCOMING]
    return [(f"{start:%a %d %b, %H:%M} {start.tzname()}", job.name, _away(start - now)) for start, job in first]


def _away(span: timedelta) -> str:
    minutes = round(span.total_seconds() / 60)
    if minutes < 60:
        return f"in {minutes} min"
    hours = round(minutes / 60)
    return f"in {hours} h" if hours < 48 else f"in {hours // 24} days"


def _view(
    job: Job, status: Mapping[str, Any], warned: Sequence[object], settings: Settings, folder: Path, now: datetime
) -> JobView:
    past = _runs_of_the_year(job, now)
    # Since when a job is off is not known, so nothing of it counts as missed or broken. Nobody schedules a rehearsal.
    scheduled = job.enabled and not settings.practice
    first = (
        Run.objects.filter(job=job.name, dry_run=False).order_by("started_at").values_list("started_at", flat=True).first()
    )
    starts = earlier_starts(job, max(first, now - _YEAR), now, _MOST_STARTS) if first and scheduled else []
    state, mood = _state(job, status)
    weeks, median, slowest = _by_week(past, now)
    months, moved = _by_month(job, first, now)
    limits = _limits(job, slowest)
    rows = newest_first(job.name)
    return JobView(
        job=job,
        status=status,
        state=state,
        mood=mood,
        facts=_facts(job, status, settings, now),
        months=year.months(past, starts, job.time_zone, now),
        durations=charts.durations(weeks, median, slowest, limits) if any(median) else "",
        limits=[f"{'promised: under' if limit == PROMISED_SECONDS else 'ended after'} {limit:.0f} s" for limit in limits],
        durations_in_words=_durations_in_words(status, slowest, job.time_limit_seconds),
        amounts=charts.amounts(months, moved) if job.moves_money and status["last_run"] else "",
        moved=[
            (f"{month:%B %Y}", "no data" if amount is None else dollars(amount))
            for month, amount in zip(months, moved, strict=True)
        ],
        promises=_rows([Promise(**entry) for entry in status["error_budget"]]) if job.enabled else [],
        findings=[finding for finding in status["findings"] if finding not in warned],
        expected=[finding for finding in status["findings"] if finding in warned],
        runs=[_line(row, folder) for row in rows[:_RUNS]],
        bad_runs=[
            _line(row, folder)
            for row in rows.filter(ended_at__isnull=False, started_at__gte=now - _YEAR).exclude(outcome__in=GOOD)[:_BAD_RUNS]
        ],
    )


def _state(job: Job, status: Mapping[str, Any]) -> tuple[str, str]:
    if not job.enabled:
        return "off", "none"
    if status["last_run"] is None:
        return "no data", "none"
    if status["healthy"]:
        return "well", "good"
    critical = any(finding["severity"] == "critical" for finding in status["findings"])
    return ("not well", "bad") if critical else ("to look at", "attention")


def _facts(job: Job, status: Mapping[str, Any], settings: Settings, now: datetime) -> list[tuple[str, str]]:
    streak, rate = status["streak"], status["success_rate_30_days"]
    last = f"{_moment(status['last_run'])}: {status['last_outcome']}" if status["last_run"] else "never"
    facts = [
        ("Next run", "nobody schedules a rehearsal" if settings.practice else describe_next_start(job, now)),
        ("Last run", last),
        ("Last good run", _moment(status["last_success"]) if status["last_success"] else "never"),
        ("In a row", f"{abs(streak)} {'good' if streak > 0 else 'not good'}" if streak else "none"),
        ("Good in 30 days", "no data" if rate is None else f"{rate:.0%} of {_number(status['runs_30_days'], 'run')}"),
    ]
    if job.moves_money:
        facts += [
            ("Moved in 30 days", dollars(Decimal(status["moved_30_days"]))),
            ("Moved ever", dollars(Decimal(status["moved_ever"]))),
        ]
    return facts


def _runs_of_the_year(job: Job, now: datetime) -> list[PastRun]:
    rows = Run.objects.filter(job=job.name, dry_run=False, ended_at__isnull=False, started_at__range=(now - _YEAR, now))
    ended = rows.order_by("started_at").values_list("started_at", "ended_at", "outcome")
    return [PastRun(start, end, outcome) for start, end, outcome in ended if end]


def _by_week(past: Sequence[PastRun], now: datetime) -> tuple[list[date], list[float | None], list[float | None]]:
    """Return the weeks of the year, and the middle and the longest duration of the good runs of each."""
    weeks: dict[int, list[float]] = defaultdict(list)
    for run in past:
        if run.outcome in GOOD:
            weeks[(now - run.started_at) // _WEEK].append((run.ended_at - run.started_at).total_seconds())
    order = range(_YEAR // _WEEK, -1, -1)
    middle = [statistics.median(weeks[week]) if week in weeks else None for week in order]
    longest = [max(weeks[week]) if week in weeks else None for week in order]
    return [(now - (week + 1) * _WEEK).date() for week in order], middle, longest


def _durations_in_words(status: Mapping[str, Any], slowest: Sequence[float | None], limit: int) -> str:
    longest = charts.max_of(slowest)
    if not longest:
        return f"No good run yet. A run is ended after {limit} s."
    usual = ""
    if status["median_seconds"] is not None:
        usual = f"{status['median_seconds']:.0f} s in the middle, 95 % within {status['p95_seconds']:.0f} s in 30 days. "
    return f"{usual}The slowest of the year took {longest:.0f} s. After {limit} s a run is ended."


def _limits(job: Job, slowest: Sequence[float | None]) -> list[float]:
    """Return the limits to draw: what is promised, and the time limit as soon as a run has come half way to it."""
    near = charts.max_of(slowest) > job.time_limit_seconds / 2
    return sorted({PROMISED_SECONDS, *([float(job.time_limit_seconds)] if near else [])})


def _by_month(job: Job, first: datetime | None, now: datetime) -> tuple[list[date], list[Decimal | None]]:
    """Return the last twelve months and this one, and what moved in each, in the job's time zone.

    Of a month before the first run nothing is known, unless money moved in it all the same.
    """
    today = now.astimezone(job.zone).date()
    months = [_months_back(today, back) for back in range(12, -1, -1)]
    moved: dict[date, Decimal] = defaultdict(Decimal)
    since = datetime.combine(months[0], datetime.min.time(), job.zone)
    rows = Transfer.objects.filter(account=job.account_name, state=TransferState.CONFIRMED, changed_at__range=(since, now))
    for at, amount in rows.values_list("changed_at", "amount"):
        moved[at.astimezone(job.zone).date().replace(day=1)] += amount
    known_since = first.astimezone(job.zone).date().replace(day=1) if first else today
    return months, [moved[month] if month in moved or month >= known_since else None for month in months]


def _months_back(day: date, back: int) -> date:
    years, month = divmod(day.year * 12 + day.month - 1 - back, 12)
    return date(years, month + 1, 1)


def _troubles(folder: Path) -> list[Trouble]:
    rows = Incident.objects.filter(closed_at__isnull=True).order_by("-opened_at")[:_INCIDENTS]
    return [_trouble(row, folder, place < _PICTURES) for place, row in enumerate(rows)]


def _trouble(row: Incident, folder: Path, with_picture: bool) -> Trouble:
    jobs = jobs_in(row)
    runs = Run.objects.filter(job__in=jobs, ended_at__isnull=False, ended_at__gte=row.opened_at).exclude(outcome__in=GOOD)
    last = runs.order_by("-started_at").first()
    evidence = Path(last.folder) / "evidence" if last and last.folder else None
    facts = [
        ("The money", row.money),
        ("What to do", row.next_step),
        *_facts_of(evidence),
        ("Looked after", f"since {when(row.acknowledged_at)}" if row.acknowledged_at else ""),
        ("Quiet until", when(row.snoozed_until) if row.snoozed_until else ""),
        ("Seen", f"{_number(row.times, 'time')}, the last time {when(row.last_seen_at)}"),
    ]
    return Trouble(
        row, jobs, when(row.opened_at), [fact for fact in facts if fact[1]],
        _picture(evidence) if evidence and with_picture else "", _links(last, folder) if last else (),
    )  # fmt: skip


def _facts_of(evidence: Path | None) -> list[tuple[str, str]]:
    """Return where a run failed; nothing when its folder is gone or half written."""
    try:
        facts = json.loads((evidence / "facts.json").read_text()) if evidence else {}
        return [("Failed at", str(facts["failed at"][-1])), ("Page", str(facts["address"]))]
    except (OSError, ValueError, LookupError, TypeError):
        return []


def _picture(evidence: Path) -> str:
    path = evidence / "page.jpg"
    try:
        if path.stat().st_size > _PICTURE_BYTES:
            return ""
        return f"data:image/jpeg;base64,{base64.b64encode(path.read_bytes()).decode()}"
    except OSError:
        return ""


def _line(row: Run, folder: Path) -> RunLine:
    rehearsed = " (dry run)" if row.dry_run else ""
    return RunLine(
        when=when(row.started_at),
        outcome=f"{row.outcome}{rehearsed}" if row.ended_at else "has not ended",
        mood=_MOODS.get(Outcome(row.outcome), "attention") if row.ended_at and row.outcome else "none",
        sentence=row.sentence,
        seconds=f"{row.seconds:.0f} s" if row.seconds is not None else "",
        amount=dollars(row.amount) if row.amount is not None else "",
        links=_links(row, folder),
    )


def _links(row: Run, folder: Path) -> list[tuple[str, str]]:
    """Return the reports of a run that are still there, as addresses that hold when the whole folder is moved."""
    files = [Path(row.folder) / name for name in ("log.html", "report.html")] if row.folder else []
    return [(path.stem, quote(os.path.relpath(path, folder))) for path in files if path.is_file()]


def _rows(promises: Sequence[Promise]) -> list[tuple[str, list[Promise]]]:
    """Return each promise with its windows side by side."""
    by_words: dict[str, list[Promise]] = defaultdict(list)
    for promise in promises:
        by_words[promise.promise].append(promise)
    return list(by_words.items())


def _moment(iso: str) -> str:
    return when(datetime.fromisoformat(iso))


def _number(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
