"""The money journal: a transfer's row and events are on the disk before the click that moves the money.

``intended`` → ``submitted`` → ``confirmed`` | ``failed`` | ``unknown``. The database itself refuses a second open
transfer of an account. After ``submitted`` only proof or a person ends a transfer.
"""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Sum

from automation_suite.errors import JournalError, UnknownOutcomeError
from automation_suite.history.models import OPEN_STATES, JournalCheck, Run, Transfer, TransferEvent, TransferState
from automation_suite.money import dollars
from automation_suite.processes import still_runs
from automation_suite.transfers.chain import FIRST, ChainReport, event_hash

_NEXT = {
    TransferState.INTENDED: {TransferState.SUBMITTED, TransferState.FAILED},
    TransferState.SUBMITTED: {TransferState.CONFIRMED, TransferState.FAILED, TransferState.UNKNOWN},
    TransferState.UNKNOWN: {TransferState.CONFIRMED, TransferState.FAILED},
}
_CHECK_ALL_EVERY = timedelta(days=1)
# Only what the chain is made of, because a journal of years has many thousands of events.
_OF_EVENT = ("sequence", "previous_hash", "hash", "transfer_id", "at", "state", "facts")


class _Shown(NamedTuple):
    """What the row of a transfer must show, as its events have it."""

    state: str
    amount: str | None
    bank: str | None


def intend(
    account: str, amount: Decimal, method: str, bank_last4: str, site: str, run: Run | None = None, reference: str = ""
) -> Transfer:
    """Write down that a transfer of the whole balance is about to be asked for.

    Args:
        account: Whose money, such as ``poshmark:my_closet``.
        amount: Dollars, equal to the balance.
        method: What the confirm page names, such as ``Bank Direct Deposit``.
        bank_last4: Last digits of the bank account that the confirm page names.
        site: Address of the platform.
        run: The run that asks.
        reference: What the platform calls this transfer.

    Raises:
        UnknownOutcomeError: An earlier transfer of this account is still open.
        JournalError: The journal could not be written. No money was moved.
    """
    now = datetime.now(UTC)
    row = Transfer(
        account=account, run=run, state=TransferState.INTENDED, amount=amount, balance_before=amount, method=method,
        bank_last4=bank_last4, reference=reference, site=site, created_at=now, changed_at=now,
        host=socket.gethostname(), process_id=os.getpid(),
    )  # fmt: skip
    with _written(row):
        try:
            with transaction.atomic():
                row.save()
                _append(row, {"amount": str(amount), "bank": bank_last4, "method": method, "reference": reference})
        except IntegrityError:
            raise _still_open(account) from None
    return row


def submit(transfer: Transfer) -> None:
    """Write down that the button is pressed now. From here on a machine never tries again."""
    _change(transfer, TransferState.SUBMITTED, {})


def confirm(transfer: Transfer, proof: str, request_shape: str = "", run: Run | None = None) -> None:
    """Close a transfer because the platform shows that the money moved; ``run`` is the one that has seen it."""
    transfer.settled_by = run
    transfer.request_shape = request_shape or transfer.request_shape
    _change(transfer, TransferState.CONFIRMED, {"proof": proof, "request": request_shape})


def fail(transfer: Transfer, reason: str) -> None:
    """Close a transfer because the money surely did not move."""
    _change(transfer, TransferState.FAILED, {"reason": reason})


def doubt(transfer: Transfer, reason: str) -> None:
    """Mark a transfer as unknown. It blocks the account until proof or a person ends it."""
    if transfer.state != TransferState.UNKNOWN:
        _change(transfer, TransferState.UNKNOWN, {"reason": reason})


