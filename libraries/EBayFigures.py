"""The figures of the account on eBay: traffic, and money by what eBay has booked."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from robot.api.deco import library

from automation_suite import statement
from automation_suite.ebay import analytics_api, finances_api
from automation_suite.ebay.analytics_api import Dimension
from automation_suite.ebay.figures import entries_of, one_currency, payouts_of, traffic_figures
from automation_suite.ebay.sites import Site, site_of
from automation_suite.plans.wording import number
from automation_suite.settings import process_settings
from automation_suite.shop_figures.agreement import day_figures, payout_differences
from automation_suite.shop_figures.job_rules import FigureJobRules
from automation_suite.shop_figures.merging import Figure
from automation_suite.statement import step
from libraries.platform_sessions import session_of
from libraries.run_folder import keep_table
from libraries.this_job import these_rules, this_job

_DAY = timedelta(days=1)
# What is paid out was booked at most so much earlier.
_BOOKED_BEFORE = timedelta(days=31)


@library(scope="GLOBAL", doc_format="MARKDOWN")
class EBayFigures:
    """Reads the figures of the account. A day that was not answered is a gap, not a zero."""

    @step
    def figures_of_traffic(self) -> list[Figure]:
        """Returns impressions, views, sales and conversion of each of the last `rules.days_back` days, with one call."""
        first, last = self._days()
        return traffic_figures(analytics_api.traffic(session_of("ebay"), self._site, Dimension.DAY, first, last))

    @step
    def figures_of_money(self) -> list[Figure]:
        """Returns sales, refunds, fees, labels and payouts of each day; looks whether payouts are what was booked."""
        (first, last), zone, rules = self._days(), self._zone, these_rules(FigureJobRules)
        start, end = datetime.combine(first, time(), zone), datetime.combine(last + _DAY, time(), zone)
        booked = finances_api.transactions(session_of("ebay"), self._site, start - _BOOKED_BEFORE, end)
        paid = finances_api.payouts(session_of("ebay"), self._site, start, end)
        currency = one_currency(booked, paid, self._site.currency)
        entries = entries_of(booked, paid, str(zone))
        wrong = payout_differences(entries, payouts_of(paid, str(zone)), rules.may_differ)
        keep_table("differences", ("what does not fit",), [(each.sentence,) for each in wrong])
        if wrong:
            statement.note(f"{number(len(wrong), 'payout')} are not what was booked: {wrong[0].sentence}")
        days = [first + place * _DAY for place in range((last - first).days + 1)]
        return day_figures([one for one in entries if first <= one.day <= last], days, currency)

    def _days(self) -> tuple[date, date]:
        yesterday = datetime.now(self._zone).date() - _DAY
        return yesterday - (these_rules(FigureJobRules).days_back - 1) * _DAY, yesterday

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(this_job().time_zone)

    @property
    def _site(self) -> Site:
        return site_of(process_settings().ebay_marketplace)
