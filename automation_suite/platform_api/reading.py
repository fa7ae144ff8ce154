"""Reading what a platform answered: what must be there is there and of the right kind, or it counts as no answer. Pure.

An answer that is empty or lacks something is never taken for zero, none or an empty list.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from automation_suite.platform_api.calls import CallFailedError


class AnswerIncompleteError(CallFailedError):
    """A platform answered with success, and what it answered is not all of it."""


class Body:
    """One object of an answer.

    Args:
        value: As it was answered.
        what: It is, for the error: ``Etsy's list of orders``.

    Raises:
        AnswerIncompleteError: It is no object at all.
    """

    __slots__ = ("_what", "raw")

    def __init__(self, value: Any, what: str) -> None:
        self._what = what
        if not isinstance(value, Mapping):
            raise AnswerIncompleteError(f"{what} came without content. Nothing was changed.")
        self.raw: Mapping[str, Any] = value

    def text(self, name: str) -> str:
        """Return a text; a number of an object is a text as well.

        Raises:
            AnswerIncompleteError: It is not there.
        """
        value = self.raw.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, str) or not value:
            raise self.lacks(name)
        return value

    def text_or(self, name: str, otherwise: str = "") -> str:
        """Return a text, or something else when there is none."""
        value = self.raw.get(name)
        return otherwise if value is None else str(value)

    def whole(self, name: str) -> int:
        """Return a whole number.

        Raises:
            AnswerIncompleteError: It is not there.
        """
        value = self.raw.get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.lacks(name)
        return value

    def whole_or_none(self, name: str) -> int | None:
        """Return a whole number; none when there is none."""
        return None if self.raw.get(name) is None else self.whole(name)

    def flag(self, name: str, otherwise: bool = False) -> bool:
        """Return whether something is so."""
        value = self.raw.get(name)
        return otherwise if value is None else bool(value)

    def moment(self, name: str) -> datetime:
        """Return a moment, aware and in UTC. Platforms write it by ISO 8601 or as seconds since 1970.

        Raises:
            AnswerIncompleteError: It is not there.
        """
        found = self.moment_or_none(name)
        if found is None:
            raise self.lacks(name)
        return found

    def moment_or_none(self, name: str) -> datetime | None:
        """Return a moment; none when there is none.

        Raises:
            AnswerIncompleteError: Something stands there that is no moment.
        """
        value = self.raw.get(name)
        if value is None or value == "":
            return None
        try:
            if isinstance(value, str):
                read = datetime.fromisoformat(value)
                return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
            return datetime.fromtimestamp(value, UTC)
        except (TypeError, ValueError, OverflowError, OSError):
            raise self.lacks(name) from None

    def part(self, name: str) -> Body:
        """Return an object within.

        Raises:
            AnswerIncompleteError: It is not there.
        """
        if not isinstance(self.raw.get(name), Mapping):
            raise self.lacks(name)
        return Body(self.raw[name], self._what)

    def part_or_none(self, name: str) -> Body | None:
        """Return an object within; none when there is none."""
        return None if self.raw.get(name) is None else self.part(name)

    def part_or_empty(self, name: str) -> Body:
        """Return an object within; one that has nothing when there is none."""
        return self.part_or_none(name) or Body({}, self._what)

    def parts(self, name: str) -> list[Body]:
        """Return the objects of a list that is left out when it is empty.

        Raises:
            AnswerIncompleteError: Something stands there that is no list of objects.
        """
        value = self.raw.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.lacks(name)
        return [Body(one, self._what) for one in value]

    def listed(self, name: str) -> list[Body]:
        """Return the objects of a list that is always there.

        Raises:
            AnswerIncompleteError: It is not there.
        """
        if self.raw.get(name) is None:
            raise self.lacks(name)
        return self.parts(name)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the texts of a list; none when there is no list."""
        value = self.raw.get(name)
        if not isinstance(value, list):
            return ()
        return tuple(str(one) for one in value)

    def lacks(self, name: str) -> AnswerIncompleteError:
        """Return the error for a field that is missing or of another kind."""
        return AnswerIncompleteError(f'{self._what} came without a usable "{name}", so it counts as not answered.')
