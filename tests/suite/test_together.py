"""Several jobs and accounts at once, through pabot."""

from __future__ import annotations

import signal
import subprocess
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from robot.api import ExecutionResult

from automation_suite.project import PROJECT
from tests.practice_server import PracticeServer
from tests.suite.conftest import Owner, wait_until

pytestmark = pytest.mark.browser

SECOND_ACCOUNT = '\n[poshmark.balance_transfer_boutique]\nlike = "poshmark.balance_transfer"\naccount = "boutique"\n'
CHILD_OR_PABOT = {"automation_suite.running.pabot_child", "pabot.pabot"}
OUTCOMES = "SELECT job, account, outcome FROM automation_history_run ORDER BY started_at, job"


def _together(owner: Owner) -> Path:
    return next((owner.folder / "results").glob("poshmark/together/*"))


def test_jobs_of_one_account_run_one_after_the_other(owner: Owner) -> None:
    ended = owner.types("poshmark")
    assert ended.status == 0, ended.text
    runs = owner.rows("SELECT job, outcome, started_at, ended_at FROM automation_history_run ORDER BY started_at")
    assert [(job, outcome) for job, outcome, _, _ in runs] == [
        ("poshmark.balance_transfer", "done"), ("poshmark.sales_snapshot", "done")
    ]  # fmt: skip
    assert runs[0][3] <= runs[1][2]
    assert owner.practice.payments == ["275.70"]
    assert "✓ Redeem Once" in ended.text
    assert "✓ Read All Sales" in ended.text
    merged = ExecutionResult(_together(owner) / "output.xml")
    assert [suite.name for suite in merged.suite.suites] == [
        "Move the Poshmark balance to the bank", "Take a snapshot of the Poshmark sales"
    ]  # fmt: skip
    assert (_together(owner) / "log.html").stat().st_size > 100_000


def test_what_one_job_needs_decides_the_exit_status_and_the_log_has_its_picture(owner: Owner) -> None:
    owner.practice.behave("instant+other-bank")
    ended = owner.types("poshmark")
    assert ended.status == 3, ended.text
    assert [row[2] for row in owner.rows(OUTCOMES)] == ["needs a person", "done"]
    assert "data:image/jpeg;base64," in (_together(owner) / "output.xml").read_text()


def test_two_accounts_run_side_by_side(owner: Owner, second_practice: PracticeServer) -> None:
    (owner.folder / "jobs.toml").write_text((PROJECT / "jobs.toml").read_text() + SECOND_ACCOUNT)
    settings = {
        "JOBS_FILE": str(owner.folder / "jobs.toml"),
        "BOUTIQUE_POSH_BASE_URL": second_practice.environment()["POSH_BASE_URL"],
    }
    ended = owner.types("poshmark", **settings)
    assert ended.status == 0, ended.text
    assert (owner.practice.payments, second_practice.payments) == (["275.70"], ["275.70"])
    times = dict(owner.rows("SELECT account, max(started_at) FROM automation_history_run GROUP BY account"))
    transfer = owner.rows("SELECT ended_at FROM automation_history_run WHERE job = 'poshmark.balance_transfer'")[0][0]
    assert times["boutique"] < transfer
    assert "boutique:   ✓ Redeem Once" in ended.text
    assert sorted(account for account, in owner.rows("SELECT account FROM automation_history_transfer")) == [
        "boutique", "poshmark"
    ]  # fmt: skip
    assert {path.name for path in (owner.folder / "state" / "profiles").iterdir()} == {"boutique", "poshmark"}


def _children(process: subprocess.Popen[str]) -> list[psutil.Process]:
    """Return pabot's children."""
    family = psutil.Process(process.pid).children(recursive=True)
    return [each for each in family if {"automation_suite.running.pabot_child"} == CHILD_OR_PABOT & set(each.cmdline())]


def _kill_first_child(process: subprocess.Popen[str]) -> None:
    """Kill one of pabot's children, as soon as there is one, with everything that it has started."""
    wait_until(lambda: _children(process))
    member = _children(process)[0]
    for each in (*member.children(recursive=True), member):
        # Killing one may already have ended another.
        with suppress(psutil.NoSuchProcess):
            each.send_signal(signal.SIGKILL)


def test_a_lost_child_is_told_and_the_others_go_on(owner: Owner) -> None:
    owner.practice.behave("instant+hang-moved")
    process = owner.starts("poshmark")
    wait_until(lambda: owner.practice.payments)
    _kill_first_child(process)
    owner.practice.behave("instant")
    text = process.communicate(timeout=120)[0]
    assert process.returncode == 1, text
    assert "The run of poshmark.balance_transfer was lost" in text
    assert [row[2] for row in owner.rows(OUTCOMES)] == ["unknown", "done"]
    assert [mail["Subject"] for mail in owner.practice.mails()] == ["Poshmark: not known whether the money moved"]
    assert owner.practice.payments == ["275.70"]


def test_a_child_that_never_began_is_told_too(owner: Owner) -> None:
    process = owner.starts("poshmark")
    _kill_first_child(process)
    text = process.communicate(timeout=120)[0]
    assert process.returncode == 1, text
    assert sorted(row[2] for row in owner.rows(OUTCOMES)) == ["done", "failed"]
    assert [mail["Subject"] for mail in owner.practice.mails()] == ["A Poshmark run was cut off"]


def test_no_secret_is_left_anywhere(owner: Owner) -> None:
    owner.types("poshmark")
    secret = owner.environment["POSH_PASS"].encode()
    written = [path for path in (owner.folder / "results").rglob("*") if path.is_file()]
    assert written
    assert [path for path in written if secret in path.read_bytes()] == []
