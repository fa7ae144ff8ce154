"""``run.py cron``: the suite's lines in your crontab, which start the jobs by themselves."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import islice

from automation_suite.cron import block, table
from automation_suite.cron.log import log_of
from automation_suite.jobs import jobs_of
from automation_suite.monitoring.tables import show as show_table
from automation_suite.outcomes import EXIT_DONE, EXIT_FAILED
from automation_suite.scheduler import presence
from automation_suite.settings import Settings, process_settings
from automation_suite.starts import starts_after

_STARTS_SHOWN = 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("action", choices=_ACTIONS, help="write the lines, show them, or take them out")


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked."""
    return _ACTIONS[arguments.action](process_settings())


def _install(settings: Settings) -> int:
    if presence.is_running(settings):
        return _take_over(settings)
    done = table.install(settings)
    if not done.block:
        print("No job is on, so the crontab has no lines of the suite. To change that, set enabled = true in jobs.toml.")
        return EXIT_DONE
    print("The crontab has been changed." if done.changed else "The crontab was right already.")
    _show_starts(settings)
    print(f"What runs print goes to {log_of(settings)}")
    for problem in done.problems:
        print(problem)
    return EXIT_FAILED if done.problems else EXIT_DONE


def _take_over(settings: Settings) -> int:
    taken = presence.take_over(settings)
    if not taken.problems:
        what = "has taken over" if taken.changed else "goes by"
        print(f"A scheduler runs here (run.py schedule) and {what} {settings.jobs_file}. The crontab was not touched.")
        _show_starts(settings)
    for problem in taken.problems:
        print(problem)
    return EXIT_FAILED if taken.problems else EXIT_DONE


def _show(settings: Settings) -> int:
    if presence.is_running(settings):
        print("A scheduler runs here (run.py schedule) and starts the jobs; it needs no lines in a crontab.")
        _show_starts(settings)
        return EXIT_DONE
    present = block.present_block(table.read())
    if not present:
        print(f"The crontab has no lines of the suite. To write them, type: {settings.command('cron install')}")
        return EXIT_DONE
    print(present)
    _show_starts(settings)
    if table.is_outdated(settings):
        print(f"jobs.toml or this computer asks for other lines now. Type: {settings.command('cron install')}")
    return EXIT_DONE


def _remove(settings: Settings) -> int:
    if not table.remove():
        print("The crontab had no lines of the suite; nothing was changed.")
        return EXIT_DONE
    print(
        "The lines of the suite are out of the crontab, and nothing starts by itself any more."
        f" To write them again, type: {settings.command('cron install')}"
    )
    return EXIT_DONE


def _show_starts(settings: Settings) -> None:
    now = datetime.now(UTC)
    on = [job for job in jobs_of(settings) if job.enabled]
    starts = {job.name: list(islice(starts_after(job, now), _STARTS_SHOWN)) for job in on}
    show_table(("job", "next starts", "on this computer"), block.as_rows(starts, table.host_zone()))


_ACTIONS: dict[str, Callable[[Settings], int]] = {"install": _install, "show": _show, "remove": _remove}
