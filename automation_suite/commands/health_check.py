"""``run.py health-check``: is all well? The exit status is 0 only then."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime

from automation_suite.errors import JournalError
from automation_suite.history.setup import migrate
from automation_suite.jobs import load_jobs
from automation_suite.monitoring import findings
from automation_suite.monitoring.findings import Finding
from automation_suite.monitoring.health_check import calculate_overall_health
from automation_suite.outcomes import EXIT_DONE, EXIT_FAILED
from automation_suite.practice_site import settings_for
from automation_suite.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument("--ready", action="store_true", help="only: could jobs run now, whatever the last runs did?")
    parser.add_argument("--practice", action="store_true", help="what was practised")


def run(arguments: argparse.Namespace) -> int:
    """Check, print, and return 0 only when all is well."""
    settings, now = settings_for(arguments.practice), datetime.now(UTC)
    try:
        migrate()
        found = findings.readiness(settings, now) if arguments.ready else findings.everything(load_jobs(), settings, now)
    except JournalError as error:
        found = [Finding("suite", "critical", error.happened, error.next_step)]
        arguments.ready = True
    print(_as_json(found, arguments.ready, settings, now) if arguments.json else _as_text(found, arguments.ready))
    return EXIT_FAILED if found else EXIT_DONE


def _as_json(found: list[Finding], ready: bool, settings: Settings, now: datetime) -> str:
    if ready:
        return json.dumps({"ready": not found, "findings": [finding.as_dict() for finding in found]}, indent=2)
    return json.dumps(calculate_overall_health(settings, now), indent=2)


def _as_text(found: list[Finding], ready: bool) -> str:
    if not found:
        return "Ready: jobs could run now." if ready else "All is well."
    return "\n".join(
        f"{finding.severity.upper()}  {finding.job}: {finding.sentence}\n  {finding.remedy}" for finding in found
    )
