"""Who is told what: the owner everything, others what their severity says, further people when nobody looks after it."""

from __future__ import annotations

from automation_suite.settings import Settings

EMAIL, APPRISE = "email", "apprise"
_BY_SEVERITY = {"good": "notify_good", "attention": "notify_attention", "bad": "notify_bad"}
_ESCALATION = "notify_escalation"


def of(settings: Settings, severity: str, escalated: bool = False) -> list[tuple[str, str]]:
    """Return channel and recipient of each message to send.

    An Apprise address holds a password, so its recipient is only the setting and the place in it: ``NOTIFY_BAD 2``.

    Args:
        settings: With the addresses.
        severity: ``good``, ``attention`` or ``bad``.
        escalated: Whether the people in ``NOTIFY_ESCALATION`` are told too.
    """
    names = ["notify_urls", _BY_SEVERITY[severity], *([_ESCALATION] if escalated else [])]
    found = [(EMAIL, settings.notification_email)]
    for name in names:
        for place, address in enumerate(_addresses(settings, name), 1):
            found.append((APPRISE, f"{name.upper()} {place}") if "://" in address else (EMAIL, address))
    return list(dict.fromkeys(found))


def mail_address(settings: Settings, recipient: str) -> str:
    """Return where a mail goes now: what is no further address any more goes to the owner."""
    names = [*_BY_SEVERITY.values(), _ESCALATION]
    further = {address for name in names for address in _addresses(settings, name)}
    return recipient if recipient in further else settings.notification_email


def apprise_address(settings: Settings, recipient: str) -> str:
    """Return the Apprise address that a recipient names; empty when it was taken out of the settings."""
    name, _, place = recipient.lower().partition(" ")
    found = _addresses(settings, name) if name in (*_BY_SEVERITY.values(), _ESCALATION, "notify_urls") else []
    return found[int(place) - 1] if place.isdigit() and 0 < int(place) <= len(found) else ""


def _addresses(settings: Settings, name: str) -> list[str]:
    return [address.get_secret_value() for address in getattr(settings, name)]
