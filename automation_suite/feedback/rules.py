"""Which feedback is left and which replies are drafted. Pure.

Sellers can leave positive feedback only, once for each order line, and reply once to each feedback. Negative feedback is
never answered by the program: its reply becomes something for a person to do, with a draft, and no plan holds it. A reply to
a neutral one is a change that waits for approval like any other. What two pages of an answer repeat counts once, and where
they differ nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zlib import crc32

from pydantic import BaseModel, ConfigDict, Field, field_validator

from automation_suite.plans.change import Change
from automation_suite.to_dos.asked import Asked

RULE = "feedback"
# Of eBay's respondToFeedback: at most 500 characters, no HTML, nothing personal.
MOST_CHARACTERS = 500
_TITLE = 200
_NOT_ALLOWED = (
    (re.compile(r"<[^>]*>|&[a-z]+;|&#", re.IGNORECASE), "HTML"),
    (re.compile(r"[\w.+-]+@[\w-]+\.\w+"), "an e-mail address"),
    (re.compile(r"https?:|www\.", re.IGNORECASE), "a web address"),
    (re.compile(r"(?:\d[\s().-]*){7,}"), "a long number, such as of a telephone or an order"),
)


class FeedbackRules(BaseModel):
    """What is said in feedback, and when.

    Attributes:
        texts: Positive feedback; the same order line always gets the same one of them.
        after_delivery_days: How long after the delivery it is left.
        neutral_reply: Draft of a reply to neutral feedback; empty for none.
        negative_reply: Draft of a reply to negative feedback, which only a person sends; empty for none.
        answer_within_days: By when a person should have looked at a negative one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    texts: tuple[str, ...] = Field(
        default=("Thank you for your order and the quick payment!", "A great buyer. Thank you, and enjoy it!"), min_length=1
    )
    after_delivery_days: float = Field(default=1, ge=0)
    neutral_reply: str = "Thank you for telling us. Please write to us through eBay, so that we can make it right."
    negative_reply: str = (
        "We are sorry that this did not go well. Please write to us through eBay, so that we can make it right."
    )
    answer_within_days: float = Field(default=2, gt=0)

    @field_validator("texts")
    @classmethod
    def _check_texts(cls, texts: tuple[str, ...]) -> tuple[str, ...]:
        for text in texts:
            _check(text)
        return texts

    @field_validator("neutral_reply", "negative_reply")
    @classmethod
    def _check_reply(cls, text: str) -> str:
        if text:
            _check(text)
        return text


@dataclass(frozen=True)
class Waiting:
    """An order line for which the seller can leave feedback.

    Attributes:
        line_id: eBay's number of the order line.
        listing_id: Of the listing.
        title: For people.
        paid: Whether it is paid.
        delivered_at: When the carrier delivered it; none as long as it has not, or nobody knows.
        troubled: Whether there is a return, a refund, a case or a cancellation.
    """

    line_id: str
    listing_id: str
    title: str
    paid: bool
    delivered_at: datetime | None
    troubled: bool = False


@dataclass(frozen=True)
class Received:
    """Feedback that a buyer left.

    Attributes:
        feedback_id: By which eBay knows it.
        kind: What the buyer chose.
        title: Of the listing.
        replied: Whether it has a reply.
        at: When it was left.
        address: The page on which a person replies; empty when it is not known.
    """

    feedback_id: str
    kind: Literal["positive", "neutral", "negative"]
    title: str
    replied: bool
    at: datetime
    address: str = ""


def text_faults(text: str) -> list[str]:
    """Return why a text cannot be feedback or a reply, each as a plain sentence; empty when it can."""
    return list(_faults(text))


def to_leave(waiting: Iterable[Waiting], left: Collection[str], rules: FeedbackRules, now: datetime) -> list[Change]:
    """Return the positive feedback that can be left: for what is paid, delivered and without trouble, once each.

    Args:
        waiting: Order lines for which eBay says that it can be left; the same one may be there twice.
        left: Order lines for which the suite has left it already; eBay shows that only after a while.
        rules: The texts.
        now: The moment.
    """
    every, latest = list(waiting), now - timedelta(days=rules.after_delivery_days)
    lines = {line.line_id: line for line in every if _went_well(line, latest)}
    not_now = {line.line_id for line in every if not _went_well(line, latest)} | set(left)
    return [
        Change(
            kind="order line",
            object_id=line.line_id,
            label=line.title,
            field="feedback",
            old=None,
            new={"kind": "positive", "listing_id": line.listing_id, "text": _text_for(line.line_id, rules.texts)},
            reason="Paid, and sent long enough ago to have arrived; no trouble is known.",
            rule=RULE,
        )
        for line in lines.values()
        if line.line_id not in not_now
    ]


def replies(received: Iterable[Received], answered: Collection[str], rules: FeedbackRules) -> list[Change]:
    """Return replies to neutral feedback, one for each; never one to a negative or a positive one.

    Args:
        received: As eBay answered; the same one may be there twice.
        answered: Feedback that the suite has replied to already, or that waits for a person's word.
        rules: The draft.
    """
    if not rules.neutral_reply:
        return []
    return [
        Change(
            kind="feedback",
            object_id=each.feedback_id,
            label=each.title,
            field="reply",
            old=None,
            new=rules.neutral_reply,
            reason="Neutral feedback without a reply. Read it before you approve; a reply cannot be changed.",
            rule=RULE,
            confidence=0.5,
        )
        for each in _open(received, "neutral")
        if each.feedback_id not in answered
    ]


def for_a_person(received: Iterable[Received], account: str, rules: FeedbackRules) -> list[Asked]:
    """Return what a person has to do about negative feedback that has no reply: one thing for each, with a draft."""
    return [
        Asked(
            key=f"negative feedback:ebay:{account}:{each.feedback_id}",
            platform="ebay",
            account=account,
            kind="answer",
            title=f"Negative feedback for {each.title}"[:_TITLE],
            text=(
                "Read it, look at the order, and write to the buyer first: a solved trouble can be revised. If you reply in"
                " public, do it once and calmly; a reply cannot be changed. Nothing was answered by the program."
            ),
            due_at=each.at + timedelta(days=rules.answer_within_days),
            prepared=rules.negative_reply,
            address=each.address,
        )
        for each in _open(received, "negative")
    ]


def _went_well(line: Waiting, latest: datetime) -> bool:
    return line.paid and not line.troubled and line.delivered_at is not None and line.delivered_at <= latest


def _open(received: Iterable[Received], kind: str) -> list[Received]:
    """Return the feedback of a kind that has no reply, each once."""
    by_id: dict[str, list[Received]] = {}
    for each in received:
        by_id.setdefault(each.feedback_id, []).append(each)
    return [found[0] for found in by_id.values() if all(each.kind == kind and not each.replied for each in found)]


def _text_for(line_id: str, texts: tuple[str, ...]) -> str:
    return texts[crc32(line_id.encode()) % len(texts)]


def _check(text: str) -> None:
    faults = text_faults(text)
    if faults:
        raise ValueError(" ".join(faults))


def _faults(text: str) -> Iterator[str]:
    if not text.strip():
        yield "The text is empty."
    if len(text) > MOST_CHARACTERS:
        yield f"The text has {len(text)} characters; {MOST_CHARACTERS} are allowed."
    for pattern, what in _NOT_ALLOWED:
        if pattern.search(text):
            yield f"The text has {what} in it, which eBay does not allow."
