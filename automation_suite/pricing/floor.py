"""The least price at which a sale still leaves what the owner wants. Pure."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

from automation_suite.money import CENT
from automation_suite.pricing.rules import FeeRules, PriceRules

_WHOLE = Decimal(100)


def floor_price(cost: Decimal, shipping: Decimal, paid_for_shipping: Decimal, rules: PriceRules) -> Decimal:
    """Return (cost + shipping + fee for the order + wanted profit) / (1 - fee rate) - paid shipping, rounded up to a cent.

    The fee of a small order is lower, but a price right above it pays the other: the larger one counts, so that every price
    from the floor on leaves the wanted profit.

    Args:
        cost: What the item was bought for.
        shipping: What sending it costs the owner.
        paid_for_shipping: What the buyer pays for it on top of the price; the fee is taken of it too.
        rules: Fees and wanted profit.
    """
    each_order = max(rules.fees.each_order, rules.fees.each_small_order)
    total = (cost + shipping + each_order + wanted_profit(cost, rules)) / (1 - _rate(rules.fees))
    return max(total - paid_for_shipping, CENT).quantize(CENT, ROUND_CEILING)


def profit_at(price: Decimal, cost: Decimal, shipping: Decimal, paid_for_shipping: Decimal, rules: PriceRules) -> Decimal:
    """Return what is left of a sale at a price, by the same fees."""
    total = price + paid_for_shipping
    is_small = total * (1 + rules.fees.sales_tax_percent / _WHOLE) <= rules.fees.small_order_up_to
    each_order = rules.fees.each_small_order if is_small else rules.fees.each_order
    return total * (1 - _rate(rules.fees)) - each_order - cost - shipping


def wanted_profit(cost: Decimal, rules: PriceRules) -> Decimal:
    """Return what has to be left of a sale."""
    return max(rules.least_profit, cost * rules.least_profit_percent / _WHOLE)


def _rate(fees: FeeRules) -> Decimal:
    return fees.rate_percent / _WHOLE * (1 + fees.sales_tax_percent / _WHOLE)
