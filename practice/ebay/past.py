"""What the shop has lived through by the day on which the practice began. The same for the same day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from practice.ebay import shapes
from practice.ebay.accounts import LOCATION
from practice.ebay.goods import Good
from practice.ebay.shapes import Row

FIRST_OFFER, FIRST_LISTING = 36_445_435_010, 110_551_990_000


def past(goods: Sequence[Good], day: date) -> dict[str, dict[str, Row]]:
    """Return the rows of every table.

    Args:
        goods: What is listed.
        day: On which the practice began.
    """
    offers = {str(FIRST_OFFER + place): good for place, good in enumerate(goods)}
    return {
        "items": {good.sku: shapes.item(good) for good in goods},
        "offers": {
            number: shapes.offer(good, number, str(FIRST_LISTING + place))
            for place, (number, good) in enumerate(offers.items())
        },
        "locations": {LOCATION: shapes.location()},
    }
