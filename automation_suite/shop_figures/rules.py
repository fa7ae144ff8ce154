"""The numbers of the jobs that collect a shop's figures. Pure."""

from __future__ import annotations

from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field


class FigureRules(BaseModel):
    """Which days are asked for, and how exactly the totals have to agree.

    The numbers are the suite's own choices of November 2026: platforms correct their figures for some days, and eBay's
    traffic report is allowed a hundred times a day, so days are asked for together.

    Attributes:
        days_back: How many days are asked for again in each run, because platforms correct them.
        days_behind: How many of the last days a platform has no figures of yet; they are no gaps.
        gap_days: How far back gaps are looked for.
        sell_through_days: Over how many days sell-through is counted: what was sold in them, as a part of that and what is
            still on offer.
        may_differ: By how much totals and payouts may differ, in their currency.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    days_back: int = Field(default=14, ge=1, le=90)
    days_behind: int = Field(default=2, ge=0)
    gap_days: int = Field(default=90, ge=1)
    sell_through_days: int = Field(default=30, ge=1, le=90)
    may_differ: Decimal = Field(default=Decimal(0), ge=0)
