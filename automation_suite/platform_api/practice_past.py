"""The weeks that the practice Etsy has behind it, which a rehearsal takes over as if they had been written down in time.

No API tells the past of a listing, so with the real Etsy figures only begin with the first run that collects them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import requests

from automation_suite.errors import SettingsError, first_line
from automation_suite.shop_figures import storing
from automation_suite.shop_figures.merging import Figure
from automation_suite.shop_figures.models import DayFigure

_PLATFORM = "etsy"
_SECONDS = 60


def take_over(sites: Mapping[str, str | int], account: str, now: datetime) -> None:
    """Keep the weekly figures of the practice shop, unless some are kept already.

    Args:
        sites: Addresses of the practice platforms by name.
        account: Of jobs.toml; empty for the first one.
        now: The moment.

    Raises:
        SettingsError: The practice Etsy did not tell them.
    """
    whose = account or _PLATFORM
    if _PLATFORM not in sites or DayFigure.objects.filter(platform=_PLATFORM, account=whose).exists():
        return
    try:
        answer = requests.get(f"{sites[_PLATFORM]}/practice/history", timeout=_SECONDS).json()
        figures = so_far(answer["weeks"])
    except (requests.RequestException, KeyError) as error:
        raise SettingsError(f"The practice Etsy did not tell its past ({first_line(error)}).") from None
    storing.store(figures, _PLATFORM, whose, None, now)


def so_far(weeks: Iterable[Mapping[str, Any]]) -> list[Figure]:
    """Return what the collector would have read each week: how often each listing was looked at and marked so far. Pure.

    Args:
        weeks: Each with ``listing_id``, ``monday``, and what happened to the listing in it.
    """
    sums: defaultdict[tuple[str, str], int] = defaultdict(int)
    figures = []
    for week in sorted(weeks, key=lambda week: str(week["monday"])):
        for name in ("views", "favourites"):
            key = (str(week["listing_id"]), name)
            sums[key] += int(week[name])
            figures.append(Figure(date.fromisoformat(week["monday"]), f"{name} so far", Decimal(sums[key]), "count", key[0]))
    return figures
