"""Running a command while looking at all its processes: what they are, their CPU time, their memory."""

from __future__ import annotations

import contextlib
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.stage import check

# What a process does after it was last seen is lost, so look often.
_INTERVAL_SECONDS = 0.02


@dataclass(frozen=True)
class Seen:
    """A process as it was last seen.

    Attributes:
        is_python: It runs Python; else Node or the browser.
        cpu_seconds: Its own, in user and system mode, without its children.
        peak_bytes: The most memory that it had at once (resident set).
    """

    is_python: bool
    cpu_seconds: float
    peak_bytes: int


@dataclass(frozen=True)
class Watched:
    """What a command has used.

    Attributes:
        processes: Each process of it, ended or not.
        together_bytes: The most memory that all of them had at once, shared pages counted once (proportional set); 0 when
            it was not asked for.
    """

    processes: tuple[Seen, ...]
    together_bytes: int

    @property
    def python_cpu_seconds(self) -> float:
        """CPU time of the Python processes alone; Node and the browser work for the pages."""
        return sum(process.cpu_seconds for process in self.processes if process.is_python)

    @property
    def largest_python_bytes(self) -> int:
        """Peak of the Python process that had the most."""
        return max(process.peak_bytes for process in self.processes if process.is_python)


def watch(command: Sequence[str], variables: Mapping[str, str], folder: Path, together: bool = False) -> Watched:
    """Run a command and look at its processes until it ends.

    Args:
        command: What to run.
        variables: Its whole environment.
        folder: Where it runs.
        together: Look at the memory of all processes at once too, which takes longer for each look.

    Raises:
        MeasuringError: It failed.
    """
    seen: dict[int, Seen] = {}
    most = 0
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(
            command, cwd=folder, env=dict(variables), stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
        while process.poll() is None:
            family = list(_family(process.pid))
            for member in family:
                _look(member, seen)
            most = max(most, sum(map(_proportional_bytes, family)) if together else 0)
            time.sleep(_INTERVAL_SECONDS)
        output.seek(0)
        check(command, process.returncode, output.read())
    return Watched(tuple(seen.values()), most)


def _family(head: int) -> Iterator[psutil.Process]:
    with contextlib.suppress(psutil.Error):
        parent = psutil.Process(head)
        yield parent
        yield from parent.children(recursive=True)


def _look(process: psutil.Process, seen: dict[int, Seen]) -> None:
    with contextlib.suppress(psutil.Error), process.oneshot():
        times, before = process.cpu_times(), seen.get(process.pid)
        peak = max(process.memory_info().rss, before.peak_bytes if before else 0)
        # A process that has just been forked still has its parent's name, so the last one counts.
        seen[process.pid] = Seen(process.name().startswith("python"), times.user + times.system, peak)


def _proportional_bytes(process: psutil.Process) -> int:
    with contextlib.suppress(psutil.Error):
        return int(process.memory_full_info().pss)
    return 0
