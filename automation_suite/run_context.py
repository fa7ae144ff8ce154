"""What a run hands to the processes that it starts: which run they belong to and how far they may go."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

_DRY_RUN, _TRACE = "SUITE_DRY_RUN", "SUITE_TRACE"


@dataclass(frozen=True)
class RunContext:
    """The run that this process belongs to.

    Attributes:
        run_id: Row in the history; 0 when a suite is started by hand with ``robot``.
        job: Such as ``poshmark.balance_transfer``.
        account: Whose money and whose browser profile.
        dry_run: Everything is read and compared, nothing is moved.
        trace: Everything that the browser does after the login is recorded.
    """

    run_id: int
    job: str
    account: str
    dry_run: bool
    trace: bool = False

    @property
    def platform(self) -> str:
        """The platform of the job, such as ``poshmark``."""
        return self.job.partition(".")[0] if "." in self.job else "poshmark"

    def variables(self) -> dict[str, str]:
        """Return the environment variables for a child process."""
        return {
            "SUITE_RUN_ID": str(self.run_id),
            "SUITE_JOB": self.job,
            "SUITE_ACCOUNT": self.account,
            **ways_to_run(self.dry_run, self.trace),
        }


def ways_to_run(dry_run: bool, trace: bool) -> dict[str, str]:
    """Return the environment variables that say how far a run may go and whether the browser is recorded."""
    return {_DRY_RUN: "1" if dry_run else "0", _TRACE: "1" if trace else "0"}


def current(environment: Mapping[str, str] = os.environ) -> RunContext:
    """Return the run that this process belongs to. A suite started by hand moves no money: it is a dry run."""
    return RunContext(
        run_id=int(environment.get("SUITE_RUN_ID", "0")),
        job=environment.get("SUITE_JOB", "by_hand"),
        account=environment.get("SUITE_ACCOUNT", "poshmark"),
        dry_run=environment.get(_DRY_RUN, "1") != "0",
        trace=environment.get(_TRACE, "0") == "1",
    )
