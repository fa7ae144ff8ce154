"""What differs between two values, piece by piece, so that a person sees it at a glance. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from automation_suite.plans.change import Value
from automation_suite.plans.limits import amount_in
from automation_suite.plans.wording import value_lines, value_text

# Comparing longer texts word by word would take seconds.
_MOST_WORDS = 2000
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")


class Piece(NamedTuple):
    """A part of a value, and whether the other value has it too."""

    text: str
    differs: bool


def pieces(old: Value, new: Value) -> tuple[list[Piece], list[Piece]]:
    """Return both values in pieces. What only one of them has is marked, as long as the two have something in common."""
    if isinstance(old, str) and isinstance(new, str):
        return _of_texts(old, new)
    if isinstance(old, Mapping | list) and isinstance(new, Mapping | list):
        before, after = _lines(old), _lines(new)
        return _marked(before, set(after)), _marked(after, set(before))
    return _whole(old), _whole(new)


def _whole(value: Value) -> list[Piece]:
    if isinstance(value, Mapping) and value:
        return [Piece(line, False) for line in _lines(value)]
    return [Piece(value_text(value), False)]


def _of_texts(old: str, new: str) -> tuple[list[Piece], list[Piece]]:
    # Of an amount the whole counts, not its digits.
    if amount_in(new) is not None:
        return [Piece(old, False)], [Piece(new, False)]
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    in_common = any(word.isalnum() for word in set(before) & set(after))
    if max(len(before), len(after)) > _MOST_WORDS or not in_common:
        return [Piece(old, False)], [Piece(new, False)]
    left, right = list[Piece](), list[Piece]()
    for tag, first, last, from_, to in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        left += _piece("".join(before[first:last]), tag != "equal")
        right += _piece("".join(after[from_:to]), tag != "equal")
    return left, right


def _piece(text: str, differs: bool) -> list[Piece]:
    return [Piece(text, differs)] if text else []


def _lines(value: Mapping[str, Value] | Sequence[Value]) -> list[str]:
    if isinstance(value, Mapping):
        return [f"{line}\n" for line in value_lines(value)]
    return [f"{value_text(part)}\n" for part in value]


def _marked(lines: Sequence[str], others: set[str]) -> list[Piece]:
    return [Piece(line, line not in others) for line in lines]
