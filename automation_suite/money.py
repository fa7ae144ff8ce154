"""Amounts of US dollars: reading them from text, writing them, and telling the balance from its neighbours.

Money is ``Decimal`` with two places everywhere; a float never touches it.
"""

from __future__ import annotations

import re
from decimal import Decimal

from automation_suite.errors import PermanentError

CENT = Decimal("0.01")

# Shops put all kinds of blanks between the sign, the digits and the cents.
_BLANKS = re.compile(r"[\s\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]+")
# An amount without cents must not be followed by more digits: "$27 5.70" is nobody's $27.
_AMOUNT = re.compile(
    r"(?P<sign>[-\u2212]?)(?:US)?\$(?P<whole>\d{1,3}(?:,\d{3})+|\d+)"
    r"(?:\.(?P<cents>\d{2})(?![.,]?\d)|(?!" + _BLANKS.pattern.removesuffix("+") + r"*[.,]?\d))"
)


class AmountError(PermanentError):
    """A text does not name exactly one amount."""


def without_blanks(text: str) -> str:
    """Return the text without any white space, visible or not."""
    return _BLANKS.sub("", text)


def amounts_in(text: str) -> list[Decimal]:
    """Return every dollar amount in a text, in the order in which they stand there.

    Pieces of an amount that only line breaks or blanks of any kind keep apart count as one amount.
    """
    return [_to_decimal(match) for match in _AMOUNT.finditer(_glued(text))]


def single_amount(text: str) -> Decimal:
    """Return the one amount that a text names.

    Raises:
        AmountError: The text names none, several different ones, or a negative one. Nothing is guessed.
    """
    found = amounts_in(text)
    if not found:
        raise AmountError(f"No dollar amount stands in {_shown(text)}.")
    if len(set(found)) > 1:
        raise AmountError(f"Several amounts stand in {_shown(text)}: {', '.join(map(dollars, found))}.")
    if found[0] < 0:
        raise AmountError(f"The amount in {_shown(text)} is negative.")
    return found[0]


def dollars(amount: Decimal) -> str:
    """Return an amount as people write it: ``$1,275.70``."""
    sign = "-" if amount < 0 else ""
    return f"{sign}${abs(amount):,.2f}"


def parse_setting(value: str) -> Decimal:
    """Return the amount that a person typed into a settings file: ``5``, ``5.00``, ``$1,000``.

    Raises:
        AmountError: It is no amount.
    """
    text = without_blanks(value)
    return single_amount(text if text.startswith("$") else f"${text}")


def _glued(text: str) -> str:
    """Join the pieces of an amount that stand apart, and nothing else."""
    text = re.sub(r"\$" + _BLANKS.pattern + r"(?=\d)", "$", text)
    text = re.sub(r"(?<=\d)" + _BLANKS.pattern + r"(?=[.,]\d)", "", text)
    return re.sub(r"(?<=\d[.,])" + _BLANKS.pattern + r"(?=\d)", "", text)


def _to_decimal(match: re.Match[str]) -> Decimal:
    number = match["whole"].replace(",", "") + "." + (match["cents"] or "00")
    return Decimal(number) * (-1 if match["sign"] else 1)


def _shown(text: str) -> str:
    short = " ".join(text.split())
    return f'"{short[:80]}…"' if len(short) > 80 else f'"{short}"'
