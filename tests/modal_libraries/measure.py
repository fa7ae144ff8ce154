"""Measures one page: with the keyword, with the usual selectors, and with those and the Escape key."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from unittest.mock import patch

from Browser import Browser

from libraries.Modals import Modals
from tests.modal_libraries.page_list import Page
from tests.modal_libraries.site import Site
from tests.modal_libraries.usual_selectors import press_usual
from tests.modal_libraries.visit import Seen, look_at

_WAIT = timedelta(seconds=0.3)
_WAIT_FOR_LATE = timedelta(seconds=2)


@dataclass(frozen=True)
class Row:
    """What was measured on one page.

    Attributes:
        page: The page.
        keyword: What `Dismiss Modals` made of it.
        by: How it closed what was in the way, in words.
        seconds: How long it took.
        usual: What the usual selectors made of it; none when they were not tried.
        usual_escape: What the usual selectors and the Escape key made of it.
    """

    page: Page
    keyword: Seen
    by: tuple[str, ...]
    seconds: float
    usual: Seen | None = None
    usual_escape: Seen | None = None


class Meter:
    """Measures pages.

    Args:
        browser: The browser.
        site: The server.
    """

    def __init__(self, browser: Browser, site: Site) -> None:
        self._browser = browser
        self._site = site

    def measure(self, page: Page, *, with_usual: bool) -> Row:
        """Measure one page."""
        by: list[str] = []
        took: list[float] = []

        def dismiss() -> bool:
            start = time.perf_counter()
            wait = _WAIT_FOR_LATE if page.late else _WAIT
            by.extend(each.by for each in Modals().dismiss_modals(wait=wait))
            took.append(time.perf_counter() - start)
            return bool(by)

        with self._keyword_on_this_browser():
            seen = look_at(page, self._browser, self._site, dismiss, wait_for_late=False)
        usual = [self._usual(page, escape=escape) for escape in (False, True)] if with_usual else [None, None]
        return Row(page, seen, tuple(by), sum(took), *usual)

    def _usual(self, page: Page, *, escape: bool) -> Seen:
        def act() -> bool:
            pressed = press_usual(self._browser)
            if escape:
                self._browser.keyboard_key("press", "Escape")
            return pressed or escape

        return look_at(page, self._browser, self._site, act, wait_for_late=True)

    @contextmanager
    def _keyword_on_this_browser(self) -> Iterator[None]:
        with patch("libraries.Modals.call_page", self._browser.call_js_keyword):
            yield
