"""The shop itself: its texts, sections, return policies, shipping and processing profiles, holidays."""

from __future__ import annotations

from statistics import mean

from practice.etsy.accounts import SHOP_ID, USER_ID
from practice.etsy.asked import Asked, Handler, page, whole
from practice.etsy.errors import wrong
from practice.etsy.settings_of_shop import section
from practice.etsy.shapes import Row
from practice.etsy.shown import shown

_TEXTS = ("title", "announcement", "sale_message", "digital_sale_message", "policy_additional")
_MOST_SECTIONS = 20


def _ping(asked: Asked) -> Row:
    return {"application_id": 1}


def _me(asked: Asked) -> Row:
    return {"user_id": USER_ID, "shop_id": SHOP_ID}


def _shop(asked: Asked) -> Row:
    return _with_counts(asked, asked.memory.row("shops", asked.number("shop_id"), "Shop"))


def _update_shop(asked: Asked) -> Row:
    row = asked.memory.row("shops", asked.number("shop_id"), "Shop")
    now = asked.memory.now
    return _with_counts(asked, asked.memory.keep("shops", SHOP_ID, row | asked.body | {
        "update_date": now, "updated_timestamp": now,
    }))  # fmt: skip


def _with_counts(asked: Asked, row: Row) -> Row:
    memory = asked.memory
    ratings = [review["rating"] for review in memory.table("reviews").values()]
    listings = memory.table("listings").values()
    counts = {
        "listing_active_count": sum(each["state"] == "active" for each in listings),
        "digital_listing_count": sum(each["listing_type"] == "download" for each in listings),
        "transaction_sold_count": sum(len(each["transactions"]) for each in memory.table("receipts").values()),
        "review_count": len(ratings), "review_average": round(mean(ratings), 4) if ratings else None,
    }  # fmt: skip
    return shown(row, _TEXTS) | counts


def _sections(asked: Asked) -> Row:
    asked.check_shop()
    return whole([_counted(asked, row) for row in asked.memory.table("sections").values()])


def _create_section(asked: Asked) -> Row:
    asked.check_shop()
    table = asked.memory.table("sections")
    if len(table) >= _MOST_SECTIONS:
        raise wrong(f"A shop has at most {_MOST_SECTIONS} sections.")
    _check_section_title(asked, 0)
    number = asked.memory.next_number("sections")
    return asked.memory.keep("sections", number, section(number, asked.body["title"], len(table) + 1))


def _update_section(asked: Asked) -> Row:
    number = asked.number("shop_section_id")
    row = asked.memory.row("sections", number, "Section")
    _check_section_title(asked, number)
    return _counted(asked, asked.memory.keep("sections", number, row | asked.body))


def _check_section_title(asked: Asked, number: int) -> None:
    title = asked.body["title"]
    if any(row["title"] == title and key != number for key, row in asked.memory.table("sections").items()):
        raise wrong(f"There is a section {title} already.")


def _counted(asked: Asked, row: Row) -> Row:
    inside = [
        each for each in asked.memory.table("listings").values()
        if each["shop_section_id"] == row["shop_section_id"] and each["state"] == "active"
    ]  # fmt: skip
    return shown(row, ("title",)) | {"active_listing_count": len(inside)}


def _policies(asked: Asked) -> Row:
    asked.check_shop()
    return whole(list(asked.memory.table("policies").values()))


def _update_policy(asked: Asked) -> Row:
    number, body = asked.number("return_policy_id"), asked.body
    row = asked.memory.row("policies", number, "Return policy")
    accepts = body["accepts_returns"] or body["accepts_exchanges"]
    if accepts == (body.get("return_deadline") is None):
        raise wrong("return_deadline is needed where returns or exchanges are accepted, and only there.")
    return asked.memory.keep("policies", number, row | {"return_deadline": None} | body)


def _update_profile(asked: Asked) -> Row:
    number = asked.number("shipping_profile_id")
    row = asked.memory.row("profiles", number, "Shipping profile")
    return asked.memory.keep("profiles", number, row | asked.body)


def _profiles(asked: Asked) -> Row:
    asked.check_shop()
    return whole(list(asked.memory.table("profiles").values()))


def _readiness(asked: Asked) -> Row:
    asked.check_shop()
    return page(asked, list(asked.memory.table("readiness").values()))


def _holidays(asked: Asked) -> list[Row]:
    asked.check_shop()
    return list(asked.memory.table("holidays").values())


def _update_holiday(asked: Asked) -> Row:
    number = asked.number("holiday_id")
    row = asked.memory.table("holidays").get(number)
    if row is None:
        raise wrong(f"Holiday {number} is none of the shop's country.")
    return asked.memory.keep("holidays", number, row | asked.body)


HANDLERS: dict[str, Handler] = {
    "ping": _ping,
    "getMe": _me,
    "getShop": _shop,
    "updateShop": _update_shop,
    "getShopSections": _sections,
    "createShopSection": _create_section,
    "updateShopSection": _update_section,
    "getShopReturnPolicies": _policies,
    "updateShopReturnPolicy": _update_policy,
    "getShopShippingProfiles": _profiles,
    "updateShopShippingProfile": _update_profile,
    "getShopReadinessStateDefinitions": _readiness,
    "getHolidayPreferences": _holidays,
    "updateHolidayPreferences": _update_holiday,
}
