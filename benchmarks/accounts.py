"""An owner of several accounts, each with a practice site of its own."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.stage import Stage, before_a_transfer, environment
from tests.owner import JOB, Owner
from tests.practice_server import PracticeServer

_JOB = f"""
[{JOB}]
title = "Move the Poshmark balance to the bank"
suite = "suites/poshmark/balance_transfer.robot"
schedule = "5 6 * * *"
moves_money = true
"""


@dataclass(frozen=True)
class Accounts:
    """Several accounts with the same job.

    Attributes:
        owner: The owner, with the practice site of the first account.
        further: The practice sites of the other accounts.
    """

    owner: Owner
    further: tuple[PracticeServer, ...]

    @property
    def jobs(self) -> list[str]:
        """The names of the jobs, one for each account."""
        return [JOB, *(f"{JOB}_{_name(place)}" for place in range(len(self.further)))]

    def environment(self, **settings: str) -> dict[str, str]:
        """Return the whole environment of a command, with the addresses of all sites."""
        addresses = {f"{_name(place).upper()}_POSH_BASE_URL": site.site for place, site in enumerate(self.further)}
        return environment(self.owner, JOBS_FILE=str(self.owner.folder / "jobs.toml"), **addresses, **settings)

    def before(self, pace: str) -> None:
        """Let each account have money to move, and no session."""
        for site in (self.owner.practice, *self.further):
            before_a_transfer(site, pace)


def accounts(stage: Stage, name: str, number: int) -> Accounts:
    """Start the practice sites and write the table of the jobs."""
    owner = stage.owner(name)
    likes = [f'[{JOB}_{_name(place)}]\nlike = "{JOB}"\naccount = "{_name(place)}"\n' for place in range(number - 1)]
    (owner.folder / "jobs.toml").write_text("\n".join([_JOB, *likes]))
    return Accounts(owner, tuple(stage.practice(f"{name}, {_name(place)}") for place in range(number - 1)))


def _name(place: int) -> str:
    return f"further{place + 1}"
