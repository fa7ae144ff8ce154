"""The shop's currency. What is remembered is in dollars; a scenario lets every answer name euros instead."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

_USUAL, _OTHER = "USD", "EUR"
_NAMES = frozenset(("currency_code", "currency", "shop_currency", "buyer_currency"))


def in_currency(answer: Any, scenarios: Collection[str]) -> Any:
    """Return an answer with its amounts in the currency of the shop; the numbers stay."""
    return _renamed(answer) if "etsy-eur" in scenarios else answer


def _renamed(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _OTHER if name in _NAMES and one == _USUAL else _renamed(one) for name, one in value.items()}
    return [_renamed(one) for one in value] if isinstance(value, list) else value
