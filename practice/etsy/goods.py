"""What the practice shop offers, and how much of it was looked at, liked and sold each week. The same at every start.

Nobody can read weekly figures from the real service; a job takes them down week by week. The practice shop tells its
past at ``/practice/history``, so that a rehearsal need not wait for two years.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from datetime import date, timedelta

from practice.etsy.families import FAMILIES, Family

WEEKS = 120
FIRST_LISTING = 1_500_000_001
_WEEKLY_GROWTH = {"rising": 0.013, "falling": -0.014, "steady": 0.0}
_RISING, _FALLING = (4, 27, 46, 61, 73, 115), (12, 31, 50, 66, 77, 118)
_STATES = {
    "draft": (19, 59, 99), "inactive": (18, 38, 58, 78), "expired": (17, 57, 97), "sold_out": (9, 49, 69, 109),
}  # fmt: skip
_LATE_STARTERS = 7
_FAVOURITE_RATE, _SALE_RATE = 0.05, 0.010
_STUFFED = ("Handmade Gift for Her", "Birthday Present", "Housewarming Gift Idea", "Unique Home Decor", "Ready to Ship")


@dataclass(frozen=True)
class Good:
    """One listing as the seller made it.

    Attributes:
        number: Its listing id.
        family: What kind it is of.
        sku: The seller's own name for it.
        title: As buyers see it.
        tags: At most thirteen.
        cents: Price of its smallest size.
        quantity: Pieces left.
        state: ``active``, ``draft``, ``inactive``, ``expired`` or ``sold_out``.
        weekly_views: How often it is looked at in a quiet week.
        course: ``rising``, ``falling`` or ``steady``: what trend was planted.
        weeks_ago: How many weeks ago it was listed.
    """

    number: int
    family: Family
    sku: str
    title: str
    tags: tuple[str, ...]
    cents: int
    quantity: int
    state: str
    weekly_views: float
    course: str
    weeks_ago: int


@dataclass(frozen=True)
class Week:
    """What happened to one listing in one week, which begins on a Monday."""

    listing_id: int
    monday: date
    views: int
    favourites: int
    sales: int


def goods(count: int = 120) -> list[Good]:
    """Return that many goods; those beyond the first 120 are copies under names of their own."""
    return [_good(index) for index in range(count)]


def weeks(good: Good, today: date) -> list[Week]:
    """Return the complete weeks of one listing, the oldest first."""
    if good.state == "draft":
        return []
    source = random.Random(f"weeks {good.sku}")
    this_monday = today - timedelta(days=today.weekday())
    return [_week(good, this_monday - timedelta(weeks=ago), WEEKS - ago, source) for ago in range(good.weeks_ago, 0, -1)]


def season(family: Family, monday: date) -> float:
    """Return how many times as many people look in this week as in a quiet one."""
    if family.peak_week is None:
        return 1.0
    away = abs(monday.isocalendar().week - family.peak_week)
    away = min(away, 52 - away)
    return 1.0 + (family.strength - 1.0) * math.exp(-((away / 3.0) ** 2))


def _good(index: int) -> Good:
    family, variant = FAMILIES[index // 10 % len(FAMILIES)], FAMILIES[index // 10 % len(FAMILIES)].variants[index % 10]
    source = random.Random(f"good {index}")
    copy = index // 120
    low, high = family.cents
    state = next((name for name, indexes in _STATES.items() if index in indexes), "active")
    title = f"{variant} {family.noun}{f' No. {copy + 1}' if copy else ''}"
    return Good(
        number=FIRST_LISTING + index,
        family=family,
        sku=f"{family.code}-{index % 10 + 1:03d}{f'-{copy + 1}' if copy else ''}",
        title=", ".join([title, *_STUFFED])[:140].rstrip(", ") if index % 4 == 1 else f"{title}, {family.tags[0].title()}",
        tags=family.tags[: 7 if index % 5 == 2 else 13],
        cents=source.randrange(low, high, 50),
        quantity=0 if state == "sold_out" else source.choice((1, 2, 3, 5, 8, 12)),
        state=state,
        weekly_views=source.uniform(6, 26),
        course="rising" if index in _RISING else "falling" if index in _FALLING else "steady",
        weeks_ago=source.randrange(30, 100) if index % _LATE_STARTERS == 3 and index not in _RISING + _FALLING else WEEKS,
    )


def _week(good: Good, monday: date, number: int, source: random.Random) -> Week:
    trend = (1 + _WEEKLY_GROWTH[good.course]) ** (number - WEEKS / 2)
    mean = good.weekly_views * trend * season(good.family, monday) * source.lognormvariate(0, 0.15)
    views = _poisson(mean, source)
    favourites = sum(source.random() < _FAVOURITE_RATE for _ in range(views))
    sales = sum(source.random() < _SALE_RATE for _ in range(views))
    return Week(good.number, monday, views, favourites, sales)


def _poisson(mean: float, source: random.Random) -> int:
    limit, product, count = math.exp(-mean), source.random(), 0
    while product > limit:
        product *= source.random()
        count += 1
    return count
