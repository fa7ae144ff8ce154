"""The practice shop is honest: its ledger shows each payment, it remembers, and it ends with its parent."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from automation_suite.project import PROJECT
from practice.accounts import SELLER
from practice.scenarios import SCENARIOS, UnknownScenarioError, parse
from practice.world import World
from tests.practice_server import PracticeServer


@pytest.fixture
def seller(practice: PracticeServer) -> requests.Session:
    session = requests.Session()
    answer = session.post(
        f"{practice.site}/vm-rest/auth/login", json={"user": SELLER.user_name, "password": SELLER.password}, timeout=10
    )
    assert answer.json() == {"ok": True}
    return session


def redeem(practice: PracticeServer, seller: requests.Session) -> str:
    return str(seller.post(f"{practice.site}/vm-rest/redemptions", json={"method": "ach"}, timeout=10).json()["id"])


def test_each_confirming_request_pays(practice: PracticeServer, seller: requests.Session) -> None:
    number = redeem(practice, seller)
    assert practice.payments == []
    for _ in range(2):
        seller.post(f"{practice.site}/vm-rest/redemptions/{number}/confirm", timeout=10)
    assert practice.payments == ["275.70", "275.70"]
    assert practice.report["balance"] == "-275.70"


@pytest.mark.parametrize("scenario", ["error-500-not-moved", "success-words-only", "declined"])
def test_some_scenarios_do_not_pay(practice: PracticeServer, seller: requests.Session, scenario: str) -> None:
    practice.behave(f"instant+{scenario}")
    seller.post(f"{practice.site}/vm-rest/redemptions/{redeem(practice, seller)}/confirm", timeout=10)
    assert practice.payments == []


def test_pages_need_a_session(practice: PracticeServer, seller: requests.Session) -> None:
    for path in ("/feed", "/account/payout-options", "/order/sales", "/account/redemption-history"):
        assert "/login" in requests.get(practice.site + path, timeout=10).url
        assert seller.get(practice.site + path, timeout=10).status_code == 200
    practice.end_sessions()
    assert "/login" in seller.get(f"{practice.site}/feed", timeout=10).url


def test_the_button_to_the_next_sales_stays_enabled_on_the_last_page(
    practice: PracticeServer, seller: requests.Session
) -> None:
    page = seller.get(f"{practice.site}/order/sales?page=3", timeout=10).text
    assert "Showing 41-57 of 57" in page
    assert 'data-et-name="pagination_next"' in page


@pytest.mark.parametrize("layout", ["layout-2025", "layout-2022", "layout-2020", "layout-mixed"])
def test_every_layout_draws_every_page(practice: PracticeServer, seller: requests.Session, layout: str) -> None:
    practice.behave(f"instant+{layout}")
    number = redeem(practice, seller)
    for path in ("/login", "/account/payout-options", f"/account/confirm_redeem?redemption_id={number}"):
        assert seller.get(practice.site + path, timeout=10).status_code == 200


@pytest.mark.parametrize("path", ["/practice", "/practice/inbox", "/practice/ledger"])
def test_pages_behind_the_scenes(practice: PracticeServer, path: str) -> None:
    assert requests.get(practice.site + path, timeout=10).status_code == 200


def test_every_scenario_is_listed_and_can_be_switched_on(practice: PracticeServer) -> None:
    page = requests.get(f"{practice.site}/practice", timeout=10).text
    for name in SCENARIOS:
        assert f'value="{name}"' in page
        practice.behave(f"instant+{name}")


def test_unknown_scenario_proposes_close_names() -> None:
    with pytest.raises(UnknownScenarioError, match="Did you mean other-bank"):
        parse("other-bnk")


def test_it_remembers(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.pay(world.create_redemption("ach"))
    again = World(tmp_path, "balance-zero")
    assert [row.payments for row in again.memory.redemptions] == [1]
    assert [line["kind"] for line in again.memory.ledger] == ["sale", "redemption opened", "payment"]


def test_it_ends_with_its_parent(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "practice", "serve", "--state", str(tmp_path), "--until-stdin-closes"]
    with subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        addresses = json.loads(process.stdout.readline())
        assert requests.get(addresses["control"], timeout=10).status_code == 200
        process.stdin.close()
        assert process.wait(timeout=10) == 0


def test_wrong_scenario_ends_with_a_clear_word(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "practice", "serve", "--state", str(tmp_path), "--scenario", "nonsense"]
    ended = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert (ended.returncode, 'no scenario "nonsense"' in ended.stderr) == (2, True)
