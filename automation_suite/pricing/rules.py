"""The numbers of the price jobs: fees with their date, wanted profit, how asks are compared and how prices move. Pure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class FeeRules(BaseModel):
    """What the platform takes of a sale. Compare it with your own bills: it differs by category, country and store.

    The defaults are eBay's for sellers without a store in most categories of the US site: 13.6 % of all that the buyer pays,
    sales tax included, up to 7,500 dollars, and 0.40 dollars an order, 0.30 of one of at most 10 dollars. Source: eBay's
    help page "Selling fees" (ebay.com/help/selling/fees-credits-invoices/selling-fees?id=4822) and its seller updates of
    winter 2024 (the fee for each order) and winter 2025 (the rate), not checked since ``as_of``.

    Attributes:
        as_of: Day of the figures.
        rate_percent: Of all that the buyer pays.
        each_order: Amount for each order.
        each_small_order: The same for a small order.
        small_order_up_to: What the buyer pays at most for a small order.
        sales_tax_percent: Sales tax of which the rate is taken too, as it is in the middle. About 7.5 in the US in 2025 by
            the Tax Foundation's table of combined rates; a little more is the safe side.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    as_of: date = date(2025, 2, 14)
    rate_percent: Decimal = Field(default=Decimal("13.6"), ge=0, lt=50)
    each_order: Decimal = Field(default=Decimal("0.40"), ge=0)
    each_small_order: Decimal = Field(default=Decimal("0.30"), ge=0)
    small_order_up_to: Decimal = Field(default=Decimal("10.00"), ge=0)
    sales_tax_percent: Decimal = Field(default=Decimal(8), ge=0, le=30)


class PriceRules(BaseModel):
    """How prices are found. The largest step of a change is the job's ``largest_step_percent``.

    The numbers are the suite's own choices of November 2026, except ``outlier_deviations``: 3.5 is what Iglewicz and Hoaglin
    recommend ("How to Detect and Handle Outliers", ASQC 1993).

    Attributes:
        fees: What the platform takes.
        shipping: What sending one item costs the owner, when the item itself does not say; with 0 it counts as what the
            buyer pays for it.
        least_profit: Amount that has to be left of a sale.
        least_profit_percent: The same as a part of the cost; the larger counts.
        least_comparables: With asks of fewer sellers nothing changes.
        outlier_deviations: How many median absolute deviations, scaled to standard ones, an ask may be from the median.
        undercut_percent: How far below the median of the comparable asks a price goes.
        ceiling_percent: Of the item's list price, above which it never goes.
        ceiling_percentile: Of the comparable asks; the ceiling of an item without a list price.
        decay_after_days: From when a price that cannot undercut sinks with age.
        decay_percent_a_week: By how much of its list price it then sinks in a week.
        pause_hours: In which a price is changed at most once.
        least_change_percent: A smaller change is not worth one.
        least_own_sales: From as many own sales on their median is not undercut.
        charm: Which cents a price ends in: ``.99``, ``.95``, or none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    fees: FeeRules = FeeRules()
    shipping: Decimal = Field(default=Decimal(0), ge=0)
    least_profit: Decimal = Field(default=Decimal("2.00"), ge=0)
    least_profit_percent: Decimal = Field(default=Decimal(10), ge=0)
    least_comparables: int = Field(default=3, ge=3)
    outlier_deviations: Decimal = Field(default=Decimal("3.5"), gt=0)
    undercut_percent: Decimal = Field(default=Decimal(1), ge=0, lt=50)
    ceiling_percent: Decimal = Field(default=Decimal(120), gt=0)
    ceiling_percentile: int = Field(default=90, ge=50, le=100)
    decay_after_days: int = Field(default=30, ge=0)
    decay_percent_a_week: Decimal = Field(default=Decimal(2), ge=0, lt=50)
    pause_hours: float = Field(default=24, ge=24)
    least_change_percent: Decimal = Field(default=Decimal(1), ge=0, lt=50)
    least_own_sales: int = Field(default=3, ge=1)
    charm: Literal["", "95", "99"] = ""
