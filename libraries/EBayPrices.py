"""Prices on eBay: own offers, what others ask for the same items, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from robot.api.deco import library

from automation_suite import statement
from automation_suite.ebay import browse_api, fulfillment_api, inventory_api, offers_api
from automation_suite.ebay.browse_api import Search
from automation_suite.ebay.prices import as_asks, as_offer, gtin_of, paid_by_sku
from automation_suite.ebay.sites import Site, site_of
from automation_suite.history.setup import migrate
from automation_suite.inventory import items
from automation_suite.outcomes import Outcome
from automation_suite.plans.change import Change
from automation_suite.plans.wording import number
from automation_suite.platform_api.calls import BudgetSpentError
from automation_suite.pricing import keeping
from automation_suite.pricing.asks import Ask
from automation_suite.pricing.job_rules import PriceJobRules
from automation_suite.pricing.next_price import Decision, Offer, next_price
from automation_suite.pricing.standing import Standing, standings
from automation_suite.settings import process_settings
from automation_suite.statement import step
from libraries.platform_sessions import session_of
from libraries.run_folder import keep_table
from libraries.this_job import these_rules, this_job

_STANDING_HEADS = ("SKU", "title", "currency", "stands", "in all", "lowest", "middle", "others", "floor", "profit")
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
# By the number of the offer; none when eBay did not tell.
Asks = Mapping[str, Sequence[Ask] | None]


@dataclass(frozen=True)
class OpenOffer:
    """One of the owner's offers, and by which number others offer the same; empty when it has none."""

    offer: Offer
    gtin: str


@library(scope="GLOBAL", doc_format="MARKDOWN")
class EBayPrices:
    """Reads own offers and live asks for the same items, and proposes prices. It changes nothing."""

    def __init__(self) -> None:
        migrate()

    @step
    def open_offers(self) -> list[OpenOffer]:
        """Returns every published offer on the owner's site with what the inventory knows of its item."""
        session, rules, site = session_of("ebay"), these_rules(PriceJobRules), self._site()
        known, changed = items.prices(), keeping.changed_at("ebay", this_job().account_name)
        since = datetime.now(UTC) - timedelta(days=rules.own_sales_days)
        paid = paid_by_sku(fulfillment_api.orders(session, created_from=since), site.currency)
        found = []
        for item in inventory_api.read_items(session):
            for one in offers_api.offers_of(session, item.sku):
                offer = as_offer(item, one, known.get(item.sku), changed.get(one.offer_id), paid.get(item.sku, ()))
                if offer and one.is_published and one.marketplace == site.marketplace:
                    found.append(OpenOffer(offer, gtin_of(item)))
        return found

    @step
    def asks_for_the_same(self, offers: Sequence[OpenOffer]) -> Asks:
        """Returns what others ask for the same item, found by its EAN, UPC or ISBN. What has none is compared with nothing.

        When the calls of the day are spent, the rest counts as not checked.
        """
        asked = [each for each in offers if each.gtin]
        asked.sort(key=lambda each: each.offer.changed_at or _NEVER)
        found: dict[str, Sequence[Ask] | None] = {each.offer.offer_id: () for each in offers if not each.gtin}
        try:
            for each in asked[: these_rules(PriceJobRules).most_searches]:
                found[each.offer.offer_id] = self._asks_by(each.gtin)
        except BudgetSpentError as error:
            statement.note(error.happened)
        return {each.offer.offer_id: found.get(each.offer.offer_id) for each in offers}

    @step
    def new_prices(self, offers: Sequence[OpenOffer], asks: Asks) -> list[Change]:
        """Returns a change for each price that should be another one; what stays stands in prices.csv with the reason."""
        rules, job, own, now = these_rules(PriceJobRules), this_job(), self._own_names(), datetime.now(UTC)
        step_percent = Decimal(str(job.largest_step_percent))
        decisions = [
            next_price(each.offer, asks[each.offer.offer_id], own, rules, step_percent, now) for each in offers
        ]  # fmt: skip
        keep_table("prices", ("SKU", "title", "currency", "price", "new price", "floor", "compared with", "why"), [
            _row(decision) for decision in decisions
        ])  # fmt: skip
        person = sum(decision.for_a_person for decision in decisions)
        little = sum(decision.comparables < rules.least_comparables for decision in decisions)
        statement.note(
            f"{number(len(decisions), 'offer')} looked at, {little} with too little data, {person} for you to look at.",
            {"offers": str(len(decisions)), "too little data": str(little), "for a person": str(person)},
        )
        return [decision.change for decision in decisions if decision.change]

    @step
    def write_standing(self, offers: Sequence[OpenOffer], asks: Asks) -> None:
        """Writes how each offer stands among the asks of today into standing.csv, and states it. Nothing else is kept."""
        rules, own = these_rules(PriceJobRules), self._own_names()
        found = standings([(each.offer, asks[each.offer.offer_id]) for each in offers], own, rules)
        keep_table("standing", _STANDING_HEADS, [_line(one) for one in found])
        compared = [one for one in found if one.middle is not None]
        highest, losing = sum(one.answer == "highest" for one in compared), sum(one.at_a_loss for one in found)
        statement.state(
            Outcome.DONE if compared else Outcome.NOTHING_TO_DO,
            f"{number(len(compared), 'offer')} of {len(found)} could be compared: {highest} are dearer than all others."
            f" {losing} would be sold at a loss.",
            figures={"compared": str(len(compared)), "highest": str(highest), "at a loss": str(losing)},
        )

    def _asks_by(self, gtin: str) -> Sequence[Ask]:
        return as_asks(browse_api.search(session_of("ebay"), self._site(), Search(gtin=gtin)).items)

    @staticmethod
    def _site() -> Site:
        return site_of(process_settings().ebay_marketplace)

    @staticmethod
    def _own_names() -> list[str]:
        return [fulfillment_api.seller_name(session_of("ebay"))]


def _row(decision: Decision) -> tuple[str, ...]:
    offer, change = decision.offer, decision.change
    return (
        offer.sku, offer.title, offer.currency, f"{offer.price:.2f}", str(change.new) if change else "",
        _amount(decision.floor), str(decision.comparables), change.reason if change else decision.why,
    )  # fmt: skip


def _line(one: Standing) -> tuple[str, ...]:
    return (
        one.offer.sku, one.offer.title, one.offer.currency, one.answer, f"{one.total:.2f}", _amount(one.lowest),
        _amount(one.middle), str(one.others), _amount(one.floor), _amount(one.profit),
    )  # fmt: skip


def _amount(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:.2f}"
