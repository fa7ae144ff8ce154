"""The seasons of the shop on Etsy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from robot.api.deco import library

from automation_suite import statement
from automation_suite.errors import SettingsError
from automation_suite.etsy.targets import targets
from automation_suite.history.setup import migrate
from automation_suite.plans.change import Change
from automation_suite.plans.wording import number
from automation_suite.seasons import keeping
from automation_suite.seasons.job_rules import SeasonRules
from automation_suite.seasons.rules import Live, Season, changes, occurrences
from automation_suite.statement import step
from libraries.etsy_shop_id import shop_id
from libraries.platform_sessions import session_of
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
    def live_texts_of_seasons(self, seasons: Sequence[Season]) -> Live:
        """Returns how every text is now that a season changes. One that Etsy does not tell is missing."""
        every = targets(session_of("etsy"), shop_id())
        objects: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for wish in (wish for season in seasons for wish in season.wishes):
            if (wish.kind, wish.field) not in every:
                raise SettingsError(
                    f"Etsy lets no program change the {wish.field} of a {wish.kind}. Nothing was planned.",
                    "Correct rules.seasons of the job in jobs.toml.",
                )
            objects[wish.kind, wish.field].add(wish.object_id)
        return {
            (kind, object_id, field): value
            for (kind, field), wanted in objects.items()
            for object_id, value in every[kind, field].read(sorted(wanted)).items()
        }

    @step
    def what_seasons_change_today(self, seasons: Sequence[Season], live: Live) -> list[Change]:
        """Returns what begins or ends today; nothing changes twice in a season."""
        today = datetime.now(ZoneInfo(this_job().time_zone)).date()
        on = [each for each in occurrences(seasons, today) if each.begins <= today < each.ends]
        named = f" ({', '.join(each.season.name for each in on)})" if on else ""
        statement.note(f"{number(len(seasons), 'season')} looked at; {len(on)} going on{named}.")
        return changes(seasons, live, keeping.made_by(this_job().name), today)
