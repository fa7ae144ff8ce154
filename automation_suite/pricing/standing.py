"""How the owner's offers stand among the live asks for the same items: a report of today, without any history. Pure.

Nothing of it is kept longer than the report: eBay's licence does not allow a history of other people's listings.
"""

from __future__ import annotations

import statistics
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from automation_suite.pricing.asks import Ask, comparable_totals
from automation_suite.pricing.floor import profit_at
from automation_suite.pricing.next_price import Offer, Stays, cost_of_sending, floor_of
from automation_suite.pricing.rules import PriceRules


@dataclass(frozen=True)
class Standing:
    """One line of the report.

    Attributes:
        offer: Whose standing it is.
        answer: ``lowest``, ``below the middle``, ``above the middle``, ``highest``, ``too little data``, ``not checked``, or
            ``without a number`` by which others are found.
        total: What a buyer pays the owner in all.
        others: How many other sellers were compared.
        lowest: What the cheapest of them wants in all; none with too little data.
        middle: Their median; none with too little data.
        floor: Below which the owner does not go; none when it is not known.
        profit: What a sale at the present price leaves; none when the cost is not known.
    """

    offer: Offer
    answer: str
    total: Decimal
    others: int = 0
    lowest: Decimal | None = None
    middle: Decimal | None = None
    floor: Decimal | None = None
    profit: Decimal | None = None

    @property
    def at_a_loss(self) -> bool:
        """Whether a sale at the present price costs money."""
        return self.profit is not None and self.profit < 0


def standings(
    offers: Iterable[tuple[Offer, Sequence[Ask] | None]], own_sellers: Collection[str], rules: PriceRules
) -> list[Standing]:
    """Return a line for each offer, in their order; the asks of one that the platform did not answer about are none."""
    return [_standing(offer, asks, own_sellers, rules) for offer, asks in offers]


def _standing(offer: Offer, asks: Sequence[Ask] | None, own_sellers: Collection[str], rules: PriceRules) -> Standing:
    total, floor, profit = offer.price + offer.paid_for_shipping, floor_of(offer, rules), _profit(offer, rules)
    if not offer.has_number or asks is None:
        why = Stays.NOT_CHECKED if offer.has_number else Stays.NO_NUMBER
        return Standing(offer, why, total, floor=floor, profit=profit)
    totals = comparable_totals(asks, offer.condition, offer.currency, own_sellers, rules.outlier_deviations)
    if len(totals) < rules.least_comparables:
        return Standing(offer, Stays.LITTLE_DATA, total, len(totals), floor=floor, profit=profit)
    middle = statistics.median(totals)
    return Standing(offer, _place(total, totals, middle), total, len(totals), totals[0], middle, floor, profit)


def _place(total: Decimal, totals: Sequence[Decimal], middle: Decimal) -> str:
    if total <= totals[0]:
        return "lowest"
    if total >= totals[-1]:
        return "highest"
    return "below the middle" if total <= middle else "above the middle"


def _profit(offer: Offer, rules: PriceRules) -> Decimal | None:
    if offer.cost is None:
        return None
    return profit_at(offer.price, offer.cost, cost_of_sending(offer, rules), offer.paid_for_shipping, rules)
