"""How the service refuses: a status and one sentence under ``error``, sometimes with a description."""

from __future__ import annotations


class EtsyError(Exception):
    """The service refuses a request.

    Args:
        status: Of HTTP.
        error: Its sentence, or for OAuth its word.
        description: More about a word of OAuth.
        retry_after: Seconds after which the service takes such a call again; 0 when it does not say.
    """

    def __init__(self, status: int, error: str, description: str = "", retry_after: int = 0) -> None:
        super().__init__(error)
        self.status, self.error, self.description, self.retry_after = status, error, description, retry_after

    @property
    def body(self) -> dict[str, str]:
        """The answer's body."""
        return {"error": self.error} | ({"error_description": self.description} if self.description else {})


def missing(what: str) -> EtsyError:
    """Return the refusal of something that is not there."""
    return EtsyError(404, f"{what} not found.")


def wrong(sentence: str) -> EtsyError:
    """Return the refusal of a value."""
    return EtsyError(400, sentence)
