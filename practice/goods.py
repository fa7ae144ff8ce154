"""What is for sale in the practice shop, and what was sold: made up once, the same at every start."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

_KINDS = (
    "Wool Coat",
    "Linen Shirt",
    "Leather Tote",
    "Silk Scarf",
    "Denim Jacket",
    "Ankle Boots",
    "Midi Dress",
    "Knit Sweater",
)
_BRANDS = ("Northfold", "Maren & Co", "Alder Row", "Casa Lume", "Tidewater", "Osprey Lane")
_SIZES = ("XS", "S", "M", "L", "One size", "US 8")
_STATUSES = ("Awaiting Shipment", "In Transit", "Delivered", "Order Complete", "Order Complete", "Cancelled")
_SALES = 57
_FLAT_FEE, _FLAT_FEE_BELOW, _SHARE = Decimal("2.95"), Decimal("15"), Decimal("0.20")


@dataclass(frozen=True)
class Listing:
    """Something for sale: a title, dollars, a size, and the hue of its picture."""

    title: str
    price: Decimal
    size: str
    hue: int


@dataclass(frozen=True)
class Sale:
    """Something sold: order number, title, day, price and earnings in dollars, status."""

    id: str
    title: str
    day: date
    price: Decimal
    earnings: Decimal
    status: str


def _title(source: random.Random) -> str:
    return f"{source.choice(_BRANDS)} {source.choice(_KINDS)}"


def _earnings(price: Decimal) -> Decimal:
    return price - (_FLAT_FEE if price < _FLAT_FEE_BELOW else (price * _SHARE).quantize(Decimal("0.01")))


def _sale(source: random.Random, number: int) -> Sale:
    price = Decimal(source.randrange(9, 160))
    return Sale(
        id=f"{source.getrandbits(96):024x}",
        title=_title(source),
        day=date(2026, 11, 20) - timedelta(days=number * 2),
        price=price,
        earnings=_earnings(price),
        status=source.choice(_STATUSES),
    )


_SOURCE = random.Random(275.70)
LISTINGS = [
    Listing(_title(_SOURCE), Decimal(_SOURCE.randrange(12, 140)), _SOURCE.choice(_SIZES), _SOURCE.randrange(360))
    for _ in range(12)
]
SALES = [_sale(_SOURCE, number) for number in range(_SALES)]


# invented: which figures the page names, but for the total.
def closet_figures() -> list[tuple[str, str]]:
    """Return what the page about the closet says, from the same sales as the list."""
    kept = [sale for sale in SALES if sale.status != "Cancelled"]
    recent = [sale for sale in kept if (SALES[0].day - sale.day).days <= 90]
    return [
        ("Shipped Orders", str(sum(sale.status != "Awaiting Shipment" for sale in kept))),
        ("Average Days To Ship", "1.8"),
        ("Sales In The Last 90 Days", str(len(recent))),
        ("Cancelled Orders", str(len(SALES) - len(kept))),
        ("Available Listings", str(len(LISTINGS))),
        ("Sold Listings", str(len(kept))),
        ("Total Earned", f"${sum(sale.earnings for sale in kept):,.2f}"),
        ("Average Rating", "4.9"),
    ]
