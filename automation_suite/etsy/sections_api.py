"""Etsy's sections: the shelves of a shop."""

from __future__ import annotations

from dataclasses import dataclass

from automation_suite.etsy.answers import GROUP, ROOT, plain, short_list
from automation_suite.platform_api.calls import Calls
from automation_suite.platform_api.reading import Body


@dataclass(frozen=True)
class Section:
    """One section.

    Attributes:
        section_id: By which Etsy knows it.
        title: For buyers.
        rank: Its place, from 1; none when Etsy does not say.
        active_listings: How many are in it.
    """

    section_id: str
    title: str
    rank: int | None
    active_listings: int


def sections(calls: Calls, shop_id: str) -> tuple[Section, ...]:
    """Return the sections of the shop.

    Raises:
        AnswerIncompleteError: They are not as many as Etsy counts.
    """
    return tuple(_section(body) for body in short_list(calls, f"/shops/{shop_id}/sections", "Etsy's list of sections"))


def rename(calls: Calls, shop_id: str, section_id: str, title: str) -> None:
    """Give a section another title."""
    calls.call("PUT", f"{ROOT}/shops/{shop_id}/sections/{section_id}", group=GROUP, form={"title": title})


def _section(body: Body) -> Section:
    return Section(
        body.text("shop_section_id"), plain(body, "title"), body.whole_or_none("rank"),
        body.whole_or_none("active_listing_count") or 0,
    )  # fmt: skip
