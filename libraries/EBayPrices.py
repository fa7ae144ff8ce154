"""Prices on eBay: own offers, what others ask for the same items, and what follows from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from robot.api.deco import library

from automation_suite import statement
from automation_suite.ebay import browse_api, fulfillment_api, inventory_api, offers_api
from automation_suite.ebay.browse_api import Search
from automation_suite.ebay.prices import as_asks, as_offer, condition_numbers, gtin_of, paid_by_sku
from automation_suite.ebay.sites import Site, site_of
from automation_suite.history.setup import migrate
from automation_suite.inventory import items, listings
from automation_suite.outcomes import Outcome
from automation_suite.plans.change import Change
from automation_suite.plans.wording import number
from automation_suite.platform_api.calls import BudgetSpentError, CallFailedError, CallRefusedError
from automation_suite.pricing import keeping
from automation_suite.pricing.asks import Ask, own_names
from automation_suite.pricing.job_rules import PriceJobRules
from automation_suite.pricing.next_price import Decision, Offer, Stays, as_seen, next_price
from automation_suite.pricing.standing import Standing, standings
from automation_suite.settings import process_settings
from automation_suite.statement import step
from libraries.platform_sessions import session_of
from libraries.run_folder import keep_table
from libraries.this_job import these_rules, this_job

_STANDING_HEADS = ("SKU", "title", "currency", "stands", "in all", "lowest", "middle", "others", "floor", "profit")
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_FIXED_PRICE = "FIXED_PRICE"
# After so many searches without any answer the trouble is not that of one item.
_FAILURES = 3
# How the run tells of offers that stay, and what the owner can do about them.
_SAID = {
    Stays.RIGHT: "{} right as they are",
    Stays.RESTS: "{} changed lately",
    Stays.LITTLE_DATA: "{} with too few comparable sellers",
    Stays.NO_NUMBER: "{} without an EAN, UPC or ISBN on eBay, so compared with nothing",
    Stays.NOT_CHECKED: "{} not checked this time",
    Stays.NO_COST: "{} without a cost in the inventory",
    Stays.BELOW_FLOOR: "{} further below their floor than one step",
}
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
        """Returns every published offer with what the inventory knows of its item."""
        session, rules, account = session_of("ebay"), these_rules(PriceJobRules), this_job().account_name
        known, changed, live = items.prices(), keeping.changed_at("ebay", account), listings.live_since("ebay", account)
        since = datetime.now(UTC) - timedelta(days=rules.own_sales_days)
        paid = paid_by_sku(fulfillment_api.orders(session, created_from=since))
        found, elsewhere = [], 0
        for item in inventory_api.read_items(session):
            for one in offers_api.offers_of(session, item.sku):
                if not one.is_published or one.record.get("format", _FIXED_PRICE) != _FIXED_PRICE:
                    continue
                if one.marketplace != self._site.marketplace:
                    elsewhere += 1
                    continue
                number_of = one.offer_id
                offer = as_offer(
                    item, one, known.get(item.sku), changed.get(number_of), live.get(number_of), paid.get(item.sku, ())
                )  # fmt: skip
                if offer:
                    found.append(OpenOffer(offer, gtin_of(item)))
        if elsewhere:
            statement.note(f"{number(elsewhere, 'offer')} on other sites than {self._site.marketplace} left out.")
        return found

    @step
    def asks_for_the_same(self, offers: Sequence[OpenOffer]) -> Asks:
        """Returns what others ask for the same item, found by its EAN, UPC or ISBN. What has none is compared with nothing.

        What eBay does not answer about counts as not checked, and so does the rest when the calls of the day are spent.
        """
        asked = [each for each in offers if each.gtin]
        asked.sort(key=lambda each: each.offer.changed_at or _NEVER)
        found: dict[str, Sequence[Ask]] = {}
        failed = 0
        try:
            for each in asked[: these_rules(PriceJobRules).most_searches]:
                try:
                    found[each.offer.offer_id] = self._asks_by(each)
                except (CallFailedError, CallRefusedError):
                    failed += 1
                    if not found and failed >= min(_FAILURES, len(asked)):
                        raise
        except BudgetSpentError as error:
            statement.note(error.happened)
        if failed:
            statement.note(f"eBay did not answer about {number(failed, 'item')}.")
        return {each.offer.offer_id: found.get(each.offer.offer_id) for each in offers}

    @step
    def new_prices(self, offers: Sequence[OpenOffer], asks: Asks) -> list[Change]:
        """Returns a change for each price that should be another one; what stays stands in prices.csv with the reason."""
        rules, job, now = these_rules(PriceJobRules), this_job(), datetime.now(UTC)
        own, step_percent = self._own_names(offers, asks, rules), Decimal(str(job.largest_step_percent))
        pairs = _with_asks(offers, asks)
        decisions = [next_price(offer, found, own, rules, step_percent, now) for offer, found in pairs]
        keep_table("prices", ("SKU", "title", "currency", "price", "new price", "floor", "compared with", "why"), [
            _row(decision) for decision in decisions
        ])  # fmt: skip
        person = sum(decision.for_a_person for decision in decisions)
        compared = sum(decision.comparables >= rules.least_comparables for decision in decisions)
        statement.note(
            _said(decisions),
            {"offers": str(len(decisions)), "compared": str(compared), "for a person": str(person)},
        )  # fmt: skip
        return [decision.change for decision in decisions if decision.change]

    @step
    def write_standing(self, offers: Sequence[OpenOffer], asks: Asks) -> None:
        """Writes how each offer stands among the asks of today into standing.csv, and states it. Nothing else is kept."""
        rules = these_rules(PriceJobRules)
        found = standings(_with_asks(offers, asks), self._own_names(offers, asks, rules), rules)
        keep_table("standing", _STANDING_HEADS, [_line(one) for one in found])
        compared = [one for one in found if one.middle is not None]
        nameless = sum(not one.offer.has_number for one in found)
        highest, losing = sum(one.answer == "highest" for one in compared), sum(one.at_a_loss for one in found)
        statement.state(
            Outcome.DONE if compared else Outcome.NOTHING_TO_DO,
            f"{len(compared)} of {number(len(found), 'offer')} could be compared"
            f"{f', {highest} of them dearer than all others' if compared else ''}; {nameless} without an EAN, UPC or ISBN on"
            f" eBay. {losing} would be sold at a loss: standing.csv.",
            figures={"compared": str(len(compared)), "highest": str(highest), "at a loss": str(losing)},
        )

    def _asks_by(self, wanted: OpenOffer) -> Sequence[Ask]:
        found = browse_api.search_all(session_of("ebay"), self._site, Search(
            gtin=wanted.gtin, condition_ids=condition_numbers(wanted.offer.condition), delivery_country=self._site.country,
            postal_code=these_rules(PriceJobRules).postal_code,
        ))  # fmt: skip
        return as_asks(found)

    @staticmethod
    def _own_names(offers: Sequence[OpenOffer], asks: Asks, rules: PriceJobRules) -> set[str]:
        every = (ask for found in asks.values() for ask in found or ())
        known = (fulfillment_api.seller_name(session_of("ebay")), *rules.own_names)
        return own_names(every, {each.offer.listing_id for each in offers} - {""}, known)

    @property
    def _site(self) -> Site:
        return site_of(process_settings().ebay_marketplace)


def _with_asks(offers: Sequence[OpenOffer], asks: Asks) -> list[tuple[Offer, Sequence[Ask] | None]]:
    """Return each offer with what eBay shows of its own listing, and the asks for the same item."""
    found = ((each.offer, asks[each.offer.offer_id]) for each in offers)
    return [(as_seen(offer, others), others) for offer, others in found]


def _said(decisions: Sequence[Decision]) -> str:
    """Return what became of the offers, the changes first; only what there is."""
    counts = Counter(decision.stays for decision in decisions)
    said = [f"{counts[None]} to change"] * bool(counts[None])
    said += [words.format(counts[why]) for why, words in _SAID.items() if counts[why]]
    about = f"{number(len(decisions), 'offer')} looked at"
    return f"{about}: {', '.join(said)}. prices.csv says why of each." if said else f"{about}."


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
