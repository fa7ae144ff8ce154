"""The scheduler as a process: what is due in a few seconds, signals, a table that changes or breaks, runs that crash."""

from __future__ import annotations

import json
import signal
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from automation_suite.running.lock import account_lock
from tests.scheduler.shop import KILLS_ITS_RUN, SECRETS, SLOW, Shop, scheduler

DEPLOY = "import json; from automation_suite.shared.cron_manager import *; print(json.dumps(setup_all_crons()))"


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


def deploy(shop: Shop) -> dict[str, Any]:
    """Do what the web application does after it was deployed; there is no crontab to be found."""
    ended = shop.python("-c", DEPLOY, PATH="")
    found: dict[str, Any] = json.loads(ended.stdout or ended.stderr)
    return found


def test_a_start_at_its_time_and_in_a_changed_table_and_what_came_while_another_ran(shop: Shop) -> None:
    now = datetime.now(UTC)
    shop.has_job("missed", now - timedelta(minutes=90), grace_minutes=60, moves_money=True)
    shop.has_job("late", now - timedelta(minutes=5), SLOW.replace("{seconds}", "6"))
    with scheduler(shop) as running:
        # Within its grace it is made at once; beyond it never.
        running.says("shop.late: starts")
        due = shop.minute_begins_in(5)
        shop.has_job("timely", due)
        running.says("jobs.toml has changed and was taken over")
        running.says("shop.timely: DONE")
        assert running.end() < 5
        lines = running.lines
    assert [job for job, _, _ in shop.runs()] == ["shop.late", "shop.timely"]
    # Never two of a platform at once, because they share an account: the second waited for the end of the first.
    last_of_late = max(number for number, line in enumerate(lines) if line.startswith("shop.late: Log: "))
    assert lines.index("shop.timely: starts") > last_of_late
    assert all(line.startswith(("scheduler: ", "shop.late: ", "shop.timely: ", "shop.missed: next start")) for line in lines)
    assert not [line for line in lines if "Another run" in line]
    everything = b"".join(path.read_bytes() for path in shop.folder.rglob("*") if path.is_file())
    assert not [secret for secret in SECRETS.values() if secret.encode() in everything]


def test_a_start_in_a_few_seconds_is_made_once_whoever_starts_the_scheduler_anew(shop: Shop) -> None:
    due = shop.minute_begins_in(6)
    shop.has_job("timely", due)
    with scheduler(shop) as running:
        assert not shop.runs()
        running.says("shop.timely: DONE")
        running.end(signal.SIGINT)
    (_, started, outcome), *more = shop.runs()
    assert (timedelta(0) <= started - due < timedelta(seconds=30), outcome, more) == (True, "done", [])
    with scheduler(shop) as running:
        # It calls at once, because the grace still lasts; the call finds that the start has been made.
        time.sleep(4)
        running.end()
    assert len(shop.runs()) == 1
    assert "shop.timely: starts" not in running.lines


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_a_run_politely(shop: Shop, number: int) -> None:
    shop.has_job("slow", datetime.now(UTC) - timedelta(minutes=1), SLOW.replace("{seconds}", "50"))
    with scheduler(shop) as running:
        shop.waits_for_work()
        assert running.end(number) < 12
    assert (shop.folder / "tidied").exists()
    assert [(job, outcome) for job, _, outcome in shop.runs()] == [("shop.slow", "failed")]
    assert "shop.slow: FAILED: The run was interrupted." in running.lines
    assert running.lines[-1] == "scheduler: has ended."


def test_a_broken_table_is_told_and_the_one_before_goes_on(shop: Shop) -> None:
    due = shop.minute_begins_in(12)
    shop.has_job("timely", due)
    good = shop.table.read_text()
    with scheduler(shop) as running:
        shop.table.write_text(good + "\n[shop.wrong]\nschedule = 61\n")
        running.says("schedule of shop.wrong")
        shop.table.write_bytes(b"\xff\xfe")
        running.process.send_signal(signal.SIGHUP)
        running.says("codec can't decode")
        shop.table.unlink()
        running.says("No such file")
        running.says("the one before goes on", 3)
        # The runs go by it too.
        running.says("shop.timely: DONE")
        shop.table.write_text(good)
        running.says("has changed and was taken over")
        # What the web application calls where a scheduler runs.
        assert deploy(shop) == {"changed": False, "lines": [], "problems": []}
        shop.table.write_text(good.replace('title = "Timely"', 'title = "In time"'))
        assert deploy(shop) == {"changed": True, "lines": [], "problems": []}
        running.end()


def test_what_a_run_does_never_ends_the_scheduler(shop: Shop) -> None:
    shop.has_job("killed", datetime.now(UTC) - timedelta(minutes=1), KILLS_ITS_RUN)
    with scheduler(shop) as running:
        running.says("scheduler: shop was ended by signal 9")
        with account_lock(shop.folder / "state" / "locks", "shop"):
            due = shop.minute_begins_in(4)
            shop.has_job("timely", due)
            running.says("shop.timely: Another run of shop goes on")
            running.says("calls shop again in 3 minutes")
        second = shop.python("-m", "automation_suite.cli", "schedule")
        assert (second.returncode, "Another scheduler runs" in second.stdout) == (4, True)
        assert running.end() < 5


def test_a_broken_table_at_the_start_is_refused(shop: Shop) -> None:
    shop.table.write_text("x = [")
    ended = shop.python("-m", "automation_suite.cli", "schedule")
    assert (ended.returncode, "Nothing was started." in ended.stderr) == (2, True)
