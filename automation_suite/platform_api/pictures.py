"""Fetching the pictures of items, for platforms that want the file and not its address."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import requests

from automation_suite.errors import PermanentError, first_line
from automation_suite.platform_api.sending import TIME_LIMITS

MEDIA_TYPES = ("image/jpeg", "image/png", "image/gif")
_MOST_BYTES = 10_000_000
_PIECE = 64 * 1024


class Picture(NamedTuple):
    """A picture as it is sent."""

    name: str
    content: bytes
    media_type: str


# Returns the picture at an address.
PictureAt = Callable[[str], Picture]


def fetch(address: str) -> Picture:
    """Return the picture at an address.

    Raises:
        PermanentError: There is none, it is no picture that platforms take, or it is larger than they take.
    """
    try:
        with requests.get(address, timeout=TIME_LIMITS, stream=True) as answer:
            answer.raise_for_status()
            media_type = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
            if media_type not in MEDIA_TYPES:
                raise _unusable(address, f'it is "{media_type or "nothing known"}"')
            content = bytearray()
            for piece in answer.iter_content(_PIECE):
                content += piece
                if len(content) > _MOST_BYTES:
                    raise _unusable(address, f"it has more than {_MOST_BYTES // 1_000_000} MB")
    except requests.RequestException as error:
        raise _unusable(address, first_line(error)) from None
    return Picture(PurePosixPath(unquote(urlsplit(address).path)).name or "picture", bytes(content), media_type)


def _unusable(address: str, why: str) -> PermanentError:
    words = f"The picture at {address} cannot be used: {why}."
    return PermanentError(words, "Put a JPEG, PNG or GIF of at most 10 MB there.")
