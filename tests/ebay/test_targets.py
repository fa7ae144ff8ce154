"""What plans change on eBay is changed once, row by row, and every answer is told as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation_suite.ebay.sites import site_of
from automation_suite.ebay.targets import targets
from automation_suite.plans.change import Answer, Change, Ended, Target, Value, why_no_undo
from automation_suite.platform_api.calls import BudgetSpentError, CallFailedError
from tests.ebay.shop import SELLER, EbayShop, item, received

US = site_of("EBAY_US")
_COMMENT = {"kind": "positive", "listing_id": "7", "text": "Thank you!"}
_PARCEL = {
    "carrier": "USPS", "number": "9400 1000", "shipped_at": "2026-11-20T10:00:00+00:00",
    "lines": [{"line_id": "7", "quantity": 1}],
}  # fmt: skip


@pytest.fixture
def shop() -> EbayShop:
    made = EbayShop()
    for number in "123":
        made.offer(number)
    return made


def target(shop: EbayShop, kind: str, name: str) -> Target:
    return targets(shop, US)[kind, name]


def change(kind: str, object_id: str, name: str, old: Value, new: Value) -> Change:
    return Change(kind, object_id, f"Thing {object_id}", name, old, new, "It is so.", "a rule")


def price(object_id: str, new: Value, old: Value = "10.00") -> Change:
    return change("offer", object_id, "price", old, new)


def quantity(object_id: str, new: int, old: int = 1) -> Change:
    return change("offer", object_id, "quantity", old, new)


def listing(sku: str, title: str = "A thing", amount: str = "25.00") -> Change:
    offer = {
        "sku": sku, "marketplaceId": "EBAY_US", "format": "FIXED_PRICE", "availableQuantity": 1, "categoryId": "9",
        "pricingSummary": {"price": {"currency": "USD", "value": amount}},
    }  # fmt: skip
    return change("listing", sku, "listing", None, {"inventory_item": item(title), "offer": offer})


def ended(answers: object) -> list[str]:
    return [answer.ended.value for answer in answers if isinstance(answer, Answer)]  # type: ignore[attr-defined]


def test_prices_are_read_changed_and_shown(shop: EbayShop) -> None:
    prices = target(shop, "offer", "price")
    assert prices.read(["1", "2", "9"]) == {"1": "10.00", "2": "10.00", "9": None}
    assert ended(prices.write([price("1", "9.50"), price("2", "8.00")])) == ["taken", "taken"]
    assert prices.shows("9.5", prices.read(["1"])["1"])
    assert (shop.price("1"), shop.price("2"), shop.price("3")) == ("9.50", "8.00", "10.00")
    assert len(shop.calls_of("bulk_update_price_quantity")) == 1


@given(
    st.sets(st.sampled_from("123456789")), st.sets(st.sampled_from("123456789")), st.sets(st.sampled_from("123456789")),
    st.booleans(),
)  # fmt: skip
def test_a_bulk_answer_is_an_answer_to_each_row(
    refused: set[str], unnamed: set[str], drafts: set[str], one_sku: bool
) -> None:
    shop = EbayShop(refused=refused, unnamed=unnamed, takes_one_sku=one_sku)
    numbers = list("123456789")
    for number in numbers:
        shop.offer(number, published=number not in drafts)
    prices = target(shop, "offer", "price")
    prices.read(numbers)
    answers = prices.write([price(number, "9.50") for number in numbers])
    for number, answer in zip(numbers, answers, strict=True):
        has_it = shop.price(number) == "9.50"
        if number in drafts:
            assert has_it and answer.ended is Ended.TAKEN
        elif number in unnamed:
            assert answer.ended is Ended.NOT_KNOWN
        else:
            assert has_it is (answer.ended is Ended.TAKEN) is (number not in refused)


def test_one_sku_for_each_call_is_learnt_once(shop: EbayShop) -> None:
    shop.takes_one_sku = True
    prices = target(shop, "offer", "price")
    assert ended(prices.write([price(number, "9.00") for number in "123"])) == ["taken"] * 3
    assert len(shop.calls_of("bulk_update")) == 4
    prices.write([price(number, "8.00", "9.00") for number in "123"])
    assert len(shop.calls_of("bulk_update")) == 7
    assert shop.price("3") == "8.00"


@pytest.mark.parametrize("fault", ["lost before", "lost after"])
def test_a_lost_answer_is_not_known(shop: EbayShop, fault: str) -> None:
    shop.faults["bulk_update"] = [fault]
    assert ended(target(shop, "offer", "price").write([price("1", "9.00"), price("2", "9.00")])) == ["not known"] * 2
    assert (shop.price("1") == "9.00") is (fault == "lost after")
    assert len(shop.calls_of("bulk_update")) == 1


@pytest.mark.parametrize(("fault", "error"), [("budget", BudgetSpentError), ("fails", CallFailedError)])
def test_what_has_not_left_is_raised_so_that_it_waits(shop: EbayShop, fault: str, error: type[Exception]) -> None:
    shop.faults["bulk_update"] = [fault]
    with pytest.raises(error):
        target(shop, "offer", "price").write([price("1", "9.00")])
    assert shop.price("1") == "10.00"


def test_the_price_of_a_draft_leaves_all_else_of_it(shop: EbayShop) -> None:
    shop.offer("4", published=False)
    before = dict(shop.offers["4"])
    target(shop, "offer", "price").write([price("4", "7.00")])
    assert shop.price("4") == "7.00"
    assert {**shop.offers["4"], "pricingSummary": None} == {**before, "pricingSummary": None}


@pytest.mark.parametrize("wrong", ["0.50", "9.999", "free", "-3.00", None, "NaN"])
def test_a_price_that_ebay_would_refuse_is_not_sent(shop: EbayShop, wrong: Value) -> None:
    answers = target(shop, "offer", "price").write([price("1", wrong), price("2", "9.00")])
    assert ended(answers) == ["not taken", "taken"]
    assert "Nothing was sent." in answers[0].explanation
    assert (shop.price("1"), shop.price("2")) == ("10.00", "9.00")


def test_a_quantity_is_that_of_item_and_offer(shop: EbayShop) -> None:
    quantities = target(shop, "offer", "quantity")
    assert quantities.read(["1", "9"]) == {"1": 1, "9": None}
    assert ended(quantities.write([quantity("1", 3), quantity("2", -1)])) == ["taken", "not taken"]
    assert (shop.quantity("S1"), shop.offers["1"]["availableQuantity"]) == (3, 3)
    assert quantities.read(["1", "2"]) == {"1": 3, "2": 1}


def test_known_skus_cost_no_call_for_each_offer(shop: EbayShop) -> None:
    quantities = targets(shop, US, skus_of=lambda offers: {offer: f"S{offer}" for offer in offers})["offer", "quantity"]
    assert quantities.read(list("123")) == {"1": 1, "2": 1, "3": 1}
    assert len(shop.made) == 1


def test_what_is_sold_comes_down_even_where_ebay_takes_no_zero(shop: EbayShop) -> None:
    shop.takes_zero = False
    quantities = target(shop, "offer", "quantity")
    quantities.read(["1", "2"])
    assert ended(quantities.write([quantity("1", 0), quantity("2", 5)])) == ["taken", "taken"]
    assert shop.offers["1"]["status"] == "UNPUBLISHED"
    assert shop.quantity("S1") == 0
    assert quantities.read(["1", "2"]) == {"1": 0, "2": 5}


def test_a_listing_is_made_and_stays_unpublished(shop: EbayShop) -> None:
    listings = target(shop, "listing", "listing")
    assert listings.read(["new", "S1"])["new"] is None
    made = listing("new")
    assert ended(listings.write([made])) == ["taken"]
    assert listings.shows(made.new, listings.read(["new"])["new"])
    assert not listings.shows(listing("new", "Another").new, listings.read(["new"])["new"])
    assert [offer["status"] for offer in shop.offers.values() if offer["sku"] == "new"] == ["UNPUBLISHED"]
    assert not shop.calls_of("publish")


def test_an_item_that_ebay_refuses_gets_no_offer(shop: EbayShop) -> None:
    shop.refused = {"bad"}
    listings = target(shop, "listing", "listing")
    listings.read(["bad", "good"])
    answers = listings.write([listing("bad"), listing("good"), listing("long", "A" * 81)])
    assert ended(answers) == ["not taken", "taken", "not taken"]
    assert answers[0].explanation == "eBay refuses it: The condition is not allowed."
    assert {offer["sku"] for offer in shop.offers.values()} == {"S1", "S2", "S3", "good"}


@pytest.mark.parametrize("call", ["bulk_create_or_replace", "bulk_create_offer"])
@pytest.mark.parametrize("fault", ["lost before", "lost after"])
def test_a_listing_that_was_lost_on_the_way_is_there_once_after_a_second_write(
    shop: EbayShop, call: str, fault: str
) -> None:
    shop.faults[call] = [fault]
    listings = target(shop, "listing", "listing")
    assert listings.repeatable
    listings.read(["new"])
    assert ended(listings.write([listing("new")])) == ["not known"]
    if listings.read(["new"])["new"] is None:
        assert ended(listings.write([listing("new")])) == ["taken"]
    assert listings.shows(listing("new").new, listings.read(["new"])["new"])
    assert [offer["sku"] for offer in shop.offers.values()].count("new") == 1


def test_a_listing_that_is_there_is_replaced_with_what_its_offer_has_beside(shop: EbayShop) -> None:
    listings = target(shop, "listing", "listing")
    listings.read(["S1"])
    assert ended(listings.write([listing("S1", "Another title", "30.00")])) == ["taken"]
    assert (shop.items["S1"]["product"]["title"], shop.price("1")) == ("Another title", "30.00")
    assert shop.offers["1"]["listingDescription"] == "As it is"
    assert len(shop.offers) == 3


def test_nothing_is_deleted(shop: EbayShop) -> None:
    listings = target(shop, "listing", "listing")
    assert ended(listings.write([change("listing", "S1", "listing", {}, None)])) == ["not taken"]
    assert why_no_undo(listings)
    assert not shop.writes()


def test_offers_go_live_together_and_end_first(shop: EbayShop) -> None:
    for number in "456":
        shop.offer(number, published=False)
    shop.refused = {"5"}
    live = target(shop, "listing", "live")
    assert live.read(["S1", "S4", "none"]) == {"S1": True, "S4": False, "none": None}
    wanted = {"S4": True, "S5": True, "S1": False, "none": True}
    answers = live.write([change("listing", sku, "live", None, new) for sku, new in wanted.items()])
    assert ended(answers) == ["taken", "not taken", "taken", "not taken"]
    assert answers[0].reference == "L4"
    assert live.read(["S4", "S5", "S1"]) == {"S4": True, "S5": False, "S1": False}
    assert [write.rpartition("/")[2] for write in shop.writes()] == ["withdraw", "bulk_publish_offer"]


def test_a_parcel_is_told_once_with_its_lines(shop: EbayShop) -> None:
    shop.parcels["O-1"] = []
    parcels = target(shop, "order", "tracking")
    assert parcels.read(["O-1", "unknown"]) == {"O-1": None}
    answers = parcels.write([change("order", "O-1", "tracking", None, _PARCEL)])
    assert answers[0] == Answer(Ended.TAKEN, reference="9400 1000")
    assert shop.parcels["O-1"][0]["lineItems"] == [{"lineItemId": "7", "quantity": 1}]
    assert parcels.shows({**_PARCEL, "number": "94001000"}, parcels.read(["O-1"])["O-1"])
    assert not parcels.shows({**_PARCEL, "number": "9400"}, parcels.read(["O-1"])["O-1"])
    assert not parcels.repeatable
    assert why_no_undo(parcels)


def test_an_order_that_waits_or_was_cancelled_since_gets_no_parcel(shop: EbayShop) -> None:
    shop.parcels["O-1"] = []
    told = change("order", "O-1", "tracking", None, _PARCEL)
    held = targets(shop, US, is_held=lambda order_id: order_id == "O-1")["order", "tracking"].write([told])
    shop.cancelled = {"cancelState": "IN_PROGRESS"}
    cancelled = target(shop, "order", "tracking").write([told])
    assert ended([*held, *cancelled]) == ["not taken", "not taken"]
    assert "waits for a person" in held[0].explanation
    assert shop.parcels["O-1"] == []


def test_half_a_parcel_is_not_sent(shop: EbayShop) -> None:
    answers = target(shop, "order", "tracking").write([change("order", "O-1", "tracking", None, {**_PARCEL, "carrier": ""})])
    assert answers[0].explanation == "A carrier and a tracking number need each other. Nothing was sent."
    assert not shop.made


def test_feedback_is_left_once_and_only_a_positive_one(shop: EbayShop) -> None:
    left = target(shop, "order line", "feedback")
    assert left.read(["7"]) == {"7": None}
    bad = {**_COMMENT, "kind": "negative"}
    wanted = [_COMMENT, bad, {**_COMMENT, "text": "Write to a@b.com"}]
    answers = left.write([change("order line", "7", "feedback", None, comment) for comment in wanted])
    assert ended(answers) == ["taken", "not taken", "not taken"]
    assert left.shows(_COMMENT, left.read(["7"])["7"])
    assert shop.left["7"]["commentType"] == "POSITIVE"
    assert not left.repeatable


def test_a_reply_goes_to_who_has_written(shop: EbayShop) -> None:
    shop.feedback["F1"] = received("F1")
    replies = target(shop, "feedback", "reply")
    assert replies.read(["F1", "F2"]) == {"F1": None}
    answers = replies.write(
        [change("feedback", number, "reply", None, "Please write to us.") for number in ("F1", "F2")]
        + [change("feedback", "F1", "reply", None, "A" * 501)]
    )
    assert ended(answers) == ["taken", "not taken", "not taken"]
    assert replies.read(["F1"]) == {"F1": "Please write to us."}
    assert not replies.repeatable


@pytest.mark.parametrize("rating", ["NEGATIVE", "POSITIVE"])
def test_what_was_neutral_and_is_not_any_more_gets_no_reply(shop: EbayShop, rating: str) -> None:
    shop.feedback["F1"] = {**received("F1"), "commentType": rating}
    answers = target(shop, "feedback", "reply").write([change("feedback", "F1", "reply", None, "Please write to us.")])
    assert ended(answers) == ["not taken"]
    assert "replyComment" not in shop.feedback["F1"]


def test_without_any_order_nothing_is_said_about_feedback(shop: EbayShop) -> None:
    shop.has_orders = False
    assert target(shop, "order line", "feedback").read(["7"]) == {}
    assert target(shop, "feedback", "reply").read(["F1"]) == {}


def test_the_sellers_name_is_asked_for_once_or_given(shop: EbayShop) -> None:
    everything = targets(shop, US)
    everything["order line", "feedback"].read(["7", "8"])
    everything["feedback", "reply"].read(["F1"])
    assert len(shop.calls_of("/order")) == 1
    shop.made.clear()
    targets(shop, US, SELLER)["feedback", "reply"].read(["F1"])
    assert not shop.calls_of("/order")
