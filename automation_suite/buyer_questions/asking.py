"""Questions of buyers as something for a person to answer: the question, what it was taken for, a draft. Pure."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from automation_suite.buyer_questions.job_rules import QuestionRules
from automation_suite.buyer_questions.rules import UNSURE, Draft, Reading, draft, read
from automation_suite.to_dos.asked import Asked

KIND = "answer"
_BETWEEN = re.compile(r"^\s*-{3,}\s*$", re.MULTILINE)
_TITLE = 200
_ANSWERED_ON = "https://www.etsy.com/messages"


@dataclass(frozen=True)
class Question:
    """What a buyer wrote.

    Attributes:
        text: In the buyer's words.
        place: Where it stands, such as ``order 3200000001``; the same text at the same place is the same question.
        facts: What is known for a draft; see ``QuestionRules.templates``.
    """

    text: str
    place: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Prepared:
    """A question with what it was taken for and the draft of an answer, if there is one."""

    question: Question
    reading: Reading
    draft: Draft | None


def copied_questions(text: str) -> list[Question]:
    """Return the questions of a text in which lines of dashes stand between them.

    Two buyers may ask the same in the same words, so the second one is told from the first.
    """
    found, seen = [], Counter[str]()
    for part in filter(None, (part.strip() for part in _BETWEEN.split(text))):
        seen[part] += 1
        found.append(Question(part, "copied" if seen[part] == 1 else f"copied, {seen[part]} times"))
    return found


def prepare(question: Question, rules: QuestionRules) -> Prepared:
    """Tell what a question asks, unsure rather than wrong, and draft the answer."""
    reading = read(question.text)
    return Prepared(question, reading, draft(reading.intent, rules.templates, question.facts))


def for_a_person(prepared: Prepared, account: str, rules: QuestionRules, now: datetime) -> Asked:
    """Return what a person does about a question: reads it, completes the draft, sends it on Etsy."""
    question, reading = prepared.question, prepared.reading
    mark = hashlib.sha256(question.text.encode()).hexdigest()[:16]
    what = "Answer a buyer" if reading.intent == UNSURE else f'Answer "{reading.intent}"'
    gaps = f" Fill in: {', '.join(prepared.draft.gaps)}." if prepared.draft and prepared.draft.gaps else ""
    return Asked(
        key=f"question:etsy:{account}:{question.place}:{mark}",
        platform="etsy",
        account=account,
        kind=KIND,
        title=f"{what} ({question.place})"[:_TITLE],
        text=f"{question.text}\n\n{reading.why}{gaps} Etsy lets no program send messages, so you send the answer.",
        due_at=now + timedelta(hours=rules.answer_within_hours),
        prepared=prepared.draft.text if prepared.draft else "",
        address=_ANSWERED_ON,
    )
