"""Reading what the closet has sold, and keeping it."""

from __future__ import annotations

import time
from datetime import timedelta

from robot.api import logger
from robot.api.deco import library

from automation_suite import statement
from automation_suite.errors import PassingError
from automation_suite.outcomes import Outcome
from automation_suite.sales import sales_list, snapshot
from automation_suite.sales.closet_statistics import named_figures
from automation_suite.sales.sales_list import Counter, Sale
from automation_suite.statement import step
from libraries.Pages import Locator, Pages
from libraries.run_folder import run_folder

_TURNING_TIME_LIMIT = timedelta(seconds=15)
_POLL_SECONDS = 0.1


@library(scope="GLOBAL", doc_format="MARKDOWN")
class Sales:
    """Reads the list of sales page by page, and the figures of the closet. It changes nothing on the platform."""

    def __init__(self) -> None:
        self._pages = Pages()

    @step
    def collect_sales(self, table: Locator, counter: Locator, next_button: Locator) -> list[Sale]:
        """Returns the sales of all pages, beginning with the one that is open.

        The page's own counter says when the last page is reached, because the button to the next page stays enabled
        there. Fails unless the rows are as many as the counter says, each once.
        """
        seen = self._counter(counter)
        sales = self._sales(table) if seen.total else []
        while seen.last < seen.total:
            self._pages.press(next_button)
            seen = self._turned(counter, seen)
            sales += self._sales(table)
        sales_list.check_whole(sales, seen.total)
        return sales

    @step
    def closet_figures(self, names: list[str]) -> dict[str, str]:
        """Returns the figures that the open page has behind these names."""
        return named_figures(self._pages.page_text(), names)

    @step
    def keep_sales_snapshot(self, sales: list[Sale], closet: dict[str, str]) -> None:
        """Writes the sales and the closet's figures into CSV files in the folder of this run, and states them."""
        snapshot.write(run_folder(), sales, closet)
        kept = snapshot.figures(sales, closet)
        statement.state(Outcome.DONE, snapshot.sentence(kept), figures=kept)
        logger.info(f"Wrote {snapshot.SALES_FILE} and {snapshot.CLOSET_FILE}.")

    def _sales(self, table: Locator) -> list[Sale]:
        read = self._pages.table_content(table)
        return sales_list.sales_in(read["heads"], read["rows"])

    def _counter(self, counter: Locator) -> Counter:
        return sales_list.counter_in(self._pages.text_of(counter))

    def _turned(self, counter: Locator, before: Counter) -> Counter:
        """Wait until the page shows the rows that follow those before."""
        deadline = time.monotonic() + _TURNING_TIME_LIMIT.total_seconds()
        seen = self._counter(counter)
        while seen.first != before.last + 1 and time.monotonic() < deadline:
            time.sleep(_POLL_SECONDS)
            seen = self._counter(counter)
        if seen.first != before.last + 1:
            raise sales_list.list_ends_early(before)
        if seen.total != before.total:
            raise PassingError("The list of sales has changed while it was read. Nothing was kept.", "", "page not ready")
        return seen
