"""The command line behind ``run.py``: which command, with which settings."""

from __future__ import annotations

import argparse
import importlib
import logging
import os
import shlex
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from automation_suite.cron.log import begin_anew_when_full
from automation_suite.errors import SettingsError, SuiteError
from automation_suite.history.setup import setup
from automation_suite.jobs import jobs_of, select
from automation_suite.outcomes import EXIT_DONE, EXIT_FAILED, EXIT_INTERRUPTED, EXIT_USAGE
from automation_suite.practice_site import practice_settings
from automation_suite.settings import Settings, process_settings
from automation_suite.shared.logging_config import BusinessAutomationLogger, logged
from automation_suite.starts import may_be_due
from automation_suite.terminal import has_person

# name: (module in automation_suite.commands, help). Modules are imported only when their command is typed.
COMMANDS = {
    "list": ("list_jobs", "the jobs with their schedules"),
    "status": ("status", "how each job is doing"),
    "history": ("history", "the last runs"),
    "health-check": ("health_check", "is all well? exit status 0 only then"),
    "drift": ("drift", "which way each thing on a page is found, and what to change"),
    "dashboard": ("dashboard", "one page that shows everything, to look at in a browser"),
    "open": ("open_log", "open the newest log in a browser"),
    "incidents": ("incidents", "open troubles: show, ack, snooze, close"),
    "clean": ("clean", "what old runs have left: how much could go, and deleting it"),
    "maintenance": ("maintenance", "hold back failures while somebody works on it"),
    "digest": ("digest", "send the last days as one mail with a chart"),
    "transfers": ("transfers", "the money journal: show, approve, resolve, verify"),
    "inventory": ("inventory", "your stock: import, export, show, count, pictures"),
    "plans": ("plans", "what waits for your yes, and each change of a plan"),
    "approve": ("approve", "say yes to the changes of a plan, or to some rows; they are applied at once"),
    "reject": ("reject", "say no to them"),
    "undo": ("undo", "take back what was applied: a plan, or one receipt"),
    "resolve": ("resolve", "say what became of changes of which it is not known"),
    "todo": ("todo", "what no program can do for you: show, done"),
    "pause": ("pause", "stop all money moves from now on"),
    "resume": ("resume", "let money move again"),
    "login": ("login", "log in yourself: in the profile that the job uses, or on the consent page of eBay or Etsy"),
    "cron": ("cron", "let the jobs start by themselves: install, show, remove"),
    "schedule": ("schedule", "start the jobs at their times, in the foreground and without cron"),
    "practice": ("practice", "the practice site, for looking at it"),
    "notify-test": ("notify_test", "send a test message of each kind"),
    "check": ("check", "are settings and jobs right?"),
    "docs": ("docs", "make the keyword reference anew"),
    "test": ("test", "run all tests"),
}
# What is written to the log: what those print that run jobs, what is found by looking, that somebody has changed something.
_RUNS_JOBS = ("run", "schedule")
_LOOKS = ("health-check",)
_CHANGES = (
    "incidents", "clean", "maintenance", "digest", "transfers", "inventory", "todo", "pause", "resume", "login", "cron",
    "notify-test",
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    return _told_plainly(lambda: _dispatch(given))


def _told_plainly(work: Callable[[], int]) -> int:
    """Return the exit status of some work; what keeps it from its end is told in plain words."""
    try:
        return work()
    except SuiteError as error:
        print(error, file=sys.stderr)
        return EXIT_USAGE if isinstance(error, SettingsError) else EXIT_FAILED
    except KeyboardInterrupt:
        print("\nInterrupted.", file=sys.stderr)
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has seen enough, such as `| head`. Python would complain once more while it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_INTERRUPTED


def _dispatch(given: list[str]) -> int:
    if not given or given[0] in ("-h", "--help", "help"):
        print(_overview())
        return EXIT_DONE if given else EXIT_USAGE
    name = given[0] if given[0] in COMMANDS else "run"
    if name not in ("test", "docs", "schedule"):
        practising = any(word.partition("=")[0] == "--practice" for word in given)
        settings = practice_settings() if practising else process_settings()
        scheduled = name == "run" and "--scheduled" in given
        if scheduled:
            begin_anew_when_full(settings)
        if scheduled and not _may_be_due(given[0], settings):
            if has_person():
                print("jobs.toml asks for no start now, so nothing was started.")
            return EXIT_DONE
        setup(settings.history_url)
    module = importlib.import_module(f"automation_suite.commands.{COMMANDS.get(name, ('run_jobs',))[0]}")
    parser = argparse.ArgumentParser(prog=f"run.py {name}" if name != "run" else "run.py", description=module.__doc__)
    module.add_arguments(parser)
    parsed = parser.parse_args(given[1:] if name != "run" else given)
    if name not in (*_RUNS_JOBS, *_LOOKS, *_CHANGES):
        return int(module.run(parsed))
    settings = process_settings() if name == "schedule" else settings
    words = name in _RUNS_JOBS or "--quiet" in given
    with logged(settings, words=words, send=name not in _CHANGES):
        status = _told_plainly(lambda: int(module.run(parsed)))
        if name in _CHANGES:
            level = logging.ERROR if status else logging.INFO
            BusinessAutomationLogger("command").log(level, "run.py %s ended with %d.", shlex.join(given), status)
        return status


def _may_be_due(wanted: str, settings: Settings) -> bool:
    """Tell whether a call of cron can have something to do; most have not, and must not cost much."""
    now = datetime.now(UTC)
    return any(may_be_due(job, now) for job in select(jobs_of(settings), wanted))


def _overview() -> str:
    rows = [("JOB [--dry-run] [--practice [SCENARIO]]", "run a job or a platform, such as poshmark")]
    rows += [(name, text) for name, (_, text) in COMMANDS.items()]
    return "\n".join(["usage: python run.py COMMAND", "", *(f"  {name:42} {text}" for name, text in rows)])


if __name__ == "__main__":
    sys.exit(main())
