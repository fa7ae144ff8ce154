"""The columns of the inventory as a table: what each is called, how its cells are read and how they are written. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

from automation_suite.inventory import cells
from automation_suite.inventory.cells import Cell, CellError, Way

CONDITIONS = ("new", "like new", "good", "fair", "for parts")
# Of which the suite only knows what the owner says.
BY_HAND = "poshmark"
PICTURES = (".jpg", ".jpeg", ".png", ".webp")
_GTIN_LENGTHS = (8, 12, 13, 14)
_UPC_WITHOUT_ZEROS = (10, 11)
_LONGEST_ADDRESS = 500


@dataclass(frozen=True)
class Entry:
    """One row of the table: everything about an item that a person edits; see ``Item`` for what the attributes mean.

    ``quantity`` is how many there are, none when that was never said. ``quantity_before`` is what it was when the table was
    written, so that an old table undoes no sale. ``on_poshmark`` is the page of the listing there, ``yes`` when that is not
    known, and empty when there is none.
    """

    sku: str
    title: str
    condition: str
    description: str = ""
    condition_words: str = ""
    category: str = ""
    brand: str = ""
    quantity: int | None = None
    quantity_before: int | None = None
    cost: Decimal | None = None
    list_price: Decimal | None = None
    floor_price: Decimal | None = None
    currency: str = "USD"
    aspects: Mapping[str, str | list[str]] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    weight_grams: int | None = None
    size_mm: tuple[int, ...] = ()
    place: str = ""
    gtin: str = ""
    bought_on: date | None = None
    kept_back: int = 0
    platforms: tuple[str, ...] = ()
    on_poshmark: str = ""
    photos: tuple[str, ...] = ()
    notes: str = ""
    archived: bool = False


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        heading: As it is written.
        field: Of ``Entry``.
        read: Makes a value of a cell.
        write: Makes a cell of a value.
        required: Whether a new item needs it, and none may be blank.
        is_text: Whether a spreadsheet must not take it for a number.
        width: In a spreadsheet, in letters.
    """

    heading: str
    field: str
    read: Callable[[Cell, Way], Any]
    write: Callable[[Any], Cell] = lambda value: value
    required: bool = False
    is_text: bool = False
    width: int = 14


def heading_key(heading: str) -> str:
    """Return a heading without what people change: capitals, blanks, signs."""
    return re.sub(r"[\W_]+", "", heading.casefold())


def _limited(most: int, several_lines: bool = False) -> Callable[[Cell, Way], str]:
    def read(cell: Cell, _way: Way) -> str:
        found = cells.text(cell)
        found = found if several_lines else " ".join(found.split())
        if len(found) > most:
            raise CellError(f"It has {len(found):,} letters; {most:,} are allowed.")
        return found

    return read


def _sku(cell: Cell, _way: Way) -> str:
    found = cells.number_text(cell)
    if len(found) > 50 or any(letter.isspace() and letter != " " for letter in found):
        raise CellError("A SKU has at most 50 letters in one line.")
    return found


def _condition(cell: Cell, _way: Way) -> str:
    found = " ".join(cells.text(cell).casefold().split())
    if found not in CONDITIONS:
        raise CellError(f'"{cells.text(cell)}" is no condition. Write one of: {", ".join(CONDITIONS)}.')
    return found


def _currency(cell: Cell, _way: Way) -> str:
    found = cells.text(cell).upper() or "USD"
    if not re.fullmatch("[A-Z]{3}", found):
        raise CellError(f'"{found}" is no currency. Write it like USD.')
    return found


def _aspects(cell: Cell, _way: Way) -> dict[str, str | list[str]]:
    found: dict[str, str | list[str]] = {}
    for part in cells.parts(cells.text(cell).replace("\n", ";"), ";"):
        name, colon, rest = part.partition(":")
        values = list(cells.parts(rest, "|"))
        if not colon or not name.strip() or not values:
            raise CellError(
                f'"{part}" is not like "Size: M". Several stand in one cell like "Size: M; Color: blue | white".'
            )
        found[name.strip()] = values if len(values) > 1 else values[0]
    return found


def _aspects_text(aspects: Mapping[str, str | list[str]]) -> str:
    each = ((name, [value] if isinstance(value, str) else value) for name, value in aspects.items())
    return cells.joined([f"{name}: {cells.joined(values, '|')}" for name, values in each], ";")


def _list(most: int) -> Callable[[Cell, Way], tuple[str, ...]]:
    def read(cell: Cell, _way: Way) -> tuple[str, ...]:
        found = tuple(dict.fromkeys(cells.parts(cells.text(cell).replace("\n", ";"), ";")))
        if wrong := next((part for part in found if len(part) > most), ""):
            raise CellError(f'"{wrong[:40]}…" has {len(wrong)} letters; {most} are allowed.')
        return found

    return read


