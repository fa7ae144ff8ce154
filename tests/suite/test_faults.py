"""Runs that are repeated, doubled, killed, or started on a machine in trouble: at most one transfer, never a lost record."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.suite.conftest import JOB, Owner, kill_everything, wait_until

pytestmark = pytest.mark.browser

# Starts the rest of its command line as a program that can write no file.
_WITHOUT_ROOM_FOR_FILES = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (1, 1))
os.execv(sys.argv[1], sys.argv[1:])
"""


def test_a_second_run_the_same_day_uses_the_session_and_finds_nothing_to_do(owner: Owner) -> None:
    assert owner.types(JOB).status == 0
    ended = owner.types(JOB)
    assert (ended.status, [outcome for outcome, _ in owner.runs]) == (0, ["done", "nothing to do"]), ended.text
    assert owner.practice.report["requests"].count("POST /vm-rest/auth/login") == 1
    assert owner.practice.payments == ["275.70"]


def test_a_second_run_at_the_same_time_is_not_started(owner: Owner) -> None:
    owner.practice.behave("")
    first = owner.starts(JOB)
    wait_until(
        lambda: (owner.folder / "state" / "locks" / "poshmark.lock").exists() and list(owner.folder.glob("results/*/*/*"))
    )
    second = owner.types(JOB)
    assert (second.status, "Another run of poshmark goes on" in second.text) == (4, True), second.text
    first.communicate(timeout=120)
    assert (first.returncode, owner.practice.payments) == (0, ["275.70"])


@pytest.mark.parametrize(("moment", "moved"), [("before the press", []), ("after the press", ["275.70"])])
def test_killed_in_the_middle(owner: Owner, moment: str, moved: list[str]) -> None:
    owner.practice.behave("instant+hang-moved" if moment == "after the press" else "")
    process = owner.starts(JOB)
    if moment == "after the press":
        wait_until(lambda: owner.practice.payments)
    else:
        wait_until(lambda: "POST /vm-rest/redemptions" in owner.practice.report["requests"])
    kill_everything(process)
    killed = owner.newest_folder
    # What is earned afterwards is moved as well, by the run that settles the first transfer.
    owner.practice.behave("instant+balance-80")
    ended = owner.types(JOB)
    assert ended.status == 0, ended.text
    assert owner.practice.payments == [*moved, "80.00"]
    assert [amount for state, amount in owner.transfers if state == "confirmed"] == [*map(float, moved), 80.0]
    assert owner.runs[0][0] in ("failed", "unknown")
    subjects = [mail["Subject"] for mail in owner.practice.mails()]
    assert any("cut off" in subject or "not known" in subject for subject in subjects), subjects
    total = sum(map(float, owner.practice.payments))
    assert any(subject.startswith(f"Moved ${total:.2f}") for subject in subjects), subjects
    assert (killed / "log.html").stat().st_size > 100_000
    assert "was cut off before its end" in owner.rows("SELECT sentence FROM automation_history_run ORDER BY id")[0][0]


def test_interrupted_by_the_person(owner: Owner) -> None:
    owner.practice.behave("slow")
    process = owner.starts(JOB)
    wait_until(lambda: list(owner.folder.glob("results/*/*/*/output.xml")))
    process.terminate()
    text = process.communicate(timeout=60)[0]
    assert process.returncode == 130, text
    assert owner.practice.payments == []
    assert owner.runs[0][0] == "failed"


def test_nothing_can_be_written_at_the_start(owner: Owner) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _WITHOUT_ROOM_FOR_FILES, *owner.command(JOB)],
        cwd=owner.folder, env=owner.environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ended.returncode == 1, ended.stdout + ended.stderr
    assert "No money was moved" in ended.stdout
    assert [mail["Subject"] for mail in owner.practice.mails()] == ["Poshmark: the history cannot be written"]


@pytest.mark.skipif(sys.platform != "linux" or shutil.which("mount") is None, reason="a small disk is made with mount")
def test_disk_is_full(owner: Owner) -> None:
    disk = owner.folder / "state"
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(disk)], check=False, capture_output=True
    ).returncode:
        pytest.skip("this user may not mount a disk")
    try:
        (disk / "filler").write_bytes(b"x" * 300_000)
        ended = owner.types(JOB)
        assert (ended.status, owner.practice.payments) == (1, []), ended.text
        assert "No money was moved" in ended.text
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_database_is_locked(owner: Owner) -> None:
    assert owner.types(JOB, "--dry-run").status == 0
    other = sqlite3.connect(owner.folder / "state" / "history.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    ended = owner.types(JOB)
    other.execute("ROLLBACK")
    assert (ended.status, owner.practice.payments) == (1, []), ended.text
    assert "database is locked" in ended.text
    assert owner.types(JOB).status == 0
    assert owner.practice.payments == ["275.70"]


@pytest.mark.parametrize("scenario", ["mail-down", "mail-rejects", "mail-login-refused"])
def test_mail_that_cannot_be_delivered_is_kept_and_sent_later(owner: Owner, scenario: str) -> None:
    owner.practice.behave(f"instant+{scenario}")
    ended = owner.types(JOB)
    assert ended.status == 0, ended.text
    assert "could not be sent and is kept" in ended.text
    waiting = "SELECT count(*) FROM automation_history_message WHERE sent_at IS NULL"
    assert owner.rows(waiting) == [(1,)]
    assert owner.types("health-check").status == 1
    owner.practice.behave("instant+balance-zero")
    with sqlite3.connect(owner.folder / "state" / "history.sqlite3") as connection:
        connection.execute("UPDATE automation_history_message SET next_try_at = NULL")
    owner.types(JOB)
    assert owner.rows(waiting) == [(0,)]
    assert [mail["Subject"] for mail in owner.practice.mails()] == ["Moved $275.70 to bank ••••1234"]


def test_mailbox_for_codes_is_down_and_no_code_is_asked_for(owner: Owner) -> None:
    ended = owner.types(JOB, IMAP_PORT="9")
    assert (ended.status, owner.practice.payments) == (0, ["275.70"]), ended.text


def test_a_run_that_hangs_is_ended_with_its_browser(owner: Owner, tmp_path: Path) -> None:
    import psutil

    owner.practice.behave("slow")
    process = owner.starts(JOB)
    wait_until(lambda: any("chrom" in child.name() for child in psutil.Process(process.pid).children(recursive=True)))
    family = psutil.Process(process.pid).children(recursive=True)
    process.terminate()
    process.communicate(timeout=60)
    wait_until(lambda: not any(member.is_running() and member.status() != psutil.STATUS_ZOMBIE for member in family), 20)
