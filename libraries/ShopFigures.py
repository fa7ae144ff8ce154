"""Keeping the figures of a shop, whatever platform they are of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from robot.api.deco import library

from automation_suite import run_context, statement
from automation_suite.history.setup import migrate
from automation_suite.outcomes import Outcome
from automation_suite.shop_figures.job_rules import FigureJobRules
from automation_suite.shop_figures.merging import Figure, days_between, gaps, merge
from automation_suite.shop_figures.sell_through import STOCK
from automation_suite.shop_figures.storing import store, stored
from automation_suite.statement import step
from libraries.run_folder import keep_table
from libraries.this_job import these_rules, this_job, this_run

_DAY = timedelta(days=1)
# What no day has to have: a rate of nothing is none, and what was on offer is read while it is.
_MAY_BE_NONE = ("percent", STOCK)


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
        every = self._every(pulled)
        self._keep_days(every)
        said += self._said_of_gaps(every)
        statement.state(
            Outcome.DONE if changed else Outcome.NOTHING_TO_DO, " ".join(said),
            figures={"new": str(len(merged.new)), "corrected": str(len(merged.changed))},
        )  # fmt: skip

    @staticmethod
    def _every(pulled: Sequence[Figure]) -> list[Figure]:
        """Return all figures of the whole shop that are known, those too that a dry run does not keep."""
        job = this_job()
        every = (*stored(job.platform, job.account_name), *(figure for figure in pulled if figure.value is not None))
        return list({figure.key: figure for figure in every if not figure.subject}.values())

    def _keep_days(self, every: Sequence[Figure]) -> None:
        """Write figures.csv: a line for each day, with nothing where nothing is known."""
        names = list(dict.fromkeys(figure.name for figure in every))
        values = {figure.key: figure.value for figure in every}
        days = days_between(min((figure.day for figure in every), default=self._today), self._today - _DAY)
        shown = days[-these_rules(FigureJobRules).gap_days :]
        keep_table("figures", ("day", *names), [
            (str(day), *(_written(values.get((day, "", name))) for name in names)) for day in reversed(shown)
        ])  # fmt: skip

    def _said_of_gaps(self, every: Sequence[Figure]) -> list[str]:
        rules, found = these_rules(FigureJobRules), []
        last = self._today - max(1, rules.days_behind) * _DAY
        counted = [figure for figure in every if figure.unit not in _MAY_BE_NONE]
        for name in dict.fromkeys(figure.name for figure in counted):
            begun = min(figure.day for figure in counted if figure.name == name)
            found += gaps(counted, [name], max(begun, self._today - rules.gap_days * _DAY), last)
        keep_table("gaps", ("figure", "from", "to"), [(gap.name, str(gap.first), str(gap.last)) for gap in found])
        if not found:
            return []
        names = ", ".join(dict.fromkeys(gap.name for gap in found))
        return [f"Days are missing of {names}, the first on {min(gap.first for gap in found)}: gaps.csv."]

    @property
    def _today(self) -> date:
        return datetime.now(ZoneInfo(this_job().time_zone)).date()


def _written(value: Decimal | None) -> str:
    return "" if value is None else f"{value:.2f}".removesuffix(".00")
