"""Closes what lies over the open page."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from robot.api import logger
from robot.api.deco import keyword, library

from automation_suite.errors import PassingError
from automation_suite.modals.decision import Escape, Leave, Press, Way, decide
from automation_suite.modals.kinds import kind
from automation_suite.modals.overlay import Overlay, parse
from libraries.browser_library import call_page

_MOST_ROUNDS = 16
_MOST_SECONDS = 10.0
_LOOK_AGAIN_SECONDS = 0.1
_AFTERWARDS_SECONDS = 0.25


@dataclass(frozen=True)
class Dismissed:
    """One box that was closed.

    Attributes:
        title: Its heading or first words.
        by: How it was closed, in words.
    """

    title: str
    by: str


@dataclass
class _Session:
    """What one call of the keyword has seen and tried so far."""

    keep: tuple[str, ...]
    tried: dict[str, set[str]] = field(default_factory=dict)
    dismissed: list[Dismissed] = field(default_factory=list)

    def next_step(self, overlays: Sequence[Overlay]) -> tuple[int, Way] | None:
        """Return the first box that can be closed, and the way to do it."""
        escape = not any(kind(overlay, self.keep).is_needed for overlay in overlays)
        for index, overlay in enumerate(overlays):
            decision = self._decide(overlay, escape)
            if not isinstance(decision, Leave):
                return index, decision
        return None

    def left(self, overlays: Sequence[Overlay]) -> list[tuple[Overlay, Leave]]:
        """Return the boxes that stay, with the reasons."""
        decisions = [(overlay, self._decide(overlay, escape=False)) for overlay in overlays]
        return [(overlay, each) for overlay, each in decisions if isinstance(each, Leave)]

    def _decide(self, overlay: Overlay, escape: bool) -> Way | Leave:
        tried = frozenset(self.tried.get(overlay.signature, ()))
        return decide(overlay, keep=self.keep, tried=tried, escape=escape)

    def note(self, overlay: Overlay, way: Way, answer: dict[str, Any]) -> None:
        """Remember what became of a box."""
        self.tried.setdefault(overlay.signature, set()).add(way.key)
        if answer["moved"]:
            logger.warn(f"Closing “{overlay.shown_title}” by {way} has opened another page.")
        if answer["became"] == "gone":
            self.dismissed.append(Dismissed(overlay.shown_title, str(way)))
            logger.info(f"Dismissed “{overlay.shown_title}” by {way}.")
        else:
            became = answer["problem"] or answer["became"]
            logger.info(f"“{overlay.shown_title}” did not go away by {way} ({became}).")


@library(scope="GLOBAL", doc_format="MARKDOWN")
class Modals:
    """Closes what lies over the page, by what a person would do: a press or the Escape key."""

    @keyword("Close What Lies Over The Page")
    def dismiss_modals(self, keep: Sequence[str] | str | None = None, wait: timedelta = timedelta(0)) -> list[Dismissed]:
        """Closes what lies over the open page and returns what was closed.

        It never fails because something could not be closed; then there is a warning in the log.

        Args:
            keep: Texts of boxes that are left alone; part of the title or of the text is enough.
            wait: How long nothing more must appear before it is done.

        Returns:
            For each box that was closed its `title` and `by` what.
        """
        session = _Session(_as_tuple(keep))
        try:
            overlays = _close_all(session, wait.total_seconds())
        except PassingError as error:
            logger.warn(f"{error} What lies over the page was not looked at any further.")
            return session.dismissed
        for overlay, leave in session.left(overlays):
            _tell_left(overlay, leave)
        return session.dismissed


def _as_tuple(keep: Sequence[str] | str | None) -> tuple[str, ...]:
    return (keep,) if isinstance(keep, str) else tuple(keep or ())


def _close_all(session: _Session, wait: float) -> list[Overlay]:
    """Read, decide and press until nothing is left that can be closed; return what stays."""
    end = time.monotonic() + _MOST_SECONDS + wait
    quiet_since = time.monotonic()
    overlays = _read()
    for _ in range(_MOST_ROUNDS):
        step = session.next_step(overlays)
        # Closing one box often opens the next.
        patience = max(wait, _AFTERWARDS_SECONDS if session.dismissed else 0)
        while step is None and time.monotonic() - quiet_since < patience:
            time.sleep(_LOOK_AGAIN_SECONDS)
            overlays = _read()
            step = session.next_step(overlays)
        if step is None or time.monotonic() > end:
            break
        _perform(session, overlays, *step)
        overlays, quiet_since = _read(), time.monotonic()
    return overlays


def _read() -> list[Overlay]:
    return [parse(fact) for fact in call_page("readOverlays") or ()]


def _perform(session: _Session, overlays: Sequence[Overlay], index: int, way: Way) -> None:
    if isinstance(way, Press):
        answer = call_page("pressOverlayControl", overlayIndex=index, controlIndex=way.index, expected=way.control.text)
    else:
        answer = call_page("escapeOverlay" if isinstance(way, Escape) else "pressBesideOverlay", overlayIndex=index)
    session.note(overlays[index], way, answer)


def _tell_left(overlay: Overlay, leave: Leave) -> None:
    if leave.quiet:
        return
    message = f"Left “{overlay.shown_title}” alone because {leave.reason}."
    if leave.needed or not overlay.blocks:
        logger.info(message)
    else:
        logger.warn(f"{message} It still lies over the page.")
