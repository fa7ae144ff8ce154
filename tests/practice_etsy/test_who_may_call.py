"""Keys, consent, tokens and scopes are really checked."""

from __future__ import annotations

import base64
import hashlib
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from practice.contract import Contract
from practice.etsy.accounts import KEYSTRING, REDIRECT_URL
from practice.etsy.application import CONTRACT, HANDLERS
from tests.practice_etsy.conftest import SHOP, Caller, Opens

VERIFIER = "v" * 64
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")


def test_each_operation_of_the_contract_is_answered() -> None:
    assert Contract(CONTRACT).operations.keys() - {"token"} == HANDLERS.keys()


def test_a_keystring_without_its_secret_is_refused(etsy: Opens) -> None:
    caller = etsy()
    caller.headers["x-api-key"] = KEYSTRING
    assert caller.call("GET", SHOP).status_code == 403
    assert caller.refused[-1]["operation"] == "getShop"


def test_a_refresh_token_is_good_once(etsy: Opens) -> None:
    caller = etsy()
    refresh = caller.log_in()
    assert caller.token(grant_type="refresh_token", refresh_token=refresh).status_code == 200
    again = caller.token(grant_type="refresh_token", refresh_token=refresh)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")


def _consent(caller: Caller, **changed: str) -> requests.Response:
    query = {
        "response_type": "code", "client_id": KEYSTRING, "redirect_uri": REDIRECT_URL, "scope": "shops_r listings_r",
        "state": "s", "code_challenge": CHALLENGE, "code_challenge_method": "S256", "agree": "yes", **changed,
    }  # fmt: skip
    return requests.get(f"{caller.base}/oauth/connect", params=query, allow_redirects=False, timeout=10)


@pytest.mark.parametrize("changed", [{"scope": "everything"}, {"redirect_uri": "https://x.example"}, {"code_challenge": ""}])
def test_a_strange_request_for_consent_is_refused(etsy: Opens, changed: dict[str, str]) -> None:
    assert _consent(etsy(), **changed).status_code == 400


def test_a_code_needs_its_verifier_and_gives_its_scopes_only(etsy: Opens) -> None:
    caller = etsy()
    for verifier, status in (("w" * 64, 400), (VERIFIER, 200)):
        code = parse_qs(urlsplit(_consent(caller).headers["Location"]).query)["code"][0]
        answer = caller.token(
            grant_type="authorization_code", code=code, redirect_uri=REDIRECT_URL, code_verifier=verifier
        )  # fmt: skip
        assert answer.status_code == status
    caller.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
    assert caller.call("GET", f"{SHOP}/listings").status_code == 200
    lacking = caller.call("GET", f"{SHOP}/receipts")
    assert (lacking.status_code, lacking.json()["error_description"]) == (403, "the token lacks transactions_r")


def test_a_token_ends(etsy: Opens, monkeypatch: pytest.MonkeyPatch) -> None:
    caller = etsy()
    later = "practice.etsy.memory.Memory.now"
    monkeypatch.setattr(later, property(lambda memory: 10**11))
    answer = caller.call("GET", f"{SHOP}/listings")
    assert (answer.status_code, answer.json()["error_description"]) == (401, "access token is expired")


def test_another_shop_is_not_there(etsy: Opens) -> None:
    assert etsy().call("GET", "/v3/application/shops/1/listings").status_code == 404
