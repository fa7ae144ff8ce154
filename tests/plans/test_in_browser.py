"""The page of a plan in a real browser: filters, the command for what is ticked, no width too small."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from Browser import Browser
from Browser.utils.data_types import ColorScheme

from automation_suite.browsers import find_browser
from automation_suite.plans import page
from automation_suite.settings import load_settings
from tests.page_browser import ARGUMENTS, browser_library
from tests.plans.desk import Desk, change

pytestmark = pytest.mark.browser
WIDTHS = (320, 390, 820, 1440)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser_library("modals.js", tmp_path_factory.mktemp("output")) as found:
        found.new_browser(headless=True, executablePath=str(find_browser()), args=ARGUMENTS)
        yield found


@pytest.fixture
def written(desk: Callable[..., Desk], tmp_path: Path) -> Path:
    """The page of twelve prices, a title without any place to break it, and a hostile name."""
    one = desk(most_rows=13)
    wanted = [change(str(number), "10.00", "9.50", rule="slow" if number % 2 else "season") for number in range(1, 12)]
    wanted += [change("12", "x" * 200, f"{'y' * 200} &", "title", label="<img src=x onerror=document.title='ran'>")]
    plan = one.planned(*wanted, *(change(f"b{number}", "10.00", "9.50") for number in range(9)))
    one.approve(plan, [2])
    settings = load_settings({"STATE_DIR": str(tmp_path)}, None)
    return page.write(plan, tmp_path, settings, plan.made_at)[0]


def opened(library: Browser, path: Path, width: int, scheme: ColorScheme = ColorScheme.light) -> None:
    library.new_context(viewport={"width": width, "height": 800}, colorScheme=scheme)
    library.new_page(path.as_uri())


def asked(library: Browser, script: str) -> Any:
    return library.evaluate_javascript(None, f"() => {{ {script} }}")


def test_what_is_ticked_stands_in_the_command(library: Browser, written: Path) -> None:
    opened(library, written, 1440)
    command = "return document.getElementById('command').textContent"
    plan = asked(library, command)
    assert plan.startswith("python run.py approve ")
    asked(library, "for (const n of [1, 3, 4, 5, 9]) document.querySelector(`input[value='${n}']`).click()")
    assert asked(library, command) == f"{plan} --rows 1,3-5,9"
    assert asked(library, "return document.getElementById('chosen').textContent") == "to 5 of 12 rows"


def test_filters_show_what_fits_and_all_ticks_only_that(library: Browser, written: Path) -> None:
    opened(library, written, 1440)
    choose = "const s = document.querySelector('[data-filter={}]'); s.value = '{}'; s.dispatchEvent(new Event('input'))"
    asked(library, choose.format("rule", "season"))
    assert asked(library, "return document.getElementById('count').textContent") == "5 of 13 rows"
    asked(library, "document.getElementById('all').click()")
    assert asked(library, "return document.getElementById('command').textContent").endswith(" --rows 4,6,8,10")
    asked(library, choose.format("text", "nowhere"))
    assert asked(library, "return document.getElementById('nothing').hidden") is False


def test_nothing_is_wider_than_the_window_and_nothing_in_a_text_runs(library: Browser, written: Path) -> None:
    for width in WIDTHS:
        opened(library, written, width)
        assert asked(library, "return document.documentElement.scrollWidth") <= width
        beyond = (
            "return [...document.querySelectorAll('body *:not(.skip):not(thead, thead *)')].filter((each) =>"
            " each.getBoundingClientRect().right > innerWidth + 1).map((each) => each.outerHTML.slice(0, 80))"
        )
        assert asked(library, beyond) == []
        assert asked(library, "return document.title") != "ran"
