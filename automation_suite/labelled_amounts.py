"""Finding the one amount that a page names with a label, among all the others that stand there.

The input is a page's visible text as a browser gives it (``innerText``): blocks in their own lines, hidden parts
left out. A shop page shows many figures: prices, fees, promotions, totals. So an amount counts only when its label
says what it is, and two different amounts under the same label are a doubt, never a choice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from automation_suite.money import AmountError, amounts_in, dollars, without_blanks

_HAS_WORD = re.compile(r"[^\W\d_]{2}")
# A line that holds only a piece of an amount: "$", "275", ".70", "1,".
_PIECE = re.compile(r"[-\u2212]?(?:US)?\$?[\d.,]*")


@dataclass(frozen=True)
class LabelledAmount:
    """One amount with the text that stands around it.

    Attributes:
        amount: Dollars.
        same_line: The words on the amount's own line; empty when it stands alone.
        before: The line of words above it, back to the amount before.
        after: The line of words below it, up to the next amount.
    """

    amount: Decimal
    same_line: str
    before: str
    after: str


def labelled_amounts(page_text: str) -> list[LabelledAmount]:
    """Return every amount of a page with the words around it, in the order of the page."""
    lines = _joined_lines(page_text)
    found = []
    for index, line in enumerate(lines):
        for amount in amounts_in(line):
            found.append(
                LabelledAmount(
                    amount=amount,
                    same_line=line if _HAS_WORD.search(line) else "",
                    before=_neighbour(lines[:index][::-1]),
                    after=_neighbour(lines[index + 1 :]),
                )
            )
    return found


def amount_with_label(page_text: str, labels: Sequence[str], other_labels: Sequence[str] = ()) -> Decimal:
    """Return the one amount that is labelled as wanted.

    The label is looked for on the amount's own line, then above it, then below it; the first place where any
    amount is labelled so decides.

    Args:
        page_text: The visible text of the page.
        labels: Wordings of the label, in any case, such as ``Redeemable Balance``.
        other_labels: Words that make a label mean something else, such as ``pending`` or ``fee``.

    Raises:
        AmountError: No amount is labelled so, or several different ones are. Nothing is guessed.
    """
    everything = labelled_amounts(page_text)
    for place in ("same_line", "before", "after"):
        named = [item for item in everything if _names(_label(item, place), labels, other_labels)]
        values = sorted({item.amount for item in named})
        if len(values) > 1:
            shown = ", ".join(map(dollars, values))
            raise AmountError(f'Several different amounts are labelled "{labels[0]}" on the page: {shown}.')
        if values:
            return values[0]
    raise AmountError(f'No amount is labelled "{labels[0]}" on the page. {_seen(everything)}')


def _label(item: LabelledAmount, place: str) -> str:
    # A line that already says what its own amount is needs no label from its neighbours.
    if place != "same_line" and item.same_line:
        return ""
    return str(getattr(item, place))


def _names(text: str, labels: Sequence[str], other_labels: Sequence[str]) -> bool:
    words = " ".join(text.lower().split())
    return any(label.lower() in words for label in labels) and not any(
        re.search(rf"\b{re.escape(other.lower())}\b", words) for other in other_labels
    )


def _joined_lines(page_text: str) -> list[str]:
    """Split into lines, joining pieces of one amount that the page lays out as blocks of their own."""
    joined: list[str] = []
    for raw in page_text.splitlines():
        line = " ".join(raw.split())
        if not line:
            continue
        if joined and _continues(joined[-1], line):
            joined[-1] += line
        else:
            joined.append(line)
    return joined


def _continues(previous: str, line: str) -> bool:
    start, piece = without_blanks(previous), without_blanks(line)
    if not _PIECE.fullmatch(start) or not _PIECE.fullmatch(piece):
        return False
    return "$" in start and "$" not in piece and not re.search(r"\.\d\d$", start)


def _neighbour(lines: Sequence[str]) -> str:
    for line in lines:
        if amounts_in(line):
            return ""
        if _HAS_WORD.search(line):
            return line
    return ""


def _seen(everything: Sequence[LabelledAmount]) -> str:
    if not everything:
        return "The page shows no amount at all."
    shown = "; ".join(
        f"{dollars(item.amount)} ({item.same_line or item.before or item.after or 'no label'})"
        for item in everything[:6]
    )
    return f"It shows: {shown}."
