"""What was sold: the facts of a sale, from which orders, movements of money and feedback are shaped alike."""

from __future__ import annotations

import functools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import yaml

from practice.ebay.goods import Good, sold_lately

DAYS = 60
_FILE = Path(__file__).with_name("buyers.yaml")
_CENT = Decimal("0.01")
_FEE_RATE, _TAX_RATE = Decimal("0.1325"), Decimal("0.07")
_FIXED_FEE, _SMALL_FIXED_FEE, _SMALL = Decimal("0.40"), Decimal("0.30"), Decimal("10.00")
_SHIPPING = (Decimal("5.35"), Decimal("7.60"), Decimal("10.95"))
_FIRST_SOLD_LISTING = 110_420_880_000
# How many orders come in a day, from which is drawn.
_A_DAY = (2, 3, 3, 4, 4, 5, 6)
_REFUNDED = (17, 41)
_LATE = 4


@dataclass(frozen=True)
class Buyer:
    """Somebody who bought something."""

    username: str
    name: str
    line: str
    city: str
    state: str
    zip: str


@dataclass(frozen=True)
class Sale:
    """One sale of one line.

    Attributes:
        number: The how many-th; 0 for the first.
        at: When.
        sku: Of what was sold.
        title: Of its listing.
        listing_id: Of its listing.
        price: Of one.
        quantity: How many.
        buyer: Who bought.
        shipped_at: None while it was not sent.
        tracking: Number of the parcel; empty while it was not sent.
        refunded_at: None when it was not.
        notes: By the buyer.
    """

    number: int
    at: datetime
    sku: str
    title: str
    listing_id: str
    price: Decimal
    quantity: int
    buyer: Buyer
    shipped_at: datetime | None = None
    tracking: str = ""
    refunded_at: datetime | None = None
    notes: str = ""

    @property
    def order_id(self) -> str:
        """By which eBay knows the order."""
        return f"{12 + self.number % 15:02}-{11_000 + self.number * 37 % 88_000:05}-{20_000 + self.number * 101 % 79_000:05}"

    @property
    def line_id(self) -> str:
        """By which eBay knows its line."""
        return str(10_052_000_000_000 + self.number)

    @property
    def cost(self) -> Decimal:
        """Of what was bought, without shipping."""
        return self.price * self.quantity

    @property
    def shipping(self) -> Decimal:
        """That the buyer paid for it."""
        return _SHIPPING[self.number % len(_SHIPPING)]

    @property
    def total(self) -> Decimal:
        """That the seller is due before fees."""
        return self.cost + self.shipping

    @property
    def tax(self) -> Decimal:
        """That eBay collects and keeps for the state."""
        return _cents(self.total * _TAX_RATE)

    @property
    def variable_fee(self) -> Decimal:
        """EBay's share of all that the buyer paid, taxes too."""
        return _cents((self.total + self.tax) * _FEE_RATE)

    @property
    def fixed_fee(self) -> Decimal:
        """EBay's fee for each order."""
        return _FIXED_FEE if self.total > _SMALL else _SMALL_FIXED_FEE

    @property
    def fee(self) -> Decimal:
        """All that eBay keeps."""
        return self.variable_fee + self.fixed_fee

    @property
    def label(self) -> Decimal:
        """That the seller paid for the parcel's label."""
        return _cents(self.shipping * Decimal("0.82"))


@functools.cache
def buyers(marketplace: str) -> list[Buyer]:
    """Read those who buy on a site."""
    return [Buyer(**entry) for entry in yaml.safe_load(_FILE.read_text(encoding="utf-8"))[marketplace]]


def past_sales(goods: Sequence[Good], day: date, marketplace: str) -> list[Sale]:
    """Return the sales of the 60 days before a day, the oldest first; the newest are not sent yet.

    What was sold is gone, so these are other things than those that are listed, of the same kinds. The newest are those
    that the seller still offers elsewhere.
    """
    source = random.Random("practice ebay")
    midnight = datetime.combine(day, time(), UTC)
    people = buyers(marketplace)
    found = [_sale(number, at, goods, people, source) for number, at in enumerate(_moments(midnight, source))]
    newest = sold_lately()
    found[-len(newest) :] = [
        replace(sale, sku=good.sku, title=good.title, price=Decimal(good.price))
        for sale, good in zip(found[-len(newest) :], newest, strict=True)
    ]
    return [
        _sent(sale, place_from_end, midnight) for sale, place_from_end in zip(found, range(len(found), 0, -1), strict=True)
    ]


def _moments(midnight: datetime, source: random.Random) -> Iterator[datetime]:
    for ago in range(DAYS, 0, -1):
        number = source.choice(_A_DAY) if ago > 1 else 3
        yield from sorted(
            midnight - timedelta(days=ago) + timedelta(minutes=source.randrange(60, 1380)) for _ in range(number)
        )


def _sale(number: int, at: datetime, goods: Sequence[Good], people: Sequence[Buyer], source: random.Random) -> Sale:
    kind = goods[number % len(goods)]
    return Sale(
        number=number, at=at, sku=f"{kind.sku[:2]}-{501 + number:04}", title=kind.title,
        listing_id=str(_FIRST_SOLD_LISTING + number), price=_cents(Decimal(kind.price) * source.randrange(80, 121) / 100),
        quantity=1, buyer=source.choice(people), notes="Please leave it at the side door." if number % 23 == 5 else "",
    )  # fmt: skip


def _sent(sale: Sale, place_from_end: int, midnight: datetime) -> Sale:
    """Return a sale as it stands today: the newest few wait, and so does one that should have been sent."""
    sent_at = sale.at + timedelta(hours=20)
    if sent_at >= midnight or place_from_end == _LATE:
        return sale
    refunded_at = sale.at + timedelta(days=6) if sale.number in _REFUNDED else None
    tracking = f"94001{sale.number:05}{sale.at:%y%m%d%H%M}"
    return replace(sale, shipped_at=sent_at, tracking=tracking, refunded_at=refunded_at)


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT, ROUND_HALF_UP)
