"""Sending one mail over SMTP, encrypted, with errors that say what to do."""

from __future__ import annotations

import contextlib
import ipaddress
import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Literal

from automation_suite.errors import PermanentError

_SECONDS = 20


class MailError(PermanentError):
    """A mail could not be sent. It is kept and sent later."""


@dataclass(frozen=True)
class MailServer:
    """Where and how mails are sent.

    Attributes:
        host: Name of the server.
        port: Its port.
        security: ``tls`` encrypts from the start, ``starttls`` after the greeting, ``none`` is for this machine only.
        user: Login name.
        password: Its password.
        certificates: File with certificates to trust besides the machine's own; for tests.
    """

    host: str
    port: int
    security: Literal["tls", "starttls", "none"]
    user: str
    password: str
    certificates: str = ""


def send(server: MailServer, message: EmailMessage) -> None:
    """Send one mail.

    Raises:
        MailError: It was not sent; the message says why and what to do.
    """
    with _plain_errors(server), _logged_in(server) as connection:
        connection.send_message(message)


def check_login(server: MailServer) -> None:
    """Log in and send nothing.

    Raises:
        MailError: The server or the login cannot be used.
    """
    with _plain_errors(server), _logged_in(server):
        return


@contextlib.contextmanager
def _logged_in(server: MailServer) -> Iterator[smtplib.SMTP]:
    trust = ssl.create_default_context(cafile=server.certificates or None)
    if server.security == "none" and not is_this_machine(server.host):
        raise MailError(
            f"SMTP_SECURITY=none would send your password readable to {server.host}. Nothing was sent.",
            "Set SMTP_SECURITY to tls or starttls in .env.",
        )
    if server.security == "tls":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=_SECONDS, context=trust)
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
    with connection:
        if server.security == "starttls":
            connection.starttls(context=trust)
        connection.login(server.user, server.password)
        yield connection


def is_this_machine(host: str) -> bool:
    """Tell whether a host name means this machine."""
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"


@contextlib.contextmanager
def _plain_errors(server: MailServer) -> Iterator[None]:
    place = f"{server.host}:{server.port}"
    try:
        yield
    except smtplib.SMTPAuthenticationError:
        raise MailError(
            f"The mail server {place} refused the login of {server.user}.",
            "Create a new app password in the mailbox's security settings and put it into EMAIL_APP_PASSWORD.",
        ) from None
    except smtplib.SMTPRecipientsRefused as error:
        raise MailError(f"The mail server {place} refuses to write to {', '.join(error.recipients)}.") from None
    except ssl.SSLCertVerificationError as error:
        raise MailError(f"The certificate of {place} is not trusted: {error.verify_message}.", "Check SMTP_HOST.") from None
    except ssl.SSLError:
        raise MailError(
            f"{place} does not answer encrypted.", "Check SMTP_PORT and SMTP_SECURITY (tls or starttls)."
        ) from None
    except smtplib.SMTPException as error:
        raise MailError(f"The mail server {place} refused: {_words(error)}") from None
    except OSError as error:
        raise MailError(
            f"The mail server {place} cannot be reached ({error}).", "Check SMTP_HOST and the network."
        ) from None


def _words(error: smtplib.SMTPException) -> str:
    text = getattr(error, "smtp_error", b"") or str(error)
    return text.decode(errors="replace") if isinstance(text, bytes) else str(text)
