"""Etsy's shipping profiles, and the carriers that it knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from automation_suite.etsy.answers import GROUP, ROOT, page_in, plain, short_list
from automation_suite.platform_api.calls import Calls
from automation_suite.platform_api.reading import Body

# What a plan can change of one. What sending costs stands at each destination, and is changed on Etsy.
FIELDS = ("title", "origin_postal_code")


@dataclass(frozen=True)
class ShippingProfile:
    """What listings say about shipping.

    Attributes:
        profile_id: By which listings name it.
        title: For the seller.
        origin_country: Two letters.
        kind: ``manual`` or ``calculated``; empty when Etsy does not say.
        origin_postal_code: From where it is sent; empty when Etsy does not say.
    """

    profile_id: str
    title: str
    origin_country: str
    kind: str
    origin_postal_code: str


@dataclass(frozen=True)
class Carrier:
    """A carrier that Etsy knows in a country.

    Attributes:
        carrier_id: By which shipping profiles name it.
        name: By which tracking numbers name it.
    """

    carrier_id: str
    name: str


def shipping_profiles(calls: Calls, shop_id: str) -> tuple[ShippingProfile, ...]:
    """Return the shipping profiles of the shop, without deleted ones.

    Raises:
        AnswerIncompleteError: They are not as many as Etsy counts.
    """
    found = short_list(calls, f"/shops/{shop_id}/shipping-profiles", "Etsy's list of shipping profiles")
    return tuple(_profile(body) for body in found if not body.flag("is_deleted"))


def update_profile(calls: Calls, shop_id: str, profile_id: str, fields: Mapping[str, str]) -> None:
    """Change a shipping profile; what is not named stays.

    Args:
        calls: The account.
        shop_id: Of the shop.
        profile_id: Which.
        fields: By the names of ``FIELDS``.
    """
    strange = sorted(set(fields) - set(FIELDS))
    if strange:
        raise ValueError(f"The suite does not set {', '.join(strange)} of a shipping profile.")
    calls.call("PUT", f"{ROOT}/shops/{shop_id}/shipping-profiles/{profile_id}", group=GROUP, form=dict(fields))


def carriers(calls: Calls, origin_country: str) -> tuple[Carrier, ...]:
    """Return the carriers that Etsy knows in a country of two letters."""
    query = {"origin_country_iso": origin_country}
    answer = calls.call("GET", f"{ROOT}/shipping-carriers", group=GROUP, query=query, application=True)
    rows = page_in(answer.body, "Etsy's list of carriers").rows
    return tuple(Carrier(body.text("shipping_carrier_id"), body.text("name")) for body in rows)


def _profile(body: Body) -> ShippingProfile:
    return ShippingProfile(
        body.text("shipping_profile_id"), plain(body, "title"), body.text_or("origin_country_iso"),
        body.text_or("profile_type"), plain(body, "origin_postal_code"),
    )  # fmt: skip
