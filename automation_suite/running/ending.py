"""Ending a run: redact, conclude, write the log, complete the row, and prepare what the owner is to be told."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from automation_suite import incidents
from automation_suite.history.models import Run, Transfer
from automation_suite.incidents import Due
from automation_suite.money import dollars
from automation_suite.notification import owner
from automation_suite.redaction import Redactor
from automation_suite.running import conclusion as concluding
from automation_suite.running import log_page, output
from automation_suite.running.conclusion import Conclusion, MoneyMove
from automation_suite.settings import Settings
from automation_suite.transfers import journal


def conclude(row: Run, settings: Settings, ended: str = "") -> Conclusion:
    """Redact what a run has written, settle its transfers and return what it amounts to.

    Args:
        row: The run.
        settings: Of this process.
        ended: Why it was ended from outside; empty when it ended by itself.
    """
    path = Path(row.folder) / "output.xml"
    output.redact(path, Redactor(settings.secrets()))
    journal.settle_left_behind()
    result = output.read(path)
    told = output.statement_of(result) if result else None
    return concluding.conclude(told, moves_of(row), row.job.partition(".")[0], ended)


def complete(row: Run, found: Conclusion, settings: Settings) -> None:
    """Complete a run's row, write its log, and queue the messages that it calls for."""
    row.ended_at = datetime.now(UTC)
    row.outcome, row.sentence, row.next_step = found.outcome.value, found.sentence, found.next_step
    row.trouble, row.fingerprint = found.trouble, found.fingerprint
    row.figures, row.drift = found.figures, found.drift
    row.amount = _amount_moved(moves_of(row))
    row.save()
    due = incidents.record(row)
    _write_log(row, found, due)
    owner.tell(row, found, due, settings)


def moves_of(row: Run) -> list[MoneyMove]:
    """Return the transfers that a run has pressed or settled."""
    touched = Transfer.objects.filter(account=row.account, changed_at__gte=row.started_at)
    return [MoneyMove(transfer.state, _sentence(transfer), transfer.amount) for transfer in touched]


def _write_log(row: Run, found: Conclusion, due: Due) -> None:
    result = output.read(Path(row.folder) / "output.xml")
    if result:
        log_page.write(result, Path(row.folder), found, due.seen_before)


def _amount_moved(moves: list[MoneyMove]) -> Decimal | None:
    confirmed = [move.amount for move in moves if move.state == "confirmed"]
    return sum(confirmed, Decimal("0.00")) if confirmed else None


def _sentence(transfer: Transfer) -> str:
    what = f"{dollars(transfer.amount)} to the bank account ••••{transfer.bank_last4}"
    if transfer.state == "confirmed":
        return f"{what} was moved."
    return f"It is not known whether {what} was moved."
