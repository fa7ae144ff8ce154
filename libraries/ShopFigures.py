"""Keeping the figures of a shop, whatever platform they are of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from robot.api.deco import library

from automation_suite import run_context, statement
from automation_suite.history.setup import migrate
from automation_suite.outcomes import Outcome
from automation_suite.plans.wording import number
from automation_suite.shop_figures.job_rules import FigureJobRules
from automation_suite.shop_figures.merging import Figure, gaps, merge
from automation_suite.shop_figures.storing import store, stored
from automation_suite.statement import step
from libraries.run_folder import keep_table
from libraries.this_job import these_rules, this_job, this_run

_DAY = timedelta(days=1)
_MONEY = ("sales", "fees")


@library(scope="GLOBAL", doc_format="MARKDOWN")
class ShopFigures:
    """Keeps figures. Read again they are the same; what is kept is never emptied by an answer that has less in it."""

    def __init__(self) -> None:
        migrate()

    @step
    def keep_figures(self, *kinds: Sequence[Figure]) -> None:
        """Keeps the figures, and states what is new, what the platform has corrected, and of which days nothing is known."""
        job, now, pulled = this_job(), datetime.now(UTC), [figure for kind in kinds for figure in kind]
        if run_context.current().dry_run:
            merged = merge({figure.key: figure for figure in stored(job.platform, job.account_name)}, pulled)
        else:
            merged = store(pulled, job.platform, job.account_name, this_run(), now)
        changed = len(merged.new) + len(merged.changed)
        said = [f"{len(pulled):,} figures read: {len(merged.new):,} new, {len(merged.changed):,} corrected by the platform."]
        said += [f"Of {len(merged.lost)} nothing is told any more; they stay."] * bool(merged.lost)
        said += self._said_of_gaps()
        statement.state(
            Outcome.DONE if changed else Outcome.NOTHING_TO_DO, " ".join(said),
            figures={"new": str(len(merged.new)), "corrected": str(len(merged.changed))},
        )  # fmt: skip

    def _said_of_gaps(self) -> list[str]:
        rules, today = these_rules(FigureJobRules), datetime.now(ZoneInfo(this_job().time_zone)).date()
        job = this_job()
        every = stored(job.platform, job.account_name)
        begun = [figure.day for figure in every if figure.name in _MONEY]
        if not begun:
            return []
        first = max(min(begun), today - rules.gap_days * _DAY)
        found = gaps(every, _MONEY, first, today - max(1, rules.days_behind) * _DAY)
        keep_table("gaps", ("figure", "from", "to"), [(gap.name, str(gap.first), str(gap.last)) for gap in found])
        return [f"Nothing is known of {number(len(found), 'time')}: {found[0].first} to {found[0].last}."] if found else []
