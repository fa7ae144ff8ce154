"""Turning calls that write into answers to changes: what was taken, what was refused, and what nobody knows.

Nothing is raised once something may have left. As long as nothing has, trouble that passes and a missing consent are raised,
so that the changes wait.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from automation_suite.errors import SuiteError
from automation_suite.plans.change import Answer, Ended
from automation_suite.platform_api.calls import AnswerLostError, CallRefusedError
from automation_suite.platform_api.reading import AnswerIncompleteError

LOST = Answer(Ended.NOT_KNOWN, explanation="The answer was lost; it may have been carried out.")
NOT_REACHED = Answer(Ended.NOT_KNOWN, explanation="It was not sent, because a call before it failed.")


def refused(error: CallRefusedError) -> Answer:
    """Return the answer to a change that the platform refuses."""
    facts = {"status": error.status, "code": error.code}
    return Answer(Ended.NOT_TAKEN, explanation=error.happened, next_step=error.next_step, facts=facts)


def faulty(faults: Sequence[str]) -> Answer:
    """Return the answer to a change that was not sent because the platform would refuse it."""
    words = f"{' '.join(faults)} Nothing was sent."
    return Answer(Ended.NOT_TAKEN, explanation=words, next_step="Correct it and plan it anew.")


class Writing:
    """The write of some changes, which may need several calls.

    Args:
        count: How many changes there are. They are told by their places, from 0.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._answers: dict[int, Answer] = {}
        self._has_left = False
        self._stopped = False

    @property
    def answers(self) -> list[Answer]:
        """An answer to each change; what no call was made for counts as not known, so it is looked at."""
        return [self._answers.get(place, NOT_REACHED) for place in range(self._count)]

    @property
    def open_places(self) -> list[int]:
        """The changes that have no answer yet, as long as further calls may be made."""
        return [] if self._stopped else [place for place in range(self._count) if place not in self._answers]

    def answer(self, place: int, answer: Answer) -> None:
        """Set the answer to a change."""
        self._answers[place] = answer

    def look(self, places: Iterable[int], call: Callable[[], None]) -> None:
        """Make a call that only reads. When it fails after something has left, the write ends here.

        Raises:
            SuiteError: It failed, and nothing has left.
        """

        def made() -> dict[int, Answer]:
            call()
            return {}

        self._make(list(places), made, writes=False)

    def send(self, places: Iterable[int], call: Callable[[], Mapping[int, Answer]]) -> None:
        """Make one call that writes some of the changes.

        Args:
            places: Which changes; those that its answer does not name are open still.
            call: Makes it and returns what has become of them.

        Raises:
            SuiteError: It did not leave, and neither has anything before.
        """
        self._make(list(places), call, writes=True)

    def _make(self, places: list[int], call: Callable[[], Mapping[int, Answer]], writes: bool) -> None:
        if self._stopped or not places:
            return
        try:
            answers = call()
        except CallRefusedError as error:
            answers = dict.fromkeys(places, refused(error))
        except SuiteError as error:
            # A write whose answer is incomplete has been carried out all the same, or not.
            if writes and isinstance(error, AnswerLostError | AnswerIncompleteError):
                answers, self._has_left = dict.fromkeys(places, LOST), True
            elif self._has_left:
                self._stopped = True
                return
            else:
                raise
        else:
            self._has_left = self._has_left or writes
        self._answers |= answers
