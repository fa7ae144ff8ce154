"""What a job asks a person to do. Pure; ``ToDo`` keeps it until it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Asked:
    """One thing that a person has to do by hand; see ``ToDo`` for what the attributes mean."""

    key: str
    platform: str
    account: str
    kind: str
    title: str
    text: str
    due_at: datetime
    prepared: str = ""
    address: str = ""
