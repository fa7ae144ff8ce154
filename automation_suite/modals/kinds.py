"""What sort of box lies over the page: one that is in the way, or one that the task needs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from functools import cache

from automation_suite.modals import text_words
from automation_suite.modals.labels import Meaning, meaning, takes_only_necessary
from automation_suite.modals.overlay import Field, Overlay
from automation_suite.modals.wording import Search, plain


class Kind(Enum):
    """The sort of a box; the value completes the sentence *It was left alone because …*."""

    KEPT = "the task asked to keep it"
    CAPTCHA = "it is a captcha"
    CODE = "it asks for a code"
    LOGIN = "it asks to log in"
    PAYMENT = "it asks for payment details"
    CONFIRMATION = "it asks to confirm something"
    SUCCESS = "it tells that something was done"
    TROUBLE = "it tells of an error"
    BUSY = "it says that something is loading"
    EMPTY = "there is nothing in it"
    FURNITURE = "it belongs to the page"
    CONSENT = "it is a cookie banner"
    OFFER = "it offers something"
    TOUR = "it is a guided tour"
    UNKNOWN = "it is a box of an unknown kind"

    @property
    def is_needed(self) -> bool:
        """The task may need the box, so nothing in it is pressed and Escape neither."""
        return self in _NEEDED


_NEEDED = {
    Kind.KEPT, Kind.CAPTCHA, Kind.CODE, Kind.LOGIN, Kind.PAYMENT, Kind.CONFIRMATION, Kind.SUCCESS, Kind.TROUBLE, Kind.BUSY,
}  # fmt: skip
_ACTING = {Meaning.DANGEROUS, Meaning.ACKNOWLEDGE, Meaning.UNKNOWN}
_TYPED = {"text", "email", "tel", "number", "password", "search", "url", "textarea", "textbox", "searchbox"}
_CODE_FIELD = re.compile(
    r"one-time-code|\botp|\b2fa|\bmfa|one.?time|verif|security.?code|passcode|\bpin\b|sms.?code", re.IGNORECASE
)
_CARD_FIELD = re.compile(
    r"\bcc-|card.?number|\bcvv|\bcvc|\biban\b|expir(y|ation)|kartennummer|numero de tarjeta", re.IGNORECASE
)
_CONSENT_HINT = re.compile(
    r"cookie|consent|gdpr|ccpa|onetrust|didomi|usercentrics|klaro|trustarc|truste|osano|sp_message|\bcmp|-cmp|cc-main|cybot|iubenda|"
    r"\bcky|termly|cmplz|quantcast|axeptio|tarteaucitron|borlabs",
    re.IGNORECASE,
)
_TOUR_HINT = re.compile(r"tour|introjs|shepherd|driver-|joyride|hopscotch|walkthrough|onboarding|coach-?mark", re.IGNORECASE)
_TOUR_PROGRESS = re.compile(r"\b\d{1,2} ?(?:/|of|von|de|di|van|z|av|из) ?\d{1,2}\b")
_FIRST_WORDS = 160


@cache
def _search(name: str) -> Search:
    return Search(getattr(text_words, name))


def says(name: str, text: str) -> bool:
    """Tell whether a text holds a word of one of the lists of ``text_words``."""
    return _search(name).finds(plain(text))


def kind(overlay: Overlay, keep: Iterable[str] = ()) -> Kind:
    """Tell what sort of box it is.

    Args:
        overlay: The box.
        keep: Texts of boxes that the task needs; part of the title or text is enough.
    """
    return _needed_by_content(overlay, keep) or _needed_by_words(overlay) or _in_the_way(overlay)


def _needed_by_content(overlay: Overlay, keep: Iterable[str]) -> Kind | None:
    everything = plain(f"{overlay.title} {overlay.text}")
    if any(plain(wanted) and plain(wanted) in everything for wanted in keep):
        return Kind.KEPT
    if overlay.captcha or says("CAPTCHA", everything):
        return Kind.CAPTCHA
    typed = [field for field in overlay.fields if field.type in _TYPED]
    if _asks_for_code(typed, everything):
        return Kind.CODE
    if any(field.type == "password" for field in typed):
        return Kind.LOGIN
    return Kind.PAYMENT if any(_CARD_FIELD.search(field.words) for field in typed) else None


def _asks_for_code(typed: list[Field], text: str) -> bool:
    if any(_CODE_FIELD.search(field.words) for field in typed):
        return True
    single = [field for field in typed if field.max_length == 1]
    return len(single) >= 4 or (bool(typed) and says("CODE", text))


def _needed_by_words(overlay: Overlay) -> Kind | None:
    if is_consent(overlay) or (_TOUR_HINT.search(overlay.hints) and not says("GRAVE", overlay.title)):
        return None
    first_words = f"{overlay.title} {overlay.text[:_FIRST_WORDS]}"
    if not overlay.controls and says("BUSY", first_words):
        return Kind.BUSY
    if says("SUCCESS", f"{overlay.title} {overlay.text}"):
        return Kind.SUCCESS
    if _is_confirmation(overlay):
        return Kind.CONFIRMATION
    if says("TROUBLE", first_words) and not says("OFFER", overlay.title):
        return Kind.TROUBLE
    return Kind.LOGIN if _asks_to_log_in(overlay) else None


def _asks_to_log_in(overlay: Overlay) -> bool:
    if says("LOGIN", overlay.title):
        return True
    buttons = " ".join(control.label for control in overlay.controls if not control.link)
    return says("LOGIN", buttons) and not says("OFFER", overlay.title)


def is_consent(overlay: Overlay) -> bool:
    """Tell whether it asks about cookies or the like; a box to type into does something else."""
    if any(field.type in _TYPED for field in overlay.fields):
        return False
    if _CONSENT_HINT.search(overlay.hints) or says("CONSENT", f"{overlay.title} {overlay.text[:600]}"):
        return True
    return _offers_choices(overlay)


def _offers_choices(overlay: Overlay) -> bool:
    """A cookie banner may not name cookies: an offer of the necessary ones or a switch that is always on gives it away."""
    if any(takes_only_necessary(control.label) for control in overlay.controls):
        return True
    always_on = any(field.type in {"checkbox", "switch"} and field.checked and field.disabled for field in overlay.fields)
    return always_on and any(meaning(control) in {Meaning.SAVE, Meaning.REFUSE} for control in overlay.controls)


def _is_confirmation(overlay: Overlay) -> bool:
    text = f"{overlay.title} {overlay.text}"
    meanings = {meaning(control) for control in overlay.controls}
    pair = Meaning.NO_OR_CANCEL in meanings and bool(meanings & _ACTING)
    if says("GRAVE", overlay.title) and (pair or _acts_gravely(overlay)):
        return True
    offers = says("OFFER", text) or says("NOTIFICATIONS", text)
    return not offers and (pair or says("CONFIRM", text) or says("CONFIRM_TITLE", overlay.title))


def _acts_gravely(overlay: Overlay) -> bool:
    return any(meaning(control) is Meaning.DANGEROUS and says("GRAVE", control.label) for control in overlay.controls)


def _in_the_way(overlay: Overlay) -> Kind:
    if not (overlay.controls or overlay.images or overlay.text.strip()):
        return Kind.EMPTY
    if is_consent(overlay):
        return Kind.CONSENT
    text = f"{overlay.title} {overlay.text}"
    if _TOUR_HINT.search(overlay.hints) or _TOUR_PROGRESS.search(overlay.text.lower()) or says("TOUR", overlay.title):
        return Kind.TOUR
    if overlay.furniture and not overlay.dialog and not overlay.modal:
        return Kind.FURNITURE
    return Kind.OFFER if says("OFFER", text) or says("NOTIFICATIONS", text) else Kind.UNKNOWN
