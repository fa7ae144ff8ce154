"""Consent, tokens and scopes: nothing is answered without the right one, and everything with it."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
import requests

from practice.ebay.accounts import BASE_SCOPE, RU_NAME
from tests.practice_ebay.seller import Seller, selling

ITEMS = "/sell/inventory/v1/inventory_item"


def test_a_refresh_token_gives_an_access_token_that_opens_the_shop(seller: Seller) -> None:
    assert seller.authorize()["expires_in"] == 7200
    assert seller.get(ITEMS).json()["total"] == 40


@pytest.mark.parametrize(
    ("header", "status", "number"), [("", 401, 1002), ("Bearer made-up", 401, 1001), ("Basic x", 401, 1001)]
)
def test_without_a_token_nothing_is_answered(seller: Seller, header: str, status: int, number: int) -> None:
    answer = requests.get(seller.base + ITEMS, headers={"Authorization": header} if header else {}, timeout=5)
    assert (answer.status_code, answer.json()["errors"][0]["errorId"]) == (status, number)


def test_an_applications_token_does_not_open_the_shop(seller: Seller) -> None:
    seller.authorize(grant_type="client_credentials", scope=BASE_SCOPE)
    answer = seller.get(ITEMS)
    assert (answer.status_code, answer.json()["errors"][0]["errorId"]) == (403, 1100)
    seller.authorize()


def test_a_token_with_fewer_scopes_does_less(seller: Seller) -> None:
    seller.authorize(
        grant_type="refresh_token", refresh_token=seller.keys["refresh_token"], scope=f"{BASE_SCOPE}/sell.inventory.readonly"
    )
    assert seller.get(ITEMS).status_code == 200
    assert seller.post("/sell/inventory/v1/offer/1/withdraw").status_code == 403
    seller.authorize()


@pytest.mark.parametrize(
    ("form", "word"),
    [
        ({"grant_type": "refresh_token", "refresh_token": "made-up"}, "invalid_grant"),
        ({"grant_type": "authorization_code", "code": "made-up", "redirect_uri": RU_NAME}, "invalid_grant"),
        ({"grant_type": "client_credentials", "scope": f"{BASE_SCOPE}/sell.inventory"}, "invalid_scope"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
    ],
)
def test_the_token_endpoint_refuses(seller: Seller, form: dict[str, str], word: str) -> None:
    answer = seller.token(**form)
    assert (answer.status_code, answer.json()["error"]) == (400, word)


def test_wrong_keys_are_refused(seller: Seller) -> None:
    form = {"grant_type": "client_credentials"}
    answer = requests.post(f"{seller.base}/identity/v1/oauth2/token", data=form, auth=("a", "b"), timeout=5)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


def test_a_person_consents_and_the_code_is_good_once(seller: Seller) -> None:
    query = {
        "client_id": seller.keys["client_id"], "redirect_uri": RU_NAME, "response_type": "code", "state": "s1",
        "scope": f"{BASE_SCOPE}/sell.inventory",
    }  # fmt: skip
    page = seller.get("/oauth2/authorize", params=query)
    link = re.search(r'href="([^"]+)"', page.text)
    assert link
    landed = seller.get(link[1].replace("&amp;", "&"))
    found = dict(part.split("=", 1) for part in landed.url.partition("?")[2].split("&"))
    assert found["state"] == "s1"
    form = {
        "grant_type": "authorization_code", "redirect_uri": RU_NAME, "code": unquote(found["code"]),
    }  # fmt: skip
    first, second = seller.token(**form), seller.token(**form)
    assert {"access_token", "refresh_token", "refresh_token_expires_in"} <= first.json().keys()
    assert second.json()["error"] == "invalid_grant"


def test_tokens_outlive_a_restart_and_end_in_time(tmp_path: Path) -> None:
    with selling(tmp_path) as seller:
        usual = seller.headers["Authorization"]
    with selling(tmp_path, "ebay-short-tokens") as again:
        short = again.headers["Authorization"]
        again.headers["Authorization"] = usual
        assert again.get(ITEMS).status_code == 200
    # A clock that is ten minutes ahead is past the two seconds of a short one.
    with selling(tmp_path, "ebay-clock-skew") as later:
        later.headers["Authorization"] = short
        assert later.get(ITEMS).json()["errors"][0]["errorId"] == 1001


def test_a_consent_that_was_withdrawn_gives_no_token(tmp_path: Path) -> None:
    with selling(tmp_path, "ebay-consent-ended") as seller:
        assert seller.token(grant_type="refresh_token", **_refresh(seller)).json()["error"] == "invalid_grant"


def _refresh(seller: Seller) -> dict[str, str]:
    return {"refresh_token": seller.keys["refresh_token"]}
