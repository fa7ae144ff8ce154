"""The page in a real browser: readable in light and dark, on a telephone, with the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from Browser import Browser
from Browser.utils.data_types import ColorScheme, KeyAction

from automation_suite.browsers import find_browser
from automation_suite.dashboard import page
from automation_suite.history.models import Run
from automation_suite.project import PROJECT
from tests.dashboard.lived_year import live
from tests.dashboard.test_page import BOUTIQUE, HOSTILE, NAME, settings_with
from tests.page_browser import ARGUMENTS, browser_library

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("history")]
NOW = datetime.now(UTC)
WIDTHS = (320, 390, 820, 1440)
SCHEMES = (ColorScheme.light, ColorScheme.dark)
# Contrast by the formula of WCAG 2: of each text against what is really behind it, and of each square of the calendar
# that says something against its card.
_CONTRASTS = """() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = ([r, g, b]) => 0.2126 * light(r) + 0.7152 * light(g) + 0.0722 * light(b);
  const behind = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const found = numbers(getComputedStyle(each).backgroundColor);
      if (found.length === 3 || found[3] === 1) return found;
    }
    return [255, 255, 255];
  };
  const ratio = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const found = [];
  for (const element of document.body.querySelectorAll("*")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!own || element.tagName === "SCRIPT") continue;
    const style = getComputedStyle(element);
    const colour = element.closest("svg") ? style.fill : style.color;
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
    const words = element.textContent.trim().slice(0, 40);
    found.push([element.tagName, words, ratio(numbers(colour), behind(element)), large ? 3 : 4.5]);
  }
  for (const name of ["done", "idle", "mended", "failed", "person", "unknown", "missed"]) {
    const square = document.querySelector(`.legend i.${name}`);
    const card = behind(square.closest(".card"));
    const style = getComputedStyle(square);
    const border = style.borderTopWidth === "0px" ? "" : style.borderTopColor;
    const colours = `${border} ${style.backgroundImage} ${style.backgroundColor}`;
    const best = Math.max(...colours.match(/rgb\\([^)]*\\)/g).map((each) => ratio(numbers(each), card)));
    found.push(["I", name, best, 3]);
  }
  for (const [name, path] of [["slowest", ".serie-0 .line"], ["median", ".serie-1 .line"], ["limit", ".serie-2 .line"]]) {
    const line = document.querySelector(`svg ${path}`);
    found.push(["path", name, ratio(numbers(getComputedStyle(line).stroke), behind(line)), 3]);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser_library("modals.js", tmp_path_factory.mktemp("output")) as found:
        found.new_browser(headless=True, executablePath=str(find_browser()), args=ARGUMENTS)
        yield found


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """The page of a year of two accounts, with a hostile message and a name without any place to break it."""
    further = BOUTIQUE + BOUTIQUE.replace("boutique", "x" * 80)
    settings = settings_with(tmp_path, (PROJECT / "jobs.toml").read_text() + further)
    live(settings, NOW)
    Run.objects.filter(pk=Run.objects.latest("started_at").pk).update(sentence=HOSTILE + "w" * 300)
    return page.write(settings, NOW)


def opened(library: Browser, path: Path, width: int, scheme: ColorScheme = ColorScheme.light) -> None:
    library.new_context(viewport={"width": width, "height": 800}, colorScheme=scheme)
    library.new_page(path.as_uri())
    library.evaluate_javascript(None, "() => document.querySelectorAll('details').forEach((each) => { each.open = true; })")


def asked(library: Browser, script: str) -> Any:
    return library.evaluate_javascript(None, script)


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.name)
def test_contrast(library: Browser, written: Path, scheme: ColorScheme) -> None:
    opened(library, written, 1440, scheme)
    found = asked(library, _CONTRASTS)
    assert len(found) > 100
    assert [entry for entry in found if entry[2] < entry[3]] == []


def test_nothing_is_wider_than_the_window_and_no_text_is_cut_off(library: Browser, written: Path) -> None:
    for width in WIDTHS:
        opened(library, written, width)
        assert asked(library, "() => document.documentElement.scrollWidth") <= width
        beyond = (
            "() => [...document.querySelectorAll('body *:not(.skip):not(thead, thead *)')].filter((each) =>"
            " each.getBoundingClientRect().right > innerWidth + 1).map((each) => each.outerHTML.slice(0, 80))"
        )
        assert asked(library, beyond) == []


def test_the_keyboard_reaches_everything_that_can_be_opened_and_shows_where_it_is(library: Browser, written: Path) -> None:
    opened(library, written, 820)
    place = "() => [...document.querySelectorAll('a[href], summary')].indexOf(document.activeElement)"
    everything = asked(library, "() => document.querySelectorAll('a[href], summary').length")
    for number in range(everything):
        library.keyboard_key(KeyAction.press, "Tab")
        assert asked(library, place) == number
        assert asked(library, "() => getComputedStyle(document.activeElement).outlineStyle") == "solid"
    asked(library, "() => document.querySelector('summary').focus()")
    library.keyboard_key(KeyAction.press, "Enter")
    assert asked(library, "() => document.querySelector('details').open") is False


def test_a_page_of_yesterday_says_that_it_is_old(library: Browser, written: Path, tmp_path: Path) -> None:
    opened(library, written, 820)
    assert asked(library, "() => document.getElementById('age').hidden") is True
    old = tmp_path / "old.html"
    then = written.read_text().replace(
        f'data-made-at="{NOW.astimezone().isoformat()}"', f'data-made-at="{(NOW - timedelta(days=3)).isoformat()}"'
    )
    old.write_text(then)
    opened(library, old, 820)
    assert asked(library, "() => document.getElementById('age').innerText").startswith("This page is 3 days old.")


def test_no_message_runs(library: Browser, written: Path) -> None:
    assert HOSTILE[:20].replace("<", "&lt;").replace(">", "&gt;") in written.read_text()
    opened(library, written, 820)
    assert asked(library, "() => document.scripts.length") == 1
    assert asked(library, "() => document.images.length") == 0
    assert NAME in asked(library, "() => document.body.innerText")
