"""Which of the live asks for an item can be compared with the owner's. Pure.

Only asks for the same item are compared, found by its GTIN or eBay's product number: eBay's licence bars averages and
statistics of categories made of its content. They are asks, not prices that were paid; what was paid is not open to sellers.
"""

from __future__ import annotations

import statistics
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

# Turn the median of absolute deviations, or where that is 0 their mean, into a standard deviation (Iglewicz, Hoaglin 1993).
_MEDIAN_SCALE, _MEAN_SCALE = Decimal("1.4826"), Decimal("1.2533")


class Ask(NamedTuple):
    """What somebody wants for the same item right now.

    Attributes:
        listing_id: By which the platform knows it.
        seller: Whose it is.
        condition: In the platform's words; empty when it names none.
        price: Of the item.
        shipping: What the buyer pays for sending; none when the platform did not say.
        currency: Of both, by ISO 4217.
        fixed: Whether it is a fixed price; an auction's is not.
        since: When it went live; none when the platform does not say.
    """

    listing_id: str
    seller: str
    condition: str
    price: Decimal
    shipping: Decimal | None
    currency: str = "USD"
    fixed: bool = True
    since: datetime | None = None


def comparable_totals(
    asks: Iterable[Ask], condition: str, currency: str, own_sellers: Collection[str], deviations: Decimal
) -> list[Decimal]:
    """Return what buyers would pay in all elsewhere, the lowest first: one total for each seller, without outliers.

    Args:
        asks: As the platform answered.
        condition: Of the owner's item; others are not compared. One that is not known is like no other.
        currency: Of the owner's price; others are not compared.
        own_sellers: The owner's own names on the platform: nobody competes with himself.
        deviations: See ``without_outliers``.
    """
    # Of whom nothing is known may be the owner.
    own = {"", *(name.casefold() for name in own_sellers)}
    lowest: dict[str, Decimal] = {}
    for ask in asks:
        if not ask.fixed or not condition or ask.condition != condition or ask.currency != currency:
            continue
        seller = ask.seller.casefold()
        # Of an ask without a cost of sending nobody knows what the buyer pays.
        if seller not in own and ask.shipping is not None and ask.price > 0:
            total = ask.price + ask.shipping
            if seller not in lowest or total <= lowest[seller]:
                lowest[seller] = total
    return without_outliers(sorted(lowest.values()), deviations)


def own_names(asks: Iterable[Ask], own_listings: Collection[str], known: Iterable[str]) -> set[str]:
    """Return under which names the owner sells: those that are known, and those that stand at his own listings.

    Args:
        asks: All that the platform told.
        own_listings: Numbers of the owner's listings.
        known: Names that are known in another way; an empty one is none.
    """
    found = {ask.seller for ask in asks if ask.listing_id in own_listings}
    return {name for name in (*known, *found) if name}


def without_outliers(values: Sequence[Decimal], deviations: Decimal) -> list[Decimal]:
    """Return the values that are not further from the median than so many median absolute deviations, scaled."""
    if not values:
        return []
    middle = statistics.median(values)
    distances = [abs(value - middle) for value in values]
    spread = statistics.median(distances) * _MEDIAN_SCALE or statistics.mean(distances) * _MEAN_SCALE
    furthest = deviations * spread
    return [value for value, distance in zip(values, distances, strict=True) if distance <= furthest]


def percentile(values: Sequence[Decimal], percent: int) -> Decimal:
    """Return the smallest of some sorted values at or below which so many percent of them are (nearest rank)."""
    rank = -(-len(values) * percent // 100)
    return values[max(rank, 1) - 1]
