"""The consent of the practice seller, which a rehearsal gets without a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import requests

from automation_suite.errors import SettingsError, first_line
from automation_suite.platform_api.platforms import NAMES, PLATFORMS, access_of
from automation_suite.platform_api.session import authorization_of
from automation_suite.settings import Settings

# By which name each platform's page calls what the settings have.
_KEYS = {
    "ebay": {
        "EBAY_CLIENT_ID": "client_id",
        "EBAY_CLIENT_SECRET": "client_secret",
        "EBAY_MARKETPLACE": "marketplace",
    },
    "etsy": {"ETSY_KEYSTRING": "keystring", "ETSY_SHARED_SECRET": "shared_secret"},
}
# On a computer that is busy the stand-in takes a while to begin.
_SECONDS = 60


class PracticeConsent(NamedTuple):
    """What the practice platforms give to a rehearsal: settings, and a refresh token for each platform."""

    environment: dict[str, str]
    refresh_tokens: dict[str, str]


def ask(sites: Mapping[str, str | int]) -> PracticeConsent:
    """Ask the practice platforms that run for a consent.

    Args:
        sites: Their addresses by name, beside others; a platform that is not there is left out.

    Raises:
        SettingsError: One of them did not give it.
    """
    found = PracticeConsent({}, {})
    for platform in PLATFORMS:
        if platform not in sites:
            continue
        base, prefix = str(sites[platform]), platform.upper()
        try:
            answer = requests.get(f"{base}/practice/consent", timeout=_SECONDS).json()
            keys = {name: str(answer[key]) for name, key in _KEYS[platform].items()}
            found.refresh_tokens[platform] = str(answer["refresh_token"])
        except (requests.RequestException, KeyError) as error:
            words = f"The practice {NAMES[platform]} gave no consent ({first_line(error)}). Nothing was started."
            raise SettingsError(words, "Type the same once more.") from None
        found.environment.update({f"{prefix}_API_URL": base, f"{prefix}_AUTH_URL": base, **keys})
    return found


def keep(consent: PracticeConsent, settings: Settings, account: str) -> None:
    """Store the consent for an account of the rehearsal.

    Args:
        consent: What the platforms gave.
        settings: Of the rehearsal.
        account: Of jobs.toml; empty for the first one of each platform.
    """
    for platform, refresh_token in consent.refresh_tokens.items():
        authorization_of(access_of(platform, settings, account), settings).adopt(refresh_token)
