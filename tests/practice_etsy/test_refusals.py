"""What the real service would refuse is refused, told under "error", and counted."""

from __future__ import annotations

from typing import Any

import pytest

from tests.practice_etsy.conftest import SHOP, Opens

_LEDGER = f"{SHOP}/payment-account/ledger-entries"
_TRACKING = f"{SHOP}/receipts/3200000001/tracking"
_POLICY = f"{SHOP}/policies/return/61000001"


@pytest.mark.parametrize(
    ("method", "path", "more", "status"),
    [
        ("GET", "/v3/application/listings/5", {}, 404),
        ("GET", "/v3/application/shops/5", {}, 404),
        ("GET", f"{SHOP}/listings", {"params": {"limit": "101"}}, 400),
        ("GET", f"{SHOP}/listings", {"params": {"states": "active"}}, 400),
        ("GET", "/v3/application/nothing/here", {}, 404),
        ("PUT", SHOP, {"data": {"is_vacation": "true"}}, 400),
        ("PUT", _POLICY, {"data": {"accepts_returns": "true"}}, 400),
        ("PUT", _POLICY, {"data": {"accepts_returns": "true", "accepts_exchanges": "false", "return_deadline": "29"}}, 400),
        ("PUT", _POLICY, {"data": {"accepts_returns": "true", "accepts_exchanges": "false"}}, 400),
        ("GET", _LEDGER, {"params": {"min_created": "1700000000", "max_created": "1703000000"}}, 400),
        ("GET", _LEDGER, {}, 400),
        ("POST", _TRACKING, {"json": {"tracking_code": "1"}}, 400),
        ("POST", _TRACKING, {"json": {"tracking_code": "1", "carrier_name": "pigeon"}}, 400),
        ("POST", f"{SHOP}/sections", {"data": {"title": "Kitchen"}}, 400),
        ("POST", f"{SHOP}/sections", {"json": {"title": "Garden"}}, 400),
        ("POST", f"{SHOP}/listings", {"data": {"title": "A mug"}}, 400),
        ("PUT", f"{SHOP}/holiday-preferences/50", {"data": {"is_working": "true"}}, 400),
    ],
)
def test_a_refusal_says_why_and_is_counted(etsy: Opens, method: str, path: str, more: dict[str, Any], status: int) -> None:
    caller = etsy()
    answer = caller.call(method, path, **more)
    assert answer.status_code == status
    assert list(answer.json()) == ["error"]
    assert [(each["status"], each["why"]) for each in caller.refused] == [(status, answer.json()["error"])]


@pytest.mark.parametrize(
    ("title", "why"),
    [
        ("a: b: c", "title can have : only once."),
        ("BIG WARM WOOL SCARF", "title can have at most 3 words in capitals."),
        ("A \N{SNOWMAN} mug", "title has a character that is not allowed."),
    ],
)
def test_a_title_has_rules(etsy: Opens, title: str, why: str) -> None:
    caller = etsy()
    answer = caller.call("PATCH", f"{SHOP}/listings/{caller.first_active['listing_id']}", data={"title": title})
    assert (answer.status_code, answer.json()) == (400, {"error": why})


def test_a_draft_goes_live_only_with_a_picture_and_for_a_fee(etsy: Opens) -> None:
    caller = etsy()
    form = {
        "quantity": "2", "title": "Oak Stool", "description": "A stool.", "price": "45.00", "who_made": "i_did",
        "when_made": "made_to_order", "taxonomy_id": "1052", "shipping_profile_id": "41000001",
        "readiness_state_id": "71000001", "tags": "oak stool,wood stool",
    }  # fmt: skip
    made = caller.call("POST", f"{SHOP}/listings", data=form)
    assert made.status_code == 201, made.text
    path = f"{SHOP}/listings/{made.json()['listing_id']}"
    assert "picture" in caller.call("PATCH", path, data={"state": "active"}).json()["error"]
    picture = {"image": ("stool.jpg", b"\xff\xd8\xff", "image/jpeg")}
    image = caller.call("POST", f"{path}/images", files=picture, data={"rank": "1", "alt_text": "An oak stool"})
    assert (image.status_code, image.json()["alt_text"]) == (201, "An oak stool")
    live = caller.call("PATCH", path, data={"state": "active"}).json()
    assert (live["state"], live["tags"]) == ("active", ["oak stool", "wood stool"])
    assert [row["amount"] for row in caller.state["changed"]["entries"].values()] == [-20]
    assert caller.call("DELETE", f"{path}/images/{image.json()['listing_image_id']}").status_code == 409


