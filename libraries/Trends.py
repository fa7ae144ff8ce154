"""Trends in the figures that the shop has kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from robot.api.deco import library

from automation_suite import statement
from automation_suite.etsy import listings_api
from automation_suite.etsy.figures import FOUND, ORDERS, PIECES, monday_of
from automation_suite.history.setup import migrate
from automation_suite.outcomes import Outcome
from automation_suite.plans.wording import number
from automation_suite.shop_figures.storing import stored
from automation_suite.statement import step
from automation_suite.trends.job_rules import TrendJobRules
from automation_suite.trends.rules import Series, Trend, trends
from automation_suite.trends.weekly import counted_so_far, summed, week_by_week
from libraries.etsy_shop_id import shop_id
from libraries.platform_sessions import session_of
from libraries.run_folder import keep_table
from libraries.this_job import these_rules, this_job

_NAMED = 3
_TOLD = ("rises", "falls")


@library(scope="GLOBAL", doc_format="MARKDOWN")
class Trends:
    """Looks what rises and falls in the figures that `etsy.analytics_collector` has kept, and how sure that is."""

    def __init__(self) -> None:
        migrate()

    @step
    def weekly_figures(self) -> list[Series]:
        """Returns the whole weeks of all figures: views and favourites of live listings, sales, what searches find."""
        listings = listings_api.shop_listings(session_of("etsy"), shop_id())
        labels = {listing.listing_id: listing.title.partition(",")[0] for listing in listings}
        today = datetime.now(ZoneInfo(this_job().time_zone)).date()
        last = monday_of(today) - timedelta(days=7)
        every = stored("etsy", this_job().account_name)
        whole_shop = (summed(every, name, "the shop", last) for name in ("sales", ORDERS, PIECES))
        return [
            *counted_so_far(every, labels, last), *week_by_week(every, FOUND, last), *(each for each in whole_shop if each),
        ]  # fmt: skip

    @step
    def trends_in(self, weeks: Sequence[Series]) -> list[Trend]:
        """Returns an answer for each figure: it rises, it falls, it has no trend, or there is too little data."""
        return trends(weeks, these_rules(TrendJobRules))

    @step
    def write_trends(self, found: Sequence[Trend]) -> None:
        """Writes every answer into trends.csv, and states what rises and falls, the largest change first."""
        told = sorted((one for one in found if one.answer in _TOLD), key=lambda one: -abs(one.change))
        rest = [one for one in found if one.answer not in _TOLD]
        heads = ("answer", "figure", "what", "number", "change", "chance alone", "weeks", "in words")
        keep_table("trends", heads, [
            (
                one.answer, one.series.figure, one.series.label, one.series.subject, f"{one.change:+.0%}",
                f"{one.chance:.3f}", str(one.weeks), one.sentence,
            )
            for one in (*told, *rest)
        ])  # fmt: skip
        little = sum(one.answer == "too little data" for one in found)
        said = [f"{number(len(found), 'figure')} looked at: {len(told)} rise or fall, {little} have too little data."]
        if not found:
            said = ["There are no figures yet: let etsy.analytics_collector run each day for some months first."]
        said += [one.sentence for one in told[:_NAMED]]
        statement.state(
            Outcome.DONE if told else Outcome.NOTHING_TO_DO, " ".join(said),
            figures={"looked at": str(len(found)), "trends": str(len(told)), "too little data": str(little)},
        )  # fmt: skip
