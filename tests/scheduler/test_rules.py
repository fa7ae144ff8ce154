"""What the scheduler computes: when to call, whose a line is, which table counts; and how it ends a program."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psutil
import pytest

from automation_suite import processes
from automation_suite.commands import cron
from automation_suite.errors import SettingsError
from automation_suite.jobs import Job, load_jobs
from automation_suite.line_names import LineNames, announcement
from automation_suite.project import PROJECT
from automation_suite.scheduler import presence, scheduler
from automation_suite.scheduler.table_file import TableFile, is_taken_over, kept_table
from automation_suite.settings import Settings, load_settings
from automation_suite.starts import next_call

ALL_JOBS = len(load_jobs())
# 06:05 in New York is 11:05 UTC in November.
DUE = datetime(2026, 11, 23, 11, 5, tzinfo=UTC)
STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGINT, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
print(child.pid, flush=True)
time.sleep(60)
"""


def job(**facts: Any) -> Job:
    return Job.model_validate({**load_jobs()[0].model_dump(), **facts})


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (DUE - timedelta(seconds=1), DUE),
        (DUE, DUE + timedelta(hours=2, minutes=30)),  # the first make-up
        (DUE + timedelta(days=2), DUE + timedelta(days=2, hours=2, minutes=30)),
    ],
)
def test_the_next_call_is_a_start_or_a_make_up(now: datetime, expected: datetime) -> None:
    assert next_call([job()], now) == expected


def test_no_call_on_a_day_off_and_the_earliest_of_several_jobs() -> None:
    resting, weekly = job(days_off=["monday"]), job(schedule="0 20 * * mon", make_up="", time_zone="UTC")
    assert next_call([resting], DUE - timedelta(hours=1)) == DUE + timedelta(days=1)
    assert next_call([resting, weekly], DUE) == datetime(2026, 11, 23, 20, tzinfo=UTC)
    assert next_call([job(schedule="0 6 * * sun", make_up="", days_off=["sunday"])], DUE) is None


def test_the_earliest_call_in_an_hour_that_comes_twice() -> None:
    # On the first of November New York's clocks go from 02:00 EDT back to 01:00 EST.
    often, later = job(schedule="*/50 * * * *", make_up=""), job(schedule="55 0 * * *", make_up="10 2 * * *")
    second_hour = datetime(2026, 11, 1, 6, 0, tzinfo=UTC)
    assert next_call([often, later], second_hour) == second_hour + timedelta(minutes=50)


def test_each_line_has_the_name_of_its_job() -> None:
    lines = LineNames("shop", ["shop.a", "shop.b"])
    given = ["shop.b: together", "Log of all jobs", announcement("shop.a"), "  ✓ Step", "shop.c: no job", "Log: x"]
    assert [lines.name(line) for line in given] == [
        "shop.b: together", "shop: Log of all jobs", "shop.a: starts", "shop.a:   ✓ Step", "shop.a: shop.c: no job",
        "shop.a: Log: x",
    ]  # fmt: skip


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    kept_table(load_settings({"STATE_DIR": str(tmp_path)}, None)).parent.mkdir()
    (tmp_path / "jobs.toml").write_bytes((PROJECT / "jobs.toml").read_bytes())
    return load_settings({"STATE_DIR": str(tmp_path), "JOBS_FILE": str(tmp_path / "jobs.toml")}, None)


def test_a_table_is_taken_over_when_it_is_the_same_for_two_looks(settings: Settings) -> None:
    whole = settings.jobs_path.read_text()
    table = TableFile(settings)
    half = whole.replace("5 6 * * *", "5 7 * * *")
    # It reads well, and is not what its writer means.
    settings.jobs_path.write_text(half[: half.index("[poshmark.sales_snapshot]")])
    assert not table.look()
    settings.jobs_path.write_text(half)
    assert [table.look(), is_taken_over(settings), len(table.jobs)] == [False, False, ALL_JOBS]
    assert [table.look(), is_taken_over(settings), table.jobs[0].schedule] == [True, True, "5 7 * * *"]
    assert not table.look()
    settings.jobs_path.write_text(whole)
    assert table.look(at_once=True)


