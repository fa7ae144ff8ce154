"""Whose a line is when runs of several jobs print into one place, such as the output of a container. Pure."""

from __future__ import annotations

from collections.abc import Iterable

_STARTS = "starts"


def named(name: str, line: str) -> str:
    """Return a line with the name of the job that it is about."""
    return f"{name}: {line}"


def announcement(job: str) -> str:
    """Return the line that says whose the lines after it are, until the process ends."""
    return named(job, _STARTS)


class LineNames:
    """Names each line that a run of a platform prints.

    Args:
        platform: Names what belongs to no single job.
        jobs: Names of its jobs; a line that begins with one of them has its name already.
    """

    def __init__(self, platform: str, jobs: Iterable[str]) -> None:
        self._current = platform
        self._jobs = tuple(jobs)

    def name(self, line: str) -> str:
        """Return a line with the name of its job, or of the platform when it is about no single job."""
        job = next((job for job in self._jobs if line.startswith(named(job, ""))), "")
        if line == announcement(job):
            self._current = job
        return line if job else named(self._current, line)
