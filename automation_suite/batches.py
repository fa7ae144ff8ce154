"""Parts of a long list, as large as one statement or one call may have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

Thing = TypeVar("Thing")


def batches(things: Sequence[Thing], size: int) -> Iterator[Sequence[Thing]]:
    """Give all things in their order, at most so many at once."""
    for start in range(0, len(things), size):
        yield things[start : start + size]
