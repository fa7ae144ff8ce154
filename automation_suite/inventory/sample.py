"""A made-up inventory for practice: the stock of a small reseller who also makes things, the same each time.

Nothing of it exists. The practice shops offer a part of it: ``sample_handmade.csv`` is what the one on Etsy sells.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from random import Random

from django.db import transaction

from automation_suite.inventory import entries, events, importing, mapping, sample_photos
from automation_suite.inventory.columns import Entry
from automation_suite.inventory.sample_shapes import Colour
from automation_suite.money import CENT
from automation_suite.stock_sync.ledger import Event, stocks

NUMBER = 500
_RESOLD = 360
_HANDMADE = Path(__file__).with_name("sample_handmade.csv")
_SEED = 1118
# GS1 keeps these numbers for examples, so they are no real thing's (GS1 General Specifications, prefix 952).
_EXAMPLE_NUMBERS = "9521118"
_COLOURS = {
    "black": (38, 38, 42), "white": (238, 236, 230), "navy": (34, 48, 92), "light blue": (134, 170, 210),
    "indigo": (58, 78, 124), "grey": (128, 130, 134), "olive": (104, 108, 62), "forest green": (40, 84, 58),
    "burgundy": (110, 30, 46), "red": (184, 40, 44), "rust": (168, 82, 42), "mustard": (208, 160, 48),
    "camel": (186, 144, 96), "brown": (98, 64, 42), "cream": (230, 216, 186), "pink": (220, 150, 164),
    "lavender": (164, 148, 196), "teal": (36, 112, 114),
}  # fmt: skip
_CONDITIONS = ("new", "like new", "good", "good", "good", "fair", "for parts")
_ABOUT = {
    "new": ("Never used, as it came.",),
    "like new": ("Used once or twice; nothing to be seen.", "From a smoke-free home, without marks."),
    "good": ("Light wear at the edges.", "A small mark at the back, see the second picture.", "Washed and ready."),
    "fair": ("Worn, with fading.", "A repaired seam, neatly done.", "Scratches that do not disturb its use."),
    "for parts": ("Does not work; for parts or to repair.",),
}
_PLACES = ("Shelf", "Box", "Rack")


@dataclass(frozen=True)
class Kind:
    """One kind of thing.

    Attributes:
        shape: How it is drawn.
        mark: With which its SKUs begin.
        noun: As titles have it.
        category: In the owner's words.
        brands: Of which it may be; an empty one is none.
        styles: Words before the noun.
        sizes: Empty where there are none.
        material: Of what it is made.
        low: Least list price in dollars.
        high: Highest.
        grams: About what it weighs.
        size_mm: Of its parcel.
        several: Whether there may be more than one of it.
        coded: Whether there is a number (EAN) on it, by which others offer the same.
    """

    shape: str
    mark: str
    noun: str
    category: str
    brands: Sequence[str]
    styles: Sequence[str]
    sizes: Sequence[str]
    material: str
    low: int
    high: int
    grams: int
    size_mm: tuple[int, int, int]
    several: bool = False
    coded: bool = False


_LETTERS = ("XS", "S", "M", "L", "XL")
_SHOES = tuple(f"US {size}" for size in ("6", "7", "7.5", "8", "9", "10", "11"))
_WAISTS = ("W28 L30", "W30 L32", "W32 L32", "W34 L34")
KINDS = (
    Kind("jacket", "JK", "denim jacket", "Women > Jackets", ("Levi's", "Gap", "Lee", "Wrangler"),
         ("trucker", "oversized", "cropped", "sherpa-lined"), _LETTERS, "Cotton", 28, 90, 900, (350, 280, 80)),
    Kind("jacket", "CT", "wool coat", "Women > Coats", ("J.Crew", "Banana Republic", "Pendleton", ""),
         ("belted", "double-breasted", "long", "vintage"), _LETTERS, "Wool", 45, 160, 1500, (420, 330, 120)),
    Kind("dress", "DR", "dress", "Women > Dresses", ("Anthropologie", "Madewell", "Free People", "Zara", ""),
         ("wrap", "linen", "floral midi", "pleated", "slip"), _LETTERS, "Viscose", 18, 75, 420, (320, 250, 50)),
    Kind("shirt", "SH", "shirt", "Men > Shirts", ("Ralph Lauren", "Patagonia", "L.L.Bean", "Uniqlo"),
         ("flannel", "Oxford", "chambray", "camp-collar"), _LETTERS, "Cotton", 14, 48, 350, (320, 250, 40)),
    Kind("sweater", "SW", "sweater", "Women > Sweaters", ("Eileen Fisher", "J.Crew", "Everlane", ""),
         ("cable-knit", "cashmere", "Fair Isle", "ribbed"), _LETTERS, "Wool", 20, 85, 520, (330, 260, 70)),
    Kind("trousers", "JN", "jeans", "Men > Jeans", ("Levi's", "Wrangler", "Carhartt", "AG"),
         ("501", "straight-leg", "relaxed", "selvedge"), _WAISTS, "Cotton", 22, 80, 780, (340, 270, 60)),
    Kind("shoe", "SN", "sneakers", "Shoes > Sneakers", ("Nike", "Adidas", "New Balance", "Converse", "Vans"),
         ("low-top", "running", "canvas", "retro"), _SHOES, "Leather", 25, 110, 1100, (340, 220, 130), coded=True),
    Kind("boot", "BT", "boots", "Shoes > Boots", ("Dr. Martens", "Red Wing", "Frye", "Timberland"),
         ("ankle", "Chelsea", "lace-up", "moc-toe"), _SHOES, "Leather", 45, 180, 1800, (380, 300, 140), coded=True),
    Kind("bag", "BG", "handbag", "Bags > Handbags", ("Coach", "Kate Spade", "Fossil", "Dooney & Bourke"),
         ("crossbody", "satchel", "bucket", "tote"), (), "Leather", 35, 170, 850, (360, 300, 150)),
    Kind("mug", "MG", "mug", "Home > Kitchen", ("Fire-King", "Pyrex", "Denby", ""),
         ("stoneware", "diner", "milk glass", "hand-thrown"), (), "Ceramic", 9, 38, 420, (150, 130, 120), True),
    Kind("vase", "VS", "vase", "Home > Decor", ("Haeger", "McCoy", "Roseville", ""),
         ("mid-century", "bud", "drip-glaze", "tall"), (), "Ceramic", 16, 95, 950, (320, 200, 200)),
    Kind("lamp", "LM", "table lamp", "Home > Lighting", ("", "Stiffel", "IKEA"),
         ("brass", "ginger-jar", "gooseneck", "mushroom"), (), "Metal", 25, 130, 2200, (480, 320, 320)),
    Kind("book", "BK", "cookbook", "Books > Cooking", ("Knopf", "Chronicle", "Ten Speed", "Betty Crocker"),
         ("illustrated", "first-edition", "spiral-bound", "regional"), (), "Paper", 7, 40, 900, (280, 220, 40), True, True),
    Kind("record", "LP", "vinyl record", "Music > Records", ("Columbia", "Blue Note", "Motown", "Capitol"),
         ("jazz", "soul", "folk", "original-press"), (), "Vinyl", 9, 65, 320, (330, 330, 15), True, True),
    Kind("game", "GM", "board game", "Toys > Games", ("Parker Brothers", "Milton Bradley", "Ravensburger"),
         ("complete", "1970s", "sealed", "family"), (), "Paper", 12, 55, 1200, (420, 300, 80), True, True),
    Kind("watch", "WT", "wristwatch", "Accessories > Watches", ("Timex", "Seiko", "Casio", "Citizen"),
         ("quartz", "field", "digital", "automatic"), (), "Steel", 20, 150, 140, (120, 100, 90), coded=True),
)  # fmt: skip

# By category of what is made by hand.
_HANDMADE_SHAPES = {
    "Mugs": "mug", "Candles": "candle", "Aprons": "apron", "Journals": "book", "Earrings": "earrings", "Scarves": "scarf",
    "Spoons": "spoon", "Prints": "sheet", "Ornaments": "bauble", "Cards": "sheet", "Necklaces": "necklace",
    "Planters": "vase",
}  # fmt: skip


def make(photos: Path, now: datetime) -> int:
    """Write the made-up inventory into the database and its pictures into a folder; return how many pictures.

    Args:
        photos: The folder ``state/photos``.
        now: The moment; things were bought in the year before it.
    """
    rows, marks = list[Entry](), dict[str, str]()
    for entry, shape, colour in goods(now):
        pictures = sample_photos.draw(shape, colour, entry.brand or entry.title.split()[0], Random(entry.sku))
        places = []
        for number, picture in enumerate(pictures, 1):
            place = f"{entry.sku}/{number}.jpg"
            (photos / place).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            (photos / place).write_bytes(picture)
            marks[place] = hashlib.sha256(picture).hexdigest()
            places.append(place)
        rows.append(replace(entry, photos=tuple(places)))
    past = happened(rows, now)
    left = stocks(past)
    # The owner takes down by hand what is gone; one of the practice shops' latest sales is enough to be reminded of.
    rows = [replace(row, on_poshmark=row.on_poshmark if left[row.sku].on_hand else "") for row in rows]
    with transaction.atomic():
        entries.keep(rows, now)
        entries.keep_photos({row.sku: row.photos for row in rows}, marks)
        events.append(past, None, now, "Made up, for practice.")
    return len(marks)


def goods(now: datetime) -> list[tuple[Entry, str, Colour]]:
    """Return the items, each with its shape and its colour: what is resold, then what is made by hand."""
    chance = Random(_SEED)
    resold = [_item(number, KINDS[number % len(KINDS)], now, chance) for number in range(_RESOLD)]
    return [*resold, *_handmade()]


def happened(rows: Sequence[Entry], now: datetime) -> list[Event]:
    """Return what happened to the stock of the items: each was bought, a few were sold or lost. Pure.

    What is made by hand was counted today, so that older sales of the practice shop say nothing about it.
    """
    chance = Random(_SEED)
    found = [events.counted_event(row.sku, row.quantity or 0, 0, now) for row in rows if row.bought_on is None]
    for row in rows:
        if row.bought_on is None:
            continue
        quantity = row.quantity or 0
        bought = datetime.combine(row.bought_on, time(15), UTC)
        gone = chance.random()
        sold = 1 if gone < 0.12 else 0
        # Of every other thing that sold, none is left.
        left = quantity - chance.randint(0, 1) * sold
        found.append(Event(f"bought:{row.sku}", row.sku, "bought", left + sold, bought))
        if sold:
            platform = chance.choice(("poshmark", "ebay", "etsy"))
            at, order = now - timedelta(days=chance.randint(3, 39)), f"{chance.randrange(10**9):09}"
            found.append(Event(f"{platform}:{platform}:{order}:1", row.sku, "sold", -1, at, platform, platform, order))
        if 0.12 <= gone < 0.13:
            found.append(Event(f"lost:{row.sku}", row.sku, "lost", -1, bought + timedelta(days=20)))
    return found


def _handmade() -> list[tuple[Entry, str, Colour]]:
    found = []
    for line in importing.read(_HANDMADE, mapping.OWN).lines:
        entry = Entry(**line.values)
        words = entry.title.lower().split(",")[0]
        colour = next((name for name in _COLOURS if name.split()[-1] in words), Random(entry.sku).choice(list(_COLOURS)))
        found.append((entry, _HANDMADE_SHAPES[entry.category], _COLOURS[colour]))
    return found


def _item(number: int, kind: Kind, now: datetime, chance: Random) -> tuple[Entry, str, Colour]:
    colour, brand, style = chance.choice(list(_COLOURS)), chance.choice(kind.brands), chance.choice(kind.styles)
    size = chance.choice(kind.sizes) if kind.sizes else ""
    condition = chance.choice(_CONDITIONS if kind.shape in ("lamp", "watch") else _CONDITIONS[:-1])
    price = _price(kind, condition, chance)
    cost = (price * Decimal(chance.randint(15, 45)) / 100).quantize(CENT, ROUND_HALF_UP)
    title = " ".join(filter(None, (brand, style, kind.noun, colour, size)))
    grams = round(kind.grams * chance.uniform(0.85, 1.2) / 10) * 10
    aspects = {name: value for name, value in (("Color", colour), ("Size", size), ("Material", kind.material)) if value}
    quantity = chance.choice((2, 3, 4, 6)) if kind.several and chance.random() < 0.4 else 1
    place = f"{chance.choice(_PLACES)} {chance.choice('ABCDEF')}{chance.randint(1, 9)}"
    entry = Entry(
        sku=f"{kind.mark}-{number + 1:04}", title=title[:1].upper() + title[1:], condition=condition,
        description=_description(kind, style, colour, size, chance), condition_words=chance.choice(_ABOUT[condition]),
        category=kind.category, brand=brand, quantity=quantity, cost=cost, list_price=price,
        floor_price=(cost * 2).quantize(CENT) if chance.random() < 0.3 else None, aspects=aspects,
        tags=(kind.noun, style, colour), materials=(kind.material,), gtin=_gtin(number) if kind.coded else "",
        weight_grams=grams if chance.random() < 0.9 else None, size_mm=kind.size_mm if chance.random() < 0.9 else (),
        place=place, bought_on=(now - timedelta(days=chance.randint(40, 360))).date(),
        kept_back=1 if quantity > 3 and chance.random() < 0.3 else 0,
        on_poshmark="yes" if kind.category.startswith(("Women", "Men", "Shoes", "Bags")) and chance.random() < 0.5 else "",
    )  # fmt: skip
    return entry, kind.shape, _COLOURS[colour]


def _gtin(number: int) -> str:
    digits = f"{_EXAMPLE_NUMBERS}{number:05}"
    # Source: GS1, how a check digit is calculated: from the right, times 3 and 1 in turn.
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return f"{digits}{-total % 10}"


def _price(kind: Kind, condition: str, chance: Random) -> Decimal:
    """Return a price between both ends, lower for what is worn, that ends in a whole dollar or in 95 cents."""
    worth = {"new": 100, "like new": 85, "good": 65, "fair": 45, "for parts": 30}[condition]
    whole = Decimal(kind.low) + Decimal(kind.high - kind.low) * worth * chance.randint(40, 100) / 10_000
    ending = chance.choice((Decimal(0), Decimal("-0.05")))
    return (whole.to_integral_value() + ending).quantize(CENT)


def _description(kind: Kind, style: str, colour: str, size: str, chance: Random) -> str:
    first = f"{style[:1].upper()}{style[1:]} {kind.noun} in {colour}, made of {kind.material.lower()}."
    fit = f"Marked size {size}; please compare with something that fits you." if size else "Please see the pictures."
    last = chance.choice(("Sent within two days.", "Comes from a tidy, pet-free home.", "Bundles are welcome."))
    return f"{first}\n\n{fit} {last}"
