"""A rehearsal gets its consent from the practice platforms by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from automation_suite.errors import SettingsError
from automation_suite.platform_api import practice_consent
from automation_suite.platform_api.session import open_session
from automation_suite.settings import load_settings
from tests.platform_api.stand_in import StandIn


@pytest.mark.parametrize("account", ["", "boutique"])
def test_a_rehearsal_can_call_both_platforms(account: str, stand_in: StandIn, tmp_path: Path) -> None:
    consent = practice_consent.ask({"site": "http://127.0.0.1:1", "ebay": stand_in.url, "etsy": stand_in.url})
    settings = load_settings({**consent.environment, "PRACTICE": "1", "STATE_DIR": str(tmp_path)}, None)
    practice_consent.keep(consent, settings, account)
    for platform in ("ebay", "etsy"):
        assert open_session(platform, settings, account).call("GET", "/x", group="").status == 200
    assert (tmp_path / "token.key").exists()


def test_a_practice_site_without_them_is_left_alone() -> None:
    assert practice_consent.ask({"site": "http://127.0.0.1:1"}) == ({}, {})


def test_a_platform_that_gives_none_is_told() -> None:
    with pytest.raises(SettingsError, match="The practice eBay gave no consent"):
        practice_consent.ask({"ebay": "http://127.0.0.1:1"})
