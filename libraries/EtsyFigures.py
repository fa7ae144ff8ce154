"""The figures of the shop on Etsy: money by the ledger, views and favourites of listings, how much a search finds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from robot.api.deco import library

from automation_suite import statement
from automation_suite.etsy import ledger_api, listings_api, search_api
from automation_suite.etsy.figures import FOUND, as_entry, monday_of, week_figures
from automation_suite.plans.wording import number
from automation_suite.shop_figures.agreement import Entry, balance_differences, day_figures
from automation_suite.shop_figures.job_rules import FigureJobRules
from automation_suite.shop_figures.merging import Figure
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
