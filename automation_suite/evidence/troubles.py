"""The class of a trouble, by fixed rules, and its fingerprint."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

OFFLINE = "offline"
SERVER = "5xx or 429"
LOGIN = "wall of login"
CAPTCHA = "captcha or code"
NOT_READY = "page not ready"
OVERLAY = "overlay"
LOCATOR = "locator matched none or many"
NOT_INTERACTABLE = "not interactable"
CONTENT = "wrong content"
OWN_FAULT = "own fault"
# Not read from a page: the run was ended from outside.
CUT_OFF = "cut off"

# A new rule that sorts the same failure differently needs a new version, so that old fingerprints are not mixed in.
_FINGERPRINT_VERSION = "1"
_CAPTCHA_WORDS = re.compile(r"\bcaptcha\b|real person|i'm not a robot", re.I)
# The names with SOCKS are those of the relay of the fuse: no such name, no way there, nobody answers.
_OFFLINE_WORDS = (
    "ERR_NAME_NOT_RESOLVED", "ERR_INTERNET_DISCONNECTED", "ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET",
    "ERR_SOCKS_CONNECTION_FAILED", "ERR_SOCKS_CONNECTION_HOST_UNREACHABLE",
)  # fmt: skip
_NOT_READY_WORDS = ("Timeout", "did not answer", "ERR_TIMED_OUT", "has been closed", "Target crashed")


@dataclass(frozen=True)
class Facts:
    """What is known of a failure.

    Attributes:
        message: The failure's own words.
        keyword: Name of the keyword that failed.
        stated: The class that the failing code stated itself; empty when it did not.
        url: Address of the page, without its query.
        dialog: Text of open dialogs.
        requests: Failed requests.
    """

    message: str
    keyword: str = ""
    stated: str = ""
    url: str = ""
    dialog: str = ""
    requests: tuple[str, ...] = field(default=())


def classify(facts: Facts) -> str:
    """Return the class of a trouble."""
    if _CAPTCHA_WORDS.search(facts.dialog):
        return CAPTCHA
    if any(word in facts.message for word in _OFFLINE_WORDS):
        return OFFLINE
    if facts.stated:
        return facts.stated
    if facts.url.rstrip("/").endswith("/login"):
        return LOGIN
    if "intercepts pointer events" in facts.message:
        return OVERLAY
    if any(word in facts.message for word in _NOT_READY_WORDS):
        return NOT_READY
    return OWN_FAULT


def fingerprint(trouble: str, keyword: str, message: str) -> str:
    """Return the same short text for the same kind of failure, whatever numbers and names it was about."""
    words = re.sub(r"\d+|[0-9a-f]{12,}|https?://\S+|\"[^\"]*\"", "#", message.lower())
    content = "\n".join((_FINGERPRINT_VERSION, trouble, keyword, words[:300]))
    return f"{_FINGERPRINT_VERSION}-{hashlib.sha256(content.encode()).hexdigest()[:16]}"
