"""Runs of ``inventory_sync``: through the command line, or in a child of this process that has everything imported.

The child does what ``run.py`` does (lock, row in the history, Robot Framework with the suite, conclusion, end of the row),
but delivers no message and does not try again. It is killed like any other process.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connections
from robot.run import run_cli

from automation_suite.errors import SuiteError
from automation_suite.history.setup import migrate
from automation_suite.jobs import job_named
from automation_suite.outcomes import exit_status
from automation_suite.run_context import RunContext
from automation_suite.running import ending, job_run, left_behind, robot_command
from automation_suite.running.lock import account_lock
from automation_suite.settings import first_environment, process_settings
from tests.owner import kill_everything
from tests.platform_owner import PlatformOwner

_PATIENCE = 300.0
_LIBRARIES = ("EBayShop", "EtsyShop", "Plans", "PlatformSession", "StockSync")
# What a child need not import again.
for _name in ("RequestsLibrary", *(f"libraries.{name}" for name in _LIBRARIES)):
    importlib.import_module(_name)


@dataclass
class SyncRuns:
    """Starts runs and waits for them.

    Attributes:
        owner: Whose.
        seconds: How long a run takes here: that of the latest ones, evened out.
    """

    owner: PlatformOwner
    seconds: float = 1.0
    _nowhere: socket.socket = field(default_factory=socket.socket)

    def __post_init__(self) -> None:
        # Nobody listens there, and nobody else can while it is bound.
        self._nowhere.bind(("127.0.0.1", 0))

    def run(
        self,
        platform: str,
        *,
        by_command: bool = False,
        down: bool = False,
        kill_at: float | None = None,
        meanwhile: tuple[float, Callable[[], None]] | None = None,
    ) -> int | None:
        """Run a platform's job and return its exit status; none when it was killed.

        Args:
            platform: Whose job.
            by_command: Through the command line.
            down: Neither API can be reached.
            kill_at: After which share of a usual run everything is killed.
            meanwhile: What happens after which share of a run.
        """
        settings = self._down() if down else {}
        started = time.monotonic()
        if by_command:
            return self._by_command(platform, settings, kill_at, meanwhile)
        child = self._forked(f"{platform}.inventory_sync", {**self.owner.environment, **settings})
        if meanwhile:
            time.sleep(meanwhile[0] * self.seconds)
            meanwhile[1]()
        if kill_at is not None:
            time.sleep(kill_at * self.seconds)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            return None
        if not down and kill_at is None:
            self.seconds = 0.8 * self.seconds + 0.2 * min(time.monotonic() - started, 10.0)
        return os.waitstatus_to_exitcode(status)

    def _by_command(
        self,
        platform: str,
        settings: dict[str, str],
        kill_at: float | None,
        meanwhile: tuple[float, Callable[[], None]] | None,
    ) -> int | None:
        process = self.owner.starts(f"{platform}.inventory_sync", **settings)
        if meanwhile:
            meanwhile[1]()
        if kill_at is not None:
            # Imports come first there.
            time.sleep(2.0 + kill_at * self.seconds * 2)
            kill_everything(process)
            return None
        process.communicate(timeout=_PATIENCE)
        return process.returncode

    def _down(self) -> dict[str, str]:
        nowhere = f"http://127.0.0.1:{self._nowhere.getsockname()[1]}"
        return {f"{name}_{kind}_URL": nowhere for name in ("EBAY", "ETSY") for kind in ("API", "AUTH")}

    def _forked(self, job: str, environment: dict[str, str]) -> int:
        # A connection to the database must not be shared by two processes.
        connections.close_all()
        sys.stdout.flush()
        child = os.fork()
        if child:
            with contextlib.suppress(PermissionError):
                os.setpgid(child, child)
            return child
        status = 1
        try:
            os.setpgid(0, 0)
            status = _in_child(job, environment, str(self.owner.folder / "child.log"))
        except SuiteError as error:
            print(error, flush=True)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)


def _in_child(name: str, environment: dict[str, str], log: str) -> int:
    handle = os.open(log, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    os.dup2(handle, 1)
    os.dup2(handle, 2)
    os.environ.clear()
    os.environ.update(environment)
    # What this process has read for itself on importing is not the owner's.
    for cached in (first_environment, process_settings):
        cached.cache_clear()
    settings = process_settings()
    job = job_named(name, settings)
    assert job is not None
    with account_lock(settings.state_path / "locks", job.account_name):
        migrate()
        left_behind.settle(job.account_name, settings)
        row = job_run.begin(job, settings, dry_run=False)
        context = RunContext(row.pk, job.name, job.account_name, dry_run=False)
        os.environ.update(context.variables())
        command = robot_command.command(job, settings, Path(row.folder), context, steps=False)
        run_cli(command[command.index("robot") + 1 :], exit=False)
        found = ending.conclude(row, settings)
        ending.complete(row, found, settings)
    return exit_status(found.outcome)
