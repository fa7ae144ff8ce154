"""The seasons of an owner's shop."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import ClassVar

from pydantic import Field, field_validator

from automation_suite.etsy import listings_api, shop_api
from automation_suite.etsy.limits import text_faults
from automation_suite.job_rules import JobRules
from automation_suite.listing_rules.rules import EtsyLimits
from automation_suite.plans.change import Value
from automation_suite.seasons.rules import MOST_LEAD, Season, Wish

_FIELDS = {"shop": shop_api.TEXTS, "listing": tuple(listings_api.FIELDS), "section": ("title",)}
_LISTS = ("tags", "materials")


class SeasonRules(JobRules):
    """What changes when.

    Attributes:
        seasons: See ``Season``; none as long as the owner has written none down.
        ahead_days: How long before your own sales begin to rise a season begins, where it names no ``lead_days``.
        holidays: Whether you work on public holidays, by their names on Etsy; only for shops in the US and Canada.
    """

    suites: ClassVar[Sequence[str]] = ("suites/etsy/seasonal_updates.robot",)

    seasons: tuple[Season, ...] = ()
    ahead_days: int = Field(default=14, ge=0, le=MOST_LEAD)
    holidays: dict[str, bool] = Field(default_factory=dict)

    @field_validator("seasons")
    @classmethod
    def _check_seasons(cls, seasons: tuple[Season, ...]) -> tuple[Season, ...]:
        twice = [name for name, count in Counter(season.name for season in seasons).items() if count > 1]
        if twice:
            raise ValueError(f'there are two seasons "{twice[0]}"; each needs a name of its own')
        for season in seasons:
            for wish in season.wishes:
                faults = _faults(wish)
                if faults:
                    raise ValueError(f"{season.name}, {wish.field} of {wish.label}: {faults[0].removesuffix('.')}")
        return seasons


def _faults(wish: Wish) -> list[str]:
    fields = _FIELDS.get(wish.kind)
    if fields is None:
        return [f"Etsy has no {wish.kind} for a season; there are: {', '.join(_FIELDS)}."]
    if wish.field not in fields:
        return [f"Etsy lets no program change it for a season; of a {wish.kind} there are: {', '.join(fields)}."]
    return [fault for value in (wish.value, wish.usual) if value is not None for fault in _value_faults(wish, value)]


def _value_faults(wish: Wish, value: Value) -> list[str]:
    if wish.field in _LISTS:
        if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
            return ['It is a list, such as ["wool hat", "gift"].']
    elif not isinstance(value, str):
        return ["It is a text."]
    return list(text_faults(wish.field, value, EtsyLimits())) if wish.kind == "listing" else []
