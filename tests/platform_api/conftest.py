"""What the tests of the platforms' APIs share: a stand-in, settings that lead to it, and empty tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from automation_suite.history.setup import migrate
from automation_suite.platform_api.oauth import Authorization
from automation_suite.platform_api.platforms import Access, access_of
from automation_suite.platform_api.token_store import TokenStore
from automation_suite.settings import Settings, load_settings
from tests.platform_api.stand_in import CLIENT_ID, CLIENT_SECRET, StandIn, serving


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@pytest.fixture
def tables() -> None:
    """Empty tables of calls."""
    from automation_suite.calls.models import CallBudget, Consent

    migrate()
    Consent.objects.all().delete()
    CallBudget.objects.all().delete()


@pytest.fixture
def stand_in(tables: None) -> Iterator[StandIn]:
    """A platform."""
    with serving() as platform:
        yield platform


@pytest.fixture
def settings(stand_in: StandIn, tmp_path: Path) -> Settings:
    """Settings by which both platforms are the stand-in."""
    return load_settings(environment_for(stand_in, tmp_path), None)


def environment_for(platform: StandIn, folder: Path) -> dict[str, str]:
    return {
        "EBAY_CLIENT_ID": CLIENT_ID,
        "EBAY_CLIENT_SECRET": CLIENT_SECRET,
        "EBAY_RU_NAME": "Stand_In-RuName",
        "EBAY_API_URL": platform.url,
        "EBAY_AUTH_URL": platform.url,
        "ETSY_KEYSTRING": CLIENT_ID,
        "ETSY_SHARED_SECRET": CLIENT_SECRET,
        "ETSY_API_URL": platform.url,
        "ETSY_AUTH_URL": platform.url,
        "TOKEN_KEY_FILE": str(folder / "keys" / "token.key"),
        "STATE_DIR": str(folder / "state"),
        "RESULTS_DIR": str(folder / "results"),
    }


@pytest.fixture
def clock() -> Clock:
    return Clock()


Authorizing = Callable[[str], Authorization]


@pytest.fixture
def authorizing(settings: Settings, clock: Clock) -> Authorizing:
    """Make the authorization of a platform's first account."""
    return lambda platform: authorization_of(access_of(platform, settings), settings, clock)


def authorization_of(access: Access, settings: Settings, clock: Callable[[], datetime]) -> Authorization:
    key_file = settings.token_key_path
    stores = TokenStore(access, key_file), TokenStore(access, key_file, of_application=True)
    return Authorization(access, *stores, clock=clock, pauses=(0.01, 0.01))
