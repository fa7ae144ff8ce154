"""Taking run folders into the history: the runs that it does not know, from what their ``output.xml`` says.

Money is not taken: the journal holds only what was written before and after each press, and nothing is made up from
logs. So a run that is taken has no amount and no transfer; what it says it has moved stands in its sentence.
"""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from robot.errors import DataError
from robot.result import Result

from automation_suite.errors import SuiteError
from automation_suite.evidence.troubles import CUT_OFF
from automation_suite.history.models import Run
from automation_suite.known_secrets import redactor_of
from automation_suite.redaction import Redactor
from automation_suite.running import conclusion as concluding
from automation_suite.running import output, robot_command
from automation_suite.running.conclusion import Conclusion
from automation_suite.running.left_behind import LONGEST_RUN, cut_off_words
from automation_suite.running.lock import account_lock
from automation_suite.settings import Settings

# Such as 20261123T110500Z-3fa9; all else below the results is no run.
_NAME = re.compile(r"(\d{8}T\d{6}Z)-[0-9a-f]{4}")
# Several jobs at once have a common log there; each has a folder of its own as well.
_NO_JOB = "together"
_AT_ONCE = 500
# A run that goes on writes all the time, and no step waits longer.
_MAY_GO_ON_SECONDS = 600
_UNREADABLE = (DataError, OSError, ValueError)


class _UnreadableError(SuiteError):
    """A folder has nothing that can be taken."""


@dataclass(frozen=True)
class RunFolder:
    """A folder that a run has written.

    Attributes:
        path: The folder.
        job: Such as ``poshmark.balance_transfer``.
        started_at: As its name says.
    """

    path: Path
    job: str
    started_at: datetime

    @property
    def key(self) -> tuple[str, str]:
        """What stays the same when the results are moved to another place."""
        return self.job, self.path.name


@dataclass(frozen=True)
class Taken:
    """What became of the folders.

    Attributes:
        added: Number of runs that the history knows now.
        known: Number of runs that it knew before; they are as they were.
        unreadable: For each folder that was left out the reason.
    """

    added: int
    known: int
    unreadable: Mapping[Path, str]


def run_folders(results: Path, together: bool = False) -> list[RunFolder]:
    """Return the run folders below the results, the oldest first.

    Args:
        results: Of the settings.
        together: The folders of several jobs at once too, which have no job of their own.
    """
    found = [_run_folder(path) for path in results.glob("*/*/*") if together or path.parent.name != _NO_JOB]
    return sorted((folder for folder in found if folder), key=lambda folder: (folder.started_at, folder.job))


def take(settings: Settings, accounts: Mapping[str, str], progress: Callable[[int, int], None]) -> Taken:
    """Write a row for each run folder that has none. Rows that exist are not touched, nor is anything else.

    When it is interrupted, what was written stays; the next call goes on from there.

    Args:
        settings: For the results and the secrets.
        accounts: The account of each job, for folders that do not name it.
        progress: Takes how many folders of how many are done.

    Raises:
        AlreadyRunningError: Another process does the same.
    """
    with account_lock(settings.state_path / "locks", "history-rebuild"):
        # The folders first: a run that starts meanwhile writes its row before it makes its folder.
        folders = run_folders(settings.results_path)
        known = {(job, Path(folder).name) for job, folder in Run.objects.values_list("job", "folder").iterator()}
        missing = [folder for folder in folders if folder.key not in known]
        unreadable: dict[Path, str] = {}
        rows = _readable(missing, accounts, redactor_of(settings), unreadable)
        added = 0
        while batch := list(itertools.islice(rows, _AT_ONCE)):
            Run.objects.bulk_create(batch)
            added += len(batch)
            progress(added + len(unreadable), len(missing))
    return Taken(added, len(folders) - len(missing), unreadable)


def row_of(folder: RunFolder, account: str, redactor: Redactor) -> Run:
    """Return the row of a run, not saved, as its folder tells it.

    Args:
        folder: Of the run.
        account: When the folder does not name it.
        redactor: For an output that was cut off before anybody had cleaned it.

    Raises:
        SuiteError: There is nothing to read.
        DataError, OSError, ValueError: It cannot be read.
    """
    path = folder.path / "output.xml"
    cut_off = path.exists() and not output.is_whole(path.read_bytes())
    if cut_off and time.time() - path.stat().st_mtime < _MAY_GO_ON_SECONDS:
        raise _UnreadableError("its run may still go on; type the same command again in ten minutes")
    if cut_off:
        output.redact(path, redactor)
    result = output.read(path, keywords=False)
    if result is None:
        raise _UnreadableError("it has no output.xml, or an empty one" if not cut_off else "its output.xml ends at once")
    found = _conclusion(result, folder, cut_off)
    told = result.suite.metadata
    return Run(
        job=folder.job, account=told.get(robot_command.ACCOUNT, account), started_at=folder.started_at,
        ended_at=_ended_at(result, folder.started_at), process_id=0, folder=str(folder.path),
        dry_run=told.get(robot_command.DRY_RUN) == "yes", outcome=found.outcome.value, sentence=found.sentence,
        next_step=found.next_step, trouble=found.trouble, fingerprint=found.fingerprint, figures=found.figures,
        found=found.found,
    )  # fmt: skip


def _readable(
    folders: Sequence[RunFolder], accounts: Mapping[str, str], redactor: Redactor, unreadable: dict[Path, str]
) -> Iterator[Run]:
    """Give the rows of the folders that can be read, and note the reason for each of the others."""
    for folder in folders:
        account = accounts.get(folder.job, folder.job.partition(".")[0])
        try:
            yield row_of(folder, account, redactor)
        except SuiteError as error:
            unreadable[folder.path] = error.happened
        except _UNREADABLE as error:
            unreadable[folder.path] = f"its output.xml cannot be read ({next(iter(str(error).splitlines()), '')})"


def _run_folder(path: Path) -> RunFolder | None:
    name = _NAME.fullmatch(path.name)
    if not name or not path.is_dir():
        return None
    try:
        started = datetime.strptime(name[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
    return RunFolder(path, f"{path.parent.parent.name}.{path.parent.name}", started)


def _conclusion(result: Result, folder: RunFolder, cut_off: bool) -> Conclusion:
    why = cut_off_words(folder.started_at) if cut_off else ""
    found = concluding.conclude(output.statement_of(result), (), folder.job.partition(".")[0], why)
    return replace(found, trouble=CUT_OFF) if cut_off else found


def _ended_at(result: Result, started: datetime) -> datetime:
    """Return when a run ended. Robot Framework writes local time without a zone, which may be another machine's."""
    local = result.suite.end_time
    ended = local.astimezone(UTC) if local else started
    return ended if started <= ended <= started + LONGEST_RUN else started + result.suite.elapsed_time
