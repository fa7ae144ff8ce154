"""No order is shipped twice, no tracking number goes to another order, held orders stay held."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from pydantic import ValidationError

from automation_suite.orders.carriers import is_plausible
from automation_suite.orders.order import Line, Order, buyer_key, same_place
from automation_suite.orders.rules import OrderRules
from automation_suite.orders.shipping import Day, pick_list, ship_by, sort_orders
from automation_suite.orders.trackings import Parcel, Trackings, trackings

NOW = datetime(2026, 11, 24, 17, tzinfo=UTC)  # a Tuesday, noon in New York; Thursday is Thanksgiving
RULES = OrderRules()
ORDER = Order(
    "ebay", "", "1-1", "buyer a", Decimal(40), "USD", NOW - timedelta(hours=2), NOW - timedelta(hours=2), None,
    (Line("L1", "A-1", "Denim jacket", 1),), same_country=True, same_postcode=True,
)  # fmt: skip
NUMBER = "986578788855"
PARCEL = Parcel("1-1", "FedEx", NUMBER, NOW - timedelta(hours=1))


def sorted_(
    *orders: Order, held: dict[str, list[str]] | None = None, released: tuple[str, ...] = (), **rules: object
) -> Day:
    return sort_orders(orders, held or {}, released, (), OrderRules(**rules), NOW)  # type: ignore[arg-type]


def why(*orders: Order, **rules: object) -> list[str]:
    return [reason.split(";")[0] for held in sorted_(*orders, **rules).held for reason in held.why]


@pytest.mark.parametrize(
    ("paid", "days", "expected"),
    [
        ("2026-11-23T10:00", 1, "2026-11-24T23:59:59"),  # Monday morning: Tuesday
        ("2026-11-23T14:00", 1, "2026-11-25T23:59:59"),  # after closing: counts as Tuesday
        ("2026-11-24T15:00", 1, "2026-11-27T23:59:59"),  # as Wednesday, and Thursday is a holiday
        ("2026-11-20T15:00", 1, "2026-11-24T23:59:59"),  # Friday afternoon counts as Monday
        ("2026-11-23T10:00", 0, "2026-11-23T23:59:59"),
        ("2026-10-30T10:00", 1, "2026-11-02T23:59:59"),  # over the change of the clocks
    ],
)
def test_an_order_leaves_within_the_handling_time(paid: str, days: int, expected: str) -> None:
    rules = OrderRules(handling_days=days)
    zone = ZoneInfo("America/New_York")
    order = replace(ORDER, paid_at=datetime.fromisoformat(paid).replace(tzinfo=zone))
    assert ship_by(order, rules).astimezone(zone).replace(tzinfo=None).isoformat() == expected


def test_the_platforms_day_counts_when_it_is_earlier() -> None:
    assert ship_by(replace(ORDER, ship_by=NOW), RULES) == NOW
    assert ship_by(replace(ORDER, ship_by=NOW + timedelta(days=9)), RULES) < NOW + timedelta(days=3)


def test_the_most_urgent_is_first_and_what_is_late_is_told() -> None:
    late = replace(ORDER, order_id="1-2", ship_by=NOW - timedelta(hours=1), buyer="b")
    day = sorted_(ORDER, late)
    assert [(each.order.order_id, each.late) for each in day.to_ship] == [("1-2", True), ("1-1", False)]


def test_what_is_not_paid_or_is_shipped_is_not_shipped_again() -> None:
    others = (replace(ORDER, paid_at=None), replace(ORDER, shipped=True), replace(ORDER, trackings=("1",)))
    assert all(sorted_(order) == Day((), ()) for order in others)
    assert len(sorted_(ORDER, ORDER).to_ship) == 1


def test_what_waits_for_a_person() -> None:
    assert why(replace(ORDER, total=Decimal(250))) == ["Its total of 250.00 USD is high"]
    elsewhere = "It goes to another place than the address of the buyer's account."
    assert why(replace(ORDER, same_postcode=False)) == [elsewhere]
    assert why(replace(ORDER, same_postcode=False), address="country") == []
    assert why(replace(ORDER, same_country=False), address="country") == [elsewhere]
    assert why(replace(ORDER, same_country=None, same_postcode=None)) == []
    assert why(replace(ORDER, cancelled=True)) == ["It was cancelled, or the buyer asks for that."]
    assert why(replace(ORDER, payment_held=True)) == ["The platform holds its payment back"]
    assert why(replace(ORDER, lines=())) == ["The platform did not say what was ordered."]


def test_the_same_order_twice_waits_and_another_does_not() -> None:
    twin = replace(ORDER, order_id="1-2", ordered_at=NOW)
    assert why(ORDER, twin) == ["The same buyer ordered the same in 1-2", "The same buyer ordered the same in 1-1"]
    assert why(ORDER, replace(twin, buyer="buyer b")) == []
    assert why(ORDER, replace(twin, ordered_at=NOW - timedelta(hours=27))) == []
    assert why(ORDER, replace(twin, lines=(Line("L2", "B-2", "Scarf", 1),))) == []
    # The first one has left already.
    assert len(why(replace(ORDER, shipped=True), twin)) == 1


def test_a_held_order_stays_held_until_a_person_releases_it() -> None:
    assert sorted_(ORDER, held={ORDER.key: ["It was strange."]}).held[0].why == ("It was strange.",)
    assert len(sorted_(ORDER, held={ORDER.key: ["It was strange."]}, released=(ORDER.key,)).to_ship) == 1
    assert len(sorted_(replace(ORDER, cancelled=True), released=(ORDER.key,)).held) == 1


def test_the_pick_list_gathers_what_lies_at_one_place() -> None:
    other = replace(ORDER, order_id="1-2", buyer="b", lines=(Line("x", "A-1", "Denim jacket", 2), Line("y", "", "Scarf", 1)))
    picks = pick_list(sorted_(ORDER, other).to_ship, {"A-1": "shelf 3"})
    assert [(pick.place, pick.title, pick.quantity, pick.orders) for pick in picks] == [
        ("", "Scarf", 1, ("1-2",)), ("shelf 3", "Denim jacket", 3, ("1-1", "1-2")),
    ]  # fmt: skip


def test_rules_that_mean_nothing_are_refused() -> None:
    for wrong in ({"time_zone": "Mars"}, {"days_off": ("someday",)}, {"holidays": "XX"}):
        with pytest.raises(ValidationError):
            OrderRules.model_validate(wrong)


def test_buyers_are_known_again_without_their_names() -> None:
    key = buyer_key("ebay", "Jane_Doe", b"secret")
    assert key == buyer_key("ebay", "jane_doe", b"secret")
    assert "jane" not in key
    assert len({key, buyer_key("etsy", "Jane_Doe", b"secret"), buyer_key("ebay", "Jane_Doe", b"other")}) == 3


def test_places_are_compared_as_people_write_them() -> None:
    assert same_place("10001-1234", "10001") is True
    assert same_place("sw1a 1aa", "SW1A1AA") is True
    assert same_place("10001", "10002") is False
    assert same_place("", "10002") is None


@pytest.mark.parametrize(
    ("carrier", "number", "expected"),
    [
        ("UPS", "1Z5R89390357567127", True),
        ("UPS", "1Z5R89390357567128", False),
        ("USPS", "9205 5901 6491 7312 7510 89", True),
        ("USPS", "9205590164917312751088", False),
        ("USPS", "71969010756000035951", True),
        ("USPS", "420221539101026837331000039521", True),
        ("USPS", "RB123456785US", True),
        ("USPS", "RB123456784US", False),
        ("FedEx", "986578788855", True),
        ("FedEx", "986578788856", False),
        ("FedEx Ground", "041441760228964", True),
        ("DHL", "3318810025", True),
        ("DHL", "3318810026", False),
        ("UPS", "986578788855", False),
        ("Royal Mail", "AB123456785GB", None),
        ("Royal Mail", "12<34567", False),
        ("UPS", "", False),
    ],
)
def test_numbers_are_looked_at_by_carrier(carrier: str, number: str, expected: bool | None) -> None:
    assert is_plausible(carrier, number) is expected


def told(
    *parcels: Parcel, orders: tuple[Order, ...] = (ORDER,), held: tuple[str, ...] = (), used: dict[str, str] | None = None
) -> Trackings:
    return trackings(parcels, orders, held, used or {}, NOW)


def refusals(*parcels: Parcel, **more: object) -> list[str]:
    return [each.why for each in told(*parcels, **more).refused]  # type: ignore[arg-type]


def test_a_parcel_becomes_the_tracking_of_its_order() -> None:
    (change,) = told(PARCEL, replace(PARCEL, number="9865 7878 8855")).changes
    assert (change.object_id, change.field, change.old) == ("1-1", "tracking", None)
    assert change.new == {
        "carrier": "FedEx", "number": NUMBER, "shipped_at": "2026-11-24T16:00:00+00:00",
        "lines": [{"line_id": "L1", "quantity": 1}],
    }  # fmt: skip


def test_a_second_run_tells_nothing() -> None:
    after = replace(ORDER, shipped=True, trackings=(NUMBER,))
    assert told(PARCEL, orders=(after,)) == Trackings((), ())
    assert told(PARCEL, used={NUMBER: ORDER.key}) == Trackings((), ())


def test_parcels_that_nobody_can_tell_are_refused() -> None:
    other = replace(ORDER, order_id="1-2", trackings=("012345678983",), shipped=True)
    assert refusals(replace(PARCEL, carrier="")) == ["A carrier and a tracking number need each other."]
    assert refusals(replace(PARCEL, number=" ")) == ["A carrier and a tracking number need each other."]
    assert "cannot be a tracking number of UPS" in refusals(replace(PARCEL, carrier="UPS"))[0]
    assert refusals(replace(PARCEL, shipped_at=NOW + timedelta(hours=1))) == ["It was shipped later than now."]
    assert refusals(replace(PARCEL, shipped_at=NOW - timedelta(days=1))) == ["It was shipped before it was ordered."]
    assert refusals(replace(PARCEL, order_id="9-9")) == ["The platform has no order 9-9."]
    assert "is the tracking number of another" in refusals(replace(PARCEL, number="012345678983"), orders=(ORDER, other))[0]
    assert "is the tracking number of another" in refusals(PARCEL, used={NUMBER: "ebay::0-0"})[0]
    assert "has the tracking number 012345678983" in refusals(replace(PARCEL, order_id="1-2"), orders=(other,))[0]
    assert refusals(PARCEL, orders=(replace(ORDER, shipped=True),)) == [
        "The order is shipped already, without a tracking number."
    ]
    assert refusals(PARCEL, orders=(replace(ORDER, paid_at=None),)) == ["The order is not paid."]
    assert refusals(PARCEL, orders=(replace(ORDER, cancelled=True),)) == [
        "The order was cancelled, or the buyer asks for that."
    ]
    assert "A part of the order was sent already" in refusals(PARCEL, orders=(replace(ORDER, partly_shipped=True),))[0]
    assert told(PARCEL, orders=(replace(ORDER, partly_shipped=True),), used={NUMBER: ORDER.key}) == Trackings((), ())
    assert refusals(PARCEL, held=(ORDER.key,)) == ["The order waits for a person; release it first."]


def test_two_parcels_for_one_order_or_two_orders_for_one_parcel_are_for_a_person() -> None:
    second = replace(PARCEL, number="012345678983")
    assert refusals(PARCEL, second) == ["2 different parcels are named for this order; keep the right one."] * 2
    other = replace(ORDER, order_id="1-2")
    both = refusals(PARCEL, replace(PARCEL, order_id="1-2"), orders=(ORDER, other))
    assert both == ["2 orders are named for this tracking number; keep the right one."] * 2


NUMBERS = ("986578788855", "012345678983", "1Z5R89390357567127", "9205590164917312751089")
CARRIERS = {"986578788855": "FedEx", "012345678983": "FedEx", "1Z5R89390357567127": "UPS", "9205590164917312751089": "USPS"}


# Ways in which an order may be read in a run.
FAULTS: tuple[dict[str, Any], ...] = (
    {}, {}, {}, {"cancelled": True}, {"partly_shipped": True}, {"payment_held": True}, {"same_postcode": False},
    {"same_country": None, "same_postcode": None}, {"paid_at": None}, {"shipped": True}, {"lines": ()},
)  # fmt: skip


class Warehouse(RuleBasedStateMachine):
    """Orders, labels that are mixed up, a platform that forgets, a person who releases: any of it in any order."""

    @initialize(totals=st.lists(st.sampled_from((40, 300)), min_size=4, max_size=4))
    def orders_come(self, totals: list[int]) -> None:
        self.orders = {
            str(place): replace(ORDER, order_id=str(place), buyer=f"b{place}", total=Decimal(total))
            for place, total in enumerate(totals)
        }
        self.told: dict[str, str] = {}
        self.used: dict[str, str] = {}
        self.held: dict[str, tuple[str, ...]] = {}
        self.released: set[str] = set()

    @rule(
        pairs=st.lists(st.tuples(st.sampled_from("0123"), st.sampled_from(NUMBERS)), max_size=4),
        shown=st.booleans(),
        cheaper=st.booleans(),
        faults=st.lists(st.sampled_from(FAULTS), min_size=4, max_size=4),
        repeated=st.booleans(),
    )
    def a_run(
        self, pairs: list[tuple[str, str]], shown: bool, cheaper: bool, faults: list[dict[str, Any]], repeated: bool
    ) -> None:
        """The platform may not show yet what it was told, repeat an order, say less of it, or call it something else."""
        seen = (self._as_read(order, shown, cheaper) for order in self.orders.values())
        orders = [replace(order, **fault) for order, fault in zip(seen, faults, strict=True)] * (1 + repeated)
        told = {self.orders[order_id].key for order_id in self.told}
        day = sort_orders(orders, self.held, self.released, told, RULES, NOW)
        assert not told & {each.order.key for each in day.to_ship}, "picked twice"
        still_open = {order.key for order in orders if order.paid_at and not order.shipped and not order.trackings}
        assert (self.held.keys() - self.released - told) & still_open <= {held.order.key for held in day.held}
        waiting = {each.order.key for each in (*day.to_ship, *day.held)}
        assert len(waiting) == len(day.to_ship) + len(day.held), "twice on the lists"
        # What is paid and not wholly sent is on one of the lists, however odd it is.
        assert waiting == {
            order.key for order in orders if order.paid_at and not order.shipped and not order.trackings
        } - told  # fmt: skip
        self.held |= {held.order.key: held.why for held in day.held}
        holding = self.held.keys() - self.released
        parcels = [Parcel(order_id, CARRIERS[number], number, NOW) for order_id, number in pairs]
        for change in trackings(parcels, orders, holding, self.used, NOW).changes:
            order, number = self.orders[change.object_id], change.new["number"]
            assert order.key not in holding
            read = next(each for each in orders if each.key == order.key)
            assert read.paid_at
            assert not (read.cancelled or read.partly_shipped or read.shipped)
            assert order.order_id not in self.told, "shipped twice"
            assert number not in self.told.values(), "of another order"
            self.told[order.order_id] = number
            self.used[number] = order.key

    @rule(order_id=st.sampled_from("0123"))
    def a_person_releases(self, order_id: str) -> None:
        self.released.add(self.orders[order_id].key)

    def _as_read(self, order: Order, shown: bool, cheaper: bool) -> Order:
        number = self.told.get(order.order_id) if shown else None
        seen = replace(order, total=Decimal(1) if cheaper else order.total)
        return replace(seen, shipped=True, trackings=(number,)) if number else seen


Warehouse.TestCase.settings = settings(max_examples=100, stateful_step_count=12)
test_any_order = Warehouse.TestCase


@given(st.integers(0, 30), st.integers(1, 24), st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)))
def test_every_last_moment_is_at_the_end_of_a_working_day_after_the_payment(days: int, closes: int, paid: datetime) -> None:
    rules = OrderRules(handling_days=days, closes_at=closes)
    moment = paid.replace(tzinfo=UTC)
    last = ship_by(replace(ORDER, paid_at=moment), rules)
    assert last > moment
    assert last.weekday() < 5
