"""Every quantity follows from the events, each event counts once, and what was seen last of listings is kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from automation_suite.errors import PermanentError
from automation_suite.inventory import events, items, listings
from automation_suite.inventory.models import Listing as ListingRow
from automation_suite.inventory.models import Photo, StockEvent
from automation_suite.stock_sync import ledger
from automation_suite.stock_sync.ledger import Event, Sale, take
from automation_suite.stock_sync.listings import Listing
from tests.inventory.stock import NOW, forget, item

pytestmark = pytest.mark.usefixtures("history")
OFFER = Listing("ebay", "boutique", "offer", "77", "A-1", "Thing A-1", 2, "https://example.com/77")
LATER = NOW + timedelta(hours=1)


def bought(sku: str, number: int) -> Event:
    return Event(f"bought:{sku}", sku, "bought", number, NOW)


def sold(sku: str, platform: str = "poshmark", number: int = 1) -> Event:
    return Event(f"{platform}:{sku}", sku, "sold", -number, LATER, platform, platform, "order 1")


def test_what_was_taken_in_is_read_back_as_it_was() -> None:
    item("A-1")
    found = [bought("A-1", 2), sold("A-1")]
    assert events.append(found, None, NOW) == 2
    assert events.append([*found, *found], None, LATER) == 0
    assert events.all_events() == found
    assert events.known_keys() == {"bought:A-1", "poshmark:A-1"}
    assert items.stocks()["A-1"].on_hand == 1


def test_sales_of_the_rules_are_taken_in_once() -> None:
    item("A-1")
    sale = Sale("ebay", "", "11-22", "1", "A-1", "Thing", 1, NOW)
    for _ in range(2):
        events.append(take([sale, sale], events.known_keys(), items.titles().keys()).events, None, NOW)
    assert StockEvent.objects.count() == 1


def test_an_unknown_item_keeps_everything_out() -> None:
    item("A-1")
    with pytest.raises(PermanentError, match="no item B-2"):
        events.append([bought("A-1", 1), bought("B-2", 1)], None, NOW)
    assert events.all_events() == []


def test_what_was_sold_before_the_inventory_had_the_item_is_left_out() -> None:
    item("A-1")
    events.append([replace(bought("A-1", 2), at=LATER)], None, LATER)
    assert events.append([replace(sold("A-1"), at=NOW)], None, LATER) == 0
    assert events.append([replace(sold("A-1"), at=LATER)], None, LATER) == 1


def test_a_count_is_the_last_word_and_the_same_count_is_no_news() -> None:
    item("A-1")
    events.append([bought("A-1", 1), sold("A-1", number=3)], None, NOW)
    assert events.count({"A-1": 4}, NOW) == 1
    assert events.count({"A-1": 4}, LATER) == 0
    row = StockEvent.objects.get(kind="counted")
    assert (row.change, items.stocks()["A-1"].on_hand) == (6, 4)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from(["A", "B"]), st.sampled_from(["bought", "sold", "counted", "lost"]), st.integers(0, 5)),
        max_size=12,
    )
)
def test_quantities_follow_from_the_events_alone(happened: list[tuple[str, str, int]]) -> None:
    forget()
    item("A")
    item("B")
    there: Counter[str] = Counter()
    for place, (sku, kind, number) in enumerate(happened):
        moment = NOW + timedelta(minutes=place)
        if kind == "counted":
            events.count({sku: number}, moment)
            there[sku] = number
            continue
        change = number if kind == "bought" else -number
        one = Event(f"{place}", sku, kind, change, moment)
        events.append([one, one], None, moment)
        there[sku] += change
    kept = items.stocks()
    assert {sku: kept[sku].on_hand - kept[sku].short for sku in kept} == {sku: there[sku] for sku in kept}
    assert kept == ledger.stocks(reversed(events.all_events()))


def test_items_as_the_rules_want_them() -> None:
    row = item(
        "A-1", list_price=Decimal("20.00"), kept_back=1, tags=["wool"], materials=["Wool"], size_mm=[300, 200, 50],
        aspects={"Size": "M"}, floor_price=Decimal("9.50"), cost=Decimal("4.00"), condition_words="A small stain.",
    )  # fmt: skip
    Photo.objects.create(item=row, position=1, place="A-1/1.jpg")
    Photo.objects.create(item=row, position=2, place="https://example.com/2.jpg")
    item("A-2", archived_at=NOW)
    item("A-3", platforms=["etsy", "ebay:boutique"])
    events.append([bought("A-1", 5)], None, NOW)
    first, third = items.offerable("ebay", "boutique", {"A-1": 1})
    assert (first.quantity, first.price, first.pictures, first.tags) == (
        3,
        Decimal("20.00"),
        ("https://example.com/2.jpg",),
        ("wool",),
    )
    assert (third.sku, third.quantity) == ("A-3", 0)
    assert [one.sku for one in items.offerable("ebay", "ebay")] == ["A-1"]
    assert items.photo_files() == {"A-1": ("A-1/1.jpg",)}
    assert items.titles().keys() == {"A-1", "A-2", "A-3"}
    known = items.prices()["A-1"]
    assert (known.cost, known.list_price, known.floor_price) == (Decimal("4.00"), Decimal("20.00"), Decimal("9.50"))


def test_an_item_of_which_nothing_was_ever_said_has_no_stock() -> None:
    item("A-1")
    assert items.stocks() == {}


def test_listings_are_kept_as_they_were_seen_last() -> None:
    item("A-1")
    assert listings.saw([OFFER, replace(OFFER, listing_id="78", sku="?")], NOW) == 1
    assert listings.known() == [OFFER]
    listings.saw([replace(OFFER, quantity=1)], LATER)
    assert [one.quantity for one in listings.known()] == [1]
    assert ListingRow.objects.get().listed_at == NOW


def test_a_listing_that_ended_is_not_open_until_it_is_seen_again() -> None:
    item("A-1")
    listings.saw([OFFER], NOW)
    assert listings.ended("ebay", "boutique", ["77"], LATER) == 1
    assert listings.ended("ebay", "boutique", ["77"], LATER) == 0
    assert listings.known() == []
    listings.saw([replace(OFFER, quantity=0)], LATER + timedelta(hours=1))
    assert ListingRow.objects.get().ended_at == LATER
    listings.saw([OFFER], LATER)
    row = ListingRow.objects.get()
    assert (row.ended_at, row.listed_at) == (None, LATER)


def test_what_is_as_it_was_is_seen_again_and_all_else_is_written() -> None:
    item("A-1")
    listings.saw([OFFER, replace(OFFER, listing_id="78")], NOW)
    kept = dict(ListingRow.objects.values_list("listing_id", "pk"))
    listings.saw([OFFER, replace(OFFER, listing_id="78", quantity=0, address="https://example.com/78")], LATER)
    rows = {row.listing_id: row for row in ListingRow.objects.all()}
    assert {number: row.pk for number, row in rows.items()} == kept
    assert [(rows[number].seen_at, rows[number].listed_at, rows[number].ended_at) for number in ("77", "78")] == [
        (LATER, NOW, None),
        (LATER, NOW, LATER),
    ]
    assert rows["78"].address == "https://example.com/78"
    assert listings.open_numbers("ebay", "boutique") == {"77": "A-1"}


def test_listings_are_read_of_the_platforms_that_are_named() -> None:
    item("A-1")
    listings.saw([OFFER, replace(OFFER, platform="etsy"), replace(OFFER, platform="poshmark")], NOW)
    assert {one.platform for one in listings.known("etsy", "poshmark")} == {"etsy", "poshmark"}
    assert {one.platform for one in listings.known()} == {"ebay", "etsy", "poshmark"}


def test_the_beginning_of_some_items_is_of_no_other() -> None:
    first = item("A-1")
    item("A-2")
    events.append([replace(bought("A-1", 2), at=NOW), replace(bought("A-2", 1), at=LATER)], None, LATER)
    assert events.beginnings() == {"A-1": NOW, "A-2": LATER}
    assert events.beginnings([first.pk]) == {"A-1": NOW}


def test_the_events_of_some_items_are_all_of_theirs() -> None:
    item("A-1")
    item("A-2")
    events.append([bought("A-1", 2), sold("A-1"), bought("A-2", 1)], None, NOW)
    assert events.events_of(["A-1"]) == [event for event in events.all_events() if event.sku == "A-1"]
    assert events.events_of([]) == []


def test_two_listings_of_one_item_are_both_known() -> None:
    item("A-1")
    listings.saw([OFFER, replace(OFFER, listing_id="78")], NOW)
    assert len(listings.known()) == 2


def test_what_sold_where_it_is_kept_by_hand_is_offered_there_no_more() -> None:
    item("A-1")
    events.append([bought("A-1", 2)], None, NOW)
    listings.saw([OFFER], NOW)
    assert listings.keep_by_hand("poshmark", "poshmark", {"A-1": "https://poshmark.com/listing/1"}, NOW) == 1
    assert listings.keep_by_hand("poshmark", "poshmark", {"A-1": "https://poshmark.com/listing/1"}, LATER) == 0
    assert {one.platform for one in listings.known()} == {"ebay", "poshmark"}
    events.append([sold("A-1"), sold("A-1", "ebay")], None, LATER)
    assert listings.known() == [OFFER]


def test_what_is_kept_by_hand_ends_when_the_owner_says_so() -> None:
    item("A-1")
    listings.keep_by_hand("poshmark", "poshmark", {"A-1": ""}, NOW)
    assert listings.by_hand("poshmark", "poshmark") == {"A-1": ""}
    assert listings.keep_by_hand("poshmark", "poshmark", {"A-1": None}, LATER) == 1
    assert listings.known() == []
