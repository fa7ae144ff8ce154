"""What a task states about its own end: outcome, one plain sentence, figures, as task metadata.

The metadata stands in ``output.xml``, so that file alone tells the whole story.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any, ParamSpec, TypeVar

from django.db import DatabaseError
from robot.api.deco import keyword
from robot.errors import PassExecution
from robot.running.context import EXECUTION_CONTEXTS

from automation_suite.errors import JournalError, PassingError, SuiteError
from automation_suite.outcomes import Outcome, outcome_of
from automation_suite.platform_api.calls import BudgetSpentError
from automation_suite.sightings import Sighting, added

OUTCOME = "Outcome"
SENTENCE = "What happened"
NEXT_STEP = "What to do next"
TROUBLE = "Trouble"
PASSING = "May pass by itself"
FINGERPRINT = "Fingerprint"
FIGURES = "Figures"
FOUND = "Found by"
NOTED = "Noted on the way"

Arguments = ParamSpec("Arguments")
Returned = TypeVar("Returned")


def state(outcome: Outcome, sentence: str, next_step: str = "", figures: Mapping[str, str] | None = None) -> None:
    """State how the running task ends, after what was noted on the way. A later statement replaces an earlier one."""
    notes = _notes()
    found_something = outcome is Outcome.NOTHING_TO_DO and any(note["done"] for note in notes)
    _state(
        Outcome.DONE if found_something else outcome,
        " ".join([*(note["sentence"] for note in notes), sentence]),
        next_step,
        {name: value for each in [*(note["figures"] for note in notes), figures or {}] for name, value in each.items()},
    )


def note(sentence: str, figures: Mapping[str, str] | None = None, *, done: bool = False) -> None:
    """Note what stands before whatever the task states in the end, such as what it has looked at.

    Args:
        sentence: One plain sentence.
        figures: Further figures of the run.
        done: Whether something was done, so that the task cannot end as one that had nothing to do.
    """
    _set({NOTED: json.dumps([*_notes(), {"sentence": sentence, "figures": dict(figures or {}), "done": done}])})


def add(sentence: str, figures: Mapping[str, str] | None = None) -> None:
    """Add a sentence and figures to what the task has stated, whatever its outcome; a task that stated nothing gets none."""
    if stated(SENTENCE):
        known = json.loads(stated(FIGURES) or "{}")
        _set({SENTENCE: f"{stated(SENTENCE)} {sentence}", FIGURES: json.dumps({**known, **(figures or {})})})


def state_error(error: SuiteError) -> None:
    """State that the running task ends with an error made for the owner."""
    _state(outcome_of(error), error.happened, error.next_step, {})
    _set({TROUBLE: error.trouble, PASSING: "yes" if isinstance(error, PassingError) else "no"})


def state_trouble(trouble: str, fingerprint: str) -> None:
    """State the class of a trouble and its fingerprint."""
    _set({TROUBLE: trouble, FINGERPRINT: fingerprint})


def state_sighting(sighting: Sighting) -> None:
    """Record how a thing on a page was found."""
    found = added([json.loads(line) for line in stated(FOUND).splitlines()], sighting)
    _set({FOUND: "\n".join(map(json.dumps, found))})


def step(function: Callable[Arguments, Returned]) -> Callable[Arguments, Returned]:
    """Make a method a keyword which, when it fails with an error for the owner, states the outcome first.

    A budget of calls that is spent after the task has stated what is done ends the task with that.
    """

    @keyword
    @functools.wraps(function)
    def wrapped(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Returned:
        try:
            return function(*args, **kwargs)
        except BudgetSpentError as error:
            if not _ends_with_what_is_done(error):
                raise
            raise PassExecution(error.happened) from error  # type: ignore[no-untyped-call]
        except SuiteError as error:
            state_error(error)
            raise
        except DatabaseError as error:
            plain = JournalError(
                f"The history cannot be used ({error}).", "Free some disk space, then type: python run.py health-check"
            )
            state_error(plain)
            raise plain from error

    return wrapped


def _ends_with_what_is_done(error: BudgetSpentError) -> bool:
    """State that the rest is left to the next run, if something is done; else that nothing could be, which is no success."""
    if stated(OUTCOME) == Outcome.DONE:
        _set({SENTENCE: f"{stated(SENTENCE)} The rest is left to the next run: {error.happened}"})
        return True
    state_error(error)
    # A new try at once could do no more.
    _set({PASSING: "no"})
    return False


def stated(name: str) -> str:
    """Return what the running task has stated under a name; empty when nothing, or when no task runs."""
    metadata = _metadata()
    return str(metadata.get(name, "")) if metadata is not None else ""


def _state(outcome: Outcome, sentence: str, next_step: str, figures: Mapping[str, str]) -> None:
    _set(
        {
            OUTCOME: outcome.value,
            SENTENCE: sentence,
            NEXT_STEP: next_step,
            FIGURES: json.dumps(dict(figures)),
            TROUBLE: "",
            PASSING: "no",
        }
    )


def _notes() -> list[dict[str, Any]]:
    return list(json.loads(stated(NOTED) or "[]"))


def _set(values: Mapping[str, str]) -> None:
    # The keyword of Robot Framework for this would write a line into the log each time.
    metadata = _metadata()
    if metadata is not None:
        metadata.update(values)


def _metadata() -> MutableMapping[str, str] | None:
    context = EXECUTION_CONTEXTS.current
    # A suite set-up has no task yet; what fails there is stated for the whole suite.
    return (context.test or context.suite).metadata if context and context.suite else None
