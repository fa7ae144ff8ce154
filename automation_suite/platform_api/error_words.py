"""What a platform's error means, in plain words, and what a person does about it."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict

from automation_suite.platform_api.calls import CallRefusedError, NotAuthorizedError
from automation_suite.platform_api.platforms import Access

_FILE = Path(__file__).with_suffix(".toml")
_LONGEST_MESSAGE = 300


class Words(BaseModel):
    """What one error means; see ``error_words.toml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    platform: str
    code: str = ""
    says: str = ""
    happened: str
    next_step: str
    needs_consent: bool = False


class PlatformError(NamedTuple):
    """What a platform says of an error: its number or name, and its own words."""

    code: str
    message: str


@functools.cache
def all_words() -> tuple[Words, ...]:
    """Read ``error_words.toml``."""
    return tuple(Words(**entry) for entry in tomllib.loads(_FILE.read_text())["error"])


def error_in(body: Any) -> PlatformError:
    """Return what the body of an answer says of its error; also of one row of a bulk answer.

    eBay writes ``{"errors": [{"errorId": …, "message": …}]}``, Etsy ``{"error": …, "error_description": …}``.
    """
    if not isinstance(body, Mapping):
        return PlatformError("", "")
    errors = body.get("errors")
    if isinstance(errors, list) and errors and isinstance(errors[0], Mapping):
        code = str(errors[0].get("errorId", ""))
        messages = [str(one.get("longMessage") or one.get("message") or "") for one in errors if isinstance(one, Mapping)]
        return PlatformError(code, " ".join(dict.fromkeys(filter(None, messages)))[:_LONGEST_MESSAGE])
    name, description = str(body.get("error") or ""), str(body.get("error_description") or "")
    # A name such as invalid_token is one word; a sentence is no code.
    return PlatformError(name if " " not in name else "", (description or name)[:_LONGEST_MESSAGE])


def refusal(access: Access, status: int, body: Any) -> CallRefusedError | NotAuthorizedError:
    """Return the error that says what a refused call means.

    Args:
        access: Who called.
        status: HTTP status, or that of a row of a bulk answer.
        body: What the answer held.
    """
    error = error_in(body)
    words = _found(access.platform, error)
    blanks = {"platform": access.name, "message": error.message or "it gives no reason", "login": access.login}
    if words:
        happened, next_step = words.happened.format(**blanks), words.next_step.format(**blanks)
    else:
        happened, next_step = _by_status(status, blanks)
    if status == HTTPStatus.UNAUTHORIZED or (words and words.needs_consent):
        return NotAuthorizedError(happened, next_step)
    return CallRefusedError(happened, next_step, status=status, code=error.code, body=body)


def _found(platform: str, error: PlatformError) -> Words | None:
    own = [words for words in all_words() if words.platform == platform]
    text = f"{error.code} {error.message}"
    by_code = (words for words in own if words.code and words.code == error.code)
    by_text = (words for words in own if words.says and re.search(words.says, text, re.I))
    return next(by_code, None) or next(by_text, None)


def _by_status(status: int, blanks: Mapping[str, str]) -> tuple[str, str]:
    platform, message, login = blanks["platform"], blanks["message"], blanks["login"]
    if status == HTTPStatus.UNAUTHORIZED:
        return f"{platform} does not accept the token ({message}).", f"Give consent anew: {login}"
    if status == HTTPStatus.FORBIDDEN:
        return f"{platform} does not allow this call ({message}).", f"Look at what your keys may do; then: {login}"
    if status == HTTPStatus.NOT_FOUND:
        return f"{platform} did not find what was asked for ({message}).", "It may have been deleted on the platform."
    if status == HTTPStatus.CONFLICT:
        return (
            f"{platform} says that it contradicts what is there ({message}).",
            "Run the job again; it reads what is there.",
        )
    return f"{platform} refuses the call (status {status}): {message}", "Correct what it names and run the job again."
