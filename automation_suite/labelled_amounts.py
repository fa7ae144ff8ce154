"""Finding the one amount that a page names with a label, among all the others that stand there.

A shop page shows many figures: prices, fees, promotions, totals. So an amount counts only when its label says what it
is, and two different amounts under the same label are a doubt, never a choice. The input is groups of text: for each
amount the smallest part of the page that holds it together with some words, as the browser shows it (``innerText``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from automation_suite.errors import NeedsPersonError
from automation_suite.money import amounts_in, dollars, without_blanks

_HAS_WORD = re.compile(r"[^\W\d_]{2}")
# The end of a line where an amount may go on in the next one: "$", "$275", "$1,"; and a line that goes on with it.
_UNFINISHED = re.compile(r"\$[\d,]*[.,]?$")
_PIECE = re.compile(r"[.,]?\s*\d[\d.,\s]*")


def amount_with_label(groups: Sequence[str], labels: Sequence[str], other_labels: Sequence[str] = ()) -> Decimal:
    """Return the one amount that is labelled as wanted.

    Args:
        groups: Parts of the page, each with an amount and the words around it.
        labels: Wordings of the label, in any case, such as ``Redeemable Balance``.
        other_labels: Words that make a label mean something else, such as ``pending`` or ``fee``.

    Raises:
        NeedsPersonError: No amount is labelled so, several different ones are, or it is not clear which of two amounts
            a label belongs to. Nothing is guessed.
    """
    found = {amount for group in groups for label, amount in _labelled(group) if _names(label, labels, other_labels)}
    if len(found) == 1:
        return found.pop()
    if found:
        shown = ", ".join(map(dollars, sorted(found)))
        raise _doubt(f'Several different amounts are labelled "{labels[0]}" on the page: {shown}.')
    raise _doubt(f'No amount is labelled "{labels[0]}" on the page. {_seen(groups)}')


def labels_on_page(groups: Sequence[str], labels: Sequence[str], other_labels: Sequence[str] = ()) -> list[str]:
    """Return which of the wordings label an amount; arguments as for ``amount_with_label``."""
    lines = [line for group in groups for line, _ in _labelled(group)]
    return [label for label in labels if any(_names(line, [label], other_labels) for line in lines)]


def _doubt(happened: str) -> NeedsPersonError:
    return NeedsPersonError(
        f"{happened} No money was moved.",
        "Look at this page on the platform. If it names the amount in other words now, add them to the labels in its"
        " resource file.",
        "wrong content",
    )


def _labelled(group: str) -> Iterator[tuple[str, Decimal]]:
    """Give each amount of a group with each line that may be its label."""
    lines = _joined_lines(group)
    amounts = {amount for line in lines for amount in amounts_in(line)}
    if len(amounts) == 1:
        # The only amount around: every line of the group speaks of it.
        yield from ((line, amount) for line in lines for amount in amounts)
        return
    for index, line in enumerate(lines):
        for amount in amounts_in(line):
            if _HAS_WORD.search(line):
                yield line, amount
            else:
                yield from ((label, amount) for label in _neighbours(lines, index))


def _neighbours(lines: Sequence[str], index: int) -> Iterator[str]:
    """Give the line that labels a lone amount: above it or below it, as the group is laid out.

    A group that begins with words and ends with an amount has its labels above, one that begins with an amount and
    ends with words has them below. Where it is not clear, both count, and two different amounts come to light.
    """
    above = not amounts_in(lines[0])
    below = not amounts_in(lines[-1])
    if above and index > 0 and not amounts_in(lines[index - 1]):
        yield lines[index - 1]
    if below and index + 1 < len(lines) and not amounts_in(lines[index + 1]):
        yield lines[index + 1]


def _names(text: str, labels: Sequence[str], other_labels: Sequence[str]) -> bool:
    words = " ".join(text.lower().split())
    return any(label.lower() in words for label in labels) and not any(
        re.search(rf"\b{re.escape(other.lower())}\b", words) for other in other_labels
    )


def _joined_lines(text: str) -> list[str]:
    """Split into lines, joining pieces of one amount that the page lays out as blocks of their own."""
    joined: list[str] = []
    for raw in text.splitlines():
        line = " ".join(raw.split())
        if not line:
            continue
        glue = _glue(joined[-1], line) if joined else None
        if glue is None:
            joined.append(line)
        else:
            joined[-1] += glue + line
    return joined


def _glue(previous: str, line: str) -> str | None:
    """Return what joins two lines that hold pieces of one amount; none when they do not belong together."""
    unfinished = _UNFINISHED.search(without_blanks(previous))
    if not unfinished or not _PIECE.fullmatch(line):
        return None
    if unfinished[0][-1] in "$,." or line[0] in ",.":
        return ""
    # "$27" and "5.70" below it: a doubt. With a blank between them they are no amount at all.
    return " "


def _seen(groups: Sequence[str]) -> str:
    if not groups:
        return "The page shows no amount at all."
    return "It shows: " + "; ".join(" ".join(group.split())[:60] for group in groups[:6]) + "."
