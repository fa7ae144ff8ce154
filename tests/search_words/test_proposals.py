"""Every proposal passes a checker that was written apart from it, and coverage never falls."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation_suite.errors import SettingsError
from automation_suite.search_words.etsy_limits import Limits, tag_faults, title_faults
from automation_suite.search_words.phrase_file import phrases_in
from automation_suite.search_words.proposals import SearchWordRules, Texts, better_title, propose
from automation_suite.search_words.words import Phrase, covered, words_of

RULES = SearchWordRules()
WORDS = st.sampled_from(
    (
        "mug", "blue", "ceramic", "handmade", "gift for him", "for her", "large", "1970s", "brass lamp", "shade", "wool",
        "red étagère", "kid's", "glass", "glasses", "berries", "20%", "black&white", "a:b", "tea+milk", "手作り", "™",
        "superextralongdescriptiveword", "10 cm²", "cafe\u0301", "a, b", "wool – soft", "$5", "½",
    )
)  # fmt: skip
PHRASES = st.lists(st.builds(Phrase, st.lists(WORDS, min_size=1, max_size=3).map(" ".join), st.floats(0.1, 50)), max_size=25)
TITLES = st.one_of(
    st.lists(st.lists(WORDS, min_size=1, max_size=5).map(" ".join), min_size=1, max_size=8).map(", ".join),
    st.text(min_size=1, max_size=180),
)
TAGS = st.lists(st.one_of(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), st.text(max_size=25)), max_size=16)


# The classes of Unicode that Etsy's own expressions name, written out; nothing of the suite stands in this checker.
LETTERS_DIGITS_BLANKS = {"Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Zs"}
PUNCTUATION_AND_SIGNS = {"Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm"}


def etsy_takes_title(title: str) -> bool:
    """Tell by Etsy's rules whether a title is taken."""
    signs = Counter(title)
    known = LETTERS_DIGITS_BLANKS | PUNCTUATION_AND_SIGNS
    return (
        bool(title.strip())
        and len(title) <= 140
        and all(unicodedata.category(sign) in known or sign in "™©®" for sign in signs)
        and max(signs["%"], signs[":"], signs["&"], signs["+"]) <= 1
    )


def etsy_takes_tags(tags: Sequence[str]) -> bool:
    """Tell by Etsy's rules whether tags are taken."""
    for tag in tags:
        if not tag.strip() or len(tag) > 20:
            return False
        if any(unicodedata.category(sign) not in LETTERS_DIGITS_BLANKS and sign not in "-'™©®" for sign in tag):
            return False
    return len(tags) <= 13 and len({tag.casefold() for tag in tags}) == len(tags)


@given(TITLES)
def test_the_suite_and_the_checker_agree_on_titles(title: str) -> None:
    assert etsy_takes_title(title) is not bool(title_faults(title, Limits()))


@given(TAGS)
def test_the_suite_and_the_checker_agree_on_tags(tags: list[str]) -> None:
    assert etsy_takes_tags(tags) is not bool(tag_faults(tags, Limits()))


@pytest.mark.parametrize("sign", ["²", "½", "Ⅳ", "e\u0301", "\u200b", "\n", "$", "`", "☕"])
def test_a_sign_that_no_expression_of_etsy_names_is_refused(sign: str) -> None:
    assert title_faults(f"A mug {sign}", Limits())
    assert tag_faults([f"mug {sign}"], Limits())


@given(TITLES, TAGS, PHRASES)
def test_whatever_is_approved_of_a_proposal_is_allowed_and_covers_no_less(
    title: str, tags: list[str], phrases: list[Phrase]
) -> None:
    changes = {change.field: change for change in propose(Texts("1", title, tuple(tags)), phrases, RULES)}
    new_title = changes["title"].new if "title" in changes else title
    new_tags = changes["tags"].new if "tags" in changes else tags
    before = covered(phrases, [title, *tags])
    # The owner approves row by row.
    for one, others in ((new_title, new_tags), (new_title, tags), (title, new_tags)):
        assert covered(phrases, [one, *others]) >= before - 1e-9
    if "title" in changes:
        assert etsy_takes_title(new_title)
        assert new_title != title
        assert len(new_title) <= len(title)
    if "tags" in changes:
        assert etsy_takes_tags(new_tags)
        assert new_tags != tags
    assert all(change.reason for change in changes.values())


@given(st.lists(st.sampled_from(("blue", "ceramic", "mug", "gift", "large")), min_size=3, max_size=40), PHRASES)
def test_a_long_title_loses_no_word(words: list[str], phrases: list[Phrase]) -> None:
    title = ", ".join(" ".join(words[place : place + 3]) for place in range(0, len(words), 3))[:140].rstrip(" ,")
    for change in propose(Texts("1", title, ("gift",)), phrases, RULES):
        if change.field == "title":
            assert words_of(change.new) | {"gift"} >= words_of(title)
            assert title.startswith(change.new.partition(",")[0])


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


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_table_of_phrases_is_read_as_spreadsheets_save_it(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "phrases.csv"
    path.write_bytes("listing;phrase;visits\r\n7;café  mug;4\r\n7;gift;1\r\n".encode(encoding))
    assert phrases_in(path) == {"7": [Phrase("café mug", 4), Phrase("gift", 1)]}


@pytest.mark.parametrize("row", ["7,mug,nan", "7,mug,inf", "7,mug,0", "7,mug,", "7, ,3", "7,!!,3", ",mug,3", "7"])
def test_a_line_that_says_nothing_is_named(tmp_path: Path, row: str) -> None:
    path = tmp_path / "phrases.csv"
    path.write_text(f"listing,phrase,visits\n1,hat,4\n{row}\n")
    with pytest.raises(SettingsError, match=r"phrases.csv, line 3: a number of a listing"):
        phrases_in(path)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "phrases.csv"
    path.write_bytes(b"PK\x03\x04\0\0\x9d")
    with pytest.raises(SettingsError, match=r"is no text\. Nothing was planned\."):
        phrases_in(path)


def test_a_title_keeps_the_words_that_only_the_new_tags_would_have() -> None:
    first, last = (
        "Blue ceramic mug, handmade in Vermont by two sisters",
        "stoneware for coffee lovers and slow mornings, teapot",
    )
    texts = Texts("1", f"{first}, {last}", ("gift",))
    changes = {change.field: change.new for change in propose(texts, [Phrase("teapot", 5), Phrase("teapot set", 9)], RULES)}
    assert "teapot set" in changes["tags"]
    # Whoever says yes to the title and no to the tags loses nothing.
    assert "teapot" in changes.get("title", texts.title)


def test_tags_that_cover_no_more_are_left_alone_however_small_a_gain_is_enough() -> None:
    texts = Texts("1", "Blue mug", ("gift", "mug"))
    assert propose(texts, [Phrase("blue mug", 5), Phrase("mug blue", 5)], SearchWordRules(least_gain=0)) == []
