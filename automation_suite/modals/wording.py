"""Reading labels and texts: spelling evened out, words found.

Everything here works on *plain* text: lower case, without accents and punctuation, words separated by one blank.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

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
_WORDS = re.compile(rf"[^\W{_UNSPACED_RANGE}]+")


@lru_cache(2048)
def plain(text: str) -> str:
    """Even out spelling: ``"Später, bitte!"`` becomes ``"spater bitte"``."""
    decomposed = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    without = unicodedata.normalize("NFC", _ACCENTS.sub("", decomposed)).translate(_LETTERS_THAT_STAY)
    return " ".join(_SEPARATORS.sub(" ", _PRIVATE.sub(" ", without)).split())


def is_glyph(text: str) -> bool:
    """Tell whether a label is nothing but a sign for *close*."""
    bare = _ACCENTS.sub("", text).strip()
    return bool(bare) and (all(sign in GLYPHS or sign.isspace() for sign in bare) or bare in {"x", "X"})


def is_single_letter(text: str) -> bool:
    """Tell whether a label is one letter that is no word: icon fonts draw signs in place of letters."""
    words = plain(text)
    return len(words) == 1 and not _UNSPACED.search(words)


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

    def begins(self, label: str) -> bool:
        """Tell whether a plain label is one of the phrases or begins with one."""
        spaced = label in self._all or self.rest_after(label) is not None
        return spaced or any(label.startswith(phrase) for phrase in self._all if _UNSPACED.search(phrase))

    def rest_after(self, label: str) -> str | None:
        """Return what follows the phrase with which a plain label begins; none when it begins with no phrase."""
        found = [phrase for phrase in self._all if label.startswith(f"{phrase} ")]
        return label[len(max(found, key=len)) + 1 :] if found else None

    def tokens(self) -> frozenset[str]:
        """All single words of the phrases."""
        return frozenset(token for phrase in self._all for token in phrase.split())


@dataclass(frozen=True)
class _Phrase:
    """A phrase of several words, or a word that must stand as it is or at the beginning."""

    words: tuple[str, ...]
    open_ended: bool
    only_first: bool

    def stands_at(self, place: int, words: Sequence[str]) -> bool:
        if self.only_first and place:
            return False
        *before, last = words[place : place + len(self.words)]
        *wanted, end = self.words
        return before == wanted and (last.startswith(end) if self.open_ended else last == end)


class Search:
    """A word list that is looked for inside of texts and labels.

    Words are looked up instead of being tried one after the other: a list holds hundreds of them.

    Args:
        words: The data; ``*`` and ``^`` as described there.
    """

    def __init__(self, words: Words) -> None:
        everything = sorted(set(entries(words)))
        unspaced = [entry for entry in everything if _UNSPACED.search(entry)]
        self._inside = tuple(_bare(entry) for entry in unspaced if not entry.startswith("^"))
        self._at_start = tuple(_bare(entry) for entry in unspaced if entry.startswith("^"))
        self._phrases: dict[str, list[_Phrase]] = {}
        self._stems: set[str] = set()
        for entry in everything:
            if not _UNSPACED.search(entry):
                self._add(entry)
        self._lengths = sorted({len(stem) for stem in self._stems})

    def _add(self, entry: str) -> None:
        tokens = tuple(_bare(entry).split())
        phrase = _Phrase(tokens, entry.endswith("*"), entry.startswith("^"))
        if len(tokens) == 1 and phrase.open_ended:
            self._stems.add(tokens[0])
        else:
            self._phrases.setdefault(tokens[0], []).append(phrase)

    def finds(self, text: str) -> bool:
        """Tell whether a plain text holds one of the words."""
        if any(phrase in text for phrase in self._inside) or text.startswith(self._at_start):
            return True
        words = _WORDS.findall(text)
        return any(self._stands_at(place, words) for place in range(len(words)))

    def _stands_at(self, place: int, words: Sequence[str]) -> bool:
        word = words[place]
        if any(word[:length] in self._stems for length in self._lengths):
            return True
        return any(phrase.stands_at(place, words) for phrase in self._phrases.get(word, ()))


def _bare(entry: str) -> str:
    return plain(entry.lstrip("^").rstrip("*"))
