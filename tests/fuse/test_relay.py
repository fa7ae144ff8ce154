"""A connection that breaks in the middle: Chromium sends a request again by itself, and the relay does not let it."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import BrowserBatteries
import pytest
import trustme
from Browser import Browser
from Browser.utils.data_types import Proxy

from automation_suite.browsers import find_browser
from tests.page_browser import ARGUMENTS, browser_library

pytestmark = pytest.mark.browser

_NODE = Path(BrowserBatteries.__file__).parent / "bin" / "node"
_SITE = Path(__file__).parent / "breaking_site.js"
# Several at once, so that Chromium has connections to spare.
_LOOK = "() => Promise.all([1, 2, 3, 4].map((number) => fetch(`/look/${number}`).then((answer) => answer.text())))"
_SEND = "() => fetch('/pay', { method: 'POST', body: 'once' }).then(() => 'answered', () => 'broken')"
# Sent while nobody waits for the answer.
_SEND_BESIDE = "(path) => { window.sent = fetch(path, { method: 'POST' }).then(() => 'answered', () => 'broken'); }"
_SENT = "() => window.sent"
_COUNT = "() => fetch('/posts').then((answer) => answer.text())"


@pytest.fixture(params=["h1", "h2"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    certificate = trustme.CA().issue_cert("127.0.0.1")
    certificate.private_key_pem.write_to_path(str(tmp_path / "key"))
    certificate.cert_chain_pems[0].write_to_path(str(tmp_path / "certificate"))
    command = [str(_NODE), str(_SITE), request.param, str(tmp_path / "key"), str(tmp_path / "certificate")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield f"https://127.0.0.1:{process.stdout.readline().strip()}"
        process.terminate()


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    with browser_library("fuse.js", tmp_path) as library:
        yield library


def _open(browser: Browser, site: str, folder: Path, proxy: Proxy | None) -> None:
    browser.new_persistent_context(
        userDataDir=str(folder / "profile"), headless=True, executablePath=str(find_browser()), args=ARGUMENTS,
        ignoreHTTPSErrors=True, proxy=proxy,
    )  # fmt: skip
    browser.go_to(site)
    browser.evaluate_javascript(None, _LOOK)


def test_chromium_sends_again_when_nothing_stops_it(browser: Browser, site: str, tmp_path: Path) -> None:
    _open(browser, site, tmp_path, None)
    assert browser.evaluate_javascript(None, _SEND) == "broken"
    assert int(browser.evaluate_javascript(None, _COUNT)) > 1


def test_the_one_request_that_may_pass_leaves_once(browser: Browser, site: str, tmp_path: Path) -> None:
    port = browser.call_js_keyword("startRelay")
    _open(browser, site, tmp_path, Proxy(server=f"socks5://127.0.0.1:{port}"))
    browser.call_js_keyword("armFuse", trackers=json.dumps([]))
    browser.call_js_keyword("allowOneRequest", shape="")
    assert browser.evaluate_javascript(None, _SEND) == "broken"
    record = browser.call_js_keyword("closeFuse")
    assert [(entry["verdict"], entry["status"]) for entry in record] == [("passed", None)]
    # Everything works again once the fuse is closed.
    assert browser.evaluate_javascript(None, _COUNT) == "1"


@pytest.mark.parametrize(("path", "seconds"), [("/pay", 0.0), ("/pay", 0.5), ("/pay/late", 0.0), ("/pay/late", 0.5)])
def test_it_leaves_once_whenever_the_fuse_is_closed(
    browser: Browser, site: str, tmp_path: Path, path: str, seconds: float
) -> None:
    port = browser.call_js_keyword("startRelay")
    _open(browser, site, tmp_path, Proxy(server=f"socks5://127.0.0.1:{port}"))
    browser.call_js_keyword("armFuse", trackers=json.dumps([]))
    browser.call_js_keyword("allowOneRequest", shape="")
    browser.evaluate_javascript(None, _SEND_BESIDE, arg=path)
    time.sleep(seconds)
    browser.call_js_keyword("closeFuse")
    assert browser.evaluate_javascript(None, _SENT) == "broken"
    left = int(browser.evaluate_javascript(None, _COUNT))
    # Closed at once, it may have come too late to leave at all.
    assert left == 1 if seconds else left <= 1


def test_the_fuse_is_not_armed_in_a_browser_without_the_relay(browser: Browser, site: str, tmp_path: Path) -> None:
    _open(browser, site, tmp_path, None)
    with pytest.raises(Exception, match="without the relay"):
        browser.call_js_keyword("armFuse", trackers=json.dumps([]))
