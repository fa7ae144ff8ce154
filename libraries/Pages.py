"""What a person does on a page: open it, wait for something, press it, type into it, read it."""

from __future__ import annotations

import contextlib
import json
import random
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

from robot.api import logger
from robot.api.deco import library
from robot.api.types import Secret

from automation_suite import locators
from automation_suite.errors import PassingError, PermanentError
from automation_suite.locators import Found
from automation_suite.settings import process_settings
from automation_suite.statement import step
from libraries import sightings
from libraries.browser_library import browser, call_page
from libraries.Modals import Modals

Locator = list[str]
"""A locator as it stands in a resource: its name in plain words, then its strategies, the most trusted first."""

_PAUSES_BEFORE_NEW_TRIES = (2.0, 6.0)
_PAGE_TIME_LIMIT = timedelta(seconds=30)
_FIRST_CHOICE_TIME = timedelta(milliseconds=700)
_CLICK_TIME_LIMIT = timedelta(seconds=10)
# How long each of several presses has to lead on. The first ones may only have opened another box.
_TIMES_TO_LEAD_ON = (timedelta(seconds=5), timedelta(seconds=5), timedelta(seconds=20))


class Seen(NamedTuple):
    """A thing that stands on the page, and the strategy that found it."""

    name: str
    strategy: str

    @property
    def visible(self) -> str:
        """Selector of the one visible element."""
        return f"{self.strategy} >> visible=true"


def _milliseconds(time_limit: timedelta) -> int:
    return int(time_limit.total_seconds() * 1000)


def _recorded(found: Found) -> Found:
    if found.locator:
        sightings.record(found.locator, found.strategy, found.ways)
    return found


