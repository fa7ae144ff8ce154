"""What the listing rules know of an item, of a platform's category and of what comes out. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from automation_suite.plans.change import Change


@dataclass(frozen=True)
class Item:
    """One thing that is to be sold; see the inventory's ``Item`` for what the attributes mean.

    ``quantity`` is how many may be offered, ``pictures`` are addresses that the platform can reach, ``condition_words`` say
    more about the condition, ``tags`` and ``materials`` are Etsy's.
    """

    sku: str
    title: str
    description: str
    condition: str
    category: str
    quantity: int
    price: Decimal | None
    currency: str = "USD"
    brand: str = ""
    aspects: Mapping[str, str | list[str]] = field(default_factory=dict)
    pictures: tuple[str, ...] = ()
    weight_grams: int | None = None
    size_mm: tuple[int, ...] = ()
    gtin: str = ""
    condition_words: str = ""
    tags: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()


@dataclass(frozen=True)
class Aspect:
    """What a category wants to know of an item, such as its size.

    Attributes:
        name: As the platform calls it.
        required: Whether a listing needs it.
        values: The only ones that are allowed; empty when any is.
        most_characters: Of a value; none when the platform does not say.
        several: Whether it may have several values.
    """

    name: str
    required: bool = False
    values: tuple[str, ...] = ()
    most_characters: int | None = None
    several: bool = False


@dataclass(frozen=True)
class Category:
    """A category of a platform, and what it asks for.

    Attributes:
        category_id: By which the platform knows it.
        aspects: What it wants to know.
        conditions: Numbers of the conditions that it allows; empty when it has none.
    """

    category_id: str
    aspects: tuple[Aspect, ...] = ()
    conditions: tuple[int, ...] = ()


@dataclass(frozen=True)
class Fault:
    """Why an item cannot be listed yet: what is wrong with which field, and what to do."""

    sku: str
    field: str
    what: str


@dataclass(frozen=True)
class Prepared:
    """What became of one item.

    Attributes:
        item: Which.
        change: The listing that is to be made; none when something is wrong.
        faults: What is wrong.
        notes: What was left out or made shorter so that it fits, for the person who approves.
    """

    item: Item
    change: Change | None = None
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()
