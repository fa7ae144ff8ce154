"""What Etsy allows in titles and tags. Pure.

The characters are from the description of its API (createDraftListing, updateListing; read in November 2026). That a title
has at most 140 characters, and a listing at most 13 tags of 20, is not in that description but in Etsy's help for sellers,
so these are settings of the job.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from pydantic import BaseModel, ConfigDict, Field

_ONCE = "%:&+"
# Unicode's classes, one or two letters of them: letters, digits, blanks, and in titles punctuation and mathematical signs.
_IN_TAGS = ("L", "Nd", "Zs")
_IN_TITLES = (*_IN_TAGS, "P", "Sm")
_MARKS = "™©®"
_ALSO_IN_TAGS = f"-'{_MARKS}"


class Limits(BaseModel):
    """How much fits.

    Attributes:
        title_characters: Of a title.
        tags: Of a listing.
        tag_characters: Of a tag.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title_characters: int = Field(default=140, ge=1)
    tags: int = Field(default=13, ge=1)
    tag_characters: int = Field(default=20, ge=1)


def title_faults(title: str, limits: Limits) -> list[str]:
    """Return why Etsy would refuse a title, each as a plain sentence; empty when it would not."""
    return list(_title_faults(title, limits))


def tag_faults(tags: Sequence[str], limits: Limits) -> list[str]:
    """Return why Etsy would refuse tags, each as a plain sentence; empty when it would not."""
    return list(_tag_faults(tags, limits))


def _title_faults(title: str, limits: Limits) -> Iterator[str]:
    if not title.strip():
        yield "The title is empty."
    if len(title) > limits.title_characters:
        yield f"The title has {len(title)} characters; {limits.title_characters} are allowed."
    for sign in _ONCE:
        if title.count(sign) > 1:
            yield f"{sign} stands in the title {title.count(sign)} times; once is allowed."
    wrong = sorted({sign for sign in title if not (_is_one_of(sign, _IN_TITLES) or sign in _MARKS)})
    if wrong:
        yield f"The title has characters that are not allowed: {' '.join(wrong)}"


def _tag_faults(tags: Sequence[str], limits: Limits) -> Iterator[str]:
    if len(tags) > limits.tags:
        yield f"There are {len(tags)} tags; {limits.tags} are allowed."
    for tag in tags:
        if not tag.strip():
            yield "A tag is empty."
        if len(tag) > limits.tag_characters:
            yield f'The tag "{tag}" has {len(tag)} characters; {limits.tag_characters} are allowed.'
        if not all(_is_one_of(sign, _IN_TAGS) or sign in _ALSO_IN_TAGS for sign in tag):
            yield f'The tag "{tag}" has characters that are not allowed.'
    folded = [tag.casefold() for tag in tags]
    for tag in sorted({tag for tag in folded if folded.count(tag) > 1}):
        yield f'The tag "{tag}" stands there twice.'


def _is_one_of(sign: str, classes: tuple[str, ...]) -> bool:
    return unicodedata.category(sign).startswith(classes)
