"""Calls that a test answers by itself: a small shop in memory behind ``Calls``, which loses and refuses some of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from automation_suite.platform_api.calls import (
    AnswerLostError,
    ApiAnswer,
    BudgetSpentError,
    CallFailedError,
    CallRefusedError,
)


@dataclass(frozen=True)
class Made:
    """A call as it was made."""

    method: str
    path: str
    query: dict[str, Any]
    body: Any
    headers: dict[str, str]


Answering = Callable[..., Any]


@dataclass
class ShopCalls:
    """What answers the calls of a client, by method and path; a subclass adds the memory of a shop.

    Attributes:
        made: Every call that arrived, in order.
        faults: By a word of the path: what becomes of the next calls there. ``lost after`` is carried out, ``lost before``
            is not; ``refused``, ``fails`` and ``budget`` are not either; an empty one goes well.
    """

    made: list[Made] = field(default_factory=list)
    faults: dict[str, list[str]] = field(default_factory=dict)

    def routes(self) -> Mapping[str, Answering]:
        """Return what answers, by ``METHOD /path`` with groups for the parts that vary."""
        raise NotImplementedError

    def call(
        self,
        method: str,
        path: str,
        *,
        group: str,
        query: Mapping[str, Any] | None = None,
        json: Any = None,
        form: Mapping[str, Any] | None = None,
        files: Mapping[str, tuple[str, bytes, str]] | None = None,
        headers: Mapping[str, str] | None = None,
        application: bool = False,
    ) -> ApiAnswer:
        """Answer a call; see ``Calls``."""
        assert group
        body = json if json is not None else {**(form or {}), **(files or {})}
        made = Made(method, path, dict(query or {}), body, dict(headers or {}))
        self.made.append(made)
        fault = self._fault(f"{method} {path}")
        if fault in ("", "lost after"):
            answer = self._answer(made)
            if not fault:
                return answer
        raise {
            "lost before": AnswerLostError("The answer was lost."),
            "lost after": AnswerLostError("The answer was lost."),
            "fails": CallFailedError("It does not work right now. Nothing was changed."),
            "budget": BudgetSpentError("No further call is allowed today."),
            "refused": CallRefusedError("The shop refuses it.", status=400, code="1"),
        }[fault]

    def calls_of(self, word: str) -> list[Made]:
        """Return the calls whose method and path have a word."""
        return [made for made in self.made if word in f"{made.method} {made.path}"]

    def writes(self) -> list[str]:
        """Return what was written, as ``METHOD path``."""
        return [f"{made.method} {made.path}" for made in self.made if made.method != "GET" and "bulk_get" not in made.path]

    def _fault(self, place: str) -> str:
        return next((faults.pop(0) for word, faults in self.faults.items() if word in place and faults), "")

    def _answer(self, made: Made) -> ApiAnswer:
        for pattern, answering in self.routes().items():
            found = re.fullmatch(pattern, f"{made.method} {made.path}")
            if found:
                answer = answering(made, *found.groups())
                return answer if isinstance(answer, ApiAnswer) else ApiAnswer(200, answer, {})
        raise AssertionError(f"There is no {made.method} {made.path}.")


def missing(what: str) -> CallRefusedError:
    """Return the error of what is not there."""
    return CallRefusedError(f"There is no {what}.", status=404)


def paged(rows: Sequence[Any], made: Made, counts_pages: bool = False) -> list[Any]:
    """Return the rows of the page that was asked for."""
    size, offset = int(made.query["limit"]), int(made.query["offset"])
    start = offset * size if counts_pages else offset
    return list(rows[start : start + size])
