"""eBay's sites: in which language texts are sent, and in which currency prices are. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from automation_suite.errors import SettingsError


@dataclass(frozen=True)
class Site:
    """One site of eBay.

    Attributes:
        marketplace: By which the APIs know it.
        language: Of titles and descriptions that are sent.
        currency: Of its prices, by ISO 4217.
    """

    marketplace: str
    language: str
    currency: str

    @property
    def country(self) -> str:
        """Where its buyers live, by ISO 3166."""
        return self.marketplace.rpartition("_")[2]

    @property
    def headers(self) -> dict[str, str]:
        """What a call with texts for this site says of them."""
        return {"Content-Language": self.language}


_SITES = (
    Site("EBAY_US", "en-US", "USD"),
    Site("EBAY_AT", "de-AT", "EUR"),
    Site("EBAY_AU", "en-AU", "AUD"),
    Site("EBAY_BE", "fr-BE", "EUR"),
    Site("EBAY_CA", "en-CA", "CAD"),
    Site("EBAY_CH", "de-CH", "CHF"),
    Site("EBAY_DE", "de-DE", "EUR"),
    Site("EBAY_ES", "es-ES", "EUR"),
    Site("EBAY_FR", "fr-FR", "EUR"),
    Site("EBAY_GB", "en-GB", "GBP"),
    Site("EBAY_IE", "en-IE", "EUR"),
    Site("EBAY_IT", "it-IT", "EUR"),
    Site("EBAY_NL", "nl-NL", "EUR"),
    Site("EBAY_PL", "pl-PL", "PLN"),
)
SITES = {site.marketplace: site for site in _SITES}


def site_of(marketplace: str) -> Site:
    """Return a site by its name.

    Raises:
        SettingsError: There is none of that name.
    """
    site = SITES.get(marketplace)
    if site is None:
        raise SettingsError(
            f'eBay has no site "{marketplace}" that the suite knows. Nothing was called.',
            f"Set EBAY_MARKETPLACE to one of {', '.join(SITES)}.",
        )
    return site
