"""Money as eBay writes it: ``{"currency": "USD", "value": "12.50"}``. Pure."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from automation_suite.platform_api.amounts import Money
from automation_suite.platform_api.reading import Body


def money(body: Body, name: str) -> Money:
    """Return an amount.

    Raises:
        AnswerIncompleteError: It is not there.
    """
    found = money_or_none(body, name)
    if found is None:
        raise body.lacks(name)
    return found


def money_or_none(body: Body, name: str) -> Money | None:
    """Return an amount; none when there is none.

    Raises:
        AnswerIncompleteError: Something stands there that is no amount.
    """
    part = body.part_or_none(name)
    if part is None or not part.raw:
        return None
    try:
        # Feedback writes a number where all others write text.
        return Money(Decimal(str(part.raw.get("value"))), part.text("currency"))
    except InvalidOperation:
        raise body.lacks(name) from None


def written(amount: Money) -> dict[str, str]:
    """Return an amount as it is sent."""
    return {"currency": amount.currency, "value": amount.text}
