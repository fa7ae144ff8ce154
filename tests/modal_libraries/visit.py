"""One look at one page: what can be seen, what was pressed."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

from Browser import Browser

from tests.modal_libraries.page_list import Page
from tests.modal_libraries.site import Pressed, Site
from tests.page_browser import open_window

_APPEAR_SECONDS = 8.0
_FADE_SECONDS = 1.5
_BEACON_SECONDS = 0.15

_SHOWN = """(body, marks) => {
  const seen = new Set();
  const isShown = (text) => {
    let holder = text.parentElement || text.getRootNode().host;
    // A slot has no box of its own.
    while (holder && getComputedStyle(holder).display === "contents") {
      holder = holder.parentElement || holder.getRootNode().host;
    }
    if (!holder || !holder.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    const range = document.createRange();
    range.selectNode(text);
    const box = range.getBoundingClientRect();
    return box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  };
  const look = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      for (const mark of marks) if (node.data.includes(mark) && isShown(node)) seen.add(mark);
    } else if (!/^(script|style|template)$/.test(node.localName)) {
      for (const child of [...node.childNodes, ...(node.shadowRoot ? node.shadowRoot.childNodes : [])]) look(child);
    }
  };
  look(body);
  return [...seen];
}"""
_CAN_WORK = """() => {
  document.getElementById("work").scrollIntoView({ block: "center", behavior: "instant" });
  const box = document.getElementById("work").getBoundingClientRect();
  return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) === document.getElementById("work");
}"""
_AGREED = "() => Boolean(window.agreed && window.agreed())"


@dataclass(frozen=True)
class Seen:
    """What became of a page.

    Attributes:
        appeared: All its boxes could be seen before.
        open: The boxes in the way that can still be seen.
        works: The shop below can be used.
        touched: A box that the task needs was pressed or is gone.
        dangerous: Presses, and agreements by other ways, that must not happen.
        decoys: Presses of what is no part of the box.
    """

    appeared: bool
    open: tuple[str, ...]
    works: bool
    touched: bool
    dangerous: int
    decoys: int

    @property
    def closed(self) -> bool:
        """Nothing is in the way any more."""
        return self.appeared and not self.open and self.works


def look_at(page: Page, browser: Browser, site: Site, act: Callable[[], bool], *, wait_for_late: bool) -> Seen:
    """Open a page, let somebody act on it, and see what became of it.

    Args:
        page: The page.
        browser: The browser.
        site: The server.
        act: Closes what is in the way; tells whether anything was there.
        wait_for_late: Let a late box appear first.
    """
    open_window(browser)
    try:
        site.take_presses()
        browser.go_to(f"{site.address}/pages/{page.name}?{page.language}")
        expected = page.needed if page.late and not wait_for_late else page.marks + page.needed
        appeared = _wait_until(lambda: set(_shown(browser, expected)) == set(expected), _APPEAR_SECONDS)
        acted = act()
        _wait_until(lambda: not _shown(browser, page.marks), _FADE_SECONDS)
        return _judge(page, browser, site, appeared=appeared and (acted or not page.late))
    finally:
        browser.close_context()


def _judge(page: Page, browser: Browser, site: Site, *, appeared: bool) -> Seen:
    time.sleep(_BEACON_SECONDS)
    presses = site.take_presses()
    decoys = sum(press.decoy for press in presses)
    dangerous = sum(_is_dangerous(press, page) for press in presses) or int(_ask(browser, _AGREED))
    gone = set(page.needed) - set(_shown(browser, page.needed))
    in_needed = bool(page.needed) and not page.marks and len(presses) > decoys
    return Seen(
        appeared=appeared,
        open=tuple(_shown(browser, page.marks)),
        works=bool(page.needed) or _wait_until(lambda: _ask(browser, _CAN_WORK), _FADE_SECONDS),
        touched=bool(gone) or in_needed,
        dangerous=dangerous,
        decoys=decoys,
    )


def _is_dangerous(press: Pressed, page: Page) -> bool:
    wanted = {_even(label) for label in page.danger}
    return not press.decoy and (press.marked or any(_even(label) in wanted for label in press.labels))


def _even(label: str) -> str:
    return " ".join(re.findall(r"\w+", label)).casefold()


def _ask(browser: Browser, script: str) -> bool:
    return bool(browser.evaluate_javascript(None, script))


def _shown(browser: Browser, marks: tuple[str, ...]) -> list[str]:
    if not marks:
        return []
    bodies = ["body", *(f"iframe >> nth={index} >>> body" for index in range(browser.get_element_count("iframe")))]
    shown = [mark for body in bodies for mark in browser.evaluate_javascript(body, _SHOWN, arg=list(marks))]
    return list(dict.fromkeys(shown))


def _wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not (holds := condition()) and time.monotonic() < end:
        time.sleep(0.1)
    return holds
