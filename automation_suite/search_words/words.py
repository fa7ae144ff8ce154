"""Words and phrases as a search compares them. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True)
class Phrase:
    """Words that buyers were seen to come with.

    Attributes:
        text: As it is to be written.
        weight: How much it counts, such as sales or views that it brought; above 0.
    """

    text: str
    weight: float


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text, without case, accents and the end of a plural."""
    return frozenset(_plain(word) for word in _WORD.findall(text))


def covered(phrases: Iterable[Phrase], texts: Iterable[str]) -> float:
    """Return the weight of the phrases all of whose words stand somewhere in the texts."""
    there = frozenset[str]().union(*(words_of(text) for text in texts))
    return sum(phrase.weight for phrase in phrases if words_of(phrase.text) <= there)


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter)).replace("’", "'")
    letters = letters.removesuffix("'s")
    if len(letters) > 4 and letters.endswith("ies"):
        return f"{letters[:-3]}y"
    if letters.endswith(("sses", "xes", "ches", "shes")):
        return letters[:-2]
    return letters[:-1] if len(letters) > 3 and letters.endswith("s") and not letters.endswith("ss") else letters