def resolve(transfer_id: int, moved: bool, reason: str) -> Transfer:
    """End an open transfer by a person's word.

    Raises:
        JournalError: There is no such transfer, it is not open, or it belongs to a run that still goes on.
    """
    with transaction.atomic():
        row = Transfer.objects.select_for_update().filter(pk=transfer_id).first()
        if row is None:
            raise JournalError(f"There is no transfer {transfer_id}.", "Type: python run.py transfers")
        if row.state not in OPEN_STATES:
            raise JournalError(f"Transfer {transfer_id} is not open; it is {row.state}. Nothing was changed.")
        if row.state != TransferState.UNKNOWN and _alive(row):
            raise JournalError(f"Transfer {transfer_id} belongs to a run that still goes on.", "Wait for its end.")
        if row.state == TransferState.INTENDED and moved:
            _change(row, TransferState.SUBMITTED, {})
        facts = {"by": "a person", "reason": reason}
        _change(row, TransferState.CONFIRMED if moved else TransferState.FAILED, facts)
    return row


def open_transfer(account: str) -> Transfer | None:
    """Return the transfer of this account that is not ended yet; at most one exists."""
    return Transfer.objects.filter(account=account, state__in=OPEN_STATES).first()


def open_transfers() -> list[Transfer]:
    """Return the open transfers of all accounts, oldest first."""
    return list(Transfer.objects.filter(state__in=OPEN_STATES).order_by("created_at"))


def settle_left_behind() -> list[Transfer]:
    """End what dead processes left behind, and return the transfers that were changed.

    One that was only intended was never pressed and becomes ``failed``; one that was submitted becomes ``unknown``.
    """
    changed = []
    for row in Transfer.objects.filter(state__in=(TransferState.INTENDED, TransferState.SUBMITTED)):
        if _alive(row):
            continue
        if row.state == TransferState.INTENDED:
            fail(row, "The run ended before the button was pressed.")
        else:
            doubt(row, "The run was ended after the button was pressed and before the platform had answered.")
        changed.append(row)
    return changed


def moved_since(account: str, since: datetime) -> Decimal:
    """Return the dollars that moved, or may have moved, since a moment."""
    states = (TransferState.CONFIRMED, TransferState.SUBMITTED, TransferState.UNKNOWN)
    rows = Transfer.objects.filter(account=account, created_at__gte=since, state__in=states)
    return rows.aggregate(total=Sum("amount"))["total"] or Decimal("0.00")


def known_request(site: str) -> str:
    """Return the shape of the request that moves money on a site, as the last pressed transfer has shown it.

    Empty when there is none yet, or when that one ended as failed: the site may have changed since.
    """
    ended = (TransferState.CONFIRMED, TransferState.FAILED)
    pressed = Transfer.objects.filter(site=site, state__in=ended, events__state=TransferState.SUBMITTED)
    newest = pressed.order_by("-changed_at").first()
    return newest.request_shape if newest and newest.state == TransferState.CONFIRMED else ""


def accounts() -> list[str]:
    """Return the accounts that have a journal, in alphabetical order."""
    return sorted(Transfer.objects.values_list("account", flat=True).distinct())


def chain_head(account: str) -> str:
    """Return the hash of the newest event of an account."""
    newest = TransferEvent.objects.filter(account=account).order_by("-sequence").first()
    return newest.hash if newest else FIRST


def verify_chain(account: str) -> ChainReport:
    """Check that no event of an account was changed, taken out or put in, and that each row shows its last event."""
    return _verify(account, 0, FIRST)[0]


def verify_often(account: str, now: datetime) -> ChainReport:
    """Check the same at a price that does not grow with the years: once a day everything, else what came since then.

    Args:
        account: Whose chain.
        now: The moment.
    """
    last = JournalCheck.objects.filter(account=account, at__gt=now - _CHECK_ALL_EVERY, at__lte=now).first()
    if last and TransferEvent.objects.filter(account=account, sequence=last.sequence, hash=last.hash).exists():
        return _verify(account, last.sequence, last.hash)[0]
    report, all_ended = _verify(account, 0, FIRST)
    # A transfer that goes on will have its last events after its first ones were checked, so nothing is remembered.
    if not report.problem and all_ended:
        # Where nothing can be written, everything is checked each time.
        with contextlib.suppress(DatabaseError):
            checked = {"sequence": report.events, "hash": report.head, "at": now}
            JournalCheck.objects.update_or_create(account=account, defaults=checked)
    return report


