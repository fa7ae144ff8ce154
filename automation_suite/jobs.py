"""``jobs.toml``: the one table of all jobs."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cronsim import CronSim, CronSimError
from pydantic import Field, ValidationError, ValidationInfo, field_validator

from automation_suite import days_off, quiet_hours
from automation_suite.alert_rules import AlertRules
from automation_suite.errors import SettingsError
from automation_suite.plan_rules import PlanRules
from automation_suite.project import PROJECT
from automation_suite.settings import Settings

_SOME_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
_CRON_FIELDS = 5
_HOW_A_JOB_BEGINS = "A job begins with a line such as [poshmark.balance_transfer]."


class Job(AlertRules, PlanRules):
    """One job, with what ``AlertRules`` says about its alerts and ``PlanRules`` about its changes.

    Attributes:
        name: ``<platform>.<job>``.
        title: What it does, for the owner.
        suite: Its Robot Framework suite, relative to the project.
        schedule: Cron expression.
        make_up: Cron expression of later starts, which do nothing on a day that has already gone well; empty for none.
        time_zone: In which both are meant.
        days_off: Days in that zone on which it does not start: ``2026-12-24``, ``12-24`` for each year, ``sunday``.
        holidays: Country whose holidays are days off too: ``US``, or a part of one such as ``US-NY``; empty for none.
        grace_minutes: How late it may start before it counts as missed.
        quiet_hours: In that zone, such as ``22:00-07:00``; messages of the job that can wait are kept for later. Empty for
            none.
        time_limit_seconds: After which a run is ended.
        retries: New tries after trouble that passes, only before money moves.
        retry_pause_seconds: Pause before the first new try; it doubles each time.
        moves_money: Whether the money journal, the pause and the guided first transfer concern it.
        saves_minutes: What the work takes by hand.
        account: Whose money and whose browser profile; the platform's name when not given. The settings of another
            account begin with its name: ``boutique`` has ``BOUTIQUE_POSH_EMAIL``.
        enabled: Whether it runs on the schedule and with its platform.
        enabled_in_practice: The same while rehearsing.
        rules_in_practice: What ``rules`` says instead while rehearsing, by name, so that a rehearsal shows something before
            the owner has written anything down.

    An entry may say ``like = "poshmark.balance_transfer"``: then it has everything that it does not say itself from
    that job.
    """

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")
    title: str
    suite: str
    schedule: str
    make_up: str = ""
    time_zone: str = "UTC"
    days_off: tuple[str, ...] = ()
    holidays: str = ""
    quiet_hours: str = ""
    grace_minutes: int = Field(default=60, ge=1)
    time_limit_seconds: int = Field(default=600, ge=10)
    retries: int = Field(default=0, ge=0, le=5)
    retry_pause_seconds: float = Field(default=20, ge=0)
    moves_money: bool = False
    saves_minutes: float = Field(default=0, ge=0)
    account: str = Field(default="", pattern=r"^([a-z][a-z0-9]*(_[a-z0-9]+)*)?$")
    enabled: bool = True
    enabled_in_practice: bool = False
    rules_in_practice: dict[str, Any] = Field(default_factory=dict)

    @field_validator("schedule", "make_up")
    @classmethod
    def _is_cron(cls, value: str, field: ValidationInfo) -> str:
        if not value and field.field_name == "make_up":
            return value
        try:
            CronSim(value, _SOME_MOMENT)
        except CronSimError as error:
            raise ValueError(f'"{value}" is no cron expression ({error}); for example "5 6 * * *"') from None
        if len(value.split()) != _CRON_FIELDS:
            raise ValueError(f'"{value}" is no cron expression of five fields; for example "5 6 * * *"')
        return value

    @field_validator("days_off", mode="before")
    @classmethod
    def _are_days(cls, value: object) -> tuple[str, ...]:
        if not isinstance(value, list | tuple):
            raise ValueError('it is no list; for example ["sunday", "12-24"]')
        days = tuple(days_off.check_day(str(day)) for day in value)
        if set(days_off.WEEKDAYS) <= set(days):
            raise ValueError("every day of the week is off; to switch the job off, write enabled = false")
        return days

    @field_validator("holidays")
    @classmethod
    def _are_known(cls, value: str) -> str:
        return days_off.check_holidays(value) if value else value

    @field_validator("quiet_hours")
    @classmethod
    def _are_hours(cls, value: str) -> str:
        return quiet_hours.check_hours(value) if value else value

    @field_validator("time_zone")
    @classmethod
    def _is_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError(f'"{value}" is no time zone; for example "America/New_York"') from None
        return value

    @field_validator("suite")
    @classmethod
    def _exists(cls, value: str) -> str:
        if not (PROJECT / value).is_file():
            raise ValueError(f"there is no file {value}")
        return value

    def __hash__(self) -> int:
        """By its name, which no other job has; ``rules`` has no hash."""
        return hash(self.name)

    @property
    def zone(self) -> ZoneInfo:
        """Its time zone."""
        return ZoneInfo(self.time_zone)

    @property
    def platform(self) -> str:
        """First part of the name."""
        return self.name.partition(".")[0]

    @property
    def account_name(self) -> str:
        """Whose money and whose browser profile."""
        return self.account or self.platform

    @property
    def settings_prefix(self) -> str:
        """With which the account's own settings begin; empty for the first account of a platform."""
        return f"{self.account}_" if self.account else ""

    def in_practice(self) -> Job:
        """Return the job as it is while rehearsing."""
        rules = {**self.rules, **self.rules_in_practice}
        return self.model_copy(update={"enabled": self.enabled or self.enabled_in_practice, "rules": rules})

    def is_day_off(self, day: date) -> bool:
        """Tell whether the job does not start on a day of its time zone."""
        return days_off.is_off(day, self.days_off, self.holidays)

    def is_quiet(self, now: datetime) -> bool:
        """Tell whether messages that can wait are kept for later at a moment."""
        return quiet_hours.are_quiet(self.quiet_hours, now.astimezone(ZoneInfo(self.time_zone)))


