"""``run.py maintenance``: hold back failures while somebody works on something. They are told afterwards, if they last."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime, timedelta

from automation_suite import maintenance
from automation_suite.errors import SettingsError
from automation_suite.history.setup import migrate
from automation_suite.jobs import jobs_of
from automation_suite.monitoring.tables import show, when
from automation_suite.outcomes import EXIT_DONE
from automation_suite.practice_site import settings_for
from automation_suite.settings import Settings

_LONGEST_DAYS = 31


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the sub-commands; without one the windows are listed."""
    parser.add_argument("--practice", action="store_true", help="only for what is practised")
    parser.set_defaults(action=_list)
    commands = parser.add_subparsers(title="what to do", metavar="")
    start = commands.add_parser("start", help="begin a window", description="begin a window")
    start.add_argument("job", nargs="?", default="", metavar="JOB", help="a job or a platform; without it all")
    start.add_argument("--hours", type=float, default=2.0, help="how long; 2 without it")
    start.add_argument("--since", type=_moment, metavar="TIME", help='such as "2026-12-24 02:00"; without it now')
    start.add_argument("--reason", default="", help="for yourself")
    start.set_defaults(action=_start)
    end = commands.add_parser("end", help="end what is going on", description="end what is going on")
    end.set_defaults(action=_end)
    for command in (start, end):
        command.add_argument("--practice", action="store_true", default=argparse.SUPPRESS, help="what is practised")


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked."""
    migrate()
    return int(arguments.action(arguments))


def _list(arguments: argparse.Namespace) -> int:
    settings, now = settings_for(arguments.practice), datetime.now(UTC)
    rows = [(row.job or "all", when(row.since), when(row.until), row.reason) for row in maintenance.windows(now)]
    for job in jobs_of(settings):
        rows += [(job.name, window, job.time_zone, "in jobs.toml") for window in job.maintenance]
    if rows:
        show(("job", "from", "until", "why"), rows)
    else:
        print("There is no maintenance.")
    return EXIT_DONE


def _start(arguments: argparse.Namespace) -> int:
    settings, now = settings_for(arguments.practice), datetime.now(UTC)
    _check(arguments.job, arguments.hours, settings)
    since = arguments.since or now
    until = since + timedelta(hours=arguments.hours)
    if until <= now:
        raise SettingsError("That window is over already. Nothing was changed.")
    maintenance.begin(arguments.job, since, until, arguments.reason)
    print(
        f"Failures of {arguments.job or 'all jobs'} from {when(since)} until {when(until)} are told only afterwards, if they"
        f" last.\nJobs run all the same; what needs you is told. To end it, type: {settings.command('maintenance end')}"
    )
    return EXIT_DONE


def _end(_arguments: argparse.Namespace) -> int:
    print("Maintenance has ended." if maintenance.end(datetime.now(UTC)) else "There was no maintenance.")
    return EXIT_DONE


def _check(wanted: str, hours: float, settings: Settings) -> None:
    jobs = jobs_of(settings)
    if wanted and wanted not in {name for job in jobs for name in (job.name, job.platform)}:
        names = ", ".join(job.name for job in jobs)
        raise SettingsError(f'There is no job or platform "{wanted}". Nothing was changed.', f"Jobs: {names}")
    if not 0 < hours <= _LONGEST_DAYS * 24:
        raise SettingsError(f"A window lasts between 0 and {_LONGEST_DAYS * 24} hours. Nothing was changed.")


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).astimezone()
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is no moment; write it like 2026-12-24 02:00') from None