def test_a_bad_table_is_told_once_and_the_one_before_counts(settings: Settings) -> None:
    whole = settings.jobs_path.read_bytes()
    table = TableFile(settings)
    settings.jobs_path.write_text("x = [")
    assert not table.look()
    with pytest.raises(SettingsError, match="cannot be read"):
        table.look()
    assert not table.look()
    assert (len(table.jobs), kept_table(settings).read_bytes()) == (ALL_JOBS, whole)
    settings.jobs_path.write_bytes(whole)
    table.look()
    assert table.look()


def test_cron_install_and_show_speak_of_the_scheduler_that_runs(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(presence, "_PATIENCE_SECONDS", 0.3)
    monkeypatch.setenv("PATH", "")
    assert not presence.is_running(settings)
    with presence.present(settings):
        TableFile(settings)
        assert [cron._ACTIONS["install"](settings), cron._ACTIONS["show"](settings)] == [0, 0]
        told = capsys.readouterr().out
        assert "goes by" in told
        assert "needs no lines in a crontab" in told
        assert told.count("06:05 E") == 6
        settings.jobs_path.write_text(settings.jobs_path.read_text() + "\n")
        # It hangs, so it takes nothing over.
        assert cron._ACTIONS["install"](settings) == 1
        assert "has not taken over" in capsys.readouterr().out
    assert not presence.is_running(settings)


def test_after_the_clock_was_set_what_is_due_is_called(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    ran: list[str] = []
    ahead = [0.0]

    async def run(_self: scheduler.Scheduler, platform: str) -> int:
        ran.append(platform)
        running._to_end.set()
        return 0

    monkeypatch.setattr(scheduler, "_LOOK_SECONDS", 0.05)
    monkeypatch.setattr(scheduler, "_clock_ahead", lambda: ahead[0])
    monkeypatch.setattr(scheduler, "may_be_due", lambda _job, _now: ahead[0] > 0)
    monkeypatch.setattr(scheduler.Scheduler, "_run", run)
    running = scheduler.Scheduler(settings, TableFile(settings), told.append)

    async def main() -> None:
        asyncio.get_running_loop().call_later(0.3, ahead.__setitem__, 0, 3600.0)
        await asyncio.wait_for(running.run(), 10)

    asyncio.run(main())
    assert ran == ["poshmark"]
    assert "scheduler: the clock was set, or this computer has slept." in told


def beside(command: Sequence[str], seconds: float, lines: list[str]) -> processes.Ended:
    async def main() -> processes.Ended:
        return await processes.run_beside(command, {}, seconds, lines.append, asyncio.Event())

    return asyncio.run(main())


def test_a_program_that_does_not_end_is_ended_with_all_that_it_has_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_TIMES_TO_END_WELL", (0.2, 0.2))
    lines: list[str] = []
    ended = beside([sys.executable, "-c", STUBBORN], 1.5, lines)
    assert (ended.status, ended.timed_out, ended.interrupted) == (-9, True, False)
    until = time.monotonic() + 5
    while psutil.pid_exists(int(lines[0])) and psutil.Process(int(lines[0])).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < until
        time.sleep(0.05)


def test_no_line_is_too_long_or_too_strange() -> None:
    lines: list[str] = []
    words = "import sys; o = sys.stdout.buffer; o.write(b'x' * 3_000_000 + b'\\nafter \\xff\\nlast')"
    ended = beside([sys.executable, "-c", words], 60, lines)
    assert (ended.status, ended.timed_out) == (0, False)
    assert lines[-2:] == ["after \N{REPLACEMENT CHARACTER}", "last"]
    assert "(a line that is too long to show)" in lines


def test_what_is_left_behind_does_not_keep_the_scheduler_waiting() -> None:
    asked = time.monotonic()
    words = "import subprocess; subprocess.Popen(['sleep', '20'], start_new_session=True); print('started')"
    lines: list[str] = []
    assert beside([sys.executable, "-c", words], 60, lines).status == 0
    assert time.monotonic() - asked < 10
    assert lines == ["started"]
