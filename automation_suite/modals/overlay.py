"""What the page tells about a box that lies over it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True)
class Field:
    """Something to type into, choose from or switch.

    Attributes:
        type: The type of the input, or the name of the element.
        words: Its name, placeholder and the like, in one string.
        checked: A switch that is on.
        disabled: Cannot be changed.
        max_length: How many signs it takes; 0 where nothing is said.
    """

    type: str = "text"
    words: str = ""
    checked: bool = False
    disabled: bool = False
    max_length: int = 0


@dataclass(frozen=True)
class Control:
    """Something that can be pressed.

    Attributes:
        text: What can be read on it.
        name: What a screen reader says (``aria-label``).
        title: What the mouse shows, or the description of its picture.
        hints: Identifiers that its author gave to it or to its picture.
        link: It is a link.
        leaves: Pressing it opens another page.
        submits: Pressing it sends a form.
        disabled: It cannot be pressed.
        reachable: Nothing lies over it.
        small: At most 72 pixels wide and high.
        corner: ``right`` or ``left`` when it sits in an upper corner of the box, else empty.
        cross: It is drawn as a cross.
        in_row: It belongs to one row of a list.
    """

    text: str = ""
    name: str = ""
    title: str = ""
    hints: tuple[str, ...] = ()
    link: bool = False
    leaves: bool = False
    submits: bool = False
    disabled: bool = False
    reachable: bool = True
    small: bool = False
    corner: str = ""
    cross: bool = False
    in_row: bool = False

    @property
    def label(self) -> str:
        """What can be read on it, or else what it is called; empty for a sign without words."""
        return " ".join((self.text or self.name or self.title).split())

    @property
    def shown_label(self) -> str:
        """What a person would call it."""
        # Icon fonts draw their signs in a range that has no letters.
        readable = any(unicodedata.category(sign) != "Co" for sign in self.label)
        return self.label if readable else "the sign in the corner"


@dataclass(frozen=True)
class Overlay:
    """A box that lies over the page.

    Attributes:
        title: Its heading, or its first words.
        text: All that can be read in it, frames included.
        hints: Identifiers of its outermost elements.
        role: The role, or the name of the element.
        dialog: It calls itself a dialog.
        modal: It says that the page behind it cannot be used.
        furniture: What it is when it belongs to the page itself: ``header``, ``navigation`` and so on.
        covers: The share of the window that it covers, from 0 to 1.
        centre: It covers the middle of the window.
        captcha: A captcha can be seen in it.
        images: How many pictures it holds.
        outside: There is an empty part around the box that can be pressed.
        fields: What can be filled in.
        controls: What can be pressed, in the order of the page.
    """

    title: str = ""
    text: str = ""
    hints: str = ""
    role: str = "div"
    dialog: bool = False
    modal: bool = False
    furniture: str = ""
    covers: float = 0.0
    centre: bool = False
    captcha: bool = False
    images: int = 0
    outside: bool = False
    fields: tuple[Field, ...] = ()
    controls: tuple[Control, ...] = ()

    @property
    def blocks(self) -> bool:
        """It is in the way of whoever wants to use the page."""
        return self.modal or self.centre or self.covers >= 0.5

    @property
    def shown_title(self) -> str:
        """What a person would call it."""
        return " ".join((self.title or self.text).split())[:80] or "a box without words"

    @property
    def signature(self) -> str:
        """The same for the same box with the same content."""
        return "|".join((self.title, self.text[:500], *(control.label for control in self.controls)))


def parse(fact: Mapping[str, Any]) -> Overlay:
    """Turn what the page told into an overlay; what is not known here is ignored."""
    known = _known(Overlay, fact)
    known["fields"] = tuple(Field(**_known(Field, each)) for each in fact.get("fields", ()))
    known["controls"] = tuple(_control(each) for each in fact.get("controls", ()))
    return Overlay(**known)


def _control(fact: Mapping[str, Any]) -> Control:
    return Control(**{**_known(Control, fact), "hints": tuple(fact.get("hints", ()))})


def _known(shape: type[Any], fact: Mapping[str, Any]) -> dict[str, Any]:
    names = {field.name: _camel(field.name) for field in fields(shape)}
    return {name: fact[key] for name, key in names.items() if key in fact}


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)
