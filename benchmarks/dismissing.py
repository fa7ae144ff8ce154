"""What Dismiss Modals costs on a page where nothing is to be closed, which is nearly every time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from unittest.mock import patch

from benchmarks.figure import Compared, Figure
from benchmarks.stage import Stage, in_turn
from libraries.Modals import Modals
from tests.modal_libraries.site import serving
from tests.page_browser import modal_browser, open_window

_CALLS = 10


def where_nothing_is(stage: Stage) -> Iterator[Figure]:
    """Give the time of one call, the mean of ten."""
    with modal_browser(stage.folder) as browser, serving(None) as site:
        open_window(browser)
        browser.go_to(f"{site.address}/pages/nothing-plain?en")
        with patch("libraries.Modals.call_page", browser.call_js_keyword):
            took = in_turn(stage.rounds, ours=_seconds)
    yield Figure("Dismiss Modals where nothing is to be closed", "s", took["ours"], 0.06, compared=Compared.ALONE)


def _seconds() -> float:
    started = time.perf_counter()
    for _ in range(_CALLS):
        Modals().dismiss_modals()
    return (time.perf_counter() - started) / _CALLS
