"""eBay's language of filters: ``name:{A|B},name:[from..to],name:value``."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime

from practice.ebay.errors import EbayError

_PART = re.compile(r"\s*([A-Za-z_]+):(\{[^}]*\}|\[[^\]]*\]|[^,]*)\s*(?:,|$)")


def parts(text: str, known: Collection[str], domain: str, number: int) -> dict[str, str]:
    """Return the values of a filter by their names.

    Args:
        text: The parameter.
        known: Names that may stand in it.
        domain: Whose error it is when something else does.
        number: Of that error.

    Raises:
        EbayError: A name is not known, or it cannot be read.
    """
    found: dict[str, str] = {}
    place = 0
    while place < len(text):
        part = _PART.match(text, place)
        if part is None or part[1] not in known:
            raise EbayError(400, number, f"The filter is not valid: {text[place:]}", domain)
        found[part[1]], place = part[2], part.end()
    return found


def choices(value: str) -> set[str]:
    """Return what stands in ``{A|B}``."""
    return {one.strip() for one in value.strip("{}").split("|") if one.strip()}


def ends(value: str) -> tuple[str, str]:
    """Return what stands in ``[A..B]``; either may be empty."""
    first, _, last = value.strip("[]").partition("..")
    return first.strip(), last.strip()


def between(value: str, domain: str, number: int) -> tuple[datetime, datetime | None]:
    """Return the moments of ``[from..to]``; the second may be left open.

    Raises:
        EbayError: They are none.
    """
    first, last = ends(value)
    try:
        found = datetime.fromisoformat(first), datetime.fromisoformat(last) if last else None
    except ValueError:
        found = None
    if not value.startswith("[") or found is None or found[0].tzinfo is None or (found[1] and found[1] < found[0]):
        raise EbayError(400, number, f"The time of the filter is not valid: {value}", domain)
    return found
