"""Unsure rather than wrong, on a hundred questions; nothing is made up in a draft."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation_suite.buyer_questions.asking import copied_questions
from automation_suite.buyer_questions.intent_words import INTENTS
from automation_suite.buyer_questions.job_rules import QuestionRules
from automation_suite.buyer_questions.rules import UNSURE, Draft, check_templates, draft, read
from automation_suite.errors import SettingsError
from tests.buyer_questions.labelled import LATER, QUESTIONS


def test_none_of_a_hundred_questions_is_taken_for_another() -> None:
    assert len(QUESTIONS) == 100
    wrong = [(text, read(text).intent, meant) for text, meant in QUESTIONS if read(text).intent not in {meant, UNSURE}]
    assert wrong == []


def test_none_of_the_questions_that_were_written_later_is_taken_for_another() -> None:
    wrong = [(text, read(text).intent, meant) for text, meant in LATER if read(text).intent not in {*meant, UNSURE}]
    assert wrong == []
    known = sum(read(text).intent != UNSURE for text, _ in LATER)
    assert known >= len(LATER) * 0.3


def test_most_of_the_usual_ones_are_known() -> None:
    usual = [(text, meant) for text, meant in QUESTIONS if meant != UNSURE]
    unsure = [text for text, meant in usual if read(text).intent == UNSURE]
    assert len(unsure) <= len(usual) * 0.15, unsure
    assert {meant for _, meant in usual} == set(INTENTS)


def test_two_questions_in_one_are_for_a_person() -> None:
    texts = [text.rstrip("?.! ") for text, meant in QUESTIONS if meant not in {UNSURE, "thanks"}]
    pairs = [f"{one}? {other}?" for one, other in zip(texts, texts[9:], strict=False)]
    known = Counter(read(pair).intent == UNSURE for pair in pairs)
    # What only one half of is understood may be taken for that half; the draft then answers it and a person reads it.
    assert known[True] >= len(pairs) * 0.8


@given(st.text(max_size=700))
def test_any_text_gets_a_reason(text: str) -> None:
    reading = read(text)
    assert reading.intent in {*INTENTS, UNSURE}
    assert reading.why.endswith(".")


def test_a_draft_has_gaps_where_nothing_is_known() -> None:
    templates = {"where is it": "Your parcel left on {left_on}; its number is {tracking}."}
    assert draft("where is it", templates, {"left_on": "3 May"}) == Draft(
        "Your parcel left on 3 May; its number is [tracking].", ("tracking",)
    )
    assert draft(UNSURE, templates, {}) is None
    assert draft("size", templates, {}) is None


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ({"weather": "Sunny."}, r"^weather: there is no such question\. There are: where is it"),
        ({"size": "It is {} cm."}, r'^The template for "size" has a brace without a name\. What is filled in'),
        ({"size": "It is {size cm."}, r'^The template for "size" cannot be read'),
    ],
)
def test_a_bad_template_is_named(template: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        check_templates(template)


def test_good_templates_are_taken() -> None:
    check_templates({"size": "It is {size}; {{really}}."})


def test_who_writes_a_template_keeps_the_others() -> None:
    templates = QuestionRules(templates={"size": "It is small."}).templates
    assert set(templates) == {"size", *QuestionRules().templates}


@pytest.mark.parametrize("text", ["Hi! Has my parcel been shipped yet?", "Did you send it already?"])
def test_whether_it_has_left_is_a_usual_question(text: str) -> None:
    assert read(text).intent == "where is it"


def test_where_to_and_for_how_much_are_two_questions() -> None:
    assert read("Do you ship to Canada, and what would it cost?").intent == UNSURE


def test_two_buyers_may_ask_the_same_in_the_same_words() -> None:
    one, two, three = copied_questions("Is it real wool?\n---\nHow big is it?\n-----\n\nIs it real wool?\n---\n")
    assert (one.text, two.text, three.text) == ("Is it real wool?", "How big is it?", "Is it real wool?")
    assert len({(each.place, each.text) for each in (one, two, three)}) == 3
