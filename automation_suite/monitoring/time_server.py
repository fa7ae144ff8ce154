"""Asking a time server how far the clock of this computer is off (SNTP, RFC 4330).

No package of the field is needed for one question and one answer of 48 bytes.
"""

from __future__ import annotations

import socket
import struct
import time

_SECONDS = 3.0
_PORT = 123
# Version 4, asked by a client; an answer has mode 4.
_QUESTION = b"\x23" + bytes(47)
_MODE, _ANSWERED, _UNSYNCHRONISED, _WORST_STRATUM = 0x07, 4, 3, 15
# The protocol counts from 1900, and begins anew in 2036.
_TO_UNIX, _ERA = 2_208_988_800, 2**32


def seconds_ahead(server: str) -> float:
    """Return how many seconds the clock of this computer is ahead of a time server; less than 0 when behind.

    Args:
        server: Its name, or ``name:port``.

    Raises:
        OSError: There was no answer that can be used.
    """
    host, _, port = server.partition(":")
    family, kind, protocol, _, where = socket.getaddrinfo(host, int(port or _PORT), type=socket.SOCK_DGRAM)[0]
    with socket.socket(family, kind, protocol) as line:
        line.settimeout(_SECONDS)
        line.connect(where)
        asked = time.time()
        line.send(_QUESTION)
        answer = line.recv(512)
        answered = time.time()
    received, sent = _read(answer)
    return ((asked - received) + (answered - sent)) / 2


def _read(answer: bytes) -> tuple[float, float]:
    """Return when the server got the question and when it sent its answer, in seconds since 1970."""
    usable = (
        len(answer) >= len(_QUESTION)
        and answer[0] & _MODE == _ANSWERED
        and answer[0] >> 6 != _UNSYNCHRONISED
        and 1 <= answer[1] <= _WORST_STRATUM
    )
    if not usable:
        raise OSError("it does not know the time either")
    numbers = struct.unpack("!4I", answer[32:48])
    return _unix(*numbers[:2]), _unix(*numbers[2:])


def _unix(seconds: int, fraction: int) -> float:
    return seconds + (_ERA if seconds < _ERA // 2 else 0) - _TO_UNIX + fraction / 2**32
