"""Every field fits before anything is sent, a repeated run creates nothing, and a faulty row leaves the others."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation_suite.listing_rules import ebay, etsy
from automation_suite.listing_rules.categories import Suggestion, confirmed_category, questions
from automation_suite.listing_rules.duplicates import similar
from automation_suite.listing_rules.item import Aspect, Category, Item, Prepared
from automation_suite.listing_rules.planning import new_listings
from automation_suite.listing_rules.rules import ListingRules

RULES = ListingRules()
POLICIES = ebay.Policies("EBAY_US", "home", "1", "2", "3")
JACKETS = Category(
    "57988",
    (Aspect("Size", required=True, values=("M", "L")), Aspect("Color"), Aspect("Features", several=True)),
    (1000, 1500, 1750, 2990, 3000, 3010),
)
SHOP = etsy.Shop({"Jackets": 482}, 11, 12, None, "someone_else", "1990s")
ITEM = Item(
    "A-1", "Levi's denim jacket, size M", "Blue, worn twice.", "good", "Jackets", 1, Decimal("40.00"),
    brand="Levi's", aspects={"size": "m", "Color": "Blue"}, pictures=("https://example.com/1.jpg",),
    weight_grams=700, size_mm=(300, 250, 60), gtin="4006381333931", condition_words="A small stain.",
)  # fmt: skip


def made(item: Item = ITEM, category: Category | None = JACKETS, rules: ListingRules = RULES) -> Prepared:
    return ebay.prepare(item, category, POLICIES, rules)


def faults(item: Item = ITEM, category: Category | None = JACKETS, **changes: Any) -> list[tuple[str, str]]:
    return [(fault.field, fault.what) for fault in made(replace(item, **changes), category).faults]


def test_an_item_becomes_an_inventory_item_and_an_offer() -> None:
    change = made().change
    assert change is not None
    assert (change.kind, change.object_id, change.field, change.old) == ("listing", "A-1", "listing", None)
    assert change.new["inventory_item"] == {
        "availability": {"shipToLocationAvailability": {"quantity": 1}},
        "condition": "USED_EXCELLENT",
        "conditionDescription": "A small stain.",
        "product": {
            "title": "Levi's denim jacket, size M",
            "description": "Blue, worn twice.",
            "aspects": {"Brand": ["Levi's"], "Size": ["M"], "Color": ["Blue"]},
            "imageUrls": ["https://example.com/1.jpg"],
            "brand": "Levi's",
            "ean": ["4006381333931"],
        },
        "packageWeightAndSize": {
            "weight": {"unit": "KILOGRAM", "value": 0.7},
            "dimensions": {"unit": "CENTIMETER", "length": 30.0, "width": 25.0, "height": 6.0},
            "packageType": "PACKAGE_THICK_ENVELOPE",
        },
    }
    assert change.new["offer"]["pricingSummary"] == {"price": {"currency": "USD", "value": "40.00"}}
    assert change.new["offer"]["availableQuantity"] == 1


@pytest.mark.parametrize(
    ("words", "allowed", "expected"),
    [
        ("new", (1000, 1500, 3000), "NEW"),
        ("new", (1500, 3000), "NEW_OTHER"),
        ("like new", (1000, 2750, 4000, 5000), "LIKE_NEW"),
        ("like new", JACKETS.conditions, "PRE_OWNED_EXCELLENT"),
        ("good", (2750, 4000, 5000, 6000), "USED_GOOD"),
        ("good", JACKETS.conditions, "USED_EXCELLENT"),
        ("fair", JACKETS.conditions, "PRE_OWNED_FAIR"),
        ("fair", (1000, 3000, 7000), "USED_EXCELLENT"),
        ("for parts", (1000, 3000, 7000), "FOR_PARTS_OR_NOT_WORKING"),
    ],
)
def test_a_condition_becomes_what_the_category_calls_it(words: str, allowed: tuple[int, ...], expected: str) -> None:
    change = made(replace(ITEM, condition=words), replace(JACKETS, conditions=allowed)).change
    assert change is not None
    assert change.new["inventory_item"]["condition"] == expected


def test_a_condition_that_the_category_does_not_know_is_a_fault() -> None:
    assert faults(condition="for parts")[0][0] == "condition"
    # In categories of trading cards 2750 is a graded one.
    assert faults(category=replace(JACKETS, conditions=(2750, 4000)), condition="like new")[0][0] == "condition"


def test_long_titles_end_at_a_word_and_the_person_is_told() -> None:
    result = made(replace(ITEM, title="Levi's denim jacket " * 6))
    assert result.change is not None
    assert result.change.label == "Levi's denim jacket Levi's denim jacket Levi's denim jacket Levi's denim jacket"
    assert result.notes[0].startswith("The title is shortened to")
    assert ebay.shortened("x" * 100, 80) == "x" * 80


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"sku": "x" * 51}, "sku"),
        ({"title": "  "}, "title"),
        ({"description": ""}, "description"),
        ({"description": "x" * 4001}, "description"),
        ({"description": "<script>x</script>"}, "description"),
        ({"description": '<img src=x onerror="x">'}, "description"),
        ({"quantity": 0}, "quantity"),
        ({"price": None}, "price"),
        ({"price": Decimal("0.50")}, "price"),
        ({"price": Decimal("9.999")}, "price"),
        ({"pictures": ()}, "pictures"),
        ({"pictures": ("http://example.com/1.jpg",)}, "pictures"),
        ({"pictures": ("photos/1.jpg",)}, "pictures"),
        ({"size_mm": (1, 2)}, "size_mm"),
        ({"weight_grams": 0}, "weight_grams"),
        ({"brand": "x" * 66}, "brand"),
        ({"condition_words": "x" * 1001}, "condition_words"),
        ({"aspects": {"Color": "Blue"}}, "aspects.Size"),
        ({"aspects": {"Size": "XXS"}}, "aspects.Size"),
        ({"aspects": {"Size": "M", "Color": "x" * 51}}, "aspects.Color"),
        ({"aspects": {"Size": "M", "Color": ["Blue", "Red"]}}, "aspects.Color"),
        ({"aspects": {"Size": "M", "x" * 41: "y"}}, f"aspects.{'x' * 41}"),
    ],
)
def test_what_ebay_would_refuse_is_named(changes: dict[str, Any], field: str) -> None:
    assert field in [name for name, _ in faults(**changes)]


def test_without_a_confirmed_category_or_a_policy_nothing_is_made() -> None:
    assert faults(category=None) == [("category", 'Nobody has confirmed yet which category "Jackets" is on eBay.')]
    without = ebay.prepare(ITEM, JACKETS, replace(POLICIES, returns=""), RULES)
    assert [fault.field for fault in without.faults] == ["policies.returns"]


def test_a_wrong_gtin_is_left_out() -> None:
    result = made(replace(ITEM, gtin="4006381333932"))
    assert result.change is not None
    assert "ean" not in result.change.new["inventory_item"]["product"]
    assert result.notes == ("4006381333932 is no valid EAN, UPC or ISBN and is left out.",)


def test_an_item_becomes_a_draft_on_etsy() -> None:
    change = etsy.prepare(replace(ITEM, tags=("denim", "90s"), materials=("cotton",)), SHOP, RULES).change
    assert change is not None
    listing = change.new["listing"]
    assert (listing["title"], listing["taxonomy_id"], listing["price"]) == (ITEM.title, 482, "40.00")
    assert (listing["tags"], listing["materials"], listing["when_made"]) == (["denim", "90s"], ["cotton"], "1990s")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "50% cotton, 50% wool"}, "title"),
        ({"tags": ("x",) * 14}, "tags"),
        ({"tags": ("x" * 21,)}, "tags"),
        ({"quantity": 1000}, "quantity"),
        ({"price": Decimal("0.10")}, "price"),
        ({"materials": ("50% wool",)}, "materials"),
        ({"currency": "EUR"}, "currency"),
        ({"category": "Hats"}, "category"),
        ({"pictures": ()}, "pictures"),
    ],
)
def test_what_etsy_would_refuse_is_named(changes: dict[str, Any], field: str) -> None:
    assert field in [fault.field for fault in etsy.prepare(replace(ITEM, **changes), SHOP, RULES).faults]


def test_what_is_there_is_not_made_again() -> None:
    result = new_listings([ITEM], {" a-1": "Anything"}, made, (), RULES)
    assert (result.prepared, result.listed) == ((), ("A-1",))
    assert new_listings([ITEM], None, made, (), RULES).why_none


def test_a_faulty_row_leaves_the_others() -> None:
    other = replace(ITEM, sku="A-2", title="Red scarf", price=None)
    result = new_listings([other, ITEM, replace(ITEM, sku="A-3"), replace(ITEM, sku="a-3 ")], {}, made, (), RULES)
    assert [each.item.sku for each in result.prepared] == ["A-1"]
    assert [(each.item.sku, each.faults[0].field) for each in result.faulty] == [
        ("A-2", "price"), ("A-3", "sku"), ("a-3 ", "sku"),
    ]  # fmt: skip


def test_similar_titles_are_for_a_person_until_he_says_otherwise() -> None:
    there = {"OLD": "Denim jacket by Levi's, size M", "X": "Levi's denim jacket, size L"}
    twin = replace(ITEM, title="Levis' Denim Jacket by, size M")
    assert similar(replace(ITEM, title="Levi's denim jacket, size S"), there, 93) is None
    # But for the size the same, and another thing.
    long = "Levi's oversized denim trucker jacket with pockets, forest green, size"
    assert similar(replace(ITEM, title=f"{long} M"), {"X": f"{long} L"}, 93) is None
    assert similar(replace(ITEM, title=f"{long} M"), {"X": f"{long} M"}, 93) is not None
    result = new_listings([twin], there, made, (), RULES)
    assert [each.other for each in result.duplicates] == ["OLD"]
    assert "% the same as that of OLD" in result.duplicates[0].why
    assert len(new_listings([twin], there, made, ("A-1",), RULES).prepared) == 1


def test_two_new_items_that_look_the_same_are_for_a_person() -> None:
    result = new_listings([ITEM, replace(ITEM, sku="A-2")], {}, made, (), RULES)
    assert ([each.item.sku for each in result.prepared], [each.other for each in result.duplicates]) == (["A-1"], ["A-1"])


def test_only_so_many_pictures_are_sent() -> None:
    result = made(replace(ITEM, pictures=tuple(f"https://example.com/{number}.jpg" for number in range(30))))
    assert result.change is not None
    assert len(result.change.new["inventory_item"]["product"]["imageUrls"]) == 24
    assert result.notes == ("Only the first 24 of 30 pictures are sent.",)


def test_one_question_for_all_items_of_the_same_words() -> None:
    coats = Suggestion("2", ("Clothing", "Men", "Coats, Jackets & Vests"))
    toys = Suggestion("1", ("Toys", "Dolls"))
    asked = questions([ITEM, ITEM, replace(ITEM, category="Lamps")], {"lamps": "9"}, {"Jackets": [toys, coats]}, 60)
    assert [(each.words, each.items, each.sure) for each in asked] == [("Jackets", 2, True)]
    assert asked[0].suggestions[0][0] == coats
    assert confirmed_category("LAMPS", {"lamps": "9"}) == "9"
    assert not questions([ITEM], {}, {}, 60)[0].sure


LONG = st.integers(3990, 4010).map("x".__mul__)
PICTURES = st.lists(st.sampled_from(("https://example.com/1.jpg", "http://x/2.jpg")), max_size=30).map(tuple)
NAMES = st.sampled_from(("Color", "Features", "x" * 40, "x" * 41))
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=120)
ITEMS = st.builds(
    Item, st.text("AB-12 ", max_size=60), TEXT | st.just(ITEM.title), TEXT | st.just("Blue."),
    st.sampled_from(("new", "like new", "good", "fair", "for parts")), st.sampled_from(("Jackets", "Hats")),
    st.integers(0, 1200), st.none() | st.decimals(0, 60_000, places=3), st.sampled_from(("USD", "USD", "EUR")), brand=TEXT,
    condition_words=TEXT | LONG.map(lambda text: text[:1001]),
    aspects=st.dictionaries(
        st.sampled_from(("Size", "size", "Color", "Features")) | TEXT, TEXT | st.lists(TEXT, max_size=3), max_size=5
    ),
    pictures=st.lists(st.sampled_from(("https://example.com/1.jpg", "http://x/2.jpg")), max_size=30).map(tuple),
    weight_grams=st.none() | st.integers(-1, 90_000), gtin=st.text("0123456789", max_size=15),
    tags=st.lists(st.text("abc %-", max_size=22), max_size=15).map(tuple), materials=st.lists(TEXT, max_size=3).map(tuple),
)  # fmt: skip
# Nothing but one thing is odd, so that what is too long gets as far as it can.
FINE = st.builds(
    lambda change: replace(ITEM, **change),
    st.fixed_dictionaries({}, optional={
        "title": TEXT, "quantity": st.integers(0, 3), "brand": TEXT, "description": TEXT | LONG,
        "sku": st.text("AB-12", max_size=52), "condition": st.sampled_from(("new", "like new", "good", "for parts")),
        "condition_words": LONG.map(lambda text: text[:1001]), "currency": st.sampled_from(("USD", "EUR")),
        "price": st.none() | st.decimals(0, 3, places=3), "pictures": PICTURES,
        "aspects": st.dictionaries(NAMES, TEXT | st.lists(TEXT, max_size=3)).map(lambda more: {"Size": "M", **more}),
    }),
)  # fmt: skip


@given(ITEMS | FINE)
def test_whatever_is_made_fits(item: Item) -> None:
    change = made(item).change
    if change is not None:
        product, offer = change.new["inventory_item"]["product"], change.new["offer"]
        assert 1 <= len(offer["sku"]) <= 50
        assert 1 <= len(product["title"]) <= 80
        assert 1 <= len(product["description"]) <= 4000
        assert all(1 <= len(name) <= 40 for name in product["aspects"])
        assert all(1 <= len(value) <= 50 for values in product["aspects"].values() for value in values)
        assert product["aspects"]["Size"][0] in {"M", "L"}
        assert len(product["aspects"]["Size"]) == 1
        assert 1 <= len(product["imageUrls"]) <= 24
        assert all(address.startswith("https://") for address in product["imageUrls"])
        assert len(product.get("brand", "")) <= 65
        inventory_item = change.new["inventory_item"]
        assert len(inventory_item.get("conditionDescription", "")) <= 1000
        assert inventory_item["condition"] in {ebay.CONDITIONS[number] for number in JACKETS.conditions}
        assert ("conditionDescription" in inventory_item) <= (not inventory_item["condition"].startswith("NEW"))
        assert offer["pricingSummary"]["price"]["currency"] == "USD"
        assert Decimal(offer["pricingSummary"]["price"]["value"]) == item.price
        assert {aspect.name for aspect in JACKETS.aspects if aspect.required} <= product["aspects"].keys()
        assert offer["availableQuantity"] >= 1
        assert Decimal(offer["pricingSummary"]["price"]["value"]) >= Decimal("0.99")


@given(ITEMS | FINE)
def test_whatever_is_drafted_fits(item: Item) -> None:
    change = etsy.prepare(item, SHOP, RULES).change
    if change is not None:
        listing = change.new["listing"]
        assert 1 <= len(listing["title"]) <= 140
        assert all(listing["title"].count(sign) <= 1 for sign in "%:&+")
        assert len(listing.get("tags", ())) <= 13
        assert all(1 <= len(tag) <= 20 for tag in listing.get("tags", ()))
        assert 1 <= listing["quantity"] <= 999
        assert 1 <= len(change.new["pictures"]) <= 20


@given(st.lists(ITEMS | FINE, max_size=6), st.dictionaries(st.text("AB-12 ", max_size=5), TEXT, max_size=3))
def test_a_second_run_creates_nothing(items: list[Item], there: dict[str, str]) -> None:
    first = new_listings(items, there, made, (), RULES)
    after = there | {each.item.sku: each.change.label for each in first.prepared if each.change}
    assert new_listings(items, after, made, (), RULES).prepared == ()
    sorted_ = len(first.prepared) + len(first.faulty) + len(first.duplicates) + len(first.listed)
    assert sorted_ == len(items)
