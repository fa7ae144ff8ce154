"""The numbers of the listing jobs: what fits into a listing, and what counts as the same thing. Pure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from automation_suite.search_words.etsy_limits import Limits


class EbayLimits(BaseModel):
    """What fits into a listing on eBay.

    Source: the documentation of createOrReplaceInventoryItem and createOffer in eBay's Inventory API (types Product,
    InventoryItem), as of ``as_of``: 80 characters for a title, 4,000 for a description, 40 and 50 for name and value of an
    aspect, 65 for brand, 1,000 for the words on the condition, 50 for a SKU. 24 pictures are eBay's help for sellers; some
    categories and sites take 12.

    Attributes:
        as_of: Day of the figures.
        sku_characters: Of the SKU.
        title_characters: Of the title.
        description_characters: Of the description.
        condition_characters: Of the words on the condition.
        brand_characters: Of the brand.
        aspect_name_characters: Of an aspect's name.
        aspect_value_characters: Of one of its values, where the category does not say.
        pictures: How many are sent, the first ones.
        least_price: Of an offer at a fixed price.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    as_of: date = date(2026, 11, 24)
    sku_characters: int = Field(default=50, ge=1)
    title_characters: int = Field(default=80, ge=1)
    description_characters: int = Field(default=4000, ge=1)
    condition_characters: int = Field(default=1000, ge=1)
    brand_characters: int = Field(default=65, ge=1)
    aspect_name_characters: int = Field(default=40, ge=1)
    aspect_value_characters: int = Field(default=50, ge=1)
    pictures: int = Field(default=24, ge=1)
    least_price: Decimal = Field(default=Decimal("0.99"), gt=0)


class EtsyLimits(BaseModel):
    """What fits into a listing on Etsy, besides title and tags; see ``search_words.etsy_limits``.

    Source: Etsy's help for sellers, as of ``as_of``: 20 cents to 50,000 dollars, 1 to 999 pieces, 20 pictures, 13 materials
    of 45 characters, a fee of 0.20 dollars for a listing of four months. None of it stands in the description of its API.

    Attributes:
        as_of: Day of the figures.
        texts: Of title and tags.
        least_price: Of a listing.
        most_price: Of a listing.
        quantity: The largest.
        pictures: How many are sent, the first ones.
        materials: How many.
        material_characters: Of one.
        fee: For a listing when it goes live.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    as_of: date = date(2026, 11, 24)
    texts: Limits = Limits()
    least_price: Decimal = Field(default=Decimal("0.20"), gt=0)
    most_price: Decimal = Field(default=Decimal(50_000), gt=0)
    quantity: int = Field(default=999, ge=1)
    pictures: int = Field(default=20, ge=1)
    materials: int = Field(default=13, ge=1)
    material_characters: int = Field(default=45, ge=1)
    fee: Decimal = Field(default=Decimal("0.20"), ge=0)


class ListingRules(BaseModel):
    """How items become listings.

    Attributes:
        title_likeness: From 0 to 100: how alike two titles have to be to be taken for the same thing.
        category_likeness: The same for the owner's words and a category's, from which a suggestion is called good.
        categories: The platform's category for each category in the owner's words, as a person has confirmed it.
        package: eBay's kind of parcel; empty for none.
        ebay: What fits there.
        etsy: What fits there.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title_likeness: float = Field(default=93, ge=70, le=100)
    category_likeness: float = Field(default=60, ge=0, le=100)
    categories: dict[str, str] = Field(default_factory=dict)
    package: Literal["", "LETTER", "LARGE_ENVELOPE", "PACKAGE_THICK_ENVELOPE", "MAILING_BOX", "BULKY_GOODS"] = (
        "PACKAGE_THICK_ENVELOPE"
    )
    ebay: EbayLimits = EbayLimits()
    etsy: EtsyLimits = EtsyLimits()
