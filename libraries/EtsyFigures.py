"""The figures of the shop on Etsy: money by the ledger, orders, views and favourites, how much a search finds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from robot.api.deco import library

from automation_suite import statement
from automation_suite.etsy import ledger_api, listings_api, receipts_api, search_api
from automation_suite.etsy.figures import FOUND, ORDERS, as_entry, monday_of, order_figures, week_figures
from automation_suite.history.setup import migrate
from automation_suite.plans.wording import number
from automation_suite.shop_figures.agreement import Entry, balance_differences, day_figures
from automation_suite.shop_figures.job_rules import FigureJobRules
from automation_suite.shop_figures.merging import Figure
from automation_suite.shop_figures.storing import stored
from automation_suite.statement import step
from libraries.etsy_shop_id import shop_id
from libraries.platform_sessions import session_of
from libraries.run_folder import keep_table
from libraries.this_job import these_rules, this_job

_DAY = timedelta(days=1)


@library(scope="GLOBAL", doc_format="MARKDOWN")
class EtsyFigures:
    """Reads the figures of the shop. A day that was not answered is a gap, not a zero."""

    def __init__(self) -> None:
        migrate()
        self._currency = ""

    @step
    def movements_of_money(self) -> list[Entry]:
        """Returns the lines of the ledger of the last `rules.days_back` whole days."""
        zone, today = self._zone, datetime.now(self._zone).date()
        first = datetime.combine(today - these_rules(FigureJobRules).days_back * _DAY, time(), zone)
        last = datetime.combine(today, time(), zone) - timedelta(seconds=1)
        found = ledger_api.entries(session_of("etsy"), shop_id(), first, last)
        self._currency = ledger_api.one_currency(found)
        return [as_entry(entry, str(zone)) for entry in found]

    @step
    def figures_of_money(self, entries: Sequence[Entry]) -> list[Figure]:
        """Returns sales, refunds, fees, labels and payouts of each day; looks whether the balances fit together."""
        rules, today = these_rules(FigureJobRules), datetime.now(self._zone).date()
        wrong = balance_differences(entries, rules.may_differ)
        keep_table("differences", ("what does not fit",), [(each.sentence,) for each in wrong])
        if wrong:
            statement.note(f"{number(len(wrong), 'balance')} of the ledger do not fit: {wrong[0].sentence}")
        days = [today - place * _DAY for place in range(1, rules.days_back + 1)]
        return day_figures(entries, days, self._currency) if entries else []

    @step
    def figures_of_orders(self) -> list[Figure]:
        """Returns how many orders and pieces were sold on each day of the last `rules.days_back` whole days.

        The first time it goes back to the shop's first order: what comes back each year is told from that.
        """
        job, today = this_job(), datetime.now(self._zone).date()
        first = today - these_rules(FigureJobRules).days_back * _DAY
        known = any(figure.name == ORDERS for figure in stored(job.platform, job.account_name, [first - _DAY, first]))
        since = datetime.combine(first, time(), self._zone) if known else None
        found = receipts_api.receipts(session_of("etsy"), shop_id(), created_from=since)
        if not known:
            first = min([first, *(receipt.created_at.astimezone(self._zone).date() for receipt in found)])
        days = [first + place * _DAY for place in range((today - first).days)]
        return order_figures(found, days, str(self._zone))

    @step
    def figures_of_listings(self) -> list[Figure]:
        """Returns how often each live listing was looked at and marked so far; kept once for each week."""
        listings = listings_api.shop_listings(session_of("etsy"), shop_id())
        return week_figures(listings, datetime.now(self._zone).date())

    @step
    def figures_of_searches(self) -> list[Figure]:
        """Returns how many listings Etsy's search finds for each of `rules.keywords`; kept once for each week."""
        monday = monday_of(datetime.now(self._zone).date())
        words = these_rules(FigureJobRules).keywords
        totals = {each: search_api.search(session_of("etsy"), each).total for each in words}
        return [Figure(monday, FOUND, Decimal(total), "count", each) for each, total in totals.items()]

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(this_job().time_zone)
