"""Better titles and tags: rules first, then as many of the buyers' phrases as fit. Pure.

Choosing tags is a set cover, for which taking the best next one each time is at most a third behind the best choice. A
title is only made shorter: the advice of today is a short clear one, so 140 characters are never filled up. Nothing is
proposed that covers less than what is there, and nobody promises a place in the search.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field

from automation_suite.plans.change import Change
from automation_suite.search_words.etsy_limits import Limits, tag_faults, title_faults
from automation_suite.search_words.words import Phrase, covered, words_of

_BETWEEN_PARTS = re.compile(r"\s*(?:[,|•·;/]|\s[-–—]\s)\s*")


class SearchWordRules(BaseModel):
    """What the job may propose.

    Attributes:
        limits: What the platform allows.
        long_title_words: A title of more words is made shorter where that costs no phrase.
        least_gain: Tags are changed when they cover this much more of the phrases' weight: 0.05 is a twentieth.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    limits: Limits = Limits()
    long_title_words: int = Field(default=14, ge=3)
    least_gain: float = Field(default=0.05, ge=0, le=1)


@dataclass(frozen=True)
class Texts:
    """The title and the tags of a listing as they are live.

    Attributes:
        listing_id: By which the platform knows it.
        title: Its title.
        tags: Its tags.
    """

    listing_id: str
    title: str
    tags: tuple[str, ...]


def propose(texts: Texts, phrases: Sequence[Phrase], rules: SearchWordRules) -> list[Change]:
    """Return what would be better: a change of the tags, of the title, of both or of none.

    Args:
        texts: What is live.
        phrases: What buyers of this listing were seen to come with; without any only what is not allowed is mended.
        rules: How far to go.
    """
    tags = better_tags(texts, phrases, rules)
    # Either change may be approved without the other, so the title holds with the tags that are there and with the new ones.
    title = better_title(texts.title, [tag for tag in texts.tags if tag in tags], phrases, rules)
    changes = []
    if tags != texts.tags:
        reason, rule = _why_tags(texts, tags, phrases, rules)
        changes.append(_change(texts, "tags", list(texts.tags), list(tags), reason, rule))
    if title != texts.title:
        faults = title_faults(texts.title, rules.limits)
        reason = " ".join(faults) or "It is long. Each word that goes stands a second time in the title or in the tags."
        changes.append(_change(texts, "title", texts.title, title, reason, "not allowed" if faults else "short title"))
    return changes


def better_tags(texts: Texts, phrases: Sequence[Phrase], rules: SearchWordRules) -> tuple[str, ...]:
    """Return the tags to have; those that are there when no others cover enough more."""
    mended = _mended(texts.tags, rules.limits)
    chosen = _chosen(texts.title, mended, phrases, rules.limits)
    before, after = (covered(phrases, [texts.title, *tags]) for tags in (texts.tags, chosen))
    total = sum(phrase.weight for phrase in phrases)
    worth_it = total > 0 and after - before >= rules.least_gain * total and after > before
    if worth_it:
        return chosen
    faulty = bool(tag_faults(texts.tags, rules.limits))
    return mended if faulty and covered(phrases, [texts.title, *mended]) >= before else texts.tags


def better_title(title: str, tags: Sequence[str], phrases: Sequence[Phrase], rules: SearchWordRules) -> str:
    """Return the title without what is not allowed, and shorter where no word is lost by it.

    Args:
        title: As it is.
        tags: That stand beside it whatever is approved.
        phrases: What buyers came with.
        rules: How far to go.
    """
    shorter = title
    while _too_long(shorter, rules):
        parts = _BETWEEN_PARTS.split(shorter)
        without = [", ".join(parts[:place] + parts[place + 1 :]) for place in range(len(parts) - 1, 0, -1)]
        kept = [each for each in without if _says_no_less(shorter, each, tags)]
        if not kept:
            break
        shorter = kept[0]
    return _allowed(shorter, title, tags, phrases, rules)


def _allowed(shorter: str, title: str, tags: Sequence[str], phrases: Sequence[Phrase], rules: SearchWordRules) -> str:
    candidate = shorter
    for sign in "%:&+":
        head, found, rest = candidate.partition(sign)
        candidate = head + found + rest.replace(sign, " ")
    candidate = " ".join(candidate.split()) if candidate != title else candidate
    if len(candidate) > rules.limits.title_characters:
        candidate = candidate[: rules.limits.title_characters + 1].rsplit(" ", 1)[0].rstrip(" ,|-–—")
    fits = not title_faults(candidate, rules.limits)
    # What cannot be mended without losing a word that buyers came with is left to a person.
    return candidate if fits and _keeps_words(title, candidate, tags, phrases) else title


def _mended(tags: Sequence[str], limits: Limits) -> tuple[str, ...]:
    once: dict[str, str] = {}
    for tag in tags:
        if tag.strip() and not tag_faults([tag], limits):
            once.setdefault(tag.casefold(), tag)
    return tuple(once.values())[: limits.tags]


def _chosen(title: str, present: Sequence[str], phrases: Sequence[Phrase], limits: Limits) -> tuple[str, ...]:
    """Take, time and again, the tag that adds most; tags that are there first where it is equal, and to fill up."""
    candidates = [*present, *(phrase.text.lower() for phrase in phrases)]
    open_ones = list(_mended(candidates, Limits(tags=len(candidates) + 1, tag_characters=limits.tag_characters)))
    taken: list[str] = []
    while open_ones and len(taken) < limits.tags:
        so_far = covered(phrases, [title, *taken])
        gains = [
            (covered(phrases, [title, *taken, tag]) - so_far, tag in present, -place, tag)
            for place, tag in enumerate(open_ones)
        ]
        gain, there, _, best = max(gains)
        if gain <= 0 and not there:
            break
        taken.append(best)
        open_ones.remove(best)
    # In the order in which they were, so that a person sees at once what is new.
    return (*(tag for tag in present if tag in taken), *(tag for tag in taken if tag not in present))


def _too_long(title: str, rules: SearchWordRules) -> bool:
    return len(title.split()) > rules.long_title_words or len(title) > rules.limits.title_characters


def _says_no_less(title: str, shorter: str, tags: Sequence[str]) -> bool:
    """Tell whether every word that goes stands elsewhere, so that a buyer reads no less about the thing."""
    return words_of(title) <= words_of(" ".join([shorter, *tags]))


def _keeps_words(title: str, candidate: str, tags: Sequence[str], phrases: Sequence[Phrase]) -> bool:
    """Tell whether every word of a phrase that stood in the title still stands somewhere."""
    wanted = frozenset[str]().union(*(words_of(phrase.text) for phrase in phrases))
    return words_of(title) & wanted <= words_of(" ".join([candidate, *tags]))


def _why_tags(texts: Texts, tags: Sequence[str], phrases: Sequence[Phrase], rules: SearchWordRules) -> tuple[str, str]:
    before, after = (covered(phrases, [texts.title, *each]) for each in (texts.tags, tags))
    total = sum(phrase.weight for phrase in phrases)
    faults = tag_faults(texts.tags, rules.limits)
    gain = (
        f"Title and tags cover {after / total:.0%} of what your buyers came with; now it is {before / total:.0%}."
        if after > before
        else ""
    )
    return " ".join([*faults, *([gain] if gain else [])]), "not allowed" if faults else "coverage"


def _change(texts: Texts, field: str, old: object, new: object, reason: str, rule: str) -> Change:
    return Change("listing", texts.listing_id, texts.title, field, old, new, reason, rule)
