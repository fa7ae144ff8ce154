"""A shop with short jobs without a browser, and a scheduler that runs for it as a process of its own."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sqlite3
import struct
import subprocess
import sys
import time
import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from automation_suite.project import PROJECT

SECRETS = {"POSH_PASS": "planted-shop-pass", "EMAIL_APP_PASSWORD": "planted-mail-pass"}
QUICK = "*** Tasks ***\nGreeting\n    Log    Hello\n"
# It says when it is in the middle of its work, and when it was allowed to tidy up.
SLOW = """*** Settings ***
Library    OperatingSystem
Task Teardown    Create File    {folder}/tidied
*** Tasks ***
Slow
    Create File    {folder}/working
    Sleep    {seconds}s
"""
KILLS_ITS_RUN = "*** Tasks ***\nKill\n    Evaluate    os.kill(os.getppid(), 9)    modules=os\n    Sleep    1s\n"
PATIENCE = 60.0
ZONE = "Shop/Street"


@dataclass
class Shop:
    """Folders, a table and a time zone of its own, in which a minute begins when a test wants it to."""

    folder: Path
    entries: dict[str, str] = field(default_factory=dict)

    @property
    def table(self) -> Path:
        return self.folder / "jobs.toml"

    @property
    def environment(self) -> dict[str, str]:
        return SECRETS | {
            "POSH_EMAIL": "a", "NOTIFICATION_EMAIL": "me@x.example", "SMTP_HOST": "127.0.0.1", "SMTP_PORT": "9",
            "SMTP_SECURITY": "none", "BROWSER_PATH": "/bin/true", "STATE_DIR": str(self.folder / "state"),
            "RESULTS_DIR": str(self.folder / "results"), "JOBS_FILE": str(self.table),
            "PYTHONTZPATH": os.pathsep.join([str(self.folder), *zoneinfo.TZPATH]),
        }  # fmt: skip

    def python(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run Python with the shop's settings."""
        whole = {**os.environ, **self.environment, "PYTHONPATH": str(PROJECT), **environment}
        return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False, env=whole)

    def minute_begins_in(self, seconds: int) -> datetime:
        """Make the time zone, and return the moment in it."""
        moment = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=seconds)
        path = self.folder / ZONE
        path.parent.mkdir(exist_ok=True)
        # The shortest file of a zone: no changes of the clock, one offset from UTC.
        counts = struct.pack(">4sc15x6l", b"TZif", b"\0", 0, 0, 0, 0, 1, 4)
        path.write_bytes(counts + struct.pack(">lbb", -moment.second % 60, 0, 0) + b"SHO\0")
        with path.open("rb") as file:
            return moment.astimezone(ZoneInfo.from_file(file))

    def has_job(self, name: str, due: datetime, suite: str = QUICK, **facts: object) -> None:
        """Put a job into the table that starts each day at that time."""
        path = self.folder / f"{name}.robot"
        path.write_text(suite.replace("{folder}", str(self.folder)))
        given = {"title": name.title(), "suite": str(path), "schedule": f"{due.minute} {due.hour} * * *", **facts}
        zone = {} if due.tzinfo is UTC else {"time_zone": ZONE}
        lines = [f"{key} = {json.dumps(value)}" for key, value in (given | zone).items()]
        self.entries[name] = "\n".join([f"[shop.{name}]", *lines, ""])
        self.table.write_text("\n".join(self.entries.values()))

    def waits_for_work(self) -> None:
        """Wait until the slow job is in the middle of its work."""
        until = time.monotonic() + PATIENCE
        while not (self.folder / "working").exists():
            assert time.monotonic() < until
            time.sleep(0.1)

    def runs(self) -> list[tuple[str, datetime, str]]:
        """Return job, start and outcome of each run that has ended."""
        history = self.folder / "state" / "history.sqlite3"
        asked = "SELECT job, started_at, outcome FROM automation_history_run WHERE ended_at NOT NULL ORDER BY id"
        # Before the first run there is none.
        with contextlib.suppress(sqlite3.OperationalError), sqlite3.connect(f"{history.as_uri()}?mode=ro", uri=True) as kept:
            rows = kept.execute(asked).fetchall()
            return [(job, datetime.fromisoformat(start).replace(tzinfo=UTC), outcome) for job, start, outcome in rows]
        return []


@dataclass
class Running:
    """A scheduler that runs, and what it has printed."""

    process: subprocess.Popen[bytes]
    output: Path

    @property
    def lines(self) -> list[str]:
        return self.output.read_text().splitlines()

    def says(self, words: str, times: int = 1) -> None:
        """Wait until it has printed these words so many times."""
        until = time.monotonic() + PATIENCE
        while self.output.read_text().count(words) < times:
            assert self.process.poll() is None and time.monotonic() < until, f"{words!r} in {self.output.read_text()}"
            time.sleep(0.1)

    def end(self, number: int = signal.SIGTERM) -> float:
        """End it with a signal, and return after how many seconds it has ended."""
        asked = time.monotonic()
        self.process.send_signal(number)
        assert self.process.wait(PATIENCE) == 0, self.output.read_text()
        return time.monotonic() - asked


@contextlib.contextmanager
def scheduler(shop: Shop) -> Iterator[Running]:
    output = shop.folder / "output.txt"
    command = [sys.executable, "-P", "-m", "automation_suite.cli", "schedule"]
    environment = {**os.environ, **shop.environment, "PYTHONPATH": str(PROJECT)}
    with output.open("wb") as file:
        process = subprocess.Popen(command, env=environment, stdout=file, stderr=subprocess.STDOUT, cwd="/")
    try:
        running = Running(process, output)
        running.says("next start")
        yield running
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(PATIENCE)
