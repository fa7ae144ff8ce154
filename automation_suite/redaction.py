"""The one redactor: every secret is registered here, and every output of the suite goes through it."""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Iterable
from urllib.parse import quote, quote_plus

REPLACEMENT = "(secret)"
# Shorter texts would match by chance all over an output.
_SHORTEST = 4


class Redactor:
    """Takes secrets out of texts, in every encoding in which an output may hold them.

    Args:
        secrets: The plain values.
    """

    def __init__(self, secrets: Iterable[str]) -> None:
        forms = {form for secret in secrets if len(secret) >= _SHORTEST for form in encodings(secret)}
        longest_first = sorted(forms, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def clean(self, text: str) -> str:
        """Return the text without any secret."""
        return self._pattern.sub(REPLACEMENT, text) if self._pattern else text

    def is_clean(self, text: str) -> bool:
        """Tell whether a text holds no secret in any encoding."""
        return self._pattern is None or self._pattern.search(text) is None


def encodings(secret: str) -> set[str]:
    """Return the forms in which a secret may stand in a text: plain, escaped, percent-encoded, base64, hexadecimal."""
    raw = secret.encode()
    forms = {
        secret,
        html.escape(secret),
        html.escape(secret, quote=False),
        json.dumps(secret)[1:-1],
        json.dumps(secret, ensure_ascii=False)[1:-1],
        quote(secret, safe=""),
        quote_plus(secret),
        raw.hex(),
        repr(secret)[1:-1],
    }
    return {form for form in forms | _base64_forms(raw) if len(form) >= _SHORTEST}


def _base64_forms(raw: bytes) -> set[str]:
    # Inside a longer text the same bytes start at one of three places; the outer letters depend on the neighbours.
    forms = set()
    for shift in range(3):
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            coded = encode(b"\0" * shift + raw).decode().rstrip("=")
            first = (shift * 8 + 5) // 6
            last = len(coded) - (0 if (shift + len(raw)) % 3 == 0 else 1)
            forms.add(coded[first:last])
    return {form for form in forms if len(form) >= 8}
