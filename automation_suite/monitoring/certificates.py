"""Until when the certificates are valid of the servers that the suite needs."""

from __future__ import annotations

import imaplib
import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from urllib.parse import urlsplit

from automation_suite.settings import Settings

_SECONDS = 5
_HTTPS = 443


@dataclass(frozen=True)
class Place:
    """A server with a certificate.

    Attributes:
        host: Its name.
        port: Its port.
        how: ``tls`` encrypts from the start, ``smtp`` and ``imap`` after a greeting of theirs.
    """

    host: str
    port: int
    how: Literal["tls", "smtp", "imap"]


@dataclass(frozen=True)
class Validity:
    """From when until when a certificate is valid."""

    begins: datetime
    ends: datetime


def places(settings: Settings) -> list[Place]:
    """Return the servers that the suite needs and that show a certificate: mail, mailbox, shop."""
    found = []
    if settings.smtp_security != "none":
        found.append(Place(settings.smtp_host, settings.smtp_port, "tls" if settings.smtp_security == "tls" else "smtp"))
    if settings.imap_host and settings.imap_security != "none":
        found.append(Place(settings.imap_host, settings.imap_port, "tls" if settings.imap_security == "tls" else "imap"))
    shop = urlsplit(settings.posh_base_url)
    if shop.scheme == "https" and shop.hostname:
        found.append(Place(shop.hostname, shop.port or _HTTPS, "tls"))
    return found


def validity(place: Place) -> Validity:
    """Look at the certificate of a server; nothing is asked of it and nobody logs in.

    Raises:
        ssl.SSLCertVerificationError: It is not trusted, or not valid now.
        OSError: The server cannot be reached or does not answer encrypted.
    """
    shown = _SHOWN_BY[place.how](place, ssl.create_default_context())
    return Validity(_moment(shown, "notBefore"), _moment(shown, "notAfter"))


def _by_tls(place: Place, trust: ssl.SSLContext) -> dict[str, object]:
    with (
        socket.create_connection((place.host, place.port), _SECONDS) as plain,
        trust.wrap_socket(plain, server_hostname=place.host) as encrypted,
    ):
        return dict(encrypted.getpeercert() or {})


def _by_smtp(place: Place, trust: ssl.SSLContext) -> dict[str, object]:
    try:
        with smtplib.SMTP(place.host, place.port, timeout=_SECONDS) as connection:
            connection.starttls(context=trust)
            return _shown_on(connection.sock)
    except smtplib.SMTPException as error:
        raise OSError(str(error)) from None


def _by_imap(place: Place, trust: ssl.SSLContext) -> dict[str, object]:
    try:
        with imaplib.IMAP4(place.host, place.port, timeout=_SECONDS) as connection:
            connection.starttls(trust)
            return _shown_on(connection.sock)
    except imaplib.IMAP4.error as error:
        raise OSError(str(error)) from None


def _shown_on(connection: object) -> dict[str, object]:
    if not isinstance(connection, ssl.SSLSocket):
        raise OSError("it does not answer encrypted")
    return dict(connection.getpeercert() or {})


_SHOWN_BY: dict[str, Callable[[Place, ssl.SSLContext], dict[str, object]]] = {
    "tls": _by_tls,
    "smtp": _by_smtp,
    "imap": _by_imap,
}


def _moment(shown: dict[str, object], name: str) -> datetime:
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(shown[name])), UTC)
