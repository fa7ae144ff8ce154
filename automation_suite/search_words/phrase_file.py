"""The table in which an owner writes down with which words buyers came to a listing."""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from automation_suite.errors import SettingsError
from automation_suite.owner_files import text_of_owner
from automation_suite.search_words.words import Phrase, words_of

HEADS = ("listing", "phrase", "visits")


def phrases_in(path: Path) -> Mapping[str, Sequence[Phrase]]:
    """Return the phrases by the number of the listing.

    Raises:
        SettingsError: The table is not there or a line is wrong; the message names it.
    """
    text = text_of_owner(path, "table of phrases", "phrases_file", "Nothing was planned.")
    found: defaultdict[str, list[Phrase]] = defaultdict(list)
    for listing, phrase in _rows(text, path.name):
        found[listing].append(phrase)
    return found


def _rows(text: str, name: str) -> Iterator[tuple[str, Phrase]]:
    lines = csv.DictReader(text.splitlines(), delimiter=";" if ";" in text.partition("\n")[0] else ",")
    if set(HEADS) - set(lines.fieldnames or ()):
        raise SettingsError(f"{name}, line 1: the columns {', '.join(HEADS)} are needed. Nothing was planned.")
    for row in lines:
        try:
            visits = float(row["visits"] or "")
        except ValueError:
            visits = 0.0
        listing, phrase = (" ".join((row[name] or "").split()) for name in ("listing", "phrase"))
        if not listing or not words_of(phrase) or not 0 < visits < math.inf:
            raise SettingsError(
                f"{name}, line {lines.line_num}: a number of a listing, a phrase and its visits above 0 are needed."
                " Nothing was planned."
            )
        yield listing, Phrase(phrase, visits)
