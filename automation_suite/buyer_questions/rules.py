"""Which of the usual questions a buyer asks, and a draft for it; "unsure" rather than wrong. Pure.

Etsy has no interface for messages, so a person sends each answer. Nothing here writes to anybody.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass

from automation_suite.buyer_questions.intent_words import FOR_A_PERSON, INTENTS
from automation_suite.errors import SettingsError

UNSURE = "unsure"
# What buyers write around a question and what would be taken for one.
_GREETING = r"^(hi|hello|hey|good (morning|afternoon|evening)|dear \w+)\b[\w ]{0,15}[,!.]*"
_THANKS_IN_ADVANCE = r"\b(thanks|thank you)( in advance| so much)?[.! ]*$"
_POLITE = re.compile(f"{_GREETING}|{_THANKS_IN_ADVANCE}")
_BUT = r"\b(but|however|except|although|though|unfortunately|sadly|only (thing|problem|issue))\b"
_LONG = 600


@dataclass(frozen=True)
class Reading:
    """What a question was taken for.

    Attributes:
        intent: One of ``intent_words.INTENTS``, or ``unsure``.
        why: In one plain sentence.
    """

    intent: str
    why: str


@dataclass(frozen=True)
class Draft:
    """The draft of an answer.

    Attributes:
        text: What a person may send after reading it.
        gaps: What that person still has to fill in; it stands in the text in square brackets.
    """

    text: str
    gaps: tuple[str, ...]


def read(question: str) -> Reading:
    """Tell what a question asks. It is taken for something only when that alone is found in it."""
    text = question.casefold().replace("’", "'").strip()
    if len(text) > _LONG:
        return Reading(UNSURE, "It is long, so it may ask more than one thing.")
    for expression in FOR_A_PERSON:
        found = re.search(expression, text)
        if found:
            return Reading(UNSURE, f'It says "{found.group()}", which a person should read.')
    body = _POLITE.sub(" ", text).strip() or text
    scores = {intent: sum(bool(re.search(each, body)) for each in expressions) for intent, expressions in INTENTS.items()}
    asked = [intent for intent, score in scores.items() if score]
    if "thanks" in asked and (found := re.search(_BUT, text)):
        return Reading(UNSURE, f'It thanks and says "{found.group()}", so something may be wrong.')
    if "thanks" in asked and (len(asked) > 1 or "?" in text):
        asked.remove("thanks")
    if len(asked) == 1:
        return Reading(asked[0], "Nothing else was found in it.")
    if asked:
        return Reading(UNSURE, f"It may ask several things: {', '.join(asked)}.")
    return Reading(UNSURE, "It is none of the usual questions.")


def check_templates(templates: Mapping[str, str]) -> None:
    """Look whether each template is for a question that can be told.

    Raises:
        SettingsError: One is for another, or has a brace without a name.
    """
    strange = sorted(set(templates) - set(INTENTS))
    if strange:
        raise SettingsError(f"{', '.join(strange)}: there is no such question.", f"There are: {', '.join(INTENTS)}.")
    for intent, template in templates.items():
        try:
            names = [name for _, name, _, _ in string.Formatter().parse(template) if name is not None]
        except ValueError as error:
            raise SettingsError(f'The template for "{intent}" cannot be read: {error}.', _HOW) from None
        if not all(re.fullmatch(r"[a-z_]+", name) for name in names):
            raise SettingsError(f'The template for "{intent}" has a brace without a name.', _HOW)


_HOW = "What is filled in stands in braces, such as {ships_by}; a brace itself is written twice."


def draft(intent: str, templates: Mapping[str, str], facts: Mapping[str, str]) -> Draft | None:
    """Return the draft for a question; none when it is not known what it asks, or when there is no template for it.

    Args:
        intent: From ``read``.
        templates: The owner's own words by intent; names in braces are filled in.
        facts: What is known, such as ``ships_by``. What is not known becomes a gap and is never made up.
    """
    if intent == UNSURE or intent not in templates:
        return None
    names = dict.fromkeys(name for _, name, _, _ in string.Formatter().parse(templates[intent]) if name)
    gaps = tuple(name for name in names if not facts.get(name))
    filled = {name: facts.get(name) or f"[{name.replace('_', ' ')}]" for name in names}
    return Draft(templates[intent].format(**filled), gaps)
