"""What the seller has set up: sections, return policies, shipping and processing profiles, holidays."""

from __future__ import annotations

from practice.etsy import shapes
from practice.etsy.accounts import SHOP_ID, USER_ID
from practice.etsy.shapes import Row

# Numbers and names as the service lists them for the United States.
_HOLIDAYS = (
    "New Year's Day", "Martin Luther King Jr. Day", "Presidents' Day", "Memorial Day", "Juneteenth", "Independence Day",
    "Labor Day", "Columbus Day", "Veterans Day", "Thanksgiving", "Christmas Day",
)  # fmt: skip
_WORKED = ("Presidents' Day", "Columbus Day", "Veterans Day")


def first_settings() -> dict[str, dict[int, Row]]:
    """Return the tables of settings as they are at the beginning."""
    return {
        "sections": {number: section(number, title, number - shapes.FIRST_SECTION + 1) for number, title in _titles()},
        "policies": {shapes.RETURN_POLICY: _policy(shapes.RETURN_POLICY, 30)},
        "profiles": {shapes.SHIPPING_PROFILE: _profile()},
        "readiness": {shapes.READY: _ready(shapes.READY, 1, 3), shapes.MADE_TO_ORDER: _ready(shapes.MADE_TO_ORDER, 5, 10)},
        "holidays": {number: _holiday(number, name) for number, name in enumerate(_HOLIDAYS, 1)},
    }


def section(number: int, title: str, rank: int) -> Row:
    """Return one section; how many listings are in it is counted when it is read."""
    return {"shop_section_id": number, "title": title, "rank": rank, "user_id": USER_ID, "active_listing_count": 0}


def _titles() -> list[tuple[int, str]]:
    return list(enumerate(shapes.SECTIONS, shapes.FIRST_SECTION))


def _policy(number: int, deadline: int) -> Row:
    return {
        "return_policy_id": number, "shop_id": SHOP_ID, "accepts_returns": True, "accepts_exchanges": True,
        "return_deadline": deadline,
    }  # fmt: skip


def _profile() -> Row:
    return {
        "shipping_profile_id": shapes.SHIPPING_PROFILE, "title": "Standard parcel", "user_id": USER_ID,
        "origin_country_iso": "US", "is_deleted": False, "shipping_profile_destinations": [],
        "shipping_profile_upgrades": [],
        "origin_postal_code": "05401", "profile_type": "manual", "domestic_handling_fee": 0.0,
        "international_handling_fee": 0.0,
    }  # fmt: skip


def _ready(number: int, fewest: int, most: int) -> Row:
    return {
        "readiness_state_id": number, "shop_id": SHOP_ID, "min_processing_days": fewest, "max_processing_days": most,
        "readiness_state": "ready_to_ship" if number == shapes.READY else "made_to_order",
        "processing_days_display_label": f"{fewest} - {most} days",
    }  # fmt: skip


def _holiday(number: int, name: str) -> Row:
    return {
        "shop_id": SHOP_ID,
        "holiday_id": number,
        "country_iso": "US",
        "is_working": name in _WORKED,
        "holiday_name": name,
    }
