from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from Browser import Browser

from libraries.Modals import Dismissed, Modals
from tests.page_browser import modal_browser, open_window

HERE = Path(__file__).parent


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
    with modal_browser(tmp_path_factory.mktemp("browser")) as library:
        open_window(library)
        yield library


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
