"""A day with a real browser: the job under a fault, what it left behind, and the run after the fault."""

from __future__ import annotations

import json
import shutil
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.endurance.fault_mix import Fault
from tests.endurance.stage import open_transfers, resolve_as_the_ledger_says, run_the_job
from tests.owner import JOB, Owner

AMOUNT = "275.70"


@dataclass(frozen=True)
class Recording:
    """What one attempt under a fault has shown.

    Attributes:
        outcome: Of the run.
        state: Of its transfer; empty without one.
        seconds: Of one attempt.
        output: Its ``output.xml``.
        payments: How often the money had moved in the end, after the run that followed the fault.
    """

    outcome: str
    state: str
    seconds: float
    output: str
    payments: int


def play(owner: Owner, fault: Fault) -> Recording:
    """Run the job under a fault as a new owner, then end the fault and run it again."""
    shutil.rmtree(owner.folder, ignore_errors=True)
    owner.folder.mkdir(parents=True)
    owner.practice.reset()
    owner.practice.behave(fault.scenario)
    started = time.monotonic()
    owner.types(JOB, **dict(fault.settings))
    seconds = time.monotonic() - started
    outcome, attempts = owner.rows("SELECT outcome, attempts FROM automation_history_run ORDER BY id DESC LIMIT 1")[0]
    states = owner.transfers
    output = (owner.newest_folder / "output.xml").read_text()
    _run_after(owner)
    return Recording(
        outcome=str(outcome), state=states[-1][0] if states else "", seconds=seconds / int(attempts), output=output,
        payments=len(owner.practice.payments),
    )  # fmt: skip


def _run_after(owner: Owner) -> None:
    if open_transfers(owner):
        resolve_as_the_ledger_says(owner)
    # A switch fills the balance up, so what is paid must stay paid.
    owner.practice.behave("instant+balance-zero" if owner.practice.payments else "instant")
    run_the_job(owner)


class Recordings:
    """The recordings of each fault, kept in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def of(self, fault: Fault) -> list[Recording]:
        """Return the recordings of a fault, the oldest first."""
        return [Recording(**json.loads(path.read_text())) for path in sorted(self._folder.glob(f"{_slug(fault)}--*.json"))]

    def add(self, fault: Fault, recording: Recording) -> None:
        """Keep one more."""
        number = len(self.of(fault))
        (self._folder / f"{_slug(fault)}--{number:04}.json").write_text(json.dumps(asdict(recording)))


def _slug(fault: Fault) -> str:
    return fault.name.replace(" ", "-").replace(",", "")
