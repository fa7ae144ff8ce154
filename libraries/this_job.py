"""The job that runs, for all libraries: its entry in jobs.toml, its rules, its row in the history."""

from __future__ import annotations

from automation_suite import run_context
from automation_suite.errors import SettingsError
from automation_suite.history.models import Run
from automation_suite.job_rules import Rules, rules_of
from automation_suite.jobs import Job, job_named
from automation_suite.settings import process_settings


def this_job() -> Job:
    """Return the job.

    Raises:
        SettingsError: jobs.toml has none of this name.
    """
    name = run_context.current().job
    job = job_named(name, process_settings())
    if job is None:
        raise SettingsError(f'jobs.toml has no job "{name}". Nothing was changed.', "Start the suite with run.py.")
    return job


def this_run() -> Run | None:
    """Return the run; none while somebody only tries out the suite without a history."""
    return Run.objects.filter(pk=run_context.current().run_id).first()


def these_rules(kind: type[Rules]) -> Rules:
    """Return the job's own rules.

    Raises:
        SettingsError: One is malformed; the message names its line.
    """
    return rules_of(this_job(), kind, process_settings())