def _list_text(some: tuple[str, ...]) -> str:
    return cells.joined(some, ";")


def _photos(cell: Cell, way: Way) -> tuple[str, ...]:
    found: tuple[str, ...] = _list(_LONGEST_ADDRESS)(cell, way)
    for place in found:
        if place.startswith(("https://", "http://")):
            continue
        path = PurePosixPath(place)
        if path.is_absolute() or ".." in path.parts or "\\" in place or path.suffix.lower() not in PICTURES:
            raise CellError(f'"{place}" is neither an address (https://…) nor a picture like A-1/1.jpg below state/photos.')
    return found


def _size(cell: Cell, way: Way) -> tuple[int, ...]:
    found = cells.text(cell)
    sides = [part.strip() for part in re.split(r"[x×*]", found.casefold().removesuffix("mm"))] if found else []
    if len(sides) not in (0, 3) or not all(
        side.isascii() and side.isdigit() and 0 < int(side[:7]) < 10**6 for side in sides
    ):
        raise CellError(f'"{found}" is no size. Write length, width and height in millimetres like 300 x 200 x 50.')
    return tuple(map(int, sides))


def _gtin(cell: Cell, _way: Way) -> str:
    found = re.sub(r"[\s-]", "", cells.number_text(cell))
    if not found:
        return ""
    if re.fullmatch(r"\d{9}[\dXx]", found) and _is_isbn_10(found):
        return found.upper()
    # Excel takes the zeros away with which a UPC begins.
    for digits in (found, found.zfill(12)) if len(found) in _UPC_WITHOUT_ZEROS else (found,):
        if digits.isascii() and digits.isdigit() and len(digits) in _GTIN_LENGTHS and _check_digit_fits(digits):
            return digits
    raise CellError(f'"{found}" is no EAN, UPC or ISBN: a digit is wrong or missing.')


def _check_digit_fits(digits: str) -> bool:
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(digits))) % 10 == 0


def _is_isbn_10(found: str) -> bool:
    values = [10 if digit in "Xx" else int(digit) for digit in found]
    return sum(value * (10 - place) for place, value in enumerate(values)) % 11 == 0


def _on_poshmark(cell: Cell, _way: Way) -> str:
    found = cells.text(cell)
    if found.startswith("https://") and len(found) <= _LONGEST_ADDRESS:
        return found
    try:
        return "yes" if cells.yes(cell) else ""
    except CellError:
        raise CellError(f'"{found}" is neither the address of the listing (https://…) nor yes nor no.') from None


COLUMNS = (
    Column("SKU", "sku", _sku, required=True, is_text=True),
    Column("Title", "title", _limited(200), required=True, is_text=True, width=44),
    Column("Condition", "condition", _condition, required=True),
    Column("Quantity", "quantity", cells.whole, width=10),
    Column("Quantity before", "quantity_before", cells.whole, width=16),
    Column("Cost", "cost", cells.amount, width=10),
    Column("List price", "list_price", cells.amount, width=11),
    Column("Floor price", "floor_price", cells.amount, width=11),
    Column("Currency", "currency", _currency, width=10),
    Column("Brand", "brand", _limited(100), is_text=True, width=18),
    Column("Category", "category", _limited(200), is_text=True, width=22),
    Column("Aspects", "aspects", _aspects, _aspects_text, is_text=True, width=32),
    Column("Description", "description", _limited(100_000, several_lines=True), is_text=True, width=50),
    Column("About the condition", "condition_words", _limited(1000, several_lines=True), is_text=True, width=24),
    Column("Tags", "tags", _list(100), _list_text, is_text=True, width=24),
    Column("Materials", "materials", _list(100), _list_text, is_text=True, width=18),
    Column("Weight (g)", "weight_grams", cells.whole, width=11),
    Column("Size (mm)", "size_mm", _size, lambda value: " x ".join(map(str, value)), is_text=True, width=16),
    Column("GTIN", "gtin", _gtin, is_text=True, width=16),
    Column("Place", "place", _limited(100), is_text=True),
    Column("Bought on", "bought_on", cells.day, width=12),
    Column("Kept back", "kept_back", lambda cell, way: cells.whole(cell, way) or 0, width=10),
    Column("Only on", "platforms", _list(60), _list_text, is_text=True),
    Column("On Poshmark", "on_poshmark", _on_poshmark, is_text=True, width=24),
    Column("Photos", "photos", _photos, _list_text, is_text=True, width=24),
    Column("Notes", "notes", _limited(100_000, several_lines=True), is_text=True, width=24),
    Column("Archived", "archived", lambda cell, _way: cells.yes(cell), lambda value: "yes" if value else "", width=10),
)
BY_HEADING = {heading_key(column.heading): column for column in COLUMNS}
