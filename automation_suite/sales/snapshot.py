"""A snapshot of the sales: two CSV files in the run's folder, and the figures that the history keeps."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from decimal import Decimal
from pathlib import Path

from automation_suite.money import dollars
from automation_suite.sales.sales_list import Sale

SALES_FILE, CLOSET_FILE = "sales.csv", "closet.csv"
_CANCELLED = "cancelled"


def write(folder: Path, sales: Sequence[Sale], closet: Mapping[str, str]) -> None:
    """Write both files; an amount is plain dollars, a day is ISO 8601."""
    with (folder / SALES_FILE).open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, [field.name for field in fields(Sale)])
        writer.writeheader()
        writer.writerows(asdict(sale) for sale in sales)
    with (folder / CLOSET_FILE).open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("figure", "value"), *closet.items()])


def figures(sales: Sequence[Sale], closet: Mapping[str, str]) -> dict[str, str]:
    """Return what the history keeps. Cancelled orders count as such and bring nothing. Pure."""
    kept = [sale for sale in sales if sale.status.lower() != _CANCELLED]
    return {
        "sales": str(len(kept)),
        "cancelled": str(len(sales) - len(kept)),
        "sold for": str(sum((sale.price for sale in kept), Decimal("0.00"))),
        "earnings": str(sum((sale.earnings for sale in kept), Decimal("0.00"))),
        **closet,
    }


def sentence(kept: Mapping[str, str]) -> str:
    """Return the figures as a sentence for the owner. Pure."""
    return (
        f"{kept['sales']} sales for {dollars(Decimal(kept['sold for']))}, of which {dollars(Decimal(kept['earnings']))}"
        f" are yours; {kept['cancelled']} orders were cancelled."
    )
