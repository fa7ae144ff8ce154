"""How a run can end, in the owner's words, and what that means for the exit status."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from automation_suite.errors import NeedsPersonError, SuiteError, UnknownOutcomeError


class Outcome(StrEnum):
    """How a run ended."""

    DONE = "done"
    NOTHING_TO_DO = "nothing to do"
    FAILED = "failed"
    NEEDS_A_PERSON = "needs a person"
    UNKNOWN = "unknown"

    @property
    def is_good(self) -> bool:
        """Nobody has to do anything."""
        return self in (Outcome.DONE, Outcome.NOTHING_TO_DO)


EXIT_DONE, EXIT_FAILED, EXIT_USAGE, EXIT_NEEDS_A_PERSON, EXIT_ALREADY_RUNNING, EXIT_INTERRUPTED = 0, 1, 2, 3, 4, 130

_EXIT_STATUS = {
    Outcome.DONE: EXIT_DONE,
    Outcome.NOTHING_TO_DO: EXIT_DONE,
    Outcome.FAILED: EXIT_FAILED,
    Outcome.NEEDS_A_PERSON: EXIT_NEEDS_A_PERSON,
    Outcome.UNKNOWN: EXIT_NEEDS_A_PERSON,
}
_MOST_URGENT_FIRST = (EXIT_INTERRUPTED, EXIT_NEEDS_A_PERSON, EXIT_FAILED, EXIT_ALREADY_RUNNING, EXIT_DONE)


def outcome_of(error: SuiteError) -> Outcome:
    """Return the outcome that an error means."""
    if isinstance(error, UnknownOutcomeError):
        return Outcome.UNKNOWN
    return Outcome.NEEDS_A_PERSON if isinstance(error, NeedsPersonError) else Outcome.FAILED


def exit_status(outcome: Outcome) -> int:
    """Return the exit status of a run with this outcome."""
    return _EXIT_STATUS[outcome]


def most_urgent(statuses: Iterable[int]) -> int:
    """Return the exit status of several jobs: the one that most needs a person wins."""
    return min(statuses, key=_MOST_URGENT_FIRST.index, default=EXIT_DONE)
