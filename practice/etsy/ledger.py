"""Lines that are added to the ledger while the practice runs."""

from __future__ import annotations

from practice.etsy.memory import Memory
from practice.etsy.past import entry


def write(memory: Memory, what: tuple[str, int, str, int]) -> None:
    """Add a line: kind, cents, what it is about and the number of that."""
    entries = memory.table("entries")
    balance = entries[max(entries)]["balance"] + what[1]
    row = entry(len(entries), memory.now, balance, what)
    memory.keep("entries", row["entry_id"], row)
