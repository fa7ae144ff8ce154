"""An amount of money of any currency. ``Decimal`` everywhere; a float never touches it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from automation_suite.money import CENT


@dataclass(frozen=True)
class Money:
    """An amount and its currency.

    Attributes:
        amount: In whole units of the currency, with cents behind the point.
        currency: By ISO 4217.
    """

    amount: Decimal
    currency: str

    @property
    def text(self) -> str:
        """The amount as plans and platforms write it: with two decimals."""
        return text_of(self.amount)


def text_of(amount: Decimal) -> str:
    """Return an amount as text with two decimals."""
    return f"{amount.quantize(CENT):f}"
