"""What a control does, read from its label or, where it has none, from how it is drawn and named."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import cache, lru_cache

from automation_suite.modals import danger_words, label_words
from automation_suite.modals.overlay import Control
from automation_suite.modals.wording import Phrases, Search, is_glyph, is_single_letter, plain

# What stands in brackets behind a label explains it: "Close (Esc)".
_EXPLANATION = re.compile(r"\s*[(（].*[)）]\s*$")
_CLAUSE_END = re.compile(r"[,;.!?|/\n]+")


class Meaning(Enum):
    """What pressing a control does, as far as its label tells."""

    REFUSE = auto()
    CLOSE = auto()
    DECLINE = auto()
    NO_OR_CANCEL = auto()
    ACKNOWLEDGE = auto()
    TOUR_END = auto()
    SETTINGS = auto()
    SAVE = auto()
    INFORM = auto()
    SIGN = auto()
    DANGEROUS = auto()
    UNKNOWN = auto()


class _Lists:
    """The word lists, made ready once and only when a box is there to be read."""

    def __init__(self) -> None:
        self.whole = {
            Meaning.CLOSE: Phrases(label_words.CLOSE),
            Meaning.DECLINE: Phrases(label_words.DECLINE),
            Meaning.ACKNOWLEDGE: Phrases(label_words.ACKNOWLEDGE),
            Meaning.NO_OR_CANCEL: Phrases(label_words.NO_OR_CANCEL),
            Meaning.TOUR_END: Phrases(label_words.TOUR_END),
            Meaning.SETTINGS: Phrases(label_words.SETTINGS),
            Meaning.SAVE: Phrases(label_words.SAVE),
            Meaning.INFORM: Phrases(label_words.INFORM),
        }
        self.refuse = Phrases(label_words.REFUSE)
        self.necessary_only = Phrases(label_words.NECESSARY_ONLY)
        self.understood = Phrases(label_words.UNDERSTOOD)
        self.openings = Phrases(label_words.DECLINE_OPENINGS)
        self.danger = Search(danger_words.DANGER)
        self.fillers = Phrases(label_words.FILLERS).tokens()
        self.everything = Phrases(label_words.EVERYTHING).tokens() | self.fillers
        self.necessary = Phrases(label_words.NECESSARY).tokens()
        self.taking_only = Phrases(label_words.ONLY).tokens() | Phrases(label_words.TAKING).tokens()
        self.settings = Phrases(label_words.SETTINGS).tokens() | self.fillers
        self.around_necessary = self.taking_only | self.fillers | self.necessary


@cache
def _lists() -> _Lists:
    return _Lists()


@lru_cache(2048)
def meaning_of_label(label: str) -> Meaning:
    """Tell what a label means. It must mean it as a whole: words that are not known make it unknown or dangerous."""
    if is_glyph(label):
        return Meaning.CLOSE
    words = plain(label)
    if not words:
        return Meaning.UNKNOWN
    if is_refusal(label):
        return Meaning.REFUSE
    if is_dangerous(label):
        return Meaning.DANGEROUS
    return _safe_meaning(plain(_EXPLANATION.sub("", label)) or words)


def is_dangerous(label: str) -> bool:
    """Tell whether a label names anything that agrees, pays, deletes, continues and so on."""
    words = plain(label)
    return _lists().danger.finds(words) and not is_refusal(label) and not _lists().whole[Meaning.SAVE].is_whole(words)


def says_understood(label: str) -> bool:
    """Tell whether a whole label says no more than that something was read, such as *Got it*."""
    return _lists().understood.is_whole(plain(label))


def begins_with_closing(label: str) -> bool:
    """Tell whether a label begins with a word for closing, such as *Close this offer*."""
    words = re.sub("^x ", "", plain(label))
    return _lists().whole[Meaning.CLOSE].begins(words)


def is_refusal(label: str) -> bool:
    """Tell whether a whole label refuses, or takes only what is necessary; of several clauses each must."""
    clauses = [clause for clause in _CLAUSE_END.split(label) if plain(clause)]
    return bool(clauses) and all(_refuses(clause) for clause in clauses)


def _refuses(label: str) -> bool:
    lists, words = _lists(), plain(label)
    if lists.refuse.is_whole(words) or takes_only_necessary(label):
        return True
    return lists.refuse.is_whole(" ".join(token for token in words.split() if token not in lists.everything))


def takes_only_necessary(label: str) -> bool:
    """Tell whether a whole label takes only what is necessary, which only cookie banners offer."""
    lists, words = _lists(), plain(label)
    tokens = set(words.split())
    names_both = bool(lists.necessary & tokens) and bool(lists.taking_only & tokens)
    return lists.necessary_only.is_whole(words) or (names_both and tokens <= lists.around_necessary)


def _safe_meaning(words: str) -> Meaning:
    lists = _lists()
    without_fillers = " ".join(token for token in words.split() if token not in lists.fillers)
    for candidate in (words, without_fillers, re.sub(r"^x | x$", "", without_fillers)):
        for meaning, phrases in lists.whole.items():
            if phrases.is_whole(candidate):
                return meaning
    rest = lists.openings.rest_after(words)
    if rest is not None:
        return Meaning.DANGEROUS if lists.danger.finds(rest) else Meaning.DECLINE
    # Opening the settings binds to nothing, so other combinations of the same words will do.
    return Meaning.SETTINGS if without_fillers and set(words.split()) <= lists.settings else Meaning.UNKNOWN


def meaning(control: Control) -> Meaning:
    """Tell what a control does.

    What can be read on it counts before what a screen reader says; anything dangerous in either wins.
    """
    labels = [label for label in (control.text, control.name, control.title) if plain(label) or is_glyph(label)]
    if any(is_dangerous(label) for label in labels):
        return Meaning.DANGEROUS
    words = [label for label in labels if not is_glyph(label) and not is_single_letter(label)]
    if not words:
        return _meaning_of_sign(control, any(map(is_glyph, labels)))
    told = meaning_of_label(words[0])
    if told is Meaning.UNKNOWN and _shows_cross(control) and begins_with_closing(words[0]):
        return Meaning.CLOSE
    return told


def _shows_cross(control: Control) -> bool:
    return control.cross or is_glyph(next(iter(control.text.split()), ""))


def _meaning_of_sign(control: Control, is_close_sign: bool) -> Meaning:
    """Tell what a control without words does."""
    hinted = hint_of(control.hints)
    if hinted is Meaning.DANGEROUS or control.in_row:
        return Meaning.DANGEROUS
    if hinted is Meaning.CLOSE or (control.corner and (is_close_sign or control.cross)):
        return Meaning.CLOSE
    return Meaning.SIGN if is_close_sign or control.cross or (control.corner and control.small) else Meaning.UNKNOWN


def hint_of(hints: tuple[str, ...]) -> Meaning:
    """Tell what the identifiers of a control without words say."""
    meanings = {_meaning_of_hint(hint) for hint in hints}
    for strongest in (Meaning.DANGEROUS, Meaning.CLOSE):
        if strongest in meanings:
            return strongest
    return Meaning.UNKNOWN


def _meaning_of_hint(hint: str) -> Meaning:
    if hint.lower() in danger_words.CLOSING_NAMES:
        return Meaning.CLOSE
    tokens = re.findall(r"[a-z]+", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", hint).lower())
    closing = [place for place, token in enumerate(tokens) if token in danger_words.CLOSING_HINTS]
    after = tokens[closing[-1] + 1 :] if closing else tokens
    if danger_words.DANGEROUS_HINTS & set(tokens) or danger_words.DANGEROUS_TAILS & set(after):
        return Meaning.DANGEROUS
    return Meaning.CLOSE if closing else Meaning.UNKNOWN
