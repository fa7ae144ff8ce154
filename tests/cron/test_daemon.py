"""A real cron daemon starts a job of a suite in a folder with an awkward name, through the real crontab."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from automation_suite.cron import table
from automation_suite.project import PROJECT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("cron") or os.geteuid() != 0, reason="needs Debian's cron, and root to start it"),
]
JOBS = """
[shop.greeting]
title = "Leave a greeting"
suite = "suites/greeting.robot"
schedule = "* * * * *"
"""
SUITE = "*** Tasks ***\nGreeting\n    Log    Hello\n"
SETTINGS = (
    "POSH_EMAIL=a\nPOSH_PASS=b\nNOTIFICATION_EMAIL=me@x.example\nEMAIL_APP_PASSWORD=c\n"
    "SMTP_HOST=127.0.0.1\nSMTP_PORT=9\nSMTP_SECURITY=none\nBROWSER_PATH=/bin/true\n"
)
MAILTO = 'MAILTO=""\n'
LONGEST_WAIT = 150


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "the shop's 100% suite"
    for name in ("automation_suite", "libraries"):
        shutil.copytree(PROJECT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("run.py", "requirements.txt"):
        shutil.copy(PROJECT / name, folder)
    (folder / ".venv").symlink_to(PROJECT / ".venv")
    (folder / "suites").mkdir()
    (folder / "suites" / "greeting.robot").write_text(SUITE)
    (folder / "jobs.toml").write_text(JOBS)
    (folder / ".env").write_text(SETTINGS)
    (folder / ".env").chmod(0o600)
    return folder


@pytest.fixture
def daemon() -> Iterator[None]:
    """A cron daemon, and the crontab as it was afterwards."""
    before = table.read()
    process = None if table.daemon_runs() else subprocess.Popen(["cron", "-f"])
    try:
        table.write(MAILTO + before)
        yield
    finally:
        table.write(before)
        if process:
            process.terminate()
            process.wait()


def suite(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(project / "run.py"), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, cwd="/")


def starts(project: Path) -> list[str]:
    history = project / "state" / "history.sqlite3"
    if not history.exists():
        return []
    with sqlite3.connect(history) as connection:
        # The first run makes the tables after the file.
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'automation_history_run'").fetchone():
            return []
        return [
            row[0] for row in connection.execute("SELECT started_at FROM automation_history_run WHERE ended_at NOT NULL")
        ]


def test_the_daemon_starts_the_job_once_a_minute(project: Path, daemon: None) -> None:
    installed = suite(project, "cron", "install")
    assert installed.returncode == 0, installed.stdout + installed.stderr
    assert MAILTO in table.read()
    until = time.monotonic() + LONGEST_WAIT
    log = project / "state" / "cron.log"
    while len(starts(project)) < 2 and time.monotonic() < until:
        time.sleep(1)
    found = starts(project)
    assert len(found) == 2, log.read_text()
    assert len({moment[:16] for moment in found}) == 2, found
    assert log.read_text().count("Leave a greeting\n") == 2
    assert suite(project, "cron", "remove").returncode == 0
    assert table.read().startswith(MAILTO)
