"""Every call that the suite makes to Etsy is served: each target can be read, written and read back, each list read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from automation_suite.etsy import (
    holidays_api,
    ledger_api,
    listings_api,
    policies_api,
    processing_api,
    receipts_api,
    reviews_api,
    search_api,
    sections_api,
    shipping_api,
    shop_api,
    taxonomy_api,
)
from automation_suite.etsy.targets import targets
from automation_suite.history.setup import migrate
from automation_suite.plans.change import Change, Ended
from automation_suite.platform_api import practice_consent
from automation_suite.platform_api.pictures import Picture
from automation_suite.platform_api.session import ApiSession, open_session
from automation_suite.settings import load_settings
from practice.etsy.accounts import SHOP_ID
from practice.etsy.goods import goods
from practice.etsy.vintage import vintage
from tests.practice_etsy.conftest import Caller, Opens

SHOP = str(SHOP_ID)
MUG = "1500000001"
# A return policy's terms as plans hold them.
TERMS = {"accepts_returns": True, "accepts_exchanges": False, "return_deadline": 14}
DRAFT: dict[str, Any] = {
    "listing": {
        "sku": "STOOL-1", "title": "Oak Stool", "description": "A stool.", "price": "45.00", "quantity": 2,
        "who_made": "i_did", "when_made": "made_to_order", "taxonomy_id": 1052, "shipping_profile_id": 41_000_001,
        "readiness_state_id": 71_000_001, "tags": ["oak stool"],
    },
    "pictures": ["https://pictures.example/stool.jpg"],
}  # fmt: skip


@pytest.fixture
def caller(etsy: Opens) -> Caller:
    return etsy()


@pytest.fixture
def calls(caller: Caller, tmp_path: Path) -> Iterator[ApiSession]:
    """The suite's own session, with a consent of the practice."""
    from automation_suite.calls.models import CallBudget, Consent

    migrate()
    Consent.objects.all().delete()
    CallBudget.objects.all().delete()
    consent = practice_consent.ask({"etsy": caller.base})
    settings = load_settings({**consent.environment, "PRACTICE": "1", "STATE_DIR": str(tmp_path)}, None)
    practice_consent.keep(consent, settings, "")
    with open_session("etsy", settings) as session:
        yield session


@pytest.mark.parametrize(
    ("kind", "field", "object_id", "new"),
    [
        *[("shop", name, SHOP, 'It\'s <new> & "good"') for name in shop_api.TEXTS],
        ("listing", "title", MUG, "Moss Mug, it's new"),
        ("listing", "description", MUG, "Made by hand.\n\nIt's green."),
        ("listing", "tags", MUG, ["moss mug", "gift"]),
        ("listing", "materials", MUG, ["stoneware"]),
        ("listing", "section", MUG, "31000002"),
        ("listing", "section", MUG, None),
        ("listing", "price", MUG, "19.95"),
        ("listing", "quantity", MUG, 4),
        ("listing", "quantity", MUG, 0),
        ("listing", "state", MUG, "inactive"),
        ("listing", "listing", "STOOL-1", DRAFT),
        ("section", "title", "31000001", "Kitchen & Co"),
        ("holiday", "is_working", "1", True),
        ("return policy", "terms", "61000001", TERMS),
    ],
)
def test_what_a_target_writes_is_what_it_reads(
    calls: ApiSession, caller: Caller, kind: str, field: str, object_id: str, new: Any
) -> None:
    target = targets(calls, SHOP, lambda _address: Picture("stool.jpg", b"\xff\xd8", "image/jpeg"))[kind, field]
    old = target.read([object_id])[object_id]
    assert old is None or not target.shows(new, old)
    answers = target.write([Change(kind, object_id, "", field, old, new, "", "")])
    assert [answer.ended for answer in answers] == [Ended.TAKEN], answers
    assert target.shows(new, target.read([object_id])[object_id])
    assert caller.refused == []


def test_a_parcel_is_told_once(calls: ApiSession, caller: Caller) -> None:
    order = str(caller.happen("sale", listing_id=int(MUG))["receipt_id"])
    target = targets(calls, SHOP)["order", "tracking"]
    assert target.read([order]) == {order: None}
    parcel = {"carrier": "usps", "number": "9400", "shipped_at": "2026-11-24T12:00:00+00:00", "note_to_buyer": "Thank you!"}
    answers = target.write([Change("order", order, "", "tracking", None, parcel, "", "")])
    assert [answer.ended for answer in answers] == [Ended.TAKEN], answers
    assert target.shows(parcel, target.read([order])[order])


def test_every_list_is_read_to_its_end(calls: ApiSession, caller: Caller) -> None:
    now = datetime.now(UTC)
    assert shop_api.me(calls).shop_id == SHOP
    counted = {
        state: len(listings_api.shop_listings(calls, SHOP, state, with_inventory=True)) for state in listings_api.STATES
    }
    assert counted["active"] == shop_api.shop(calls, SHOP).active_listings > 100
    assert sum(counted.values()) == len(goods()) + len(vintage())
    assert len(receipts_api.receipts(calls, SHOP, paid=True, shipped=False, cancelled=False)) > 5
    since = receipts_api.receipts(calls, SHOP, created_from=now - timedelta(days=70))
    assert 100 < len(since) < len(receipts_api.transactions(calls, SHOP))
    assert len(ledger_api.entries(calls, SHOP, now - timedelta(days=70), now)) > len(since)
    assert len(reviews_api.shop_reviews(calls, SHOP)) > 100
    short = (
        sections_api.sections(calls, SHOP), policies_api.return_policies(calls, SHOP), holidays_api.holidays(calls, SHOP),
        shipping_api.shipping_profiles(calls, SHOP), shipping_api.carriers(calls, "US"), taxonomy_api.nodes(calls),
        taxonomy_api.properties(calls, "1063"), processing_api.processing_profiles(calls, SHOP),
    )  # fmt: skip
    assert [len(rows) for rows in short] == [8, 1, 11, 1, 5, 13, 1, 2]
    found = search_api.search(calls, "stoneware mug", taxonomy_id="1063")
    assert {listing.shop_id for listing in found.listings} > {SHOP}
    assert caller.refused == []
