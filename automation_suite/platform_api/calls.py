"""What the client of a platform needs to call its API, whoever makes the calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from automation_suite.errors import NeedsPersonError, PassingError, PermanentError


@dataclass(frozen=True)
class ApiAnswer:
    """A successful answer.

    Attributes:
        status: HTTP status.
        body: What the JSON holds; none when the answer is empty.
        headers: By lower-case name.
    """

    status: int
    body: Any
    headers: Mapping[str, str]


class Calls(Protocol):
    """One authorized account of a platform's API."""

    def call(
        self,
        method: str,
        path: str,
        *,
        group: str,
        query: Mapping[str, str | int | Sequence[str]] | None = None,
        json: Any = None,
        form: Mapping[str, Any] | None = None,
        files: Mapping[str, tuple[str, bytes, str]] | None = None,
        headers: Mapping[str, str] | None = None,
        application: bool = False,
    ) -> ApiAnswer:
        """Make one call, within its budget, and return the answer.

        Args:
            method: Of HTTP.
            path: From the root of the API, such as ``/sell/inventory/v1/inventory_item``.
            group: Which calls share its budget.
            query: Parameters behind the question mark.
            json: Body as JSON.
            form: Body as a form.
            files: Parts of a multipart body: file name, content, media type.
            headers: Further headers.
            application: Whether the application's own token is used instead of the seller's.

        Raises:
            CallRefusedError: The platform refuses; nothing was written.
            AnswerLostError: The request may have been carried out, and its answer did not come.
            CallFailedError: Nothing was carried out, and it may pass by itself.
            BudgetSpentError: The platform allows no further call for now; this one was not made.
            NotAuthorizedError: A person has to give consent again.
        """


class CallRefusedError(PermanentError):
    """The platform refuses a call, and would again.

    Args:
        happened: One plain sentence.
        next_step: What a person does now.
        status: HTTP status.
        code: The platform's number or name of the error; empty when it gave none.
        body: What the answer held.
    """

    def __init__(self, happened: str, next_step: str = "", *, status: int = 0, code: str = "", body: Any = None) -> None:
        super().__init__(happened, next_step)
        self.status = status
        self.code = code
        self.body = body


class CallFailedError(PassingError):
    """A call failed for a reason that usually passes, and nothing was carried out."""


class AnswerLostError(PassingError):
    """A request that writes may have been carried out; its answer did not come."""


class BudgetSpentError(PassingError):
    """The platform allows no further call for now."""


class NotAuthorizedError(NeedsPersonError):
    """The consent is missing, has ended or was taken back."""
