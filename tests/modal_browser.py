"""The browser of the tests of `Dismiss Modals`: the Browser library with the functions of the keyword."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from Browser import Browser

from automation_suite.browsers import find_browser, launch_arguments

EXTENSION = Path(__file__).parents[1] / "libraries" / "browser_extension" / "modals.js"


@contextmanager
def modal_browser(output: Path) -> Iterator[Browser]:
    """Start a browser without a profile; what it writes goes to `output`."""
    library = Browser(jsextension=str(EXTENSION), run_on_failure=None)  # type: ignore[arg-type]
    library._output_dir = str(output)
    arguments = launch_arguments(os.geteuid() == 0)
    library.new_browser(headless=True, executablePath=str(find_browser()), args=arguments)
    try:
        yield library
    finally:
        library.close_browser()
        library.playwright.close()  # type: ignore[no-untyped-call]


def open_window(browser: Browser) -> None:
    """Open an empty page that remembers nothing of the ones before."""
    browser.new_context(viewport={"width": 1280, "height": 800})
    browser.new_page("about:blank")
