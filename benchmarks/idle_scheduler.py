"""What the scheduler costs while nothing is due: CPU time and memory of its process in ten minutes."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import psutil

from benchmarks.figure import Compared, Figure
from benchmarks.stage import MeasuringError, Stage, environment, run_py, say
from tests.owner import JOB

_SECONDS = 600
# Until then it reads its table and plans; a container does so once in weeks.
_SETTLING_SECONDS = 15
_MEGABYTE = 1_000_000


def idle(stage: Stage) -> Iterator[Figure]:
    """Give the share of one core and the most memory. Its hourly health check, a process of its own, does not count."""
    owner = stage.owner("idle scheduler")
    far = datetime.now(UTC) + timedelta(hours=12)
    (owner.folder / "jobs.toml").write_text(
        f'[{JOB}]\ntitle = "Move the balance"\nsuite = "suites/poshmark/balance_transfer.robot"\n'
        f'schedule = "{far.minute} {far.hour} * * *"\ntime_zone = "UTC"\nmoves_money = true\n'
    )
    variables = environment(owner, JOBS_FILE=str(owner.folder / "jobs.toml"))
    with subprocess.Popen(
        run_py("schedule"), cwd=owner.folder, env=variables, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True,
    ) as process:  # fmt: skip
        try:
            time.sleep(_SETTLING_SECONDS)
            if process.poll() is not None:
                raise MeasuringError(f"the scheduler ended: {process.communicate()[0]}")
            say(f"  looking at it for {_SECONDS} s …")
            used, peak = _watched(psutil.Process(process.pid))
        finally:
            process.terminate()
    yield Figure("the idle scheduler, of one core", "%", 100 * used / _SECONDS, 0.5, compared=Compared.ALONE)
    yield Figure("memory of the idle scheduler", "MB", peak / _MEGABYTE, 120, compared=Compared.ALONE)


def _watched(process: psutil.Process) -> tuple[float, int]:
    """Return the CPU seconds that it used meanwhile, and the most bytes that it had (resident set)."""
    before, peak = _cpu_seconds(process), 0
    ends = time.monotonic() + _SECONDS
    while time.monotonic() < ends:
        peak = max(peak, process.memory_info().rss)
        time.sleep(1)
    return _cpu_seconds(process) - before, peak


def _cpu_seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)
