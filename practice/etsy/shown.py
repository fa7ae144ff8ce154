"""Texts as the service writes them in answers: quotes, apostrophes and the like as HTML entities."""

from __future__ import annotations

import html
from collections.abc import Iterable

from practice.etsy.shapes import Row


def shown(row: Row, names: Iterable[str]) -> Row:
    """Return a row with some of its texts, or lists of texts, as the service writes them."""
    return row | {name: _escaped(row[name]) for name in names if row.get(name)}


def _escaped(value: str | list[str]) -> str | list[str]:
    if isinstance(value, list):
        return [html.escape(each).replace("&#x27;", "&#39;") for each in value]
    return html.escape(value).replace("&#x27;", "&#39;")
