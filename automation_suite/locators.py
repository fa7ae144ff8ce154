"""Locators: how one thing on a page is found, in order of trust, and what the search tells.

In a resource a locator is a list: first its name in the owner's words, then its strategies. A strategy is a selector
of Playwright, or ``url=`` and a regular expression for the address.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from automation_suite.errors import PermanentError


@dataclass(frozen=True)
class Locator:
    """One thing on a page.

    Attributes:
        name: What the owner calls it, such as ``the login button``.
        strategies: Ways of finding it, the most trusted first.
    """

    name: str
    strategies: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """What a search for several locators has found.

    Attributes:
        locator: The one that matched; none when no one did.
        index: Which of its strategies matched exactly one visible element.
        counts: For each locator's name the number of visible elements that each strategy matched.
    """

    locator: Locator | None
    index: int
    counts: Mapping[str, Sequence[int]]

    @property
    def strategy(self) -> str:
        """The strategy that matched; empty when none did."""
        return self.locator.strategies[self.index] if self.locator else ""

    @property
    def ways(self) -> list[str]:
        """Every strategy of the locator that matched exactly one visible element."""
        return ways(self.locator, self.counts[self.locator.name]) if self.locator else []


def parse(lines: Sequence[str]) -> Locator:
    """Read a locator from its list in a resource.

    Raises:
        PermanentError: The list has no name or no strategy.
    """
    name, *strategies = lines
    if not strategies or name.startswith(("[", "#", ".", "css=", "role=", "text=", "url=")):
        raise PermanentError(
            f"The locator {list(lines)} is malformed: first its name in plain words, then at least one strategy.",
            "Correct it in its resource file.",
        )
    return Locator(name, tuple(strategies))


def found(locators: Sequence[Locator], answer: Mapping[str, Any]) -> Found:
    """Turn the answer of the page into what was found."""
    by_name = {locator.name: locator for locator in locators}
    name = answer["name"]
    return Found(by_name[name] if name else None, answer["index"] or 0, answer["counts"])


def ways(locator: Locator, counts: Sequence[int]) -> list[str]:
    """Return the strategies of a locator that matched exactly one visible element."""
    return [strategy for strategy, count in zip(locator.strategies, counts, strict=True) if count == 1]


def explain_nothing_found(searched: Found) -> str:
    """Return a sentence that says what was looked for and what each strategy matched instead of one element."""
    parts = []
    for name, counts in searched.counts.items():
        shown = ", ".join(str(count) for count in counts)
        many = any(count > 1 for count in counts)
        parts.append(f"{name} ({'several' if many else 'none'} visible; matches of each strategy: {shown})")
    return f"Searched in vain: {'; '.join(parts)}."
