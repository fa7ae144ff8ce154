"""The numbers of the job that keeps stock and listings together. Pure."""

from __future__ import annotations

import re

from pydantic import BaseModel, ConfigDict, Field, field_validator


class SoldMailRules(BaseModel):
    r"""How a sale is read from a mail of a platform without an API, such as Poshmark's "sold" mails.

    Nobody but the platform knows how its mails look, so there is no default for the pattern: copy a mail of yours, and
    replace what differs by named groups. ``sku`` or ``title`` is needed, ``order`` is better there than not. Example:
    ``You sold (?P<title>.+?) on Poshmark.*?Order ID: (?P<order>\w+)``. Line breaks and blanks count as one blank.

    Attributes:
        pattern: Regular expression; empty as long as the owner has not set it.
        senders: Domains whose mails are believed.
        like_sold: Words of which one stands in the subject of such a mail, whatever the pattern says; by them it shows when
            the pattern no longer fits.
        days: How far back mails are read.
        title_likeness: From 0 to 100: how alike a title in a mail and one of the inventory have to be to be the same.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    pattern: str = ""
    senders: tuple[str, ...] = ("poshmark.com",)
    like_sold: tuple[str, ...] = ("sold", "sale", "congratulations")
    days: int = Field(default=14, ge=1)
    title_likeness: float = Field(default=95, ge=80, le=100)

    @field_validator("pattern")
    @classmethod
    def _check_pattern(cls, pattern: str) -> str:
        try:
            groups = re.compile(pattern).groupindex
        except re.error as error:
            raise ValueError(f"the pattern is no regular expression: {error}") from None
        if pattern and not {"sku", "title"} & groups.keys():
            raise ValueError("the pattern needs a group named sku or title, such as (?P<title>.+?)")
        return pattern


class SyncRules(BaseModel):
    """How stock and listings are kept together.

    Attributes:
        by_hand_minutes: In how long a listing that only a person can take down should be gone.
        sold_mails: How sales are read from mails.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    by_hand_minutes: int = Field(default=60, ge=1)
    sold_mails: SoldMailRules = SoldMailRules()
