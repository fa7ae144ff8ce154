"""Sending a request at most once, and telling afterwards whether it can have arrived."""

from __future__ import annotations

import ssl

import requests
from urllib3 import exceptions as urllib3_errors
from urllib3.util import Retry

# Neither urllib3 nor requests may send anything again by itself: whether that is safe is decided where the meaning of a
# request is known.
SENDS_ONCE = Retry(0, read=False)
# Seconds to connect, and between two pieces of the answer.
TIME_LIMITS = (5.0, 30.0)


def never_left(error: requests.RequestException) -> bool:
    """Tell whether a request certainly was not sent, because there was no connection on which to send it."""
    if isinstance(error, requests.ConnectTimeout):
        return True
    cause = error.args[0] if error.args else None
    reason = cause.reason if isinstance(cause, urllib3_errors.MaxRetryError) else cause
    if isinstance(reason, urllib3_errors.SSLError):
        return bool(reason.args) and isinstance(reason.args[0], ssl.SSLCertVerificationError)
    return isinstance(reason, urllib3_errors.NewConnectionError | urllib3_errors.ProxyError)
