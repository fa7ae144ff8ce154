"""What the practice seller resells on Etsy beside what is made by hand, from ``vintage.yaml``.

Some of it is offered on the practice eBay too, so that something can be sold in one place and has to come down in the other.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from practice.etsy.families import Family
from practice.etsy.goods import Good

_FILE = Path(__file__).with_name("vintage.yaml")
_FIRST_LISTING = 1_600_000_001
_TAXONOMY, _SECTION = 1021, "Home"
_WEEKS_AGO = 40


def vintage() -> list[Good]:
    """Return the things in the order of the file; one of which nothing is left was sold here."""
    entries = yaml.safe_load(_FILE.read_text(encoding="utf-8"))["vintage"]
    return [_good(place, **entry) for place, entry in enumerate(entries)]


def _good(place: int, *, sku: str, title: str, noun: str, price: str, quantity: int, material: str) -> Good:
    tags = (f"vintage {noun}", f"{material} {noun}", "vintage home decor", "retro decor")
    return Good(
        number=_FIRST_LISTING + place,
        family=Family("VTG", noun, (title,), _TAXONOMY, _SECTION, (0, 0), (material,), tags),
        sku=sku, title=title, tags=tags, cents=round(float(price) * 100), quantity=quantity,
        state="active" if quantity else "sold_out", weekly_views=0, course="steady", weeks_ago=_WEEKS_AGO,
    )  # fmt: skip
