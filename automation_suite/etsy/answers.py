"""How Etsy writes things: lists with their count, money in parts of a unit, texts with HTML entities."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from automation_suite.platform_api.amounts import Money
from automation_suite.platform_api.calls import Calls
from automation_suite.platform_api.paging import Page, read_all
from automation_suite.platform_api.reading import Body

GROUP = "api"
ROOT = "/v3/application"
PAGE_SIZE = 100
MOST_IDS = 100


def whole_list(
    calls: Calls, path: str, key: Callable[[Body], str], what: str,
    query: Mapping[str, str | int | Sequence[str]] | None = None,
) -> tuple[Body, ...]:  # fmt: skip
    """Return every row of one of Etsy's lists, with one call for each 100.

    Raises:
        AnswerIncompleteError: The pages do not have what Etsy counts.
    """

    def page(start: int) -> Page:
        asked = {**(query or {}), "limit": PAGE_SIZE, "offset": start}
        return page_in(calls.call("GET", f"{ROOT}{path}", group=GROUP, query=asked).body, what)

    return read_all(page, key, PAGE_SIZE, what)


def short_list(calls: Calls, path: str, what: str) -> list[Body]:
    """Return every row of a list that Etsy gives at once.

    Raises:
        AnswerIncompleteError: It does not have what Etsy counts.
    """
    page = page_in(calls.call("GET", f"{ROOT}{path}", group=GROUP).body, what)
    if len(page.rows) != page.total:
        raise Body({}, what).lacks("results")
    return list(page.rows)


def page_in(body: object, what: str) -> Page:
    """Read one page of a list."""
    read = Body(body, what)
    return Page(read.listed("results"), read.whole("count"))


def money(body: Body, name: str) -> Money:
    """Return an amount: so many parts of a unit, and how many of them make one.

    Raises:
        AnswerIncompleteError: It is not there.
    """
    found = money_or_none(body, name)
    if found is None:
        raise body.lacks(name)
    return found


def money_or_none(body: Body, name: str) -> Money | None:
    """Return an amount; none when there is none."""
    part = body.part_or_none(name)
    if part is None:
        return None
    divisor = part.whole("divisor")
    if divisor < 1:
        raise part.lacks("divisor")
    return Money(Decimal(part.whole("amount")) / divisor, part.text("currency_code"))


def plain(body: Body, name: str) -> str:
    """Return a text that a person wrote, empty when there is none. Etsy writes ``'`` and others as HTML entities."""
    return html.unescape(body.text_or(name))


def plain_texts(body: Body, name: str) -> tuple[str, ...]:
    """Return texts that a person wrote."""
    return tuple(html.unescape(text) for text in body.texts(name))
