"""What the service refuses in a listing although it fits the contract."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from practice.etsy.errors import wrong

_MOST_TITLE, _MOST_TAGS, _MOST_TAG = 140, 13, 20
_MOST_MATERIALS, _MOST_MATERIAL = 13, 45
_ONCE = "%:&+"
_CAPITAL_WORDS = 3
_LEAST_CENTS, _MOST_PIECES = 20, 999
_NOT_IN_TITLE = re.compile(r"[^\w\s!-/:-@\[-`{-~’–—…“”°™©®]")
_NOT_IN_TAG = re.compile(r"[^\w\s\-'™©®]")
_NOT_IN_MATERIAL = re.compile(r"[^\w\s]")


def check(fields: Mapping[str, Any]) -> None:
    """Refuse fields of a listing that the service would not take.

    Raises:
        EtsyError: One of them; the sentence says which and why.
    """
    for name, check_field in _CHECKS.items():
        if fields.get(name) is not None:
            check_field(fields[name])


def _title(title: str) -> None:
    if not title.strip() or len(title) > _MOST_TITLE:
        raise wrong(f"title must have 1 to {_MOST_TITLE} characters.")
    for character in _ONCE:
        if title.count(character) > 1:
            raise wrong(f"title can have {character} only once.")
    if _NOT_IN_TITLE.search(title):
        raise wrong("title has a character that is not allowed.")
    if len(re.findall(r"\b[A-Z]{2,}\b", title)) > _CAPITAL_WORDS:
        raise wrong(f"title can have at most {_CAPITAL_WORDS} words in capitals.")


def _description(text: str) -> None:
    if not text.strip():
        raise wrong("description must not be empty.")


def _tags(tags: list[str]) -> None:
    if len(tags) > _MOST_TAGS:
        raise wrong(f"A listing has at most {_MOST_TAGS} tags.")
    for tag in tags:
        if len(tag) > _MOST_TAG or _NOT_IN_TAG.search(tag):
            raise wrong(f'"{tag}" cannot be a tag: at most {_MOST_TAG} characters, and only letters, digits, - and \'.')
    if len({tag.casefold() for tag in tags}) < len(tags):
        raise wrong("Two tags are the same.")


def _materials(materials: list[str]) -> None:
    if len(materials) > _MOST_MATERIALS:
        raise wrong(f"A listing has at most {_MOST_MATERIALS} materials.")
    if any(len(each) > _MOST_MATERIAL or _NOT_IN_MATERIAL.search(each) for each in materials):
        raise wrong(f"A material has at most {_MOST_MATERIAL} letters and digits.")


def _quantity(quantity: int) -> None:
    if not 0 <= quantity <= _MOST_PIECES:
        raise wrong(f"quantity must be from 0 to {_MOST_PIECES}.")


def _price(price: float) -> None:
    if round(price * 100) < _LEAST_CENTS:
        raise wrong("price must be at least 0.20.")


_CHECKS: dict[str, Callable[[Any], None]] = {
    "title": _title,
    "description": _description,
    "tags": _tags,
    "materials": _materials,
    "quantity": _quantity,
    "price": _price,
}
