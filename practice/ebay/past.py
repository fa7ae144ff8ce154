"""What the shop has lived through by the day on which the practice began. The same for the same day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from practice.ebay import books, feedback_shapes, order_shapes, shapes
from practice.ebay.accounts import LOCATION
from practice.ebay.goods import Good
from practice.ebay.sales import Sale, past_sales
from practice.ebay.shapes import Row
from practice.ebay.sites import Site

FIRST_OFFER, FIRST_LISTING = 36_445_435_010, 110_551_990_000


def past(goods: Sequence[Good], day: date, site: Site) -> dict[str, dict[str, Row]]:
    """Return the rows of every table.

    Args:
        goods: What is listed.
        day: On which the practice began.
        site: On which the seller sells.
    """
    return {**_listed(goods, site), **_sold(past_sales(goods, day, site.marketplace), day, site)}


def _listed(goods: Sequence[Good], site: Site) -> dict[str, dict[str, Row]]:
    numbers = [str(FIRST_OFFER + place) for place in range(len(goods))]
    offers = (
        shapes.offer(good, number, str(FIRST_LISTING + place), site)
        for place, (good, number) in enumerate(zip(goods, numbers, strict=True))
    )
    return {
        "items": {good.sku: shapes.item(good, site) for good in goods},
        "offers": dict(zip(numbers, offers, strict=True)),
        # What the like of a thing is worth to others, whatever the shop asks for it.
        "market": {good.sku: {"price": good.price} for good in goods},
        "locations": {LOCATION: shapes.location(site)},
    }


def _sold(sales: Sequence[Sale], day: date, site: Site) -> dict[str, dict[str, Row]]:
    money_rows = books.movements(sales, day, site)
    payouts = books.pay_out(money_rows, day, site)
    return {
        "orders": {sale.order_id: order_shapes.order(sale, site) for sale in sales},
        "parcels": {sale.order_id: order_shapes.parcels(sale, site) for sale in sales},
        "transactions": {row["transactionId"]: row for row in money_rows},
        "payouts": {row["payoutId"]: row for row in payouts},
        "feedback received": feedback_shapes.received(sales, datetime.combine(day, time(), UTC), site),
        "feedback left": feedback_shapes.left(sales, site),
    }
