"""``python -m benchmarks.filled_history RUNS``: fill an empty history with runs as ten years would leave them.

The database is the one of the environment. 100,000 runs in ten years are one in 53 minutes; fewer runs begin later. Each
day has one transfer with its whole journal.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from automation_suite.history.setup import migrate, setup
from automation_suite.settings import process_settings
from automation_suite.transfers.chain import FIRST, event_hash

if TYPE_CHECKING:
    from automation_suite.history.models import Run

Row = TypeVar("Row")

_ACCOUNT, _AMOUNT, _BANK = "poshmark", Decimal("275.70"), "1234"
_JOBS = ("poshmark.balance_transfer",) * 9 + ("poshmark.sales_snapshot",)
_BETWEEN = timedelta(days=3650) / 100_000
_RUNS_A_DAY = round(timedelta(days=1) / _BETWEEN)
_BATCH = 2000
# As a run of the job leaves it: how each of its locators was found.
_LOCATORS = (
    "the login name field", "the password field", "the login button", "the payout options", "the confirm page",
    "the choice of bank direct deposit", "the continue button", "the redeem button", "the success dialog",
)  # fmt: skip
_FOUND = [{"locator": name, "found by": "[data-test]", "first choice": "[data-test]"} for name in _LOCATORS]


def main(number: int) -> None:
    """Fill the history of this process's settings."""
    setup(process_settings().history_url)
    migrate()
    from django.db import connection, transaction

    from automation_suite.history.models import Run

    first = datetime.now(UTC) - _BETWEEN * number
    with transaction.atomic():
        for batch in _batches(_run(place, number, first + _BETWEEN * place) for place in range(number)):
            Run.objects.bulk_create(batch)
        _journal(first, number // _RUNS_A_DAY)
    # Otherwise everything stays in SQLite's write-ahead log, which no history that grew day by day has.
    connection.close()


def _run(place: int, number: int, started: datetime) -> Run:
    from automation_suite.history.models import Run

    # One in twenty has failed, the newest has not.
    failed = place % 20 == 7 and place < number - 20
    moved = place % _RUNS_A_DAY == 0
    return Run(
        job=_JOBS[place % len(_JOBS)],
        account=_ACCOUNT,
        started_at=started,
        ended_at=started + timedelta(seconds=40 + place % 9),
        host="shop",
        process_id=4000 + place % 20_000,
        folder=f"/suite/results/poshmark/balance_transfer/{started:%Y%m%dT%H%M%SZ}",
        outcome="failed" if failed else "done" if moved else "nothing to do",
        sentence="The page was not ready in 20 s." if failed else f"${_AMOUNT} is on its way to ••••{_BANK}.",
        next_step="Nothing today: the next run tries again." if failed else "",
        trouble="page not ready" if failed else "",
        fingerprint="5f0c" * 10 if failed else "",
        amount=_AMOUNT if moved and not failed else None,
        figures={"amount": str(_AMOUNT)} if moved else {},
        found=_FOUND,
    )


def _journal(first: datetime, days: int) -> None:
    from automation_suite.history.models import Transfer, TransferEvent

    moments = [first + timedelta(days=day) for day in range(days)]
    transfers = Transfer.objects.bulk_create(
        Transfer(
            account=_ACCOUNT, state="confirmed", amount=_AMOUNT, balance_before=_AMOUNT, method="Bank Direct Deposit",
            bank_last4=_BANK, reference=f"r{day}", site="https://poshmark.com", created_at=at, changed_at=at, host="shop",
            process_id=4000,
        )
        for day, at in enumerate(moments)
    )  # fmt: skip
    events, previous = list[TransferEvent](), FIRST
    for transfer, at in zip(transfers, moments, strict=True):
        for state in ("intended", "submitted", "confirmed"):
            sequence = len(events) + 1
            facts = {"amount": str(_AMOUNT), "bank": _BANK} if state == "intended" else {"proof": "balance"}
            digest = event_hash(previous, _ACCOUNT, sequence, transfer.pk, at, state, facts)
            events.append(
                TransferEvent(
                    account=_ACCOUNT, sequence=sequence, transfer=transfer, at=at, state=state, facts=facts,
                    previous_hash=previous, hash=digest,
                )
            )  # fmt: skip
            previous = digest
    for batch in _batches(events):
        TransferEvent.objects.bulk_create(batch)


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, _BATCH)):
        yield batch


if __name__ == "__main__":
    main(int(sys.argv[1]))
