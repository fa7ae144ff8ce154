"""SIGKILL to everything that a run has started, at random moments, half of them around the money click.

Each kill is followed by a normal run and, where a transfer stays open, by the person's word as the practice ledger
says and another run. The practice site lives outside of what is killed. Moments are drawn from a seed; the spans that
they are drawn from are measured by the first run. When it is interrupted, the same command goes on.
"""

from __future__ import annotations

import argparse
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from automation_suite.monitoring.tables import show
from tests.endurance import kill_rules
from tests.endurance.kill_rules import AFTER, ANYWHERE, BARS, BEFORE, Plan, Seen, Spans
from tests.endurance.progress import Progress
from tests.endurance.stage import (
    NO_DAILY_LIMIT,
    end_leftovers,
    folders_without_row,
    open_transfers,
    resolve_as_the_ledger_says,
    run_the_job,
    runs_without_end,
)
from tests.owner import JOB, Owner, kill_everything
from tests.practice_server import practice_site

_MINIMUM = Decimal("5.00")
_PATIENCE = 60.0
# A message whose sender was killed is free again after five minutes.
_CLAIM_SECONDS = 310


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--count", type=int, default=1000, help="how many kills")
    parser.add_argument("--seed", type=int, default=1, help="of the moments")


def run(arguments: argparse.Namespace) -> int:
    """Kill, judge, print the table; 1 when a bar is missed."""
    progress = Progress("kills", {"seed": arguments.seed})
    with practice_site(progress.folder / "site") as site:
        owner = Owner(progress.folder, site)
        spans = _first_run(owner)
        print(f"A run takes {spans.run:.1f} s here; the click comes {spans.before:.1f} s after the redemption.", flush=True)
        for number in range(len(progress.done), arguments.count):
            started = time.monotonic()
            result = _round(owner, kill_rules.plan(arguments.seed, number), spans)
            progress.add(result)
            _show_round(result, arguments.count, time.monotonic() - started)
        waiting = _messages_left(owner)
    return _report(progress.done[: arguments.count], waiting)


def _first_run(owner: Owner) -> Spans:
    """Tidy up what an interruption has left, and measure how long a run takes here."""
    owner.practice.behave("instant")
    owner.practice.end_sessions()
    run_the_job(owner)
    resolve_as_the_ledger_says(owner)
    _fresh_shop(owner)
    known, started = _newest_transfer(owner), time.monotonic()
    ended = run_the_job(owner)
    seconds = time.monotonic() - started
    assert ended.status == 0, ended.text
    assert _newest_transfer(owner) > known, ended.text
    opened = next(line["at"] for line in owner.practice.report["ledger"] if line["kind"] == "redemption opened")
    clicked = owner.rows("SELECT at FROM automation_history_transferevent WHERE state = 'submitted' ORDER BY id DESC")[0][0]
    ended_at = owner.rows("SELECT ended_at FROM automation_history_run ORDER BY id DESC")[0][0]
    before = _moment(clicked) - datetime.fromisoformat(opened)
    return Spans(seconds * 1.05, before.total_seconds(), (_moment(ended_at) - _moment(clicked)).total_seconds())


def _moment(stored: str) -> datetime:
    return datetime.fromisoformat(stored).replace(tzinfo=UTC)


def _fresh_shop(owner: Owner) -> None:
    """Empty ledger and mailbox, log everybody out, fill the balance up."""
    owner.practice.behave("instant")
    owner.practice.reset()
    owner.practice.behave("instant")


def _round(owner: Owner, plan: Plan, spans: Spans) -> dict[str, Any]:
    _fresh_shop(owner)
    last_run, last_transfer, last_message = (_newest(owner, table) for table in ("run", "transfer", "message"))
    process = owner.starts(JOB, **NO_DAILY_LIMIT)
    _wait_for_moment(owner, process, plan, spans, last_transfer)
    came_first = process.poll() is not None
    kill_everything(process)
    left = end_leftovers(owner.folder)
    place = _place(owner, last_run, last_transfer)
    killed_run = _newest(owner, "run") if _newest(owner, "run") > last_run else 0
    owner.practice.behave(plan.afterwards)
    status = run_the_job(owner).status
    stayed_open = [number for number, _ in open_transfers(owner)]
    if resolve_as_the_ledger_says(owner):
        run_the_job(owner)
    seen = _seen(owner, last_transfer, last_message, stayed_open, killed_run)
    return {
        "number": plan.number,
        "aim": plan.aim,
        "place": "the run had ended by itself" if came_first else place,
        "afterwards": plan.afterwards,
        "left_processes": left,
        "status": status,
        "stayed_open": stayed_open,
        "explained": list(seen.explained),
        "balance": str(seen.balance),
        "missed": kill_rules.judge(seen),
    }


