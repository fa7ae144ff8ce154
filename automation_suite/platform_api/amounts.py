"""An amount of money of any currency. ``Decimal`` everywhere; a float never touches it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from automation_suite.money import CENT
from automation_suite.plans.change import Value


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


def price_faults(price: Value, least: Decimal, most: Decimal | None = None) -> list[str]:
    """Return why a platform would refuse a price that a plan holds as text, each as a plain sentence.

    Args:
        price: As the plan holds it.
        least: That the platform takes.
        most: The same; none for no limit.
    """
    try:
        amount = Decimal(price)
    except (InvalidOperation, TypeError, ValueError):
        return [f'"{price}" is no price.']
    if not amount.is_finite() or amount != amount.quantize(CENT):
        return [f"{price} is no price in whole cents."]
    if amount < least or (most is not None and amount > most):
        up_to = "" if most is None else f" and at most {most:f}"
        return [f"A price is at least {least:f}{up_to}, and this one is {price}."]
    return []


def quantity_faults(quantity: Value, most: int | None = None) -> list[str]:
    """Return why a platform would refuse a quantity, each as a plain sentence; 0 is one.

    Args:
        quantity: As the plan holds it.
        most: That the platform takes; none for no limit.
    """
    if not isinstance(quantity, int) or isinstance(quantity, bool) or quantity < 0:
        return [f"{quantity} is no quantity."]
    if most is not None and quantity > most:
        return [f"A quantity is at most {most}, and this one is {quantity}."]
    return []
