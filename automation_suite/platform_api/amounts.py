"""An amount of money of any currency. ``Decimal`` everywhere; a float never touches it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from automation_suite.errors import PermanentError
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
        return f"{self.amount.quantize(CENT):f}"


def amount_in(text: str) -> Decimal:
    """Return the amount that a plan holds as text.

    Raises:
        PermanentError: It is no amount.
    """
    try:
        return Decimal(text)
    except InvalidOperation:
        raise PermanentError(f'"{text}" is no amount. Nothing was changed.', "Make the plan anew.") from None