def _wait_for_moment(owner: Owner, process: subprocess.Popen[str], plan: Plan, spans: Spans, last_transfer: int) -> None:
    begun: Callable[[], bool] = {
        ANYWHERE: _at_once,
        BEFORE: lambda: _redemption_opened(owner),
        AFTER: lambda: _newest(owner, "transfer") > last_transfer,
    }[plan.aim]
    deadline = time.monotonic() + _PATIENCE
    while not begun() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    end = time.monotonic() + kill_rules.wait_seconds(plan, spans)
    while time.monotonic() < end and process.poll() is None:
        time.sleep(0.005)


def _at_once() -> bool:
    return True


def _redemption_opened(owner: Owner) -> bool:
    return any(line["kind"] == "redemption opened" for line in owner.practice.report["ledger"])


def _place(owner: Owner, last_run: int, last_transfer: int) -> str:
    runs = owner.rows(f"SELECT ended_at FROM automation_history_run WHERE id > {last_run}")
    states = owner.rows(f"SELECT state FROM automation_history_transfer WHERE id > {last_transfer}")
    state = str(states[0][0]) if states else ""
    return kill_rules.place(state, bool(owner.practice.payments), bool(runs), bool(runs and runs[0][0]))


def _seen(owner: Owner, last_transfer: int, last_message: int, stayed_open: list[int], killed_run: int) -> Seen:
    report = owner.practice.report
    transfers = owner.rows(f"SELECT state, reference FROM automation_history_transfer WHERE id > {last_transfer}")
    messages = owner.rows(f"SELECT text, run_id FROM automation_history_message WHERE id > {last_message}")
    return Seen(
        paid=[str(payment["id"]) for payment in report["payments"]],
        confirmed=[str(reference) for state, reference in transfers if state == "confirmed"],
        balance=Decimal(report["balance"]),
        minimum=_MINIMUM,
        runs_without_end=runs_without_end(owner),
        folders_without_row=folders_without_row(owner),
        stayed_open=stayed_open,
        explained=[n for n in stayed_open if any(f"transfers resolve {n} " in text for text, _ in messages)],
        told=len(messages),
        killed_run_told=not killed_run or any(run == killed_run for _, run in messages),
    )


def _newest(owner: Owner, table: str) -> int:
    try:
        return int(owner.rows(f"SELECT coalesce(max(id), 0) FROM automation_history_{table}")[0][0])
    except sqlite3.OperationalError:
        # The very first run was killed before it had made the tables.
        return 0


def _newest_transfer(owner: Owner) -> int:
    return _newest(owner, "transfer")


def _messages_left(owner: Owner) -> int:
    """Give messages whose sender was killed their time, and return how many are still not delivered."""
    if waiting := _undelivered(owner):
        print(f"{waiting} messages wait for their sender's claim to end …", flush=True)
        time.sleep(_CLAIM_SECONDS)
        run_the_job(owner)
    return _undelivered(owner)


def _undelivered(owner: Owner) -> int:
    return int(owner.rows("SELECT count(*) FROM automation_history_message WHERE sent_at IS NULL")[0][0])


def _show_round(result: dict[str, Any], count: int, seconds: float) -> None:
    missed = "".join(f"\n      MISSED {bar}: {words}" for bar, words in result["missed"])
    still = f", stayed open {result['stayed_open']}" if result["stayed_open"] else ""
    print(
        f"[{result['number'] + 1:4}/{count}] {result['aim']:12} {result['place']:28} then {result['status']}{still}"
        f"  ({seconds:.1f} s){missed}",
        flush=True,
    )


def _report(done: list[dict[str, Any]], waiting: int) -> int:
    places: Counter[tuple[str, str]] = Counter((item["place"], item["aim"]) for item in done)
    rows = []
    for place in sorted({item["place"] for item in done}):
        items = [item for item in done if item["place"] == place]
        open_after = sum(bool(item["stayed_open"]) for item in items)
        missed = sum(len(item["missed"]) for item in items)
        cells = (*(places[place, aim] for aim in (ANYWHERE, BEFORE, AFTER)), open_after, missed)
        rows.append((place, *(str(cell) for cell in cells)))
    show(("how far the killed run had come", ANYWHERE, BEFORE, AFTER, "stayed open", "bars missed"), rows)
    missed_bars = Counter(bar for item in done for bar, _ in item["missed"])
    counts = ", ".join(f"{bar} {missed_bars[bar]}" for bar in BARS)
    opened = sum(len(item["stayed_open"]) for item in done)
    explained = sum(len(item["explained"]) for item in done)
    left = sum(bool(item["left_processes"]) for item in done)
    print(
        f"\n{len(done)} kills: {counts}; {opened} transfers stayed open, {explained} of them explained to the owner;"
        f" {waiting} messages never delivered; {left} kills that left a process behind."
    )
    return 1 if missed_bars or waiting else 0
