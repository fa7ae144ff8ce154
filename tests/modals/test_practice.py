"""Dismiss Modals on the boxes of practice, in all generations of its layout."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from Browser import Browser, ElementState

from libraries.Modals import Modals
from practice.accounts import SELLER

pytestmark = pytest.mark.browser

CLOSED = {
    "promotion": ["Boost your closet"],
    "newsletter": ["Stay in the know"],
    "app-download": ["Better in the app"],
    "country-selector": ["Choose your country"],
    "upgrade": ["Seller Plus for $9.99 a month"],
    "notice": ["Closet beta"],
    "tour": ["Step 1 of 4: your payouts"],
    "change-email": ["Change Email"],
    "share-dialog": ["Share this listing"],
    "stacked-dialogs": ["Better in the app", "Boost your closet", "Stay in the know"],
    "late-dialog": ["One more thing"],
    "danger-dialog": ["Closet clean-up"],
    "captcha-later": [],
}


class PracticeSite:
    """A practice site of its own, whose account is logged in in the browser."""

    def __init__(self, address: str, browser: Browser) -> None:
        self.address = address
        self.browser = browser

    def post(self, path: str, body: object) -> None:
        data = json.dumps(body).encode()
        request = Request(f"{self.address}{path}", data, {"Content-Type": "application/json"})
        with urlopen(request, timeout=10):
            return

    def report(self) -> dict[str, Any]:
        with urlopen(f"{self.address}/practice/ledger", timeout=10) as answer:
            return dict(json.load(answer))

    def log_in(self) -> None:
        self.browser.go_to(f"{self.address}/login")
        Modals().dismiss_modals()
        self.browser.fill_text("#login_form_username_email", SELLER.user_name)
        self.browser.fill_text("#login_form_password", SELLER.password)
        self.browser.click("[data-et-name=login]")
        self.browser.wait_for_elements_state("img.user-image", ElementState.visible)


@pytest.fixture(scope="module")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PracticeSite]:
    state = tmp_path_factory.mktemp("practice")
    command = [
        sys.executable,
        "-m",
        "practice",
        "serve",
        "--state",
        str(state),
        "--scenario",
        "instant",
        "--until-stdin-closes",
    ]
    root = Path(__file__).parents[2]
    with (
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root) as server,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr("libraries.Modals.call_page", browser.call_js_keyword)
        assert server.stdout is not None
        addresses = json.loads(server.stdout.readline())
        site = PracticeSite(addresses["site"], browser)
        site.log_in()
        yield site
        server.terminate()


@pytest.mark.parametrize("layout", ["layout-2025", "layout-2022"])
@pytest.mark.parametrize("scenario", CLOSED)
def test_boxes_of_practice(scenario: str, layout: str, site: PracticeSite) -> None:
    site.post("/practice/scenario", {"scenario": f"instant+{layout}+{scenario}"})
    site.browser.evaluate_javascript(None, "sessionStorage.clear()")
    site.browser.go_to(f"{site.address}/account/payout-options")
    site.browser.wait_for_elements_state("text=Bank Direct Deposit", ElementState.visible)
    wait = timedelta(seconds=1.2 if scenario == "late-dialog" else 0.2)
    titles = sorted(box.title for box in Modals().dismiss_modals(wait=wait))
    assert titles == CLOSED[scenario]
    time.sleep(0.1)  # a beacon of a wrong press would be under way
    assert [line for line in site.report()["ledger"] if line["kind"] == "danger"] == []


@pytest.mark.parametrize("banner", ["layout-2025", "layout-2025+consent-choices"])
def test_cookie_banner_of_practice(banner: str, site: PracticeSite) -> None:
    site.post("/practice/scenario", {"scenario": f"instant+{banner}"})
    site.browser.evaluate_javascript(None, "document.cookie = 'cookies_seen=; max-age=0; path=/'")
    site.browser.go_to(f"{site.address}/account/payout-options")
    closed = Modals().dismiss_modals(wait=timedelta(seconds=0.3))
    assert [box.by for box in closed] == ["pressing “Reject All”" if "choices" in banner else "pressing “Ok”"]
