"""The seasons of the shop on Etsy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from robot.api.deco import library

from automation_suite import statement
from automation_suite.errors import SettingsError
from automation_suite.etsy import holidays_api
from automation_suite.etsy.figures import PIECES, monday_of
from automation_suite.etsy.holidays_api import holiday_changes
from automation_suite.etsy.targets import targets
from automation_suite.history.setup import migrate
from automation_suite.plans.change import Change
from automation_suite.plans.wording import number
from automation_suite.platform_api.calls import CallRefusedError
from automation_suite.seasons import keeping
from automation_suite.seasons.index import own_year
from automation_suite.seasons.job_rules import SeasonRules
from automation_suite.seasons.rules import Live, Season, changes, leads, occurrences
from automation_suite.shop_figures.storing import stored
from automation_suite.statement import step
from automation_suite.trends.weekly import summed
from libraries.etsy_shop_id import shop_id
from libraries.platform_sessions import session_of
from libraries.run_folder import keep_table
from libraries.this_job import these_rules, this_job


@library(scope="GLOBAL", doc_format="MARKDOWN")
class EtsySeasons:
    """Looks which seasons are on, and what they ask for. It changes nothing."""

    def __init__(self) -> None:
        migrate()

    @step
    def seasons_of_the_shop(self) -> Sequence[Season]:
        """Returns the seasons that stand in jobs.toml under `rules.seasons`."""
        seasons = these_rules(SeasonRules).seasons
        if not seasons:
            statement.note("Nobody has said yet what a season changes: rules.seasons in jobs.toml is empty.")
        return seasons

    @step
    def leads_of_seasons(self, seasons: Sequence[Season]) -> list[Season]:
        """Returns the seasons with the days by which each leads: those of jobs.toml, of the own sales, or the calendar's.

        Writes seasons.csv, which says so of each season.
        """
        job, today = this_job(), self._today
        last = monday_of(today) - timedelta(days=7)
        sold = summed(stored(job.platform, job.account_name), PIECES, "the shop", last)
        year = own_year(sold.weeks, last) if sold else None
        found = leads(seasons, year, these_rules(SeasonRules).ahead_days, today)
        keep_table("seasons", ("season", "next day", "begins", "ends", "days ahead", "why"), [
            (
                one.season.name, str(one.day), str(one.day - timedelta(days=one.days)),
                str(one.day + timedelta(days=one.season.lasts_days)), str(one.days), one.why,
            )
            for one in found
        ])  # fmt: skip
        return [one.season.model_copy(update={"lead_days": one.days}) for one in found]

    @step
    def holidays_of_the_shop(self) -> list[Change]:
        """Returns a change for each holiday of which Etsy believes something else than `rules.holidays` says."""
        wanted = these_rules(SeasonRules).holidays
        if not wanted:
            return []
        try:
            live = holidays_api.holidays(session_of("etsy"), shop_id())
        except CallRefusedError as error:
            statement.note(f"Etsy tells no holidays of this shop, which it does in the US and Canada only: {error.happened}")
            return []
        found, unknown = holiday_changes(wanted, live)
        if unknown:
            names = ", ".join(one.name for one in live) or "none, because it has them for the US and Canada only"
            raise SettingsError(
                f'Etsy has no holiday "{unknown[0]}" for this shop. Nothing was planned.',
                f"Correct rules.holidays in jobs.toml. Etsy has: {names}.",
            )
        return found

    @step
    def live_texts_of_seasons(self, seasons: Sequence[Season]) -> Live:
        """Returns how every text is now that a season changes. One that Etsy does not tell is missing."""
        every = targets(session_of("etsy"), shop_id())
        objects: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for wish in (wish for season in seasons for wish in season.wishes):
            objects[wish.kind, wish.field].add(wish.object_id)
        return {
            (kind, object_id, field): value
            for (kind, field), wanted in objects.items()
            for object_id, value in every[kind, field].read(sorted(wanted)).items()
        }

    @step
    def what_seasons_change_today(self, seasons: Sequence[Season], live: Live) -> list[Change]:
        """Returns what begins or ends today; nothing changes twice in a season."""
        today = self._today
        on = [each for each in occurrences(seasons, today) if each.begins <= today < each.ends]
        named = f" ({', '.join(each.season.name for each in on)})" if on else ""
        statement.note(f"{number(len(seasons), 'season')} looked at; {len(on)} going on{named}.")
        return changes(seasons, live, keeping.made_by(this_job().name), today)

    @property
    def _today(self) -> date:
        return datetime.now(ZoneInfo(this_job().time_zone)).date()
