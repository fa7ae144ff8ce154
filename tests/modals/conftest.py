from __future__ import annotations

import functools
import http.server
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from Browser import Browser

from automation_suite.browsers import find_browser
from libraries.Modals import Dismissed, Modals

HERE = Path(__file__).parent
EXTENSION = HERE.parents[1] / "libraries" / "browser_extension" / "modals.js"


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        return


@pytest.fixture(scope="session")
def pages() -> Iterator[str]:
    handler = functools.partial(QuietHandler, directory=str(HERE / "pages"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    library = Browser(jsextension=str(EXTENSION), run_on_failure=None)
    library._output_dir = str(tmp_path_factory.mktemp("browser"))
    arguments = ["--disable-background-networking", "--disable-quic"] + (["--no-sandbox"] if os.geteuid() == 0 else [])
    library.new_browser(headless=True, executablePath=str(find_browser()), args=arguments)
    library.new_context(viewport={"width": 1280, "height": 800})
    library.new_page("about:blank")
    yield library
    library.close_browser()
    library.playwright.close()


class Visit:
    """An open page and what was done on it."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser

    def dismiss(self, **options: Any) -> list[Dismissed]:
        return Modals().dismiss_modals(**options)

    @property
    def presses(self) -> list[str]:
        return list(self._browser.evaluate_javascript(None, "window.__presses"))

    @property
    def wrong_presses(self) -> list[str]:
        return [press for press in self.presses if press.startswith(("danger:", "decoy:"))]

    @property
    def open_boxes(self) -> list[str]:
        script = """() => {
          const seen = [];
          const look = (root) => root.querySelectorAll("*").forEach((node) => {
            const shown = node.checkVisibility() && node.getBoundingClientRect().width;
            if (node.matches("[data-box], .layer") && shown) seen.push(node.innerText);
            if (node.shadowRoot) look(node.shadowRoot);
          });
          look(document);
          return seen;
        }"""
        return list(self._browser.evaluate_javascript(None, script))

    def read(self) -> list[dict[str, Any]]:
        return list(self._browser.call_js_keyword("readOverlays"))


@pytest.fixture
def visit(browser: Browser, pages: str, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Visit]:
    monkeypatch.setattr("libraries.Modals.call_page", browser.call_js_keyword)

    def go(name: str) -> Visit:
        browser.go_to(f"{pages}/{name}.html")
        return Visit(browser)

    return go
