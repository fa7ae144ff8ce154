"""The Browser library with functions of this project, for tests of these functions without a run around them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from Browser import Browser

from automation_suite.browsers import find_browser, launch_arguments
from automation_suite.project import PROJECT

ARGUMENTS = launch_arguments(os.geteuid() == 0)


@contextmanager
def browser_library(extension: str, output: Path) -> Iterator[Browser]:
    """Start the library with a file of ``browser_extension``; what it writes goes to `output`."""
    library = Browser(jsextension=str(PROJECT / "libraries" / "browser_extension" / extension), run_on_failure=None)  # type: ignore[arg-type]
    library._output_dir = str(output)
    try:
        yield library
    finally:
        library.close_browser()
        library.playwright.close()  # type: ignore[no-untyped-call]


@contextmanager
def modal_browser(output: Path) -> Iterator[Browser]:
    """Start a browser without a profile, with the functions of `Dismiss Modals`."""
    with browser_library("modals.js", output) as library:
        library.new_browser(headless=True, executablePath=str(find_browser()), args=ARGUMENTS)
        yield library


def open_window(browser: Browser) -> None:
    """Open an empty page that remembers nothing of the ones before."""
    browser.new_context(viewport={"width": 1280, "height": 800})
    browser.new_page("about:blank")
