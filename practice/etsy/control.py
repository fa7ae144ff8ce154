"""What only a rehearsal has: a consent without a person, the weekly past, and other scenarios while it runs."""

from __future__ import annotations

from dataclasses import asdict

from practice.etsy import faults, tokens
from practice.etsy.accounts import KEYSTRING, SHARED_SECRET
from practice.etsy.errors import wrong
from practice.etsy.memory import Memory
from practice.etsy.scenarios import SCENARIOS
from practice.etsy.shapes import Row


def consent(memory: Memory) -> Row:
    """Return the application's keys and a refresh token, as if the seller had just agreed."""
    return {"keystring": KEYSTRING, "shared_secret": SHARED_SECRET, "refresh_token": tokens.consent(memory)}


def history(memory: Memory) -> Row:
    """Return the weekly figures of two years, which nobody can read from the real service afterwards."""
    return {"weeks": [asdict(week) | {"monday": week.monday.isoformat()} for week in memory.past.weeks]}


def behave(memory: Memory, scenarios: str) -> Row:
    """Behave as other scenarios say from now on, and return which. First calls are counted anew.

    Args:
        memory: Of the service.
        scenarios: Names combined with ``+``.

    Raises:
        EtsyError: One of them does not exist.
    """
    names = frozenset(scenarios.split("+")) - {""}
    unknown = sorted(names - dict(SCENARIOS).keys())
    if unknown:
        raise wrong(f"There is no scenario {unknown[0]}.")
    memory.scenarios = names
    memory.forget_first_times()
    faults.at_start(memory)
    return {"scenarios": sorted(names)}
