"""What the platforms' errors mean."""

from __future__ import annotations

import pytest

from automation_suite.errors import SuiteError
from automation_suite.platform_api.calls import CallRefusedError, NotAuthorizedError
from automation_suite.platform_api.error_words import all_words, error_in, refusal
from automation_suite.platform_api.platforms import access_of
from automation_suite.settings import load_settings


def told(platform: str, status: int, body: object) -> CallRefusedError | NotAuthorizedError:
    return refusal(access_of(platform, load_settings({}, None)), status, body)


def test_an_error_of_ebay_is_translated() -> None:
    body = {"errors": [{"errorId": 25007, "message": "Invalid", "longMessage": "Add a shipping service."}]}
    error = told("ebay", 400, body)
    assert isinstance(error, CallRefusedError)
    assert (error.code, error.status, error.body) == ("25007", 400, body)
    assert str(error) == (
        "eBay refuses the shipping policy: Add a shipping service."
        " Look at it in Seller Hub under Account settings, Business policies."
    )


@pytest.mark.parametrize(
    ("platform", "status", "body"),
    [
        ("ebay", 403, {"errors": [{"errorId": 1100, "message": "Access denied"}]}),
        ("ebay", 401, {"errors": [{"errorId": 1001}]}),
        ("etsy", 403, {"error": "insufficient_scope", "error_description": "needs listings_w"}),
        ("etsy", 401, {}),
    ],
)
def test_what_only_consent_can_mend_names_the_command(platform: str, status: int, body: object) -> None:
    error = told(platform, status, body)
    assert isinstance(error, NotAuthorizedError)
    assert f"run.py login {platform}" in error.next_step


def test_wrong_keys_are_no_matter_of_consent() -> None:
    assert "ETSY_KEYSTRING" in told("etsy", 403, {"error": "Invalid API key: should be in the format"}).next_step


@pytest.mark.parametrize("body", [None, "", [], b"x", {"errors": []}, {"errors": "x"}, {"error": None}, {"errors": [1]}])
@pytest.mark.parametrize("status", [400, 403, 404, 409, 422])
def test_any_body_is_told_with_what_to_do(body: object, status: int) -> None:
    for platform in ("ebay", "etsy"):
        error: SuiteError = told(platform, status, body)
        assert error.happened
        assert error.next_step


def test_the_name_of_an_error_is_a_code_and_a_sentence_is_none() -> None:
    assert error_in({"error": "invalid_token", "error_description": "expired"}) == ("invalid_token", "expired")
    assert error_in({"error": "Resource not found"}) == ("", "Resource not found")


def test_every_entry_can_be_filled_in() -> None:
    for words in all_words():
        assert bool(words.code) != bool(words.says)
        assert "{" not in f"{words.happened}{words.next_step}".format(platform="p", message="m", login="l")