@library(scope="GLOBAL", doc_format="MARKDOWN")
class Pages:
    """Finds things by a list of strategies and does with them what a person would.

    The first strategy that matches exactly one visible element is used. When it is not the first of the list, or when
    another that used to match no longer does, the run goes on and the health summary shows *drift*.
    """

    @step
    def open_page(self, address: str) -> str:
        """Opens an address and returns where it ended.

        A page that is not available (HTTP 5xx) or does not come is tried again with growing pauses, because opening a
        page changes nothing. HTTP 429 is never tried again.
        """
        for pause in _PAUSES_BEFORE_NEW_TRIES:
            with contextlib.suppress(PassingError):
                return self._open_once(address)
            logger.warn(f"The page {address} is not available; trying again in {pause:g} s.")
            time.sleep(0 if process_settings().practice else pause)
        return self._open_once(address)

    @step
    def wait_for_first_of(self, *things: Locator, timeout: timedelta = _PAGE_TIME_LIMIT, otherwise: str = "") -> str:
        """Waits for the first of several things and returns its name.

        Fails when none of them appears in time, with the sentence `otherwise` when it is given.
        """
        return self._find(things, timeout, otherwise).name

    @step
    def wait_for_any_of(self, *things: Locator, timeout: timedelta = _PAGE_TIME_LIMIT) -> bool:
        """Waits for the first of several things and tells whether one came in time."""
        return _recorded(self._search(things, timeout)).locator is not None

    @step
    def is_visible(self, thing: Locator) -> bool:
        """Tells whether something can be seen right now."""
        if _recorded(self._search([thing], timedelta(0))).locator:
            return True
        sightings.record(locators.parse(thing), "", [])
        return False

    @step
    def press(self, thing: Locator, timeout: timedelta = _PAGE_TIME_LIMIT) -> None:
        """Presses a button or a link. When a box lies over it, the box is dismissed first.

        Never use it for the button that moves money; that one has a keyword of its own.
        """
        found = self._find([thing], timeout)
        self._pause()
        answer = self._click(found)
        if answer["covered"]:
            Modals().dismiss_modals()
            found = self._find([thing], timeout)
            answer = self._click(found)
        if not answer["pressed"]:
            raise PassingError(
                f"{found.name.capitalize()} could not be pressed ({answer['reason']}).",
                "",
                "overlay" if answer["covered"] else "not interactable",
            )
        logger.info(f"Pressed {found.name} (found by {found.strategy}).")

    @step
    def press_until_it_leads_to(self, thing: Locator, wanted: Locator, otherwise: str = "") -> None:
        """Presses a button up to three times, and closes before each press what has opened, until something is seen.

        Fails when it is not seen then, with the sentence `otherwise` when it is given. Never use it for a button that
        may be pressed once only.
        """
        for patience in _TIMES_TO_LEAD_ON:
            Modals().dismiss_modals()
            # The page may have gone on while something on it was closed.
            if self.wait_for_first_of(wanted, thing, otherwise=otherwise) == wanted[0]:
                return
            self.press(thing)
            if self.wait_for_any_of(wanted, timeout=patience):
                return
        self.wait_for_first_of(wanted, timeout=timedelta(0), otherwise=otherwise)

    @step
    def fill_in(self, thing: Locator, text: str) -> None:
        """Types a text into a field."""
        found = self._find([thing], _PAGE_TIME_LIMIT)
        self._pause()
        browser().fill_text(found.visible, text)

    @step
    def fill_in_secret(self, thing: Locator, secret: Secret) -> None:
        """Types a secret into a field; no log shows it."""
        found = self._find([thing], _PAGE_TIME_LIMIT)
        self._pause()
        browser().fill_secret(found.visible, secret)

    @step
    def page_text(self) -> str:
        """Returns the visible text of the page, line by line."""
        return str(call_page("readPage")["text"])

    @step
    def dialog_text(self) -> str:
        """Returns the text of the dialogs that are open; empty when there is none."""
        return str(call_page("readPage")["dialog"])

    @step
    def text_of(self, thing: Locator) -> str:
        """Returns the text of something on the page."""
        return str(browser().get_text(self._find([thing], _PAGE_TIME_LIMIT).visible))

    @step
    def table_content(self, thing: Locator) -> dict[str, Any]:
        """Returns the words of a table's head, and for each row its cells with their text and their link."""
        return dict(call_page("readTable", strategy=self._find([thing], _PAGE_TIME_LIMIT).strategy))

    @step
    def value_in_address(self, name: str) -> str:
        """Returns what the address of the page holds under a name, such as `redemption_id`; empty when nothing."""
        return "".join(parse_qs(urlsplit(str(browser().get_url())).query).get(name, [])[:1])

    def _open_once(self, address: str) -> str:
        self._pause()
        answer = call_page("openAddress", url=address, timeoutMs=_milliseconds(_PAGE_TIME_LIMIT))
        status = answer["status"] or 200
        if status == 429:
            raise PermanentError(
                "The site asks to slow down (HTTP 429). No money was moved.",
                "Wait some hours; the next run is the next one on the schedule.",
                "5xx or 429",
            )
        if status >= 500:
            raise PassingError(f"The site is not available (HTTP {status}).", "", "5xx or 429")
        if status == 404:
            raise PermanentError(
                f"The page {address} is not there any more (HTTP 404). No money was moved.",
                "Look where the page has moved to and correct its address in its resource file.",
                "wrong content",
            )
        return str(answer["url"])

    def _find(self, things: Sequence[Locator], timeout: timedelta, otherwise: str = "") -> Seen:
        found = _recorded(self._search(things, timeout))
        if found.locator is None:
            logger.info(locators.explain_nothing_found(found))
            if otherwise:
                raise PermanentError(
                    f"{otherwise} No money was moved.", "Look at this page on the platform.", "wrong content"
                )
            names = " or ".join(found.counts)
            raise PassingError(f"Not found on the page: {names}.", "", "locator matched none or many")
        return Seen(found.locator.name, found.strategy)

    def _search(self, things: Sequence[Locator], timeout: timedelta) -> Found:
        wanted = [locators.parse(thing) for thing in things]
        groups = json.dumps([[each.name, each.strategies, sightings.expected(each)] for each in wanted])
        grace = min(_FIRST_CHOICE_TIME, timeout)
        answer = call_page("findFirst", groups=groups, timeoutMs=_milliseconds(timeout), graceMs=_milliseconds(grace))
        return locators.found(wanted, answer)

    def _click(self, found: Seen) -> dict[str, Any]:
        limit = _milliseconds(_CLICK_TIME_LIMIT)
        return dict(call_page("pressVisible", strategy=found.strategy, timeoutMs=limit))

    def _pause(self) -> None:
        time.sleep(random.uniform(*process_settings().pace_seconds))
