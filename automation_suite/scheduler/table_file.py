"""``jobs.toml`` as the scheduler goes by it: taken over when it changes, kept when the new one is not right.

What counts is kept in the state folder too, where the runs read it: a run that is due is made although somebody has just
broken the table.
"""

from __future__ import annotations

from pathlib import Path

from automation_suite.jobs import jobs_of
from automation_suite.settings import Settings


class TableFile:
    """The table that counts.

    Attributes:
        jobs: Of the table that counts; those that are off too.

    Args:
        settings: Say where it is.

    Raises:
        SettingsError: It is not right, so there is none that counts.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._seen = self._tried = self._counts = _content(settings.jobs_path)
        self.jobs = jobs_of(settings)
        self._keep()

    def look(self, at_once: bool = False) -> bool:
        """Take over a table that has changed, or is right again, and tell whether there was one.

        Args:
            at_once: Read it again in any case. Otherwise it has to be the same for two looks, because one that is just
                being written may read well and lack half of its jobs.

        Raises:
            SettingsError: The new one is not right; the one before still counts. Said once for each.
        """
        found = _content(self._settings.jobs_path)
        settled, self._seen = found == self._seen, found
        if not at_once and (not settled or found == self._tried):
            return False
        was_right, self._tried = self._tried == self._counts, found
        self.jobs = jobs_of(self._settings)
        old, self._counts = self._counts, found
        self._keep()
        return found != old or not was_right

    def _keep(self) -> None:
        kept = kept_table(self._settings)
        new = kept.with_suffix(".new")
        new.write_bytes(self._counts)
        # Never half a table for a run that reads it now.
        new.replace(kept)


def kept_table(settings: Settings) -> Path:
    """Return the file with the table by which the scheduler goes, and the runs that it starts."""
    return settings.state_path / "scheduler" / "jobs.toml"


def is_taken_over(settings: Settings) -> bool:
    """Tell whether the scheduler goes by the table as it is now."""
    return _content(kept_table(settings)) == _content(settings.jobs_path)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
