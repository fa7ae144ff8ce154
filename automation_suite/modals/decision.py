"""What is done with a box that lies over the page. Nothing here touches a page.

The order of preference: refuse, close, *No thanks*, the settings of a cookie banner, the one *Got it* of a notice,
Escape, a sign without words, any other one button of a notice, the empty part beside the box. A control that could
agree, pay, delete, continue or the like is never chosen, nor is one whose label is not understood.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from automation_suite.modals.kinds import Kind, kind, says
from automation_suite.modals.labels import Meaning, meaning, says_understood
from automation_suite.modals.overlay import Control, Overlay
from automation_suite.modals.wording import plain


@dataclass(frozen=True)
class Press:
    """Press one control.

    Attributes:
        index: Which of the overlay's controls.
        control: That control.
    """

    index: int
    control: Control

    @property
    def key(self) -> str:
        """The same for the same way of closing the same box."""
        return f"{self.index} {self.control.label}"

    def __str__(self) -> str:
        """What a person would say of it."""
        return f"pressing “{self.control.shown_label}”"


@dataclass(frozen=True)
class Escape:
    """Press the Escape key."""

    key: str = "escape"

    def __str__(self) -> str:
        """What a person would say of it."""
        return "the Escape key"


@dataclass(frozen=True)
class PressBeside:
    """Press the empty part around the box."""

    key: str = "beside"

    def __str__(self) -> str:
        """What a person would say of it."""
        return "pressing beside it"


@dataclass(frozen=True)
class Leave:
    """Leave the box alone.

    Attributes:
        reason: Completes the sentence *It was left alone because …*.
        needed: The task may need it.
        quiet: It is not worth a word, such as the menu of the page.
    """

    reason: str
    needed: bool = False
    quiet: bool = False


Way = Press | Escape | PressBeside
"""A way of closing a box."""

_CLOSING = {Meaning.CLOSE, Meaning.DECLINE, Meaning.SIGN}
_SMALL_SHARE = 0.04
_STATUS_ROLES = {"status", "alert", "log", "timer", "progressbar"}


def decide(
    overlay: Overlay, *, keep: Iterable[str] = (), tried: frozenset[str] = frozenset(), escape: bool = True
) -> Way | Leave:
    """Decide what is done with one box.

    Args:
        overlay: The box.
        keep: Texts of boxes that the task needs.
        tried: Keys of the ways that have not closed it.
        escape: Escape may be pressed; not while a box that the task needs is open as well, which it could close.
    """
    sort = kind(overlay, keep)
    if sort.is_needed:
        return Leave(sort.value, needed=True)
    if _is_unimportant(overlay, sort):
        return Leave(sort.value, quiet=True)
    for way in _ways(overlay, sort, escape):
        if way.key not in tried:
            return way
    quiet = not overlay.blocks and not overlay.dialog and sort is Kind.UNKNOWN
    return Leave("nothing in it can be pressed without agreeing to something", quiet=quiet)


def _is_unimportant(overlay: Overlay, sort: Kind) -> bool:
    """Menus, the shade behind a box, chat buttons and short messages that go away by themselves."""
    if sort in {Kind.FURNITURE, Kind.EMPTY}:
        return True
    if sort is not Kind.UNKNOWN or overlay.dialog or overlay.blocks:
        return False
    return overlay.role in _STATUS_ROLES or (overlay.covers < _SMALL_SHARE and not _explicit_close(overlay))


def _explicit_close(overlay: Overlay) -> bool:
    return any(meaning(control) in {Meaning.CLOSE, Meaning.DECLINE} for control in overlay.controls)


def _ways(overlay: Overlay, sort: Kind, escape: bool) -> Iterator[Way]:
    if sort is Kind.CONSENT or says("NOTIFICATIONS", overlay.text):
        yield from _presses(overlay, Meaning.REFUSE)
    if sort is Kind.CONSENT and _all_switches_off(overlay):
        yield from _presses(overlay, Meaning.SAVE)
    yield from _presses(overlay, Meaning.CLOSE)
    yield from _presses(overlay, Meaning.DECLINE)
    if sort is Kind.CONSENT:
        yield from _presses(overlay, Meaning.SETTINGS)
    if sort in {Kind.OFFER, Kind.TOUR}:
        yield from _presses(overlay, Meaning.NO_OR_CANCEL)
    if sort is not Kind.CONSENT:
        yield from (press for press in _acknowledgement(overlay, sort) if says_understood(press.control.label))
    if escape and (overlay.dialog or overlay.blocks or sort is Kind.TOUR):
        yield Escape()
    yield from _unlabelled(overlay)
    yield from _acknowledgement(overlay, sort)
    if escape and overlay.outside and overlay.covers >= 0.5 and sort is not Kind.CONSENT:
        yield PressBeside()


def _presses(overlay: Overlay, wanted: Meaning) -> Iterator[Press]:
    """The controls of one meaning; first those in a corner, last those that send a form."""
    found = [(index, control) for index, control in _pressable(overlay) if meaning(control) is wanted]
    for index, control in sorted(found, key=lambda each: (each[1].submits, not each[1].corner, each[1].in_row)):
        yield Press(index, control)


def _pressable(overlay: Overlay) -> Iterator[tuple[int, Control]]:
    for index, control in enumerate(overlay.controls):
        if control.reachable and not control.disabled and not control.leaves:
            yield index, control


def _all_switches_off(overlay: Overlay) -> bool:
    """Tell whether saving the choices of a cookie banner takes nothing but what is necessary."""
    switches = [field for field in overlay.fields if field.type in {"checkbox", "switch"} and not field.disabled]
    return bool(switches) and not any(switch.checked for switch in switches)


def _unlabelled(overlay: Overlay) -> Iterator[Press]:
    """A sign without words, when it is the only one, or the only one in the right corner."""
    signs = list(_presses(overlay, Meaning.SIGN))
    chosen = [press for press in signs if press.control.corner == "right"] or signs
    if len(chosen) == 1:
        yield chosen[0]


def _acknowledgement(overlay: Overlay, sort: Kind) -> Iterator[Press]:
    """The one button of a notice, unless its text says that pressing it binds to something."""
    buttons = {plain(control.label): (index, control) for index, control in _choices(overlay)}
    if len(buttons) != 1 or _has_open_fields(overlay):
        return
    index, control = next(iter(buttons.values()))
    accepted = {Meaning.ACKNOWLEDGE, Meaning.TOUR_END} if sort is Kind.TOUR else {Meaning.ACKNOWLEDGE}
    if meaning(control) in accepted and (sort is Kind.CONSENT or not _binds(overlay)):
        yield Press(index, control)


def _choices(overlay: Overlay) -> Iterator[tuple[int, Control]]:
    """What a person has to choose from: not the links that only tell more, nor what has been tried as a close button."""
    for index, control in enumerate(overlay.controls):
        told = meaning(control)
        if not control.leaves and told not in _CLOSING | {Meaning.INFORM}:
            yield index, control


def _has_open_fields(overlay: Overlay) -> bool:
    return any(not field.disabled and field.type != "checkbox" for field in overlay.fields)


def _binds(overlay: Overlay) -> bool:
    asks = any(sign in overlay.title for sign in "?？؟")
    return asks or any(sign in overlay.text for sign in "$€£¥") or says("BINDING", overlay.text)
