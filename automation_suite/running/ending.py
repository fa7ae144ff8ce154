"""Ending a run: redact, conclude, write the log, complete the row, and prepare what the owner is to be told."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from django.db import transaction
from django.db.models import Q
from robot.errors import DataError

from automation_suite import incidents
from automation_suite.history.models import Run, Transfer
from automation_suite.incidents import Due
from automation_suite.jobs import job_named
from automation_suite.known_secrets import redactor_of
from automation_suite.money import dollars
from automation_suite.notification import owner
from automation_suite.outcomes import Outcome
from automation_suite.running import conclusion as concluding
from automation_suite.running import log_page, output
from automation_suite.running.conclusion import Conclusion, MoneyMove
from automation_suite.settings import Settings
from automation_suite.shared.logging_config import BusinessAutomationLogger
from automation_suite.transfers import journal

# With less than this Robot Framework cannot even begin its output.
_LEAST_ROOM = 2**20


def conclude(row: Run, settings: Settings, ended: str = "") -> Conclusion:
    """Redact what a run has written, settle its transfers and return what it amounts to.

    Args:
        row: The run.
        settings: Of this process.
        ended: Why it was ended from outside; empty when it ended by itself.
    """
    path = Path(row.folder) / "output.xml"
    output.redact(path, redactor_of(settings))
    journal.settle_left_behind()
    result = output.read(path)
    told = output.statement_of(result) if result else None
    if result:
        BusinessAutomationLogger(row.job.partition(".")[0], row.pk, row.job).robot(output.messages(result))
    found = concluding.conclude(told, moves_of(row), row.job.partition(".")[0], ended)
    return _with_full_disk(found, path.parent) if told is None and found.outcome is Outcome.FAILED else found


def complete(row: Run, found: Conclusion, settings: Settings, ended_at: datetime | None = None) -> None:
    """Complete a run's row, queue the messages that it calls for, and write its log.

    Row, incidents and messages are written together or not at all: a process that dies between them would leave a
    trouble that counts as told.
    """
    # A clock that was set back must not give a run that ended before it began.
    row.ended_at = max(ended_at or datetime.now(UTC), row.started_at)
    row.outcome, row.sentence, row.next_step = found.outcome.value, found.sentence, found.next_step
    row.trouble, row.fingerprint = found.trouble, found.fingerprint
    row.figures, row.found = found.figures, found.found
    row.amount = _amount_moved(moves_of(row))
    with transaction.atomic():
        row.save()
        due = incidents.record(row, job_named(row.job, settings), found.money)
        owner.tell(row, found, due, settings)
    _log(row, found)
    _write_log(row, found, due)


def moves_of(row: Run) -> list[MoneyMove]:
    """Return the transfers that a run has pressed or settled."""
    touched = Transfer.objects.filter(Q(run=row) | Q(settled_by=row))
    return [MoneyMove(transfer.state, _sentence(transfer), transfer.amount) for transfer in touched]


def _with_full_disk(found: Conclusion, folder: Path) -> Conclusion:
    """Say so when a run has left nothing to read because its disk has no room."""
    if not folder.is_dir() or shutil.disk_usage(folder).free >= _LEAST_ROOM:
        return found
    return replace(
        found,
        sentence=f"The disk is full, so the run could write nothing into {folder}.",
        next_step="Free some disk space, then type: python run.py health-check",
    )


def _log(row: Run, found: Conclusion) -> None:
    """Write the last line of a run, which has its figures."""
    log = BusinessAutomationLogger(row.job.partition(".")[0], row.pk, row.job)
    amount = str(row.amount) if row.amount is not None else None
    figures = {"outcome": row.outcome, "seconds": row.seconds, "amount": amount, "dry_run": row.dry_run}
    if found.outcome.is_good:
        log.info("%s: %s", row.outcome, row.sentence, extra=figures)
    else:
        words = " ".join(part for part in (row.sentence, found.money_left_to_say, row.next_step) if part)
        log.error("%s: %s", row.outcome, words, extra=figures)


def _write_log(row: Run, found: Conclusion, due: Due) -> None:
    try:
        result = output.read(Path(row.folder) / "output.xml")
        if result:
            log_page.write(result, Path(row.folder), found, due.seen_before)
    except (DataError, OSError) as error:
        # The run is recorded and the owner is told; a missing log is no reason to lose that.
        print(f"The log could not be written: {error}", flush=True)


def _amount_moved(moves: list[MoneyMove]) -> Decimal | None:
    confirmed = [move.amount for move in moves if move.state == "confirmed"]
    return sum(confirmed, Decimal("0.00")) if confirmed else None


def _sentence(transfer: Transfer) -> str:
    what = f"{dollars(transfer.amount)} to the bank account ••••{transfer.bank_last4}"
    if transfer.state == "confirmed":
        return f"{what} was moved."
    return f"It is not known whether {what} was moved."
