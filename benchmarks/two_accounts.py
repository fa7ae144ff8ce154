"""Two accounts at once: through pabot against two commands by hand, and what memory one run and its processes take."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator

from automation_suite.running.pabot_command import BYTES_FOR_A_RUN
from benchmarks.accounts import Accounts, accounts
from benchmarks.figure import Compared, Figure
from benchmarks.stage import NO_DELAY, Stage, check, in_turn, run_py, seconds_of
from benchmarks.watched import watch
from tests.owner import JOB

_MEGABYTE = 1_000_000


def at_once(stage: Stage) -> Iterator[Figure]:
    """Give the time through pabot against that of two commands that are started at once."""
    pair = accounts(stage, "two accounts", 2)
    took = in_turn(stage.rounds, pabot=lambda: _through_pabot(pair), by_hand=lambda: _by_hand(pair))
    yield Figure("two accounts through pabot against two by hand", "s", took["pabot"], 1.3, took["by_hand"])


def memory(stage: Stage) -> Iterator[Figure]:
    """Give the peak of the largest Python process, and the peak of one run with Node and browser."""
    pair = accounts(stage, "memory", 2)

    def largest_python() -> float:
        pair.before(NO_DELAY)
        return watch(run_py("poshmark"), pair.environment(), pair.owner.folder).largest_python_bytes / _MEGABYTE

    def whole_run() -> float:
        pair.before(NO_DELAY)
        return watch(run_py(JOB), pair.environment(), pair.owner.folder, together=True).together_bytes / _MEGABYTE

    seen = in_turn(min(stage.rounds, 3), largest_python=largest_python, whole_run=whole_run)
    yield Figure("peak memory of the largest own Python process", "MB", seen["largest_python"], 150, compared=Compared.ALONE)
    bar = BYTES_FOR_A_RUN / _MEGABYTE
    yield Figure("memory of one run with Node and browser", "MB", seen["whole_run"], bar, compared=Compared.ALONE)


def _through_pabot(pair: Accounts) -> float:
    pair.before(NO_DELAY)
    return seconds_of(run_py("poshmark"), pair.environment(), pair.owner.folder)


def _by_hand(pair: Accounts) -> float:
    pair.before(NO_DELAY)
    variables = pair.environment()
    started = time.perf_counter()
    running = [
        subprocess.Popen(
            run_py(job), cwd=pair.owner.folder, env=variables, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True,
        )
        for job in pair.jobs
    ]  # fmt: skip
    texts = [process.communicate()[0] for process in running]
    took = time.perf_counter() - started
    for process, text in zip(running, texts, strict=True):
        check(run_py(JOB), process.returncode, text)
    return took
