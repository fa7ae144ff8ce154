"""Which part of what was on offer was sold. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from automation_suite.shop_figures.merging import Figure, Key

SOLD, OFFERED, SELL_THROUGH = "sold", "offered", "sell-through"
# Of a figure that is what there is at a moment: nobody can read it for a day that is over.
STOCK = "stock"
_DAY = timedelta(days=1)


def sell_through(known: Mapping[Key, Figure], days: Iterable[date], window: int) -> list[Figure]:
    """Return for each day what was sold in a time up to it, as a part of that and what was still on offer at its end.

    A day of which one of the figures is not known has none, and so has one on which nothing was sold or offered.

    Args:
        known: Figures of the whole shop by their keys, with ``sold`` and ``offered``.
        days: For which it is wanted.
        window: Over how many days is sold.
    """
    return [Figure(day, SELL_THROUGH, _percent(known, day, window), "percent") for day in days]


def _percent(known: Mapping[Key, Figure], day: date, window: int) -> Decimal | None:
    sold = [_value(known, day - back * _DAY, SOLD) for back in range(window)]
    offered = _value(known, day, OFFERED)
    pieces = [value for value in sold if value is not None]
    if offered is None or len(pieces) < window or not sum(pieces) + offered:
        return None
    return 100 * sum(pieces, Decimal(0)) / (sum(pieces) + offered)


def _value(known: Mapping[Key, Figure], day: date, name: str) -> Decimal | None:
    figure = known.get((day, "", name))
    return figure.value if figure else None