def test_pictures_have_an_order(etsy: Opens) -> None:
    caller = etsy()
    number = caller.first_active["listing_id"]
    old = [row["listing_image_id"] for row in caller.get(f"/v3/application/listings/{number}/images")["results"]]
    picture, path = {"image": ("a.jpg", b"a", "image/jpeg")}, f"{SHOP}/listings/{number}/images"
    first = caller.call("POST", path, files=picture, data={"rank": "1"}).json()["listing_image_id"]
    new = caller.call("POST", path, files=picture, data={"rank": "1", "overwrite": "true"}).json()["listing_image_id"]
    found = caller.get(f"/v3/application/listings/{number}/images")["results"]
    assert ([row["listing_image_id"] for row in found], first in old) == ([new, *old], False)
    assert [row["rank"] for row in found] == list(range(1, len(old) + 2))


_DRAFT = {
    "quantity": "1", "title": "Oak Stool", "description": "A stool.", "price": "45.00", "who_made": "i_did",
    "when_made": "2020_2026", "taxonomy_id": "1052", "shipping_profile_id": "41000001", "readiness_state_id": "71000001",
}  # fmt: skip


@pytest.mark.parametrize("when", ["2020_2026", "2007_2009", "before_2007", "1990s"])
def test_a_draft_says_when_it_was_made_in_one_of_etsys_words(etsy: Opens, when: str) -> None:
    made = etsy().call("POST", f"{SHOP}/listings", data={**_DRAFT, "when_made": when})
    assert (made.status_code, made.json().get("when_made")) == (201, when)


@pytest.mark.parametrize(
    "change",
    [
        {"when_made": "2020-2026"},
        {"shipping_profile_id": "0"},
        {"return_policy_id": "0"},
        {"shop_section_id": "0"},
        {"item_weight_unit": ""},
        {"item_dimensions_unit": ""},
    ],
)
def test_what_only_a_change_can_take_away_is_refused_in_a_draft(etsy: Opens, change: dict[str, str]) -> None:
    assert etsy().call("POST", f"{SHOP}/listings", data=_DRAFT | change).status_code == 400


def test_a_change_takes_section_and_units_away(etsy: Opens) -> None:
    caller = etsy()
    path = f"{SHOP}/listings/{caller.first_active['listing_id']}"
    changed = caller.call("PATCH", path, data={"shop_section_id": "0", "item_weight_unit": ""})
    assert (changed.status_code, changed.json()["shop_section_id"]) == (200, None)
    assert caller.call("PATCH", path, data={"shipping_profile_id": "0"}).status_code == 400


def test_a_write_and_a_search_tell_less_of_a_listing_than_its_own_page(etsy: Opens) -> None:
    caller = etsy()
    number = caller.first_active["listing_id"]
    form = {"personalization_instructions": "A name", "is_personalizable": "true"}
    written = caller.call("PATCH", f"{SHOP}/listings/{number}", data=form).json()
    found = caller.get("/v3/application/listings/active", limit=1)["results"][0]
    own = caller.get(f"/v3/application/listings/{number}")
    assert not {"views", "skus"} & (written.keys() | found.keys()) and {"views", "skus"} <= own.keys()
    assert "personalization_instructions" not in own and own["is_personalizable"]