def job_named(name: str, settings: Settings) -> Job | None:
    """Return the entry of a job; none when it has none any more, or when the table is being changed."""
    try:
        return next((job for job in jobs_of(settings) if job.name == name), None)
    except SettingsError:
        return None


def jobs_of(settings: Settings) -> list[Job]:
    """Read all jobs as they are for a process: while rehearsing more of them are on, and some have other rules.

    Raises:
        SettingsError: See ``load_jobs``.
    """
    jobs = load_jobs(settings.jobs_path)
    if not settings.practice:
        return jobs
    return [job.in_practice() for job in jobs]


def load_jobs(path: Path = PROJECT / "jobs.toml") -> list[Job]:
    """Read all jobs.

    Raises:
        SettingsError: The file is malformed; the message names each job and line to correct.
    """
    try:
        text = path.read_text()
    except (OSError, UnicodeDecodeError) as error:
        raise _cannot_be_read(path, error) from None
    return list(_jobs_in(text, path))


@functools.lru_cache(maxsize=1)
def _jobs_in(text: str, path: Path) -> tuple[Job, ...]:
    """Return the jobs of a table. One run asks for them a dozen times, and nearly always the table is as it was."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _cannot_be_read(path, error) from None
    entries = _entries(table, path)
    jobs, problems = list[Job](), list[str]()
    for name, entry in entries.items():
        try:
            jobs.append(Job(name=name, **_completed(name, entry, entries, path)))
        except ValidationError as error:
            problems += _problems(error, name, path)
    if problems:
        raise SettingsError("\n".join([*problems, "Nothing was started."]))
    return tuple(jobs)


def _cannot_be_read(path: Path, error: Exception) -> SettingsError:
    return SettingsError(f"{path.name} cannot be read: {error}. Nothing was started.")


def accounts_of(jobs: Sequence[Job]) -> list[tuple[str, str]]:
    """Return the platform and the settings prefix of each account that enabled jobs work for, once each."""
    return list(dict.fromkeys((job.platform, job.settings_prefix) for job in jobs if job.enabled))


def select(jobs: Sequence[Job], wanted: str) -> list[Job]:
    """Return the job of this name, or the enabled jobs of this platform.

    Raises:
        SettingsError: There is none.
    """
    chosen = [job for job in jobs if job.name == wanted or (job.platform == wanted and job.enabled)]
    if not chosen:
        names = ", ".join(job.name for job in jobs)
        raise SettingsError(f'There is no enabled job or platform "{wanted}". Nothing was started.', f"Jobs: {names}")
    return chosen


def line_of_rule(path: Path, job: str, rule: str, table: str = "rules") -> int:
    """Return the line of ``jobs.toml`` in which a rule of a job stands.

    It may stand as ``rules.floor = 4``, in ``rules = { floor = 4 }``, or below ``[ebay.price_optimization.rules]``; of
    a job that has its rules from another one the line is that of its ``like``, and where nothing is said its first.

    Args:
        path: Of the file.
        job: Its name.
        rule: Its name.
        table: ``rules``, or ``rules_in_practice``.
    """
    for section, field in ((f"{job}.{table}", rule), (job, f"{table}.{rule}"), (job, table), (job, "like")):
        line = _field_line(path, section, field)
        if line:
            return line
    return _line_of(path, job, rule)


def _completed(name: str, entry: object, entries: Mapping[str, object], path: Path) -> dict[str, Any]:
    """Return an entry with what it has from the job that it is like."""
    if not isinstance(entry, dict):
        raise SettingsError(f"{path.name}: {name} is no job. Nothing was started.", _HOW_A_JOB_BEGINS)
    if "name" in entry:
        line = _line_of(path, name, "name")
        raise SettingsError(f"{path.name}, line {line}: name of {name}: its name stands in brackets. Nothing was started.")
    if "like" not in entry:
        return entry
    model = entries.get(str(entry["like"]))
    if not isinstance(model, dict) or "like" in model:
        line = _line_of(path, name, "like")
        raise SettingsError(
            f'{path.name}, line {line}: like of {name}: there is no job "{entry["like"]}" that says everything itself.'
            " Nothing was started."
        )
    title = f"{model.get('title', name)} ({entry.get('account', name)})"
    return {**model, "title": title, **{key: value for key, value in entry.items() if key != "like"}}


def _entries(table: Mapping[str, object], path: Path) -> dict[str, object]:
    """Return the entries of all platforms by the full names of their jobs."""
    entries: dict[str, object] = {}
    for platform, jobs in table.items():
        if not isinstance(jobs, dict):
            raise SettingsError(f"{path.name}: {platform} stands in no job. Nothing was started.", _HOW_A_JOB_BEGINS)
        entries |= {f"{platform}.{name}": entry for name, entry in jobs.items()}
    return entries


def _problems(error: ValidationError, job: str, path: Path) -> Iterator[str]:
    for problem in error.errors():
        field = str(problem["loc"][0]) if problem["loc"] else "entry"
        reason = str(problem["msg"]).removeprefix("Value error, ")
        yield f"{path.name}, line {_line_of(path, job, field)}: {field} of {job}: {reason}."


def _line_of(path: Path, job: str, field: str) -> int:
    """Return the line in which a field of a job stands; where it is not there, the one in which the job begins."""
    begins = (number for number, line in enumerate(path.read_text().splitlines(), 1) if line.strip().startswith(f"[{job}]"))
    return _field_line(path, job, field) or next(begins, 1)


def _field_line(path: Path, section: str, field: str) -> int:
    """Return the line in which a field of a section stands; 0 where it is not there."""
    inside = False
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if line.strip().startswith("["):
            inside = line.strip().startswith(f"[{section}]")
        elif inside and line.split("=")[0].strip() == field:
            return number
    return 0
