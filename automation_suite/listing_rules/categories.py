"""Which category of a platform is meant by the owner's words: suggested by the program, confirmed by a person. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, utils

from automation_suite.listing_rules.item import Item


@dataclass(frozen=True)
class Suggestion:
    """A category that the platform suggests.

    Attributes:
        category_id: By which the platform knows it.
        path: Its name behind those of the categories above it, the widest first.
    """

    category_id: str
    path: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """What a person has to confirm: which category is meant by some words.

    Attributes:
        words: The owner's.
        items: How many items wait for it.
        suggestions: With how alike they are to the words, from 0 to 100; the best first.
        sure: Whether the first one is much like the words.
    """

    words: str
    items: int
    suggestions: tuple[tuple[Suggestion, float], ...]
    sure: bool


def questions(
    items: Iterable[Item],
    confirmed: Mapping[str, str],
    suggested: Mapping[str, Sequence[Suggestion]],
    likeness: float,
) -> list[Question]:
    """Return what has to be confirmed: one question for all items of the same words, the most wanted first.

    Args:
        items: That are to be listed.
        confirmed: The platform's category by the owner's words.
        suggested: What the platform suggests for such words, the best first; missing when it was not asked.
        likeness: From which the best one is called sure.
    """
    known = {words.casefold() for words in confirmed}
    counts: dict[str, int] = {}
    for item in items:
        if item.category.casefold() not in known:
            counts[item.category] = counts.get(item.category, 0) + 1
    found = [_question(words, number, suggested.get(words, ()), likeness) for words, number in counts.items()]
    return sorted(found, key=lambda question: (-question.items, question.words))


def confirmed_category(words: str, confirmed: Mapping[str, str]) -> str:
    """Return the platform's category that a person has confirmed for such words; empty when nobody has."""
    return {known.casefold(): category for known, category in confirmed.items()}.get(words.casefold(), "")


def _question(words: str, items: int, suggested: Sequence[Suggestion], likeness: float) -> Question:
    def alike(suggestion: Suggestion) -> float:
        return fuzz.token_set_ratio(words, " ".join(suggestion.path), processor=utils.default_process)

    # Of two that are alike the platform's own order counts, which knows what is sold there.
    ranked = tuple(sorted(((each, round(alike(each), 1)) for each in suggested), key=lambda pair: -pair[1]))
    return Question(words, items, ranked, bool(ranked) and ranked[0][1] >= likeness)
