"""What the rules propose for eBay is what its targets take: planned, approved, applied, read back, taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from automation_suite.ebay.sites import site_of
from automation_suite.ebay.targets import targets
from automation_suite.feedback.rules import FeedbackRules, Received, Waiting, replies, to_leave
from automation_suite.history.setup import migrate
from automation_suite.listing_rules import ebay
from automation_suite.listing_rules.item import Category, Item
from automation_suite.listing_rules.rules import ListingRules
from automation_suite.orders.order import Line, Order
from automation_suite.orders.trackings import Parcel, trackings
from automation_suite.plans.change import Change, Target
from automation_suite.pricing.asks import Ask
from automation_suite.pricing.next_price import Offer, next_price
from automation_suite.pricing.rules import PriceRules
from automation_suite.stock_sync.ledger import Stock
from automation_suite.stock_sync.listings import Listing, Seen, sync
from automation_suite.stock_sync.rules import SyncRules
from tests.ebay.shop import EbayShop, received
from tests.plans.desk import Desk, forget, job, states

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@dataclass
class Place:
    """What a desk applies to."""

    shop: EbayShop

    def targets(self) -> Mapping[tuple[str, str], Target]:
        return targets(self.shop, site_of("EBAY_US"))


@pytest.fixture
def shop() -> EbayShop:
    migrate()
    forget()
    made = EbayShop(parcels={"O-1": []}, feedback={"F1": received("F1")})
    made.offer("1", price="20.00", quantity=2)
    return made


def desk(shop: EbayShop) -> Desk:
    return Desk(Place(shop), job(largest_step_percent=50))  # type: ignore[arg-type]


def a_price() -> Change:
    offer = Offer("1", "S1", "Thing 1", "good", Decimal("20.00"), cost=Decimal(2))
    asks = [Ask(str(place), f"seller {place}", "good", Decimal(18), Decimal(0)) for place in range(5)]
    decision = next_price(offer, asks, [], PriceRules(), Decimal(50), NOW)
    assert decision.change
    return decision.change


def a_quantity(available: int) -> Change:
    listing = Listing("ebay", "ebay", "offer", "1", "S1", "Thing 1", 2)
    found = sync({"S1": Stock(available)}, [Seen("ebay", "ebay", True, (listing,), True)], [listing], SyncRules(), NOW)
    return found.wanted[0].change


def a_listing() -> Change:
    item = Item("new", "A lamp", "Brass.", "good", "lamps", 1, Decimal(25), pictures=("https://pictures.example/1.jpg",))
    policies = ebay.Policies("EBAY_US", "home", "1", "2", "3")
    prepared = ebay.prepare(item, Category("9", conditions=(5000,)), policies, ListingRules())
    assert prepared.change, prepared.faults
    return prepared.change


def a_parcel() -> Change:
    order = Order(
        "ebay", "ebay", "O-1", "b", Decimal(20), "USD", NOW - timedelta(days=1), NOW, None, (Line("7", "S1", "Thing 1", 1),)
    )
    parcel = Parcel("O-1", "USPS", "9400100000000000000006", NOW)
    found = trackings([parcel], [order], (), {}, NOW)
    assert found.changes, found.refused
    return found.changes[0]


def a_comment() -> Change:
    waiting = Waiting("7", "L1", "Thing 1", True, NOW - timedelta(days=3))
    return to_leave([waiting], (), FeedbackRules(), NOW)[0]


def a_reply() -> Change:
    return replies([Received("F1", "neutral", "Thing 1", False, NOW)], (), FeedbackRules())[0]


CAN_BE_UNDONE = (a_price, lambda: a_quantity(1), lambda: a_quantity(0))
CANNOT_BE_UNDONE = (a_listing, a_parcel, a_comment, a_reply)


@pytest.mark.parametrize("make", [*CAN_BE_UNDONE, *CANNOT_BE_UNDONE])
def test_a_change_of_the_rules_is_applied_once_and_has_a_receipt(shop: EbayShop, make: Callable[[], Change]) -> None:
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
def test_it_is_taken_back_to_what_stood_there(shop: EbayShop, make: Callable[[], Change]) -> None:
    at, before = desk(shop), (shop.price("1"), shop.quantity("S1"), dict(shop.offers["1"]))
    plan = at.planned(make())
    at.approve(plan)
    at.apply()
    assert (shop.price("1"), shop.quantity("S1"), shop.offers["1"]) != before
    undone = at.undo(plan).plan
    assert undone
    at.apply()
    assert states(undone) == ["applied"]
    assert (shop.price("1"), shop.quantity("S1"), shop.offers["1"]) == before


@pytest.mark.parametrize("make", CANNOT_BE_UNDONE)
def test_what_cannot_be_taken_back_says_why(shop: EbayShop, make: Callable[[], Change]) -> None:
    at = desk(shop)
    plan = at.planned(make())
    at.approve(plan)
    at.apply()
    undone = at.undo(plan)
    assert undone.plan is None
    assert undone.not_undone[0].why.startswith(("eBay", "The suite"))


@pytest.mark.parametrize("make", [a_parcel, a_comment, a_reply])
@pytest.mark.parametrize("fault", ["lost before", "lost after"])
def test_what_must_not_be_sent_twice_never_is(shop: EbayShop, make: Callable[[], Change], fault: str) -> None:
    shop.faults = {"POST": [fault]}
    at = desk(shop)
    plan = at.planned(make())
    at.approve(plan)
    at.apply()
    at.apply()
    assert len(shop.writes()) == 1
    assert states(plan) == ["applied" if fault == "lost after" else "unknown"]


@pytest.mark.parametrize("fault", ["lost before", "lost after"])
def test_a_price_whose_answer_was_lost_is_sent_again_where_it_is_not_there(shop: EbayShop, fault: str) -> None:
    shop.faults = {"bulk_update": [fault]}
    at = desk(shop)
    plan = at.planned(a_price())
    at.approve(plan)
    at.apply()
    assert states(plan) == ["applied"]
    assert len(shop.writes()) == (1 if fault == "lost after" else 2)
