"""``run.py health-check``: is all well? The exit status is 0 only then."""

from __future__ import annotations

import argparse
import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any

from django.db import DatabaseError

from automation_suite.errors import JournalError, SettingsError
from automation_suite.history.setup import migrate
from automation_suite.jobs import jobs_of
from automation_suite.monitoring import findings, prometheus
from automation_suite.monitoring.error_budget import Promise, table
from automation_suite.monitoring.finding import Finding
from automation_suite.monitoring.health_check import calculate_overall_health
from automation_suite.monitoring.outside import look_once_a_day
from automation_suite.monitoring.tables import show
from automation_suite.monitoring.watcher import HEALTH, Watched
from automation_suite.notification import outbox, rounds
from automation_suite.outcomes import EXIT_DONE, EXIT_FAILED
from automation_suite.practice_site import settings_for
from automation_suite.settings import Settings
from automation_suite.shared.logging_config import BusinessAutomationLogger


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument("--quiet", action="store_true", help="print nothing; the exit status and the log tell")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--ready", action="store_true", help="only: could jobs run now, whatever the last runs did?")
    what.add_argument("--watch", action="store_true", help="tell the outside watcher too (WATCH_URL)")
    parser.add_argument("--practice", action="store_true", help="what was practised")


def run(arguments: argparse.Namespace) -> int:
    """Check, print, and return 0 only when all is well."""
    settings, now = settings_for(arguments.practice), datetime.now(UTC)
    watched = _watched(settings) if arguments.watch else None
    try:
        migrate()
        if watched:
            watched.begins(now)
        if watched or arguments.ready:
            look_once_a_day(settings, now)
        if not (arguments.ready or settings.practice):
            # In practice the mail server runs only beside a run.
            _tell_what_waits(settings, now)
            _write_figures(settings, now)
        report = _readiness(settings, now) if arguments.ready else calculate_overall_health(settings, now, machine=True)
    except (JournalError, DatabaseError) as error:
        report = _without_history(error, arguments.ready, now)
    well = bool(report["ready" if arguments.ready else "healthy"])
    _log(report["findings"], well)
    if arguments.quiet:
        pass
    elif arguments.json:
        print(json.dumps(report, indent=2))
    else:
        print(_as_text(report["findings"], well, arguments.ready, settings))
        _show_promises(report)
    if watched and (problem := watched.ends(well, _for_strangers(report), datetime.now(UTC))):
        print(f"The outside watcher could not be told: {problem}", file=sys.stderr)
    return EXIT_DONE if well else EXIT_FAILED


def _log(found: list[dict[str, str]], well: bool) -> None:
    """Write into the log what is not well, each with its job."""
    for finding in found:
        # It may also be about an account, or about the suite.
        job = finding["job"] if "." in finding["job"] else ""
        level = logging.ERROR if finding["severity"] == "critical" else logging.WARNING
        log = BusinessAutomationLogger("health", job=job)
        log.log(level, "%s: %s %s", finding["job"], finding["sentence"], finding["remedy"])
    if not found:
        level, words = (logging.INFO, "All is well.") if well else (logging.ERROR, "No job is on, so nothing is known.")
        BusinessAutomationLogger("health").log(level, words)


def _watched(settings: Settings) -> Watched:
    if not settings.watch_url.get_secret_value():
        raise SettingsError(
            "WATCH_URL is missing, so nobody outside can be told. Nothing was checked.",
            "docs/health.md says how to get such an address; put it into .env.",
        )
    return Watched(HEALTH, settings)


def _for_strangers(report: dict[str, Any]) -> str:
    """Return what somebody outside may know: how many things are not well, and of which jobs."""
    found = [f"{finding['severity']}: {finding['job']}" for finding in report["findings"]]
    return "\n".join(["All is well." if report["healthy"] else f"{len(found)} to look at.", *found])


def _tell_what_waits(settings: Settings, now: datetime) -> None:
    """Tell of jobs that did not start, and send what waits; the findings name what could not be sent."""
    rounds.look(settings, now)
    outbox.deliver(settings, now)


def _write_figures(settings: Settings, now: datetime) -> None:
    if problem := prometheus.write_when_wanted(settings, now):
        print(problem, file=sys.stderr)


def _readiness(settings: Settings, now: datetime) -> dict[str, Any]:
    found = findings.readiness(settings, now)
    return {"ready": not found, "checked_at": now.isoformat(), "findings": [finding.as_dict() for finding in found]}


def _without_history(error: JournalError | DatabaseError, ready: bool, now: datetime) -> dict[str, Any]:
    if isinstance(error, JournalError):
        finding = Finding("suite", "critical", error.happened, error.next_step)
    else:
        sentence = f"The history database cannot be read ({error})."
        finding = Finding("suite", "critical", sentence, "End the program that holds it, or restore it from a backup.")
    report: dict[str, Any] = {"checked_at": now.isoformat(), "findings": [finding.as_dict()]}
    return {"ready": False, **report} if ready else {"healthy": False, **report, "error_budget": [], "jobs": []}


def _show_promises(report: dict[str, Any]) -> None:
    kept = [Promise(**entry) for entry in report.get("error_budget", [])]
    if kept:
        print()
        heads, *promised = table(kept)
        show(heads, promised)


def _as_text(found: list[dict[str, str]], well: bool, ready: bool, settings: Settings) -> str:
    if well:
        return "Ready: jobs could run now." if ready else "All is well."
    if not found:
        names = ", ".join(job.name for job in jobs_of(settings))
        return f"No job is enabled, so nothing is known.\n  Set enabled = true in jobs.toml. Jobs: {names}"
    return "\n".join(Finding(**finding).as_text() for finding in found)  # type: ignore[arg-type]
