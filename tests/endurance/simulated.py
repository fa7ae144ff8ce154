"""A simulated day: the engine itself, under another clock, with what a browser day has recorded in Robot Framework's place.

Lock, rows, attempts with their pauses, conclusion, incidents, money journal, rules, outbox with a real mail server,
make-up and monitoring are the engine's own functions. Replaced are the clock, Robot Framework, and the pages of the log,
which nobody reads here.
"""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

from automation_suite import processes
from automation_suite.history.models import Run
from automation_suite.jobs import Job
from automation_suite.processes import Ended
from automation_suite.running import ending, job_run
from automation_suite.settings import Settings
from automation_suite.transfers import journal, rules
from automation_suite.transfers.rules import Aftermath, ConfirmPage, Limits
from tests.endurance.browser_day import AMOUNT, Recording

_METHOD = "Bank Direct Deposit"


@dataclass
class Clock:
    """The time of the simulation."""

    now: datetime

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)


@dataclass
class Shop:
    """What the shop owes, and what a run would meet there now."""

    clock: Clock
    settings: Settings
    balance: Decimal
    meets: Callable[[], Recording]
    paid_at: list[datetime] = field(default_factory=list)

    def robot(
        self, command: Sequence[str], environment: Mapping[str, str], _seconds: float, keep_open: Sequence[int] = ()
    ) -> Ended:
        """Stand in for Robot Framework: write what was recorded, and move the money through journal and rules."""
        del keep_open
        recording = self.meets()
        amount = self.balance
        run = Run.objects.get(pk=int(environment["SUITE_RUN_ID"]))
        if recording.state in ("confirmed", "unknown"):
            self._move(run, amount, recording.state == "confirmed")
        output = Path(command[command.index("--outputdir") + 1]) / "output.xml"
        output.write_text(recording.output.replace(AMOUNT, str(amount)))
        self.clock.advance(recording.seconds)
        return Ended(0)

    def _move(self, run: Run, amount: Decimal, proven: bool) -> None:
        bank, account = self.settings.posh_bank_last4, run.account
        midnight = self.clock.now.replace(hour=0, minute=0, second=0, microsecond=0)
        limits = Limits(
            self.settings.posh_min_transfer, self.settings.posh_max_transfer, journal.moved_since(account, midnight)
        )
        rules.check_limits(amount, limits)
        rules.check_witnesses(amount, ConfirmPage(amount, (_METHOD,), bank), _METHOD, bank)
        transfer = journal.intend(account, amount, _METHOD, bank, self.settings.posh_base_url, run, f"run-{run.pk}")
        journal.submit(transfer)
        after = Decimal("0.00") if proven else amount
        verdict = rules.judge(Aftermath("", proven, amount, after), amount)
        if verdict.state == "confirmed":
            journal.confirm(transfer, verdict.reason, run=run)
            self.balance = after
            self.paid_at.append(self.clock.now)
        else:
            journal.doubt(transfer, verdict.reason)


def run_the_job(job: Job, settings: Settings) -> int:
    """Run the job through the engine, without its console."""
    with contextlib.redirect_stdout(io.StringIO()):
        return job_run.run_job(job, settings)


@contextlib.contextmanager
def simulated(clock: Clock, shop: Shop) -> Iterator[None]:
    """Put the clock and the recordings in place for as long as the block lasts."""
    with contextlib.ExitStack() as stack:
        for module in [module for name, module in sys.modules.items() if name.startswith("automation_suite.")]:
            if getattr(module, "datetime", None) is datetime:
                stack.enter_context(patch.object(module, "datetime", _clock_class(clock)))
        stack.enter_context(patch.object(job_run, "time", SimpleNamespace(sleep=clock.advance)))
        stack.enter_context(patch.object(processes, "run_limited", shop.robot))
        stack.enter_context(patch.object(ending, "_write_log", lambda *_: None))
        yield


def _clock_class(clock: Clock) -> type[datetime]:
    class Simulated(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return clock.now.astimezone(tz or UTC)

    return Simulated
