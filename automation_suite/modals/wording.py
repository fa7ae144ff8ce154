"""Reading labels and texts: spelling evened out, words found.

Everything here works on *plain* text: lower case, without accents and punctuation, words separated by one blank.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from automation_suite.modals.label_words import Words

GLYPHS = frozenset("×✕✖✗✘❌❎⨯⨉╳☓⛌🗙🗴🞩🞪🞫⮽ⓧⓍ⊗")
"""Signs that people read as *close*."""

_ACCENTS = re.compile("[\u0300-\u036f\ufe00-\ufe0f\u200b-\u200f\u2060\u064b-\u0652]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_SEPARATORS = re.compile(r"[^\w]+|_")
_LETTERS_THAT_STAY = str.maketrans({"ø": "o", "æ": "ae", "ł": "l", "ı": "i", "đ": "d"})
_UNSPACED_RANGE = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_UNSPACED = re.compile(f"[{_UNSPACED_RANGE}]")
# Japanese, Chinese and Korean letters touch foreign words without a blank between them.
_WORD_STARTS = rf"(?<![^\W{_UNSPACED_RANGE}])"
_WORD_ENDS = rf"(?![^\W{_UNSPACED_RANGE}])"


@cache
def plain(text: str) -> str:
    """Even out spelling: ``"Später, bitte!"`` becomes ``"spater bitte"``."""
    decomposed = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    without = unicodedata.normalize("NFC", _ACCENTS.sub("", decomposed)).translate(_LETTERS_THAT_STAY)
    return " ".join(_SEPARATORS.sub(" ", _PRIVATE.sub(" ", without)).split())


def is_glyph(text: str) -> bool:
    """Tell whether a label is nothing but a sign for *close*."""
    bare = _ACCENTS.sub("", text).strip()
    return bool(bare) and (all(sign in GLYPHS or sign.isspace() for sign in bare) or bare in {"x", "X"})


def entries(words: Words) -> Iterable[str]:
    """All phrases of all languages, as they are written in the data."""
    for phrases in words.values():
        yield from (phrase.strip() for phrase in phrases.split(","))


class Phrases:
    """A word list that is compared with whole labels.

    Args:
        words: The data.
    """

    def __init__(self, words: Words) -> None:
        self._all = frozenset(plain(entry) for entry in entries(words))

    def is_whole(self, label: str) -> bool:
        """Tell whether a plain label is one of the phrases."""
        return label in self._all

    def opens(self, label: str) -> bool:
        """Tell whether a plain label begins with one of the phrases."""
        return any(label.startswith(f"{phrase} ") for phrase in self._all)

    def tokens(self) -> frozenset[str]:
        """All single words of the phrases."""
        return frozenset(token for phrase in self._all for token in phrase.split())


class Search:
    """A word list that is looked for inside of texts and labels.

    Args:
        words: The data; ``*`` and ``^`` as described there.
    """

    def __init__(self, words: Words) -> None:
        self._pattern = re.compile("|".join(sorted({_pattern_of(entry) for entry in entries(words)})))

    def finds(self, text: str) -> bool:
        """Tell whether a plain text holds one of the words."""
        return self._pattern.search(text) is not None


def _pattern_of(entry: str) -> str:
    phrase = re.escape(plain(entry.lstrip("^").rstrip("*")))
    if _UNSPACED.search(entry):
        return f"^{phrase}" if entry.startswith("^") else phrase
    start = "^" if entry.startswith("^") else _WORD_STARTS
    return f"{start}{phrase}" if entry.endswith("*") else f"{start}{phrase}{_WORD_ENDS}"
