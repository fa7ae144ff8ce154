"""The numbers of a job's own rules in ``jobs.toml``: a typed class for each job, found beside the rules it belongs to.

A package of rules has a module ``job_rules.py`` with a class such as this; nothing else has to be told about it::

    class PricingRules(JobRules):
        suites = ("suites/ebay/price_optimization.robot",)
        floor_margin_percent: float = Field(default=15, gt=0)

The suite decides which class belongs to a job, because the jobs of further accounts have names of their own.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from functools import cache
from typing import ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from automation_suite.errors import SettingsError
from automation_suite.jobs import Job, line_of_rule
from automation_suite.project import PROJECT
from automation_suite.settings import Settings

_MODULE = "job_rules.py"
# Where rules stand in an entry of jobs.toml.
_REAL, _PRACTICE = "rules", "rules_in_practice"


class JobRules(BaseModel):
    """Base of the rules of a job; each field is a number that its owner may change, with a default that is safe.

    Attributes:
        suites: Of the jobs that they belong to, relative to the project.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    suites: ClassVar[Sequence[str]] = ()


Rules = TypeVar("Rules", bound=JobRules)


def rules_of(job: Job, kind: type[Rules], settings: Settings) -> Rules:
    """Return the rules of a job, checked.

    Args:
        job: With what its entry says.
        kind: The class of its rules.
        settings: With the table of jobs, whose lines are named.

    Raises:
        SettingsError: A rule is unknown or malformed; the message names its line.
    """
    try:
        return kind.model_validate(job.rules)
    except ValidationError as error:
        table = _PRACTICE if settings.practice else _REAL
        raise SettingsError("\n".join([*_problems(error, job, settings, table), "Nothing was started."])) from None


def problems(jobs: Sequence[Job], settings: Settings) -> list[str]:
    """Return what is wrong with the rules of all jobs, with the lines to correct."""
    kinds = {suite: kind for kind in kinds_found() for suite in kind.suites}
    found = list[str]()
    for job in jobs:
        kind = kinds.get(job.suite)
        found += list(_problems_of(job, kind, settings, _REAL)) or _problems_of(job.in_practice(), kind, settings, _PRACTICE)
    return found


def _problems_of(job: Job, kind: type[JobRules] | None, settings: Settings, table: str) -> Iterator[str]:
    if kind is None:
        yield from (f"{_where(job, name, settings, table)}: this job has no rules" for name in job.rules)
        return
    try:
        kind.model_validate(job.rules)
    except ValidationError as error:
        yield from _problems(error, job, settings, table)


@cache
def kinds_found() -> tuple[type[JobRules], ...]:
    """Return the classes of rules of all packages."""
    # Imported only when they are wanted: each call of cron reads the jobs, and has no use for their rules.
    for path in sorted((PROJECT / "automation_suite").glob(f"*/{_MODULE}")):
        importlib.import_module(f"automation_suite.{path.parent.name}.{path.stem}")
    return tuple(_below(JobRules))


def _below(kind: type[JobRules]) -> Iterator[type[JobRules]]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


def _problems(error: ValidationError, job: Job, settings: Settings, table: str) -> Iterator[str]:
    for problem in error.errors():
        name = ".".join(map(str, problem["loc"]))
        words = "there is no such rule" if problem["type"] == "extra_forbidden" else str(problem["msg"])
        yield f"{_where(job, name, settings, table)}: {words.removeprefix('Value error, ').removesuffix('.')}."


def _where(job: Job, name: str, settings: Settings, table: str) -> str:
    path = settings.jobs_path
    rule = name.partition(".")[0]
    # While rehearsing most rules are the real ones.
    table = table if rule in getattr(job, table) else _REAL
    return f"{path.name}, line {line_of_rule(path, job.name, rule, table)}: rule {name} of {job.name}"
