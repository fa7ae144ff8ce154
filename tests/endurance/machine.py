"""The job on a machine in trouble: what each fault leads to, and whether the next run puts it right.

Each fault is real: a small disk that fills up, processes that are killed, a clock of libfaketime, names that do not
resolve. The clock is that of ``run.py`` only, because Robot Framework does not inherit what is preloaded. After each
fault the trouble ends, the job runs again, and an open transfer is resolved as the practice ledger says.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import shutil
import sqlite3
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from automation_suite.monitoring.tables import show
from tests.endurance.machine_faults import FAULTS, Fault
from tests.endurance.machine_rules import LONGEST_SECONDS, Played, judge
from tests.endurance.progress import Progress
from tests.endurance.stage import (
    folders_without_row,
    open_transfers,
    resolve_as_the_ledger_says,
    run_the_job,
    runs_without_end,
)
from tests.owner import JOB, Owner, kill_everything
from tests.practice_server import practice_site

_NO_HISTORY = "no row"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--only", default="", help="faults whose name contains this")


def run(arguments: argparse.Namespace) -> int:
    """Play each fault, judge, print the table; 1 when something is not as it must be."""
    progress = Progress("machine", {"only": arguments.only})
    chosen = [fault for fault in FAULTS if arguments.only in fault.name]
    with practice_site(progress.folder / "site") as site:
        for fault in chosen[len(progress.done) :]:
            owner = Owner(progress.folder / f"owner-{len(progress.done)}", site)
            result = _result(fault, owner)
            progress.add(result)
            print(
                f"[{len(progress.done):2}/{len(chosen)}] {result['fault']}: {result['problems'] or 'as it must be'}",
                flush=True,
            )
    return _report(progress.done)


def play(owner: Owner, fault: Fault) -> Played:
    """Run the job under a fault, end the fault, and run it again until nothing is open."""
    owner.practice.reset()
    owner.practice.behave(fault.scenario)
    owner.folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        settings = fault.begin(owner, stack)
        started = time.monotonic()
        process = owner.starts(JOB, **settings)
        fault.meanwhile(owner, process)
        status, console = _end_of(process)
        seconds = time.monotonic() - started
        moved, mails, outcome = owner.practice.payments, _subjects(owner), _outcome(owner)
        fault.heal(owner)
        _let_a_day_pass(owner)
        # A switch fills the balance up, so what is paid must stay paid.
        owner.practice.behave("instant+balance-zero" if moved else "instant")
        after = run_the_job(owner)
        resolved = resolve_as_the_ledger_says(owner) if open_transfers(owner) else []
        if resolved and not moved:
            run_the_job(owner)
        return Played(
            status=status, seconds=seconds, console=console, outcome=outcome, moved=moved, mails=mails,
            status_after=after.status, resolved=len(resolved), moved_in_all=owner.practice.payments,
            mails_in_all=_subjects(owner), runs_without_end=runs_without_end(owner),
            runs_ended_before_start=_number(owner, "run WHERE ended_at < started_at"),
            folders_without_row=folders_without_row(owner),
            undelivered=_number(owner, "message WHERE sent_at IS NULL"),
        )  # fmt: skip


def _let_a_day_pass(owner: Owner) -> None:
    """Make the messages that wait a day older; the next run is that of the next morning."""
    with contextlib.suppress(sqlite3.Error), sqlite3.connect(owner.folder / "state" / "history.sqlite3") as history:
        for column in ("next_try_at", "claimed_until"):
            history.execute(f"UPDATE automation_history_message SET {column} = datetime({column}, '-1 day')")


def _end_of(process: subprocess.Popen[str]) -> tuple[int | None, str]:
    try:
        console = process.communicate(timeout=LONGEST_SECONDS)[0]
    except subprocess.TimeoutExpired:
        kill_everything(process)
        return None, ""
    return process.returncode, console


def _subjects(owner: Owner) -> list[str]:
    return [str(mail["Subject"]) for mail in owner.practice.mails()]


def _outcome(owner: Owner) -> str:
    try:
        rows = owner.rows("SELECT outcome FROM automation_history_run ORDER BY id DESC LIMIT 1")
    except sqlite3.Error:
        return _NO_HISTORY
    return str(rows[0][0] or "no end") if rows else _NO_HISTORY


def _number(owner: Owner, what: str) -> int:
    return int(owner.rows(f"SELECT count(*) FROM automation_history_{what}")[0][0])


def _result(fault: Fault, owner: Owner) -> dict[str, Any]:
    if reason := fault.skipped():
        return {"fault": fault.name, "skipped": reason, "problems": []}
    _forget(owner.folder)
    played = play(owner, fault)
    _forget(owner.folder / "bin")
    return {"fault": fault.name, "skipped": "", "problems": judge(fault.expected, played), **dataclasses.asdict(played)}


def _forget(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _cells(item: dict[str, Any]) -> tuple[str, ...]:
    if item["skipped"]:
        return (item["fault"], "", f"skipped: {item['skipped']}", "", "", "", "", "")
    told = "; ".join(item["mails"]) or "kept, later: " + "; ".join(item["mails_in_all"])
    later = f"{item['status_after']}{', by a person' if item['resolved'] else ''}"
    return (
        item["fault"], str(item["status"]), item["outcome"], ", ".join(item["moved"]) or "nothing", told, later,
        f"{item['seconds']:.0f}", "; ".join(item["problems"]),
    )  # fmt: skip


def _report(done: list[dict[str, Any]]) -> int:
    show(
        ("fault", "exit", "outcome", "moved", "told", "next run", "seconds", "not as it must be"),
        [_cells(item) for item in done],
    )
    skipped, wrong = sum(bool(item["skipped"]) for item in done), sum(bool(item["problems"]) for item in done)
    print(f"\n{len(done)} faults: {len(done) - skipped - wrong} as it must be, {wrong} not, {skipped} skipped.")
    return 1 if wrong else 0
