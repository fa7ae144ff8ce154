"""Every proposal passes a checker that was written apart from it, and coverage never falls."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from automation_suite.search_words.etsy_limits import Limits, tag_faults, title_faults
from automation_suite.search_words.proposals import SearchWordRules, Texts, better_title, propose
from automation_suite.search_words.words import Phrase, covered, words_of

RULES = SearchWordRules()
WORDS = st.sampled_from(
    (
        "mug", "blue", "ceramic", "handmade", "gift for him", "for her", "large", "1970s", "brass lamp", "shade", "wool",
        "red étagère", "kid's", "glass", "glasses", "berries", "20%", "black&white", "a:b", "tea+milk", "手作り", "™",
        "superextralongdescriptiveword",
    )
)  # fmt: skip
PHRASES = st.lists(st.builds(Phrase, st.lists(WORDS, min_size=1, max_size=3).map(" ".join), st.floats(0.1, 50)), max_size=25)
TITLES = st.one_of(
    st.lists(st.lists(WORDS, min_size=1, max_size=5).map(" ".join), min_size=1, max_size=8).map(", ".join),
    st.text(min_size=1, max_size=180),
)
TAGS = st.lists(st.one_of(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), st.text(max_size=25)), max_size=16)


def etsy_takes(title: str, tags: list[str]) -> bool:
    """The same rules once more, as Etsy's own expressions have them."""
    if not title.strip() or len(title) > 140 or re.search(r"([%:&+]).*\1", title, re.DOTALL):
        return False
    clean = [tag for tag in tags if tag.strip() and len(tag) <= 20 and re.fullmatch(r"[^\W_]*(?:[ \-'™©®]|[^\W_])*", tag)]
    return len(clean) == len(tags) <= 13 and len({tag.casefold() for tag in tags}) == len(tags)


@given(TITLES, TAGS, PHRASES)
def test_every_proposal_is_allowed_and_covers_no_less(title: str, tags: list[str], phrases: list[Phrase]) -> None:
    changes = {change.field: change for change in propose(Texts("1", title, tuple(tags)), phrases, RULES)}
    new_title = changes["title"].new if "title" in changes else title
    new_tags = changes["tags"].new if "tags" in changes else tags
    assert covered(phrases, [new_title, *new_tags]) >= covered(phrases, [title, *tags]) - 1e-9
    if "title" in changes:
        assert etsy_takes(new_title, [])
        assert new_title != title
    if "tags" in changes:
        assert etsy_takes("a mug", new_tags)
    assert all(change.reason for change in changes.values())


@given(TITLES, TAGS, PHRASES)
def test_a_second_time_nothing_is_proposed(title: str, tags: list[str], phrases: list[Phrase]) -> None:
    changes = {change.field: change.new for change in propose(Texts("1", title, tuple(tags)), phrases, RULES)}
    after = Texts("1", changes.get("title", title), tuple(changes.get("tags", tags)))
    again = {change.field for change in propose(after, phrases, RULES)}
    # A title is cut with the new tags in mind, so it may be cut once more; the tags never change a second time.
    assert "tags" not in again


def test_tags_take_the_phrases_that_weigh_most() -> None:
    texts = Texts("1", "Blue mug", ("mug", "gift"))
    phrases = [
        Phrase("handmade ceramic mug", 30),
        Phrase("coffee lover gift", 20),
        Phrase("blue mug", 50),
        Phrase("tall lamp", 0.5),
    ]
    (change,) = propose(texts, phrases, RULES)
    assert change.field == "tags"
    assert change.new == ["mug", "gift", "handmade ceramic mug", "coffee lover gift", "tall lamp"]
    assert change.reason == "Title and tags cover 100% of what your buyers came with; now it is 50%."


def test_a_small_gain_changes_nothing() -> None:
    texts = Texts("1", "Blue mug", ("mug", "gift"))
    assert propose(texts, [Phrase("blue mug", 99), Phrase("tall lamp", 1)], RULES) == []


def test_a_long_title_loses_what_it_says_twice() -> None:
    first, rest = "Blue ceramic mug, handmade blue mug", "gift for coffee lovers, large mug blue ceramic"
    title = f"{first}, ceramic mug handmade, {rest}, mug large gift"
    assert better_title(title, ["gift"], [Phrase("large mug", 3)], RULES) == f"{first}, {rest}"


def test_a_short_title_stays() -> None:
    assert better_title("Blue mug, blue mug", [], [], RULES) == "Blue mug, blue mug"


def test_what_etsy_refuses_is_named() -> None:
    assert title_faults("A & B & C", Limits()) == ["& stands in the title 2 times; once is allowed."]
    assert title_faults("x" * 141, Limits()) == ["The title has 141 characters; 140 are allowed."]
    assert title_faults("A mug ☕", Limits()) == ["The title has characters that are not allowed: ☕"]
    assert title_faults("  ", Limits()) == ["The title is empty."]
    assert tag_faults(["mug", "Mug"], Limits()) == ['The tag "mug" stands there twice.']
    assert tag_faults(["a" * 21], Limits()) == [f'The tag "{"a" * 21}" has 21 characters; 20 are allowed.']
    assert tag_faults(["50% off"], Limits()) == ['The tag "50% off" has characters that are not allowed.']
    assert tag_faults([str(number) for number in range(14)], Limits()) == ["There are 14 tags; 13 are allowed."]


def test_words_are_compared_without_plural_case_and_accents() -> None:
    assert words_of("Étagères, KID’S glasses & Berries") == {"etagere", "kid", "glass", "berry"}
    assert words_of("glass") == {"glass"}
