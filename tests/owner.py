"""An owner who types commands, as tests and endurance commands play one: with folders and a practice site of his own."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from automation_suite.project import PROJECT
from automation_suite.sightings import drift_in
from tests.practice_server import PracticeServer

JOB = "poshmark.balance_transfer"


@dataclass(frozen=True)
class Ended:
    """How a command ended: exit status and everything that it printed."""

    status: int
    text: str


@dataclass(frozen=True)
class Owner:
    """An owner with a state and results folder of his own, who types commands."""

    folder: Path
    practice: PracticeServer

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR", "SSL_CERT_FILE") if name in os.environ}
        own = {
            "STATE_DIR": str(self.folder / "state"),
            "RESULTS_DIR": str(self.folder / "results"),
            "PYTHONPATH": str(PROJECT),
        }
        return {**kept, **self.practice.environment(), **own}

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "automation_suite.cli", *arguments]

    def types(self, *arguments: str, typing: str = "", **settings: str) -> Ended:
        """Type a command and wait for its end."""
        ended = subprocess.run(
            self.command(*arguments), cwd=self.folder, env={**self.environment, **settings},
            capture_output=True, text=True, timeout=240, check=False, input=typing,
        )  # fmt: skip
        return Ended(ended.returncode, ended.stdout + ended.stderr)

    def starts(self, *arguments: str, **settings: str) -> subprocess.Popen[str]:
        """Type a command and do not wait."""
        return subprocess.Popen(
            self.command(*arguments), cwd=self.folder, env={**self.environment, **settings}, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, start_new_session=True,
        )  # fmt: skip

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Read the history as anybody could who has the file."""
        # Closed at once: locks of SQLite end when any other handle of the same process on the file is closed.
        with contextlib.closing(sqlite3.connect(self.folder / "state" / "history.sqlite3")) as connection:
            return connection.execute(query).fetchall()

    @property
    def transfers(self) -> list[tuple[str, float]]:
        return [
            (state, float(amount))
            for state, amount in self.rows("SELECT state, amount FROM automation_history_transfer ORDER BY id")
        ]

    @property
    def runs(self) -> list[tuple[str, str]]:
        return self.rows("SELECT outcome, trouble FROM automation_history_run ORDER BY id")

    @property
    def newest_folder(self) -> Path:
        return max((self.folder / "results").glob("poshmark/balance_transfer/*"))

    def evidence(self) -> dict[str, Any]:
        facts: dict[str, Any] = json.loads((self.newest_folder / "evidence" / "facts.json").read_text())
        return facts

    def drift(self) -> list[str]:
        found = json.loads(self.rows("SELECT found FROM automation_history_run ORDER BY id DESC LIMIT 1")[0][0])
        return [entry["locator"] for entry in drift_in(found)]


def kill_everything(process: subprocess.Popen[str]) -> None:
    """Kill a run as a power cut would: run.py, Robot Framework, Node and the browser, each with its process group."""
    with contextlib.suppress(psutil.NoSuchProcess):
        head = psutil.Process(process.pid)
        family = [head, *head.children(recursive=True)]
        for group in {_group_of(member) for member in family} - {os.getpgrp(), None}:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(int(group or 0), signal.SIGKILL)
        psutil.wait_procs(family, timeout=10)
    process.communicate()


def _group_of(process: psutil.Process) -> int | None:
    with contextlib.suppress(ProcessLookupError):
        return os.getpgid(process.pid)
    return None


def wait_until(condition: Any, seconds: float = 60) -> None:
    """Look again and again until something is so."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)
