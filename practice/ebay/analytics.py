"""How often listings were seen and bought, day by day, and how eBay rates the seller."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from practice.ebay.asked import Asked, Handler
from practice.ebay.errors import EbayError
from practice.ebay.filters import choices, ends, parts
from practice.ebay.memory import Memory
from practice.ebay.shapes import Row, moment

_DOMAIN, _INVALID = "API_ANALYTICS", 50001
_METRICS = {
    "LISTING_IMPRESSION_TOTAL": "INTEGER", "LISTING_VIEWS_TOTAL": "INTEGER", "CLICK_THROUGH_RATE": "NUMBER",
    "SALES_CONVERSION_RATE": "NUMBER", "TRANSACTION": "INTEGER",
}  # fmt: skip
_MOST_DAYS, _MOST_LISTINGS, _MOST_YEARS = 90, 200, 2
# Of a hundred people who see a listing in a list, so many look at it.
_CLICKS = 0.03
_SEEN_BEFORE = timedelta(days=21)
Cell = tuple[str, date]


def _traffic(asked: Asked) -> Row:
    given = parts(str(asked.query["filter"]), ("marketplace_ids", "date_range", "listing_ids"), _DOMAIN, _INVALID)
    if choices(given.get("marketplace_ids", "")) != {asked.memory.site.marketplace}:
        raise EbayError(400, _INVALID, "marketplace_ids names one site on which the seller sells.", _DOMAIN)
    wanted, days = _metrics(str(asked.query["metric"])), _days(asked.memory, given.get("date_range", ""))
    listings = sorted(choices(given["listing_ids"])) if "listing_ids" in given else _listings(asked.memory)
    told, dimension = _Traffic(asked.memory), str(asked.query["dimension"])
    lines = _lines(dimension, listings, [day for day in days if day < asked.memory.now.date()])
    first, last = (moment(datetime.combine(day, time(), UTC)) for day in (days[0], days[-1]))
    return {
        "header": _head(dimension, wanted), "records": [_record(key, told.figures(cells), wanted) for key, cells in lines],
        "dimensionMetadata": [], "startDate": first, "endDate": last,
        "lastUpdatedDate": moment(datetime.combine(asked.memory.now.date(), time(), UTC)),
    }  # fmt: skip


def _head(dimension: str, wanted: Sequence[str]) -> Row:
    metrics = [{"key": name, "dataType": _METRICS[name], "localizedName": name.title()} for name in wanted]
    return {"dimensionKeys": [{"key": dimension, "dataType": "STRING"}], "metrics": metrics}


def _lines(dimension: str, listings: Sequence[str], days: Sequence[date]) -> list[tuple[str, list[Cell]]]:
    """Return the listings and days that each line of a report sums up."""
    if dimension == "DAY":
        return [(f"{day:%Y%m%d}", [(one, day) for one in listings]) for day in days]
    return [(one, [(one, day) for day in days]) for one in listings[:_MOST_LISTINGS]]


class _Traffic:
    """Figures of listings on days, the same whenever they are asked for."""

    def __init__(self, memory: Memory) -> None:
        self._live = set(_live(memory))
        self._sold: dict[Cell, int] = {}
        self._last_day: dict[str, date] = {}
        for order in sorted(memory.table("orders").values(), key=lambda order: str(order["creationDate"])):
            day = datetime.fromisoformat(order["creationDate"]).date()
            for line in order["lineItems"]:
                key = (line["legacyItemId"], day)
                self._sold[key] = self._sold.get(key, 0) + line["quantity"]
                self._last_day[line["legacyItemId"]] = day

    def figures(self, cells: Sequence[Cell]) -> dict[str, float]:
        """Return the figures of some listings on some days together."""
        views, seen, sold = (sum(numbers) for numbers in zip((0, 0, 0), *self._cells(cells), strict=True))
        return {
            "LISTING_IMPRESSION_TOTAL": seen, "LISTING_VIEWS_TOTAL": views, "TRANSACTION": sold,
            "CLICK_THROUGH_RATE": round(100 * views / seen, 2) if seen else 0.0,
            "SALES_CONVERSION_RATE": round(100 * sold / views, 2) if views else 0.0,
        }  # fmt: skip

    def _cells(self, cells: Sequence[Cell]) -> Iterator[tuple[int, int, int]]:
        for listing, day in cells:
            if self._was_there(listing, day):
                source = random.Random(f"{listing} {day}")
                sold = self._sold.get((listing, day), 0)
                views = source.randrange(12) + sold
                yield views, round(views / _CLICKS * source.uniform(0.7, 1.4)), sold

    def _was_there(self, listing: str, day: date) -> bool:
        """Tell whether a listing was to be seen: what is sold out is gone, and was there for three weeks before."""
        if listing in self._live:
            return True
        last = self._last_day.get(listing)
        return last is not None and last - _SEEN_BEFORE <= day <= last


def _record(key: str, figures: dict[str, float], wanted: Sequence[str]) -> Row:
    return {
        "dimensionValues": [{"value": key, "applicable": True}],
        "metricValues": [{"value": figures[name], "applicable": True} for name in wanted],
    }  # fmt: skip


def _metrics(text: str) -> list[str]:
    wanted = text.split(",")
    unknown = [name for name in wanted if name not in _METRICS]
    if unknown:
        raise EbayError(400, _INVALID, f"There is no metric {unknown[0]}.", _DOMAIN)
    return wanted


def _days(memory: Memory, text: str) -> list[date]:
    first, last = (_day(one) for one in ends(text))
    today = memory.now.date()
    if last < first or (last - first).days >= _MOST_DAYS or last > today:
        raise EbayError(400, _INVALID, f"date_range has 1 to {_MOST_DAYS} days and ends today at the latest.", _DOMAIN)
    if first < today - timedelta(days=365 * _MOST_YEARS):
        raise EbayError(400, _INVALID, "date_range begins more than two years ago.", _DOMAIN)
    return [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y%m%d").replace(tzinfo=UTC).date()
    except ValueError:
        raise EbayError(400, _INVALID, "date_range is [YYYYMMDD..YYYYMMDD].", _DOMAIN) from None


def _listings(memory: Memory) -> list[str]:
    orders = sorted(memory.table("orders").values(), key=lambda order: str(order["creationDate"]), reverse=True)
    sold = [line["legacyItemId"] for order in orders for line in order["lineItems"]]
    return list(dict.fromkeys([*_live(memory), *sold]))


def _live(memory: Memory) -> list[str]:
    return [offer["listing"]["listingId"] for offer in memory.table("offers").values() if "listing" in offer]


def _standards(asked: Asked) -> Row:
    cycles = ("CURRENT", "PROJECTED")
    return {
        "standardsProfiles": [
            {"program": asked.memory.site.program, "standardsLevel": "ABOVE_STANDARD", "defaultProgram": True, "metrics": [],
             "cycle": {"cycleType": cycle, "evaluationDate": moment(asked.memory.now)},
             "evaluationReason": "Regular evaluation"}
            for cycle in cycles
        ]
    }  # fmt: skip


HANDLERS: dict[str, Handler] = {"getTrafficReport": _traffic, "findSellerStandardsProfiles": _standards}
