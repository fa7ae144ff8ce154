"""Positive feedback once, one reply for each feedback, and never an automatic one to negative feedback."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from automation_suite.feedback.rules import FeedbackRules, Received, Waiting, for_a_person, replies, text_faults, to_leave

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
RULES = FeedbackRules()
LINE = Waiting("1-1", "77", "Denim jacket", True, NOW - timedelta(days=2))
BAD = Received("f1", "negative", "Denim jacket", False, NOW, "https://example.com/f1")


def test_what_is_paid_and_delivered_gets_positive_feedback_once() -> None:
    (change,) = to_leave([LINE, LINE], (), RULES, NOW)
    assert (change.kind, change.object_id, change.field, change.new["kind"]) == ("order line", "1-1", "feedback", "positive")
    assert change.new["text"] in RULES.texts
    assert to_leave([LINE], ("1-1",), RULES, NOW) == []
    assert to_leave([LINE], (), RULES, NOW) == [change]


@pytest.mark.parametrize(
    "line",
    [
        replace(LINE, paid=False),
        replace(LINE, delivered_at=None),
        replace(LINE, delivered_at=NOW - timedelta(hours=23)),
        replace(LINE, troubled=True),
    ],
)
def test_everything_else_waits(line: Waiting) -> None:
    assert to_leave([line], (), RULES, NOW) == []


def test_negative_feedback_is_for_a_person() -> None:
    (asked,) = for_a_person([BAD, BAD], "", RULES)
    assert (asked.key, asked.kind, asked.prepared) == ("negative feedback:ebay::f1", "answer", RULES.negative_reply)
    assert asked.due_at == NOW + timedelta(days=2)
    assert for_a_person([replace(BAD, replied=True)], "", RULES) == []


def test_a_reply_to_a_neutral_one_waits_for_approval() -> None:
    neutral = replace(BAD, kind="neutral")
    (change,) = replies([neutral, neutral], (), RULES)
    assert (change.object_id, change.field, change.reduces_risk) == ("f1", "reply", False)
    assert replies([neutral], ("f1",), RULES) == []
    assert replies([neutral], (), FeedbackRules(neutral_reply="")) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "The text is empty."),
        ("x" * 501, "501 characters; 500 are allowed"),
        ("Thank you<br>", "HTML"),
        ("Fish &amp; chips", "HTML"),
        ("Write to jane@example.com", "an e-mail address"),
        ("See www.example.com", "a web address"),
        ("Call 555-010-9999", "a long number"),
    ],
)
def test_what_ebay_does_not_allow_is_refused(text: str, expected: str) -> None:
    assert expected in " ".join(text_faults(text))
    with pytest.raises(ValidationError):
        FeedbackRules(texts=(text,))
    if text:
        with pytest.raises(ValidationError):
            FeedbackRules(negative_reply=text)


FEEDBACK = st.lists(
    st.builds(
        Received,
        st.sampled_from(("f1", "f2", "f3", "f4")),
        st.sampled_from(("positive", "neutral", "negative")),
        st.just("Jacket"),
        st.booleans(),
        st.just(NOW),
    ),
    max_size=12,
)


@given(FEEDBACK, st.sets(st.sampled_from(("f1", "f2"))))
def test_negative_feedback_is_never_answered_and_nothing_twice(received: list[Received], answered: set[str]) -> None:
    # As eBay answers: each feedback has one kind; two pages may differ in whether it has a reply.
    kinds = {each.feedback_id: each.kind for each in reversed(received)}
    received = [replace(each, kind=kinds[each.feedback_id]) for each in received]
    changes = replies(received, answered, RULES)
    assert all(kinds[change.object_id] == "neutral" for change in changes)
    assert len({change.object_id for change in changes}) == len(changes)
    assert not any(change.object_id in answered or change.reduces_risk for change in changes)
    assert all(text_faults(change.new) == [] for change in changes)
    asked = for_a_person(received, "", RULES)
    assert len({each.key for each in asked}) == len(asked)
    replied = {each.feedback_id for each in received if each.replied}
    assert not replied & {change.object_id for change in changes}
    unanswered = {number for number, kind in kinds.items() if kind == "negative"} - replied
    assert {each.key.rpartition(":")[2] for each in asked} == unanswered


@given(
    st.lists(
        st.builds(
            Waiting, st.sampled_from("abc"), st.just("7"), st.just("Jacket"), st.booleans(),
            st.none() | st.just(NOW) | st.just(NOW - timedelta(days=5)), st.booleans(),
        )
    ),
    st.sets(st.sampled_from("ab")),
)  # fmt: skip
def test_feedback_is_left_once_for_what_went_well(waiting: list[Waiting], left: set[str]) -> None:
    changes = to_leave(waiting, left, RULES, NOW)
    assert len({change.object_id for change in changes}) == len(changes)
    assert not left & {change.object_id for change in changes}
    for change in changes:
        lines = [line for line in waiting if line.line_id == change.object_id]
        assert all(line.paid and not line.troubled and line.delivered_at for line in lines)
