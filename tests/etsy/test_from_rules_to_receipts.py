"""What the rules propose for Etsy is what its targets take: planned, approved, applied, read back, taken back."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from automation_suite.etsy.shop_api import shop_in
from automation_suite.etsy.targets import targets
from automation_suite.history.setup import migrate
from automation_suite.listing_rules import etsy
from automation_suite.listing_rules.item import Item
from automation_suite.listing_rules.rules import ListingRules
from automation_suite.orders.order import Line, Order
from automation_suite.orders.trackings import Parcel, trackings
from automation_suite.plans.change import Change, Target
from automation_suite.platform_api.reading import Body
from automation_suite.search_words.proposals import SearchWordRules, Texts, propose
from automation_suite.search_words.words import Phrase
from automation_suite.seasons.rules import Season, Wish
from automation_suite.seasons.rules import changes as changes_of_seasons
from automation_suite.shop_texts.wanted import Setting, Wanted, setting_changes
from automation_suite.shop_texts.wanted import changes as changes_of_texts
from automation_suite.stock_sync.ledger import Stock
from automation_suite.stock_sync.listings import Listing, Seen, sync
from automation_suite.stock_sync.rules import SyncRules
from tests.etsy.shop import SHOP, EtsyShop
from tests.etsy.test_targets import picture_at
from tests.plans.desk import Desk, forget, job, states

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@dataclass
class Place:
    """What a desk applies to."""

    shop: EtsyShop

    def targets(self) -> Mapping[tuple[str, str], Target]:
        return targets(self.shop, SHOP, picture_at)


@pytest.fixture
def shop() -> EtsyShop:
    migrate()
    forget()
    made = EtsyShop(parcels={"5": []}, sections={"4": "Lamps"}, holidays={"12": True})
    made.profiles = {"8": {"title": "Standard", "origin_postal_code": "05401"}}
    made.policies = {"3": {"accepts_returns": True, "accepts_exchanges": True, "return_deadline": 30}}
    made.texts = {"title": "Old things", "announcement": "It's open", "sale_message": None}
    made.listing("1", "S1", quantity=2)
    return made


def desk(shop: EtsyShop) -> Desk:
    return Desk(Place(shop), job())  # type: ignore[arg-type]


def a_shop_text() -> Change:
    return changes_of_texts(SHOP, "A shop", {"announcement": "Back on Monday"}, {"announcement": "It's open"})[0]


def a_text_that_was_never_set() -> Change:
    live = shop_in(Body(EtsyShop(texts={"title": "Old", "sale_message": None})._shop(), "a shop")).texts
    return changes_of_texts(SHOP, "A shop", {"sale_message": "Thank you!\nIt's packed."}, live)[0]


def a_setting(kind: str, object_id: str, wanted: dict[str, Any], live: dict[str, Any]) -> Change:
    found, missing = setting_changes([Wanted(kind, object_id, wanted)], [Setting(kind, object_id, "A thing", live)])
    assert not missing
    return found[0]


def a_policy() -> Change:
    live = {"accepts_returns": True, "accepts_exchanges": True, "return_deadline": 30}
    none = {"accepts_returns": False, "accepts_exchanges": False, "return_deadline": None}
    return a_setting("return policy", "3", {"terms": none}, {"terms": live})


def a_season(kind: str, object_id: str, name: str, value: object, live: object) -> Change:
    wish = Wish(kind=kind, object_id=object_id, label="A thing", field=name, value=value, usual=live)
    season = Season(name="Christmas", day="12-25", wishes=(wish,))
    return changes_of_seasons([season], {(kind, object_id, name): live}, (), date(2026, 12, 1))[0]


def tags() -> Change:
    return propose(Texts("1", "Thing 1", ("a thing",)), [Phrase("brass lamp", 5)], SearchWordRules())[0]


def a_title() -> Change:
    return a_season("listing", "1", "title", "Thing 1, a gift", "Thing 1")


def a_quantity(available: int) -> Change:
    listing = Listing("etsy", "etsy", "listing", "1", "S1", "Thing 1", 2)
    found = sync({"S1": Stock(available)}, [Seen("etsy", "etsy", True, (listing,), True)], [listing], SyncRules(), NOW)
    return found.wanted[0].change


def a_draft() -> Change:
    item = Item("N1", "A lamp", "It's brass.", "good", "Lamps", 1, Decimal(45), pictures=("https://p/1",), tags=("lamp",))
    prepared = etsy.prepare(item, etsy.Shop({"Lamps": 9}, 11, 12, None, "someone_else", "1970s"), ListingRules())
    assert prepared.change, prepared.faults
    return prepared.change


def a_parcel() -> Change:
    order = Order(
        "etsy", "etsy", "5", "b", Decimal(20), "USD", NOW - timedelta(days=1), NOW, None, (Line("7", "S1", "Thing 1", 1),)
    )
    return trackings([Parcel("5", "USPS", "9400100000000000000006", NOW)], [order], (), {}, NOW).changes[0]


CAN_BE_UNDONE = (
    a_shop_text, a_text_that_was_never_set, a_policy, lambda: a_season("holiday", "12", "is_working", False, True),
    lambda: a_setting("section", "4", {"title": "Lamps & more"}, {"title": "Lamps"}),
    lambda: a_setting("shipping profile", "8", {"title": "Letters"}, {"title": "Standard", "origin_postal_code": "05401"}),
    tags, a_title, lambda: a_quantity(1), lambda: a_quantity(0),
    lambda: a_season("section", "4", "title", "Gifts", "Lamps"),
    lambda: a_season("shop", SHOP, "title", "Old things for Christmas", "Old things"),
)  # fmt: skip
CANNOT_BE_UNDONE = (a_draft, a_parcel)


@pytest.mark.parametrize("make", [*CAN_BE_UNDONE, *CANNOT_BE_UNDONE])
def test_a_change_of_the_rules_is_applied_once_and_has_a_receipt(shop: EtsyShop, make: Callable[[], Change]) -> None:
    at = desk(shop)
    plan = at.planned(make())
    at.approve(plan)
    report = at.apply()
    assert states(plan) == ["applied"], [row.explanation for row in report.rows.values()]
    written = len(shop.writes())
    assert written
    assert not at.apply().sent
    assert len(shop.writes()) == written


@pytest.mark.parametrize("make", CAN_BE_UNDONE)
def test_it_is_taken_back_to_what_stood_there(shop: EtsyShop, make: Callable[[], Change]) -> None:
    at, before = desk(shop), _everything(shop)
    plan = at.planned(make())
    at.approve(plan)
    at.apply()
    assert _everything(shop) != before
    undone = at.undo(plan).plan
    assert undone
    at.apply()
    assert states(undone) == ["applied"]
    assert _everything(shop) == before


def _everything(shop: EtsyShop) -> tuple[object, ...]:
    listing = shop.listings["1"]
    texts = {name: listing[name] for name in ("title", "description", "tags", "state")}
    # Never set and empty are the same text.
    of_shop = {name: text or "" for name, text in shop.texts.items()}
    settings = (dict(shop.sections), dict(shop.holidays), copy.deepcopy(shop.policies), copy.deepcopy(shop.profiles))
    return of_shop, *settings, texts, dict(shop.offering("1"))


@pytest.mark.parametrize("make", CANNOT_BE_UNDONE)
def test_what_cannot_be_taken_back_says_why(shop: EtsyShop, make: Callable[[], Change]) -> None:
    at = desk(shop)
    plan = at.planned(make())
    at.approve(plan)
    at.apply()
    undone = at.undo(plan)
    assert undone.plan is None
    assert undone.not_undone[0].why.startswith(("Etsy", "The suite"))


@pytest.mark.parametrize(
    ("make", "call"), [(a_parcel, "tracking"), (a_draft, "POST"), (a_draft, "PUT"), (a_draft, "images")]
)
@pytest.mark.parametrize("fault", ["lost before", "lost after"])
def test_what_must_not_be_sent_twice_never_is(shop: EtsyShop, make: Callable[[], Change], call: str, fault: str) -> None:
    shop.faults = {call: [fault]}
    at = desk(shop)
    plan = at.planned(make())
    at.approve(plan)
    at.apply()
    written = len(shop.writes())
    at.apply()
    assert len(shop.writes()) == written
    arrived = fault == "lost after" and call in ("tracking", "images")
    assert states(plan) == ["applied" if arrived else "unknown"]
    assert len(shop.mails) <= 1
    assert len(shop.listings) <= 2


def test_a_note_to_the_buyer_goes_with_the_parcel(shop: EtsyShop) -> None:
    change = a_parcel()
    at = desk(shop)
    with_note = {**change.new, "note_to_buyer": "Thank you!"}
    plan = at.planned(Change("order", "5", change.label, "tracking", None, with_note, change.reason, change.rule))
    at.approve(plan)
    at.apply()
    assert states(plan) == ["applied"]
    assert shop.mails == [("5", "Thank you!")]
