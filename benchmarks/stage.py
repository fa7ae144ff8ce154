"""The stage of the benchmarks: a folder and practice sites of their own, and an owner who types commands there."""

from __future__ import annotations

import contextlib
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil

from automation_suite.project import PROJECT
from tests.endurance.stage import NO_DAILY_LIMIT
from tests.owner import Owner
from tests.practice_server import PracticeServer, practice_site

# How the practice site behaves: as slow as a real shop, or without any delay.
SHOP_PACE, NO_DELAY = "", "instant"
_IDLE_LOAD = 0.5


class MeasuringError(Exception):
    """What was to be measured did not work; the message has its last words."""


@dataclass(frozen=True)
class Stage:
    """Where everything is measured.

    Attributes:
        folder: Everything is written below it.
        rounds: How often each side of a figure is measured.
        stack: Ends the practice sites.
    """

    folder: Path
    rounds: int
    stack: contextlib.ExitStack

    def owner(self, name: str) -> Owner:
        """Return a new owner with a practice site."""
        folder = self.folder / name
        (folder / "owner").mkdir(parents=True)
        return Owner(folder / "owner", self.practice(name))

    def practice(self, name: str) -> PracticeServer:
        """Start a practice site that runs until the end of the benchmarks."""
        return self.stack.enter_context(practice_site(self.folder / name / "site"))


def run_py(*arguments: str) -> list[str]:
    """Return the command that a person types."""
    return [sys.executable, str(PROJECT / "run.py"), *arguments]


def environment(owner: Owner, **settings: str) -> dict[str, str]:
    """Return the whole environment of an owner's command."""
    return {**owner.environment, **NO_DAILY_LIMIT, **settings}


def before_a_transfer(practice: PracticeServer, pace: str) -> None:
    """Fill the balance up and end the session, so that each run logs in and has money to move."""
    practice.behave(pace)
    practice.end_sessions()


def seconds_of(command: Sequence[str], variables: Mapping[str, str], folder: Path) -> float:
    """Run a command and return the seconds that it took.

    Raises:
        MeasuringError: It failed.
    """
    started = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env=dict(variables), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True,
    ) as process:  # fmt: skip
        text = process.communicate()[0]
    took = time.perf_counter() - started
    check(command, process.returncode, text)
    return took


def check(command: Sequence[str], status: int, text: str) -> None:
    """Stop when a command failed: what it took then says nothing.

    Raises:
        MeasuringError: The status is not 0.
    """
    if status:
        raise MeasuringError(f"{' '.join(command)} ended with {status}. It wrote:\n{text[-2000:]}")


def in_turn(rounds: int, **sides: Callable[[], float]) -> dict[str, float]:
    """Measure the sides in turn, show what each took, and return the median of each.

    In turn, because a machine that is busy for a while then is so for both.

    Args:
        rounds: How often each side is measured, after once for warming up.
        sides: What measures each side, by its name.
    """
    for measure in sides.values():
        measure()
    seen: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(1, rounds + 1):
        for name, measure in sides.items():
            seen[name].append(measure())
        say(f"  {number}/{rounds}: " + ", ".join(f"{name} {values[-1]:.2f}" for name, values in seen.items()))
    return {name: statistics.median(values) for name, values in seen.items()}


def say(text: str) -> None:
    """Show progress at once."""
    print(text, file=sys.stderr, flush=True)


def machine() -> str:
    """Return in words on what is measured, and how busy it is. Ask before measuring: afterwards the load is our own."""
    memory = psutil.virtual_memory().total / 1e9
    busy = os.getloadavg()[0] > _IDLE_LOAD
    load = f"load {os.getloadavg()[0]:.1f} before the first figure ({'other work ran beside it' if busy else 'idle'})"
    return f"{datetime.now(UTC):%d %B %Y}, {os.cpu_count()} cores, {memory:.0f} GB of memory, {load}"
