"""The suite's block in a crontab: its text, and putting it in and taking it out. Pure.

It stands at the top, where no variable of another line (SHELL, PATH, CRON_TZ) changes what its lines mean, and sets none
itself. Everything outside of it stays as it is to the letter. python-crontab, which knows what cron takes for a line,
checks each of ours; it does not write the table, because it moves variables and switches off lines that it does not
understand.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from crontab import CronTab

from automation_suite.cron.host_lines import host_lines
from automation_suite.errors import SettingsError
from automation_suite.jobs import Job

_FIRST = "# >>> Automation Suite >>>"
_LAST = "# <<< Automation Suite <<<"
# At a minute at which hardly any job starts.
EVERY_HOUR = "50 * * * *"
_STARTS_NO_JOB = re.compile(r"run\.py['\"]?\s+(?:health-check|digest)\b")
_BLOCK = re.compile(rf"^{_FIRST}.*?^{_LAST}\n", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Call:
    """How cron starts the suite, with all that cron itself lacks.

    Attributes:
        project: Folder in which the suite stands.
        python: To start ``run.py`` with.
        path: Folders of programs, for ``PATH``.
        log: File that gets what the suite prints.
        watched: Whether an outside watcher is to be called.
    """

    project: Path
    python: Path
    path: Sequence[str]
    log: Path
    watched: bool = False

    def line(self, expression: str, words: str, log: Path | None = None) -> str:
        """Return a line of a crontab.

        Args:
            expression: When.
            words: What follows ``run.py``.
            log: File that gets what is printed there; nobody gets it when there is none.

        Raises:
            SettingsError: Cron could not read it.
        """
        # Without its folder the log could not be opened, and then nothing would be started.
        parts = (
            f"cd {_quoted(self.project)}",
            f"mkdir -p -m 700 {_quoted(self.log.parent)}",
            f"PATH={_quoted(':'.join(self.path))} {_quoted(self.python)} run.py {words}"
            f" {f'>> {_quoted(log)}' if log else '> /dev/null'} 2>&1",
        )
        command = " && ".join(parts)
        line = f"{expression} {command}"
        if "\n" in line or [item.is_valid() for item in CronTab(tab=line)] != [True]:
            raise SettingsError(
                f"Cron could not read this line: {line}. The crontab was not changed.",
                "Give the folder of the suite a plain name, then type the same command again.",
            )
        return line


def block_of(jobs: Sequence[Job], call: Call, host_zone: tzinfo, now: datetime) -> str:
    """Return the block for all jobs that are on; empty when none is.

    A platform has one command, because its jobs may share an account, and of two commands at the same minute the second
    would be turned away.
    """
    on = [job for job in jobs if job.enabled]
    platforms = {job.platform: [other for other in on if other.platform == job.platform] for job in on}
    if not platforms:
        return ""
    lines = [line for name, its in platforms.items() for line in _of_platform(name, its, call, host_zone, now)]
    lines += [
        "# Tells you of a start that was missed, and sends what could not be sent.",
        call.line(EVERY_HOUR, _look(call)),
    ]
    head = f"{_FIRST} To change it, change jobs.toml and type: python run.py cron install"
    return "\n".join([head, *lines, _LAST, ""])


def with_block(table: str, block: str) -> str:
    """Return a crontab with this block in place of the one that it has.

    Raises:
        SettingsError: It has one that was cut.
    """
    return block + without_block(table)


def without_block(table: str) -> str:
    """Return a crontab without the suite's block.

    Raises:
        SettingsError: The block was cut, so nobody knows which lines are the suite's.
    """
    rest = _BLOCK.sub("", table)
    if _FIRST in rest or _LAST in rest:
        raise SettingsError(
            "Only one end of the suite's block is left in the crontab. The crontab was not changed.",
            f'Type crontab -e, delete the lines of the suite with "{_FIRST[2:]}" or "{_LAST[2:]}", and try again.',
        )
    return rest


def present_block(table: str) -> str:
    """Return the suite's block in a crontab; empty when it has none."""
    found = _BLOCK.search(table)
    return found.group() if found else ""


def other_lines(table: str, project: Path) -> list[str]:
    """Return the lines outside of the block that start jobs of this suite too, such as one written by hand."""
    rest = without_block(table).splitlines()
    lines = [line for line in rest if "run.py" in line and str(project) in line and not line.lstrip().startswith("#")]
    return [line for line in lines if not _STARTS_NO_JOB.search(line)]


def _of_platform(name: str, jobs: Sequence[Job], call: Call, host_zone: tzinfo, now: datetime) -> Iterator[str]:
    for job in jobs:
        make_up = f", made up for at {job.make_up}" if job.make_up else ""
        yield f"# {job.name}: {job.schedule}{make_up} ({job.time_zone})"
    for expression in host_lines(jobs, host_zone, now):
        yield call.line(expression, f"{name} --scheduled", call.log)


def _look(call: Call) -> str:
    return "health-check --watch" if call.watched else "health-check"


def _quoted(value: object) -> str:
    # Cron takes a bare % for the end of the command; it removes the backslash before the shell sees it.
    return shlex.quote(str(value)).replace("%", r"\%")


def as_rows(starts: Mapping[str, Sequence[datetime]], host_zone: tzinfo) -> list[tuple[str, str, str]]:
    """Return rows for people: each start of each job in the job's zone and in the host's."""
    return [
        (name, f"{start:%a %d %b %Y %H:%M} {start.tzname()}", f"{start.astimezone(host_zone):%a %d %b %H:%M %Z}")
        for name, moments in starts.items()
        for start in moments
    ]
