"""On which public holidays the seller works, as Etsy counts processing times. Only for shops in the US and Canada."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from automation_suite.etsy.answers import GROUP, ROOT, plain
from automation_suite.plans.change import Change
from automation_suite.platform_api.calls import Calls
from automation_suite.platform_api.reading import AnswerIncompleteError, Body

_WHAT = "Etsy's list of holidays"


@dataclass(frozen=True)
class Holiday:
    """One public holiday.

    Attributes:
        holiday_id: By which Etsy knows it.
        name: For people.
        country: Two letters.
        is_working: Whether the seller works on it.
    """

    holiday_id: str
    name: str
    country: str
    is_working: bool


def holidays(calls: Calls, shop_id: str) -> tuple[Holiday, ...]:
    """Return the holidays of the shop's country. Etsy gives a bare list here, without a count.

    Raises:
        AnswerIncompleteError: It is no list.
    """
    rows = calls.call("GET", f"{ROOT}/shops/{shop_id}/holiday-preferences", group=GROUP).body
    if not isinstance(rows, list):
        raise AnswerIncompleteError(f"{_WHAT} came without content. Nothing was changed.")
    return tuple(_holiday(Body(row, _WHAT)) for row in rows)


def set_working(calls: Calls, shop_id: str, holiday_id: str, is_working: bool) -> None:
    """Say whether the seller works on a holiday."""
    path = f"{ROOT}/shops/{shop_id}/holiday-preferences/{holiday_id}"
    calls.call("PUT", path, group=GROUP, form={"is_working": str(is_working).lower()})


def holiday_changes(wanted: Mapping[str, bool], live: Sequence[Holiday]) -> tuple[list[Change], list[str]]:
    """Return a change for each holiday that is not as it is wanted, and the names that Etsy does not have.

    Args:
        wanted: Whether the seller works, by the names on Etsy.
        live: As Etsy has them.
    """
    by_name = {one.name.casefold(): one for one in live}
    unknown = [name for name in wanted if name.casefold() not in by_name]
    pairs = ((by_name[name.casefold()], works) for name, works in wanted.items() if name not in unknown)
    return [
        Change(
            "holiday", one.holiday_id, one.name, "is_working", one.is_working, works,
            f"You {'work' if works else 'do not work'} on {one.name}; Etsy counts by that until when an order has to leave.",
            "holidays",
        )
        for one, works in pairs
        if one.is_working is not works
    ], unknown  # fmt: skip


def _holiday(body: Body) -> Holiday:
    if not isinstance(body.raw.get("is_working"), bool):
        raise body.lacks("is_working")
    return Holiday(
        body.text("holiday_id"), plain(body, "holiday_name"), body.text_or("country_iso"), body.flag("is_working")
    )
