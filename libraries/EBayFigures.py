"""The figures of the account on eBay: traffic, and money by what eBay has booked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from robot.api.deco import library

from automation_suite import statement
from automation_suite.ebay import analytics_api, finances_api, inventory_api, offers_api
from automation_suite.ebay.analytics_api import Dimension
from automation_suite.ebay.figures import booked_in, entries_of, foreign, not_arrived, payouts_of, traffic_figures
from automation_suite.ebay.sites import Site, site_of
from automation_suite.history.setup import migrate
from automation_suite.plans.wording import number
from automation_suite.settings import process_settings
from automation_suite.shop_figures.agreement import day_figures, payout_differences
from automation_suite.shop_figures.job_rules import FigureJobRules
from automation_suite.shop_figures.merging import Figure, days_between
from automation_suite.shop_figures.sell_through import OFFERED, STOCK, sell_through
from automation_suite.shop_figures.storing import stored
from automation_suite.statement import step
from libraries.platform_sessions import session_of
from libraries.run_folder import keep_table
from libraries.this_job import these_rules, this_job

_DAY = timedelta(days=1)
# eBay has no list of all offers; more calls than this take longer than the run may.
_MOST_ITEMS = 2000
# What is paid out was booked at most so much earlier.
_BOOKED_BEFORE = timedelta(days=31)


@library(scope="GLOBAL", doc_format="MARKDOWN")
class EBayFigures:
    """Reads the figures of the account. A day that was not answered is a gap, not a zero."""

    def __init__(self) -> None:
        migrate()

    @step
    def figures_of_traffic(self) -> list[Figure]:
        """Returns impressions, views, sales and conversion of each day of which sell-through is counted, with one call."""
        first, last = self._days()
        first = min(first, last - (these_rules(FigureJobRules).sell_through_days - 1) * _DAY)
        return traffic_figures(analytics_api.traffic(session_of("ebay"), self._site, Dimension.DAY, first, last))

    @step
    def figures_of_sell_through(self, traffic: Sequence[Figure]) -> list[Figure]:
        """Returns how many pieces are on offer, once a day, and which part of what was on offer was sold."""
        (first, last), rules = self._days(), these_rules(FigureJobRules)
        kept = stored("ebay", this_job().account_name, days_between(first - rules.sell_through_days * _DAY, last))
        known = {figure.key: figure for figure in (*kept, *traffic) if figure.value is not None}
        offered = known.get((last, "", OFFERED)) or Figure(last, OFFERED, self._offered(), STOCK)
        return [offered, *sell_through({**known, offered.key: offered}, days_between(first, last), rules.sell_through_days)]

    @step
    def figures_of_money(self) -> list[Figure]:
        """Returns sales, refunds, fees, labels and payouts of each day; looks whether payouts are what was booked."""
        (first, last), zone, rules = self._days(), self._zone, these_rules(FigureJobRules)
        start, end = datetime.combine(first, time(), zone), datetime.combine(last + _DAY, time(), zone)
        booked = finances_api.transactions(session_of("ebay"), self._site, start - _BOOKED_BEFORE, end)
        paid = finances_api.payouts(session_of("ebay"), self._site, start, end)
        currency = booked_in(booked, paid, self._site.currency)
        entries = entries_of(booked, paid, str(zone), currency)
        wrong = payout_differences(entries, payouts_of(paid, str(zone), currency), rules.may_differ)
        keep_table("differences", ("what does not fit",), [(each.sentence,) for each in wrong])
        if wrong:
            statement.note(f"{number(len(wrong), 'payout')} not the sum of what was booked: {wrong[0].sentence}")
        if back := not_arrived(paid):
            statement.note(f"{number(len(back), 'payout')} did not reach the bank: look at {back[0].payout_id} on eBay.")
        if other := foreign(booked, paid, currency):
            statement.note(f"{number(other, 'movement')} in another currency than {currency} left out.")
        return day_figures([one for one in entries if first <= one.day <= last], days_between(first, last), currency)

    def _offered(self) -> Decimal | None:
        """Return how many pieces published offers have, with a call for each item that is in stock."""
        session = session_of("ebay")
        items = [item for item in inventory_api.read_items(session) if item.quantity]
        if len(items) > _MOST_ITEMS:
            statement.note(f"Sell-through is not counted of more than {_MOST_ITEMS:,} items.")
            return None
        found = 0
        for item in items:
            own = [one for one in offers_api.offers_of(session, item.sku) if one.marketplace == self._site.marketplace]
            if any(one.is_published for one in own):
                found += item.quantity or 0
        return Decimal(found)

    def _days(self) -> tuple[date, date]:
        yesterday = datetime.now(self._zone).date() - _DAY
        return yesterday - (these_rules(FigureJobRules).days_back - 1) * _DAY, yesterday

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(this_job().time_zone)

    @property
    def _site(self) -> Site:
        return site_of(process_settings().ebay_marketplace)
