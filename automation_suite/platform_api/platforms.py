"""How each platform with an official API is reached: its addresses, the application's keys, what consent is asked for."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from automation_suite.errors import SettingsError
from automation_suite.settings import Settings

PLATFORMS = ("ebay", "etsy")
NAMES = {"ebay": "eBay", "etsy": "Etsy"}

# What the suite's jobs need, no more; eBay refuses a consent page that asks for what an application may not have.
_EBAY_SCOPE = "https://api.ebay.com/oauth/api_scope"
_EBAY_SCOPES = (
    _EBAY_SCOPE,
    f"{_EBAY_SCOPE}/sell.inventory",
    f"{_EBAY_SCOPE}/sell.account",
    f"{_EBAY_SCOPE}/sell.fulfillment",
    f"{_EBAY_SCOPE}/sell.finances",
    f"{_EBAY_SCOPE}/sell.analytics.readonly",
    f"{_EBAY_SCOPE}/sell.marketing",
    f"{_EBAY_SCOPE}/commerce.feedback",
    f"{_EBAY_SCOPE}/commerce.message",
)
_ETSY_SCOPES = ("listings_r", "listings_w", "shops_r", "shops_w", "transactions_r", "transactions_w", "email_r")
_EBAY_SITES = {
    "production": ("https://api.ebay.com", "https://auth.ebay.com", "https://apim.ebay.com"),
    "sandbox": ("https://api.sandbox.ebay.com", "https://auth.sandbox.ebay.com", "https://apim.sandbox.ebay.com"),
}
_ETSY_SITE = ("https://api.etsy.com", "https://www.etsy.com")


@dataclass(frozen=True)
class Access:
    """One account of a platform's API, and the application that calls it.

    Attributes:
        platform: ``ebay`` or ``etsy``.
        environment: ``production`` or ``sandbox``.
        account: Of jobs.toml.
        api_url: Root of the API.
        other_urls: Further roots by the beginning of the paths that they serve.
        consent_url: The page on which the seller gives consent.
        token_url: Where tokens are had.
        client_id: Of the application.
        client_secret: Of the application.
        redirect: What the platform calls the place to which it sends the seller back.
        scopes: What consent is asked for.
        application_scope: Of the application's own token; empty when the platform knows none.
        rotates: Whether each refresh token can be used only once.
        login: What a person types to give consent.
        headers: That each call has unless it says otherwise.
        key_headers: That each call has as well, made of the application's keys; no log sees them.
        key_names: Settings that hold the application's name and its secret.
        redirect_name: Setting that holds the place to which the platform sends the seller back.
    """

    platform: str
    environment: str
    account: str
    api_url: str
    consent_url: str
    token_url: str
    client_id: str
    client_secret: str = field(repr=False)
    redirect: str
    scopes: tuple[str, ...]
    application_scope: str
    rotates: bool
    login: str
    other_urls: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    key_headers: dict[str, str] = field(default_factory=dict, repr=False)
    key_names: tuple[str, str] = ("", "")
    redirect_name: str = ""

    @property
    def name(self) -> str:
        """The platform's name for people."""
        return NAMES[self.platform]

    @property
    def application(self) -> str:
        """A short name of the application that tells nothing of its keys."""
        return f"application {hashlib.sha256(self.client_id.encode()).hexdigest()[:12]}"

    @property
    def roots(self) -> tuple[str, ...]:
        """Every address to which a token may be sent."""
        return tuple(dict.fromkeys((self.api_url, *self.other_urls.values())))

    def url_of(self, path: str) -> str:
        """Return the whole address of a path of the API."""
        root = next((root for start, root in self.other_urls.items() if path.startswith(start)), self.api_url)
        return f"{root}{path}"


def access_of(platform: str, settings: Settings, account: str = "") -> Access:
    """Return how an account of a platform is reached.

    Args:
        platform: ``ebay`` or ``etsy``.
        settings: Of the account.
        account: Of jobs.toml; the platform's first one when not given.

    Raises:
        SettingsError: The platform has no API that the suite calls.
    """
    build = {"ebay": _ebay, "etsy": _etsy}.get(platform)
    if build is None:
        raise SettingsError(
            f'"{platform}" has no API that the suite calls. Nothing was started.', f"Choose {' or '.join(PLATFORMS)}."
        )
    further = f" --account {account}" if account and account != platform else ""
    return build(settings, account or platform, settings.command(f"login {platform}{further}"))


def _ebay(settings: Settings, account: str, login: str) -> Access:
    usual_api, usual_auth, usual_media = _EBAY_SITES[settings.ebay_environment]
    api = settings.ebay_api_url or usual_api
    # A stand-in that is named by its API's address alone serves all of it.
    media = settings.ebay_media_url or (settings.ebay_api_url or usual_media)
    return Access(
        platform="ebay", environment=settings.ebay_environment, account=account, api_url=api,
        other_urls={"/commerce/media/": media},
        consent_url=f"{settings.ebay_auth_url or usual_auth}/oauth2/authorize",
        token_url=f"{api}/identity/v1/oauth2/token", client_id=settings.ebay_client_id,
        client_secret=settings.ebay_client_secret.get_secret_value(), redirect=settings.ebay_ru_name, scopes=_EBAY_SCOPES,
        application_scope=_EBAY_SCOPE, rotates=False, login=login,
        headers={"X-EBAY-C-MARKETPLACE-ID": settings.ebay_marketplace},
        key_names=("EBAY_CLIENT_ID", "EBAY_CLIENT_SECRET"), redirect_name="EBAY_RU_NAME",
    )  # fmt: skip


def _etsy(settings: Settings, account: str, login: str) -> Access:
    usual_api, usual_auth = _ETSY_SITE
    api = settings.etsy_api_url or usual_api
    keystring, secret = settings.etsy_keystring, settings.etsy_shared_secret.get_secret_value()
    return Access(
        platform="etsy", environment="production", account=account, api_url=api,
        consent_url=f"{settings.etsy_auth_url or usual_auth}/oauth/connect", token_url=f"{api}/v3/public/oauth/token",
        client_id=keystring, client_secret=secret, key_headers={"x-api-key": f"{keystring}:{secret}"},
        key_names=("ETSY_KEYSTRING", "ETSY_SHARED_SECRET"), redirect_name="ETSY_REDIRECT_URL",
        redirect=settings.etsy_redirect_url, scopes=_ETSY_SCOPES, application_scope="", rotates=True, login=login,
    )  # fmt: skip
