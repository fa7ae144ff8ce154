"""The table in which an owner writes down with which words buyers came to a listing."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from automation_suite.errors import SettingsError
from automation_suite.search_words.words import Phrase

HEADS = ("listing", "phrase", "visits")


def phrases_in(path: Path) -> Mapping[str, Sequence[Phrase]]:
    """Return the phrases by the number of the listing.

    Raises:
        SettingsError: The table is not there or a line is wrong; the message names it.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SettingsError(
            f"The table of phrases {path} cannot be read ({error.strerror}). Nothing was planned.",
            "Correct rules.phrases_file in jobs.toml, or leave it empty.",
        ) from None
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
        if not row["listing"] or not row["phrase"] or visits <= 0:
            raise SettingsError(
                f"{name}, line {lines.line_num}: a number of a listing, a phrase and its visits above 0 are needed."
                " Nothing was planned."
            )
        yield row["listing"].strip(), Phrase(" ".join(row["phrase"].split()), visits)
