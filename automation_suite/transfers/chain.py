"""The hash chain over the events of the money journal, so that a changed past shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

FIRST = "0" * 64
# Made once: years of events are hashed at each check.
_TO_JSON = json.JSONEncoder(sort_keys=True, ensure_ascii=False)


@dataclass(frozen=True)
class ChainReport:
    """What checking one account's chain found.

    Attributes:
        account: Whose chain.
        events: How many events were checked.
        head: Hash of the newest event; it stands in each mail about this account.
        broken_at: Number of the first event that does not fit; none when the chain is whole.
        problem: One plain sentence about it.
    """

    account: str
    events: int
    head: str
    broken_at: int | None
    problem: str


def event_hash(
    previous: str, account: str, sequence: int, transfer_id: int, at: datetime, state: str, facts: Mapping[str, object]
) -> str:
    """Return the SHA-256 of an event together with the hash of the event before it, in hexadecimal digits."""
    content = [previous, account, sequence, transfer_id, at.isoformat(), state, facts]
    return hashlib.sha256(_TO_JSON.encode(content).encode()).hexdigest()
