"""What plans change on Etsy is changed once, leaves all else as it is, and every answer is told as it was."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation_suite.errors import PermanentError
from automation_suite.etsy.targets import targets
from automation_suite.plans.change import Answer, Change, Target, Value, reads_at_once, why_no_undo
from automation_suite.platform_api.calls import CallFailedError
from automation_suite.platform_api.pictures import Picture
from tests.etsy.shop import SHOP, EtsyShop

_PARCEL = {
    "carrier": "usps", "number": "9400 1000", "shipped_at": "2026-11-20T10:00:00+00:00", "note_to_buyer": "On its way!",
}  # fmt: skip


@pytest.fixture
def shop() -> EtsyShop:
    made = EtsyShop(texts={"title": "Old things", "announcement": None})
    made.texts |= {"sale_message": "", "digital_sale_message": None, "policy_additional": None}
    for number in "123":
        made.listing(number, f"S{number}", quantity=2)
    return made


def picture_at(address: str) -> Picture:
    if "missing" in address:
        raise PermanentError(f"The picture at {address} cannot be used: it is not there.", "Put one there.")
    return Picture("1.jpg", address.encode(), "image/jpeg")


def target(shop: EtsyShop, kind: str, name: str) -> Target:
    return targets(shop, SHOP, picture_at)[kind, name]


def change(kind: str, object_id: str, name: str, old: Value, new: Value) -> Change:
    return Change(kind, object_id, f"Thing {object_id}", name, old, new, "It is so.", "a rule")


def draft(sku: str = "N1", pictures: Sequence[str] = ("https://p/one", "https://p/two"), **fields: Value) -> Change:
    listing = {
        "sku": sku, "title": "A lamp & its shade", "description": "It's brass.", "price": "45.00", "quantity": 1,
        "tags": ["brass lamp", "shade"], "who_made": "someone_else", "when_made": "1970s", "taxonomy_id": 9,
    } | fields  # fmt: skip
    return change("listing", sku, "listing", None, {"listing": listing, "pictures": list(pictures)})


def ended(answers: Sequence[Answer]) -> list[str]:
    return [answer.ended.value for answer in answers]


VALUES = [
    ("shop", SHOP, "title", "Old & good things"),
    ("shop", SHOP, "announcement", "Back on Monday.\r\nIt's cold."),
    ("listing", "1", "title", "A lamp & its shade"),
    ("listing", "1", "description", "It's <b>brass</b>."),
    ("listing", "1", "tags", ["brass lamp", "shade"]),
    ("listing", "1", "materials", ["brass"]),
    ("listing", "1", "section", "4"),
    ("listing", "1", "price", "18.50"),
    ("listing", "1", "quantity", 5),
    ("listing", "1", "quantity", 0),
    ("listing", "1", "state", "inactive"),
    ("section", "4", "title", "Lamps & more"),
    ("holiday", "12", "is_working", False),
    ("shop", SHOP, "sale_message", "It's on its way."),
    ("shipping profile", "8", "title", "Letters & small parcels"),
    ("shipping profile", "8", "origin_postal_code", "10001"),
    ("return policy", "3", "terms", {"accepts_returns": True, "accepts_exchanges": False, "return_deadline": 30}),
]


@pytest.mark.parametrize(("kind", "object_id", "name", "new"), VALUES)
def test_a_value_is_written_shown_and_can_be_written_back(
    shop: EtsyShop, kind: str, object_id: str, name: str, new: Value
) -> None:
    shop.sections = {"4": "Lamps", "5": "Chairs"}
    shop.holidays = {"12": True, "13": False}
    shop.policies = {"3": {"accepts_returns": False, "accepts_exchanges": False, "return_deadline": None}}
    shop.profiles = {number: {"title": f"Parcel {number}", "origin_postal_code": "05401"} for number in "89"}
    field = target(shop, kind, name)
    before = field.read([object_id])[object_id]
    others = _all_but(shop, kind, object_id, name)
    assert ended(field.write([change(kind, object_id, name, before, new)])) == ["taken"]
    after = field.read([object_id])[object_id]
    assert field.shows(new, after)
    assert not field.shows(new, before)
    assert _all_but(shop, kind, object_id, name) == others
    assert ended(field.write([change(kind, object_id, name, after, before)])) == ["taken"]
    shown = field.read([object_id])[object_id]
    assert field.shows(before, shown)
    assert shown == before
    assert field.repeatable
    assert not why_no_undo(field)


def _all_but(shop: EtsyShop, kind: str, object_id: str, name: str) -> dict[tuple[str, str, str], Value]:
    """Return what all other targets show."""
    every = {
        "shop": [SHOP], "listing": ["1", "2"], "section": ["4", "5"], "holiday": ["12", "13"], "return policy": ["3"],
        "shipping profile": ["8", "9"],
    }  # fmt: skip
    # A quantity of 0 and a listing that is not on sale are the same thing.
    same = {("quantity"), ("state")} if name in ("quantity", "state") else {name}
    found = {}
    for (each_kind, each_name), each in targets(shop, SHOP).items():
        for one, value in each.read(every.get(each_kind, [])).items() if each_name != "listing" else ():
            if not (each_kind == kind and one == object_id and each_name in same):
                found[each_kind, one, each_name] = value
    return found


def test_a_hundred_listings_are_read_with_one_call(shop: EtsyShop) -> None:
    for number in range(200, 350):
        shop.listing(str(number))
    numbers = [str(number) for number in range(200, 350)]
    for name in ("title", "price", "quantity", "state"):
        shop.made.clear()
        field = target(shop, "listing", name)
        assert len(field.read([*numbers, "999"])) == 150
        assert len(shop.made) == 2
        assert reads_at_once(field) == 100


WRONG = [
    ("title", "A: b: c"), ("title", "A" * 141), ("title", ""), ("tags", ["x"] * 2), ("tags", ["a" * 21]),
    ("tags", ["one, two"]), ("description", " "), ("materials", ["x" * 46]), ("price", "0.10"), ("price", "5.555"),
    ("price", "a lot"), ("quantity", 1000), ("quantity", -1), ("quantity", "3"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "wrong"), WRONG)
def test_what_etsy_would_refuse_is_not_sent(shop: EtsyShop, name: str, wrong: Value) -> None:
    answers = target(shop, "listing", name).write([change("listing", "1", name, None, wrong)])
    assert ended(answers) == ["not taken"]
    assert "Nothing was sent." in answers[0].explanation
    assert not shop.made


@pytest.mark.parametrize("name", ["price", "quantity", "title"])
@pytest.mark.parametrize("fault", ["lost before", "lost after", "refused"])
def test_an_answer_that_is_lost_or_refused_is_told_so_for_its_row_only(shop: EtsyShop, name: str, fault: str) -> None:
    new = {"price": "15.00", "quantity": 7, "title": "Another"}[name]
    shop.faults = {"PUT": [fault], "PATCH": [fault]}
    field = target(shop, "listing", name)
    live = field.read(["1", "2"])
    answers = field.write([change("listing", number, name, live[number], new) for number in "12"])
    assert ended(answers) == ["not taken" if fault == "refused" else "not known", "taken"]
    now = field.read(["1", "2"])
    assert field.shows(new, now["1"]) is (fault == "lost after")
    assert field.shows(new, now["2"])


def test_what_has_not_left_is_raised_so_that_it_waits(shop: EtsyShop) -> None:
    shop.faults = {"PATCH": ["fails"]}
    with pytest.raises(CallFailedError):
        target(shop, "listing", "title").write([change("listing", "1", "title", "Thing 1", "Another")])


@given(st.integers(2, 3), st.integers(1, 999))
def test_variations_with_prices_of_their_own_are_left_alone(variations: int, quantity: int) -> None:
    shop = EtsyShop()
    shop.listing("1", "S1", variations=variations)
    before = shop.listings["1"]["inventory"]
    prices, quantities = target(shop, "listing", "price"), target(shop, "listing", "quantity")
    assert ended(prices.write([change("listing", "1", "price", "several prices", "10.00")])) == ["not taken"]
    assert shop.listings["1"]["inventory"] == before
    live = quantities.read(["1"])["1"]
    assert ended(quantities.write([change("listing", "1", "quantity", live, quantity)])) == ["taken"]
    told = [offering for product in shop.listings["1"]["inventory"]["products"] for offering in product["offerings"]]
    assert [offering["price"]["amount"] for offering in told] == [2000 + place for place in range(variations)]
    assert {offering["quantity"] for offering in told} == {quantity}


def test_what_was_sold_since_the_plan_looked_is_not_offered_again(shop: EtsyShop) -> None:
    quantities = target(shop, "listing", "quantity")
    old = quantities.read(["1"])["1"]
    shop.offering("1")["quantity"] = 1
    answers = quantities.write([change("listing", "1", "quantity", old, 4)])
    assert ended(answers) == ["not taken"]
    assert answers[0].explanation == "Etsy offers 1 by now and no longer 2, so nothing was changed."
    assert shop.offering("1")["quantity"] == 1


def test_a_price_that_was_changed_in_between_survives_a_new_quantity(shop: EtsyShop) -> None:
    quantities = target(shop, "listing", "quantity")
    old = quantities.read(["1"])["1"]
    shop.offering("1")["price"]["amount"] = 1234
    quantities.write([change("listing", "1", "quantity", old, 4)])
    assert shop.offering("1")["price"]["amount"] == 1234
    assert shop.offering("1")["quantity"] == 4


@pytest.mark.parametrize("state", ["draft", "expired", "sold_out"])
def test_nothing_goes_live_that_would_cost_a_fee(shop: EtsyShop, state: str) -> None:
    shop.listing("4", quantity=3, state=state)
    answers = target(shop, "listing", "quantity").write([change("listing", "4", "quantity", 0, 3)])
    assert ended(answers) == ["not taken"]
    assert "costs a fee" in answers[0].explanation
    assert not shop.writes()


def test_a_draft_is_made_with_its_sku_and_its_pictures(shop: EtsyShop) -> None:
    drafts = target(shop, "listing", "listing")
    assert drafts.read(["N1"]) == {"N1": None}
    assert drafts.read(["S2"])["S2"]["listing"]["title"] == "Thing 2"
    answers = drafts.write([draft()])
    number = answers[0].reference
    assert ended(answers) == ["taken"]
    assert shop.listings[number]["state"] == "draft"
    assert [image["rank"] for image in shop.listings[number]["images"]] == [1, 2]
    assert drafts.shows(draft().new, drafts.read(["N1"])["N1"])
    # A process that has not made it finds it too.
    assert drafts.shows(draft().new, target(shop, "listing", "listing").read(["N1"])["N1"])
    assert not drafts.shows(draft(title="Another").new, drafts.read(["N1"])["N1"])
    assert not drafts.repeatable
    assert why_no_undo(drafts)


@pytest.mark.parametrize(
    "wrong",
    [
        draft(quantity=0),
        draft(title="A % B % C"),
        draft("S" * 33),
        draft(pictures=["https://p/missing"]),
        draft(price="0.01"),
    ],
)
def test_no_draft_is_left_behind_by_what_is_known_to_be_wrong(shop: EtsyShop, wrong: Change) -> None:
    assert ended(target(shop, "listing", "listing").write([wrong])) == ["not taken"]
    assert not shop.made


def test_a_picture_that_etsy_refuses_leaves_a_draft_for_a_person(shop: EtsyShop) -> None:
    shop.least_picture = len("https://p/one") + 1
    answers = target(shop, "listing", "listing").write([draft(pictures=["https://p/three", "https://p/one"])])
    assert ended(answers) == ["not taken"]
    words = f"Draft {answers[0].reference} was made, and Etsy refuses picture 2 of 2: The picture is too small."
    assert answers[0].explanation == words
    assert answers[0].next_step == "Complete the draft in the shop manager, or delete it."


@pytest.mark.parametrize("call", ["POST /v3/application/shops/77/listings", "PUT", "images"])
@pytest.mark.parametrize("fault", ["lost before", "lost after"])
def test_a_draft_that_was_lost_on_the_way_is_not_known(shop: EtsyShop, call: str, fault: str) -> None:
    shop.faults = {call: [fault]}
    assert ended(target(shop, "listing", "listing").write([draft()])) == ["not known"]
    assert len(shop.calls_of("POST /v3/application/shops/77/listings")) <= 2
    assert sum(one["state"] == "draft" for one in shop.listings.values()) <= 1


def test_a_parcel_is_told_once_with_a_note_to_the_buyer(shop: EtsyShop) -> None:
    shop.parcels["5"] = []
    parcels = target(shop, "order", "tracking")
    assert parcels.read(["5", "6"]) == {"5": None}
    assert ended(parcels.write([change("order", "5", "tracking", None, _PARCEL)])) == ["taken"]
    assert shop.mails == [("5", "On its way!")]
    assert shop.calls_of("tracking")[0].body["ship_date"] == "2026-11-20"
    assert parcels.shows({**_PARCEL, "number": "94001000"}, parcels.read(["5"])["5"])
    assert not parcels.repeatable
    assert why_no_undo(parcels)
    half = change("order", "5", "tracking", None, {**_PARCEL, "number": ""})
    assert ended(parcels.write([half])) == ["not taken"]
    assert len(shop.mails) == 1


def test_only_two_states_can_be_set(shop: EtsyShop) -> None:
    assert ended(target(shop, "listing", "state").write([change("listing", "1", "state", "active", "sold_out")])) == [
        "not taken"
    ]
    assert not shop.writes()