def _verify(account: str, number: int, previous: str) -> tuple[ChainReport, bool]:
    """Check the events after a number, and tell too whether all their transfers have ended."""
    whole, shown = number == 0, dict[int, _Shown]()
    events = TransferEvent.objects.filter(account=account, sequence__gt=number).order_by("sequence").values_list(*_OF_EVENT)
    for sequence, before, digest, transfer, at, state, facts in events.iterator():
        number += 1
        expected = event_hash(previous, account, number, transfer, at, state, facts)
        if (sequence, before, digest) != (number, previous, expected):
            problem = f"Event {number} was changed, added or taken out."
            return ChainReport(account, number, previous, number, problem), False
        # The first event names amount and bank, the last one the state.
        first = shown.get(transfer) or _Shown("", facts.get("amount"), facts.get("bank"))
        previous, shown[transfer] = digest, first._replace(state=state)
    rows = Transfer.objects.filter(account=account).order_by("pk").values_list("pk", "state", "amount", "bank_last4")
    for key, state, amount, bank in rows.iterator() if whole else rows.filter(pk__in=shown):
        if shown.get(key) != (state, str(amount), bank):
            problem = f"The row of transfer {key} was changed by hand."
            return ChainReport(account, number, previous, number, problem), False
    all_ended = all(transfer.state not in OPEN_STATES for transfer in shown.values())
    return ChainReport(account, number, previous, None, ""), all_ended


def _change(transfer: Transfer, state: TransferState, facts: dict[str, str]) -> None:
    with _written(transfer), transaction.atomic():
        current = Transfer.objects.select_for_update().get(pk=transfer.pk)
        if state not in _NEXT.get(TransferState(current.state), set()):
            raise JournalError(f"Transfer {transfer.pk} is {current.state} and cannot become {state}.")
        transfer.state = state
        transfer.changed_at = datetime.now(UTC)
        transfer.save()
        _append(transfer, facts)


def _append(transfer: Transfer, facts: dict[str, str]) -> None:
    last = TransferEvent.objects.filter(account=transfer.account).order_by("-sequence").first()
    previous, sequence = (last.hash, last.sequence + 1) if last else (FIRST, 1)
    at = datetime.now(UTC)
    TransferEvent(
        account=transfer.account, sequence=sequence, transfer=transfer, at=at, state=transfer.state, facts=facts,
        previous_hash=previous,
        hash=event_hash(previous, transfer.account, sequence, transfer.pk, at, str(transfer.state), facts),
    ).save()  # fmt: skip


@contextlib.contextmanager
def _written(transfer: Transfer) -> Iterator[None]:
    # What the object says must be what the disk says, also when writing failed.
    before = transfer.state
    try:
        yield
    except DatabaseError as error:
        transfer.state = before
        connection.close()
        pressed = before not in ("", TransferState.INTENDED)
        raise JournalError(
            f"The money journal could not be written ({error}).",
            "The money may have moved; look at Poshmark." if pressed else "No money was moved. Free some disk space.",
        ) from error


def _alive(row: Transfer) -> bool:
    """Tell whether the process that wrote the row still runs; another machine's is believed for an hour."""
    if row.host != socket.gethostname():
        return datetime.now(UTC) - row.changed_at < timedelta(hours=1)
    return still_runs(row.process_id, row.created_at)


def _still_open(account: str) -> UnknownOutcomeError:
    row = open_transfer(account)
    if row is None:
        return UnknownOutcomeError(f"Another run has just moved money of {account}.", "Nothing was moved by this one.")
    return UnknownOutcomeError(
        f"Transfer {row.pk} of {dollars(row.amount)} from {row.created_at:%d %B %Y} is still {row.state}."
        " No further money was moved.",
        f"Look at Poshmark whether it arrived, then type: python run.py transfers resolve {row.pk} --moved (or --not-moved)",
    )
