"""The command, the environment and the order of jobs for pabot, and what its children read of them. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path

from automation_suite import processes, run_context
from automation_suite.jobs import Job
from automation_suite.project import PROJECT
from automation_suite.settings import AWS, Settings, variables

ENDED = "ended.json"
# Chromium, Node and two Python processes of one run, with some room.
BYTES_FOR_A_RUN = 900_000_000
# A run waits for pages most of its time; with many more a page would come too late for its run.
_RUNS_FOR_A_CORE = 2


def browsers_at_once(accounts: int, free_bytes: int, cores: int) -> int:
    """Return how many runs may go on side by side: one for each account, as far as memory and processor reach."""
    return max(1, min(accounts, free_bytes // BYTES_FOR_A_RUN, cores * _RUNS_FOR_A_CORE))


def suite_name(job: Job) -> str:
    """Return how Robot Framework calls the job's suite in the folder that pabot runs."""
    return f"{_title(job.platform)}.{_title(file_name(job))}"


def ordering(jobs: Sequence[Job]) -> str:
    """Return pabot's table of what waits for what: each job for the one before it of the same account."""
    before: dict[str, Job] = {}
    lines = []
    for job in jobs:
        waits_for = f" #DEPENDS {suite_name(before[job.account_name])}" if job.account_name in before else ""
        lines.append(f"--suite {suite_name(job)}{waits_for}")
        before[job.account_name] = job
    return "\n".join([*lines, ""])


def command(folder: Path, platform: str, at_once: int) -> list[str]:
    """Return the command that starts pabot."""
    return processes.python_module(
        "pabot.pabot", "--command", *processes.python_module("automation_suite.running.pabot_child"), "--end-command",
        "--processes", str(at_once), "--no-pabotlib", "--pabotconsole", "none",
        "--ordering", str(order_file(folder)), "dynamic", "run_all",
        "--outputdir", str(folder), "--logtitle", _title(platform), "--reporttitle", _title(platform), "--rpa",
        str(folder / platform),
    )  # fmt: skip


def environment(settings_of: Mapping[str, Settings], dry_run: bool, trace: bool) -> dict[str, str]:
    """Return the variables of pabot: all children inherit them, and each child hands on only its own.

    What they log is sent by the process that has started them, so none of them needs a key to AWS.
    """
    values = [_handed_on(settings, prefix) for prefix, settings in settings_of.items()]
    merged = dict(itertools.chain.from_iterable(part.items() for part in values))
    return {**merged, **run_context.ways_to_run(dry_run, trace), "PYTHONPATH": str(PROJECT)}


def _handed_on(settings: Settings, prefix: str) -> dict[str, str]:
    own = variables(settings, prefix)
    return {name: value for name, value in own.items() if not name.startswith(f"{prefix}{AWS}".upper())}


def order_file(folder: Path) -> Path:
    """Return where the order of the jobs stands."""
    return folder / "order.txt"


def file_name(job: Job) -> str:
    """Return the name of the job's suite in the folder that pabot runs; two accounts may share a suite."""
    return job.name.partition(".")[2]


def _title(name: str) -> str:
    return name.replace("_", " ").title()
