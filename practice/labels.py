"""The practice seller's label printer: a table of the parcels that were sent, as such programs export it."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

LABELS = "labels.csv"
_CARRIER, _SERVICE = "USPS", "94001118"


def export(folder: Path, orders: Iterable[str], now: datetime) -> None:
    """Write the table into a folder, unless it is there: each order was sent just now.

    Args:
        folder: Of the platform.
        orders: Numbers of those that a label was printed for.
        now: The moment.
    """
    file = folder / LABELS
    if file.exists():
        return
    with file.open("w", encoding="utf-8", newline="") as table:
        rows = csv.writer(table)
        rows.writerow(("order", "carrier", "tracking", "shipped"))
        rows.writerows((order, _CARRIER, _tracking(order), f"{now:%Y-%m-%d %H:%M}+00:00") for order in orders)


def _tracking(order: str) -> str:
    digits = f"{_SERVICE}{int(''.join(filter(str.isdigit, order))):013}"
    # Source: USPS Publication 199, how the last digit is calculated: from the right, times 3 and 1 in turn.
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return f"{digits}{-total % 10}"
