"""How often listings were seen and bought, day by day, and how eBay rates the seller."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from practice.ebay.accounts import MARKETPLACE
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


def _traffic(asked: Asked) -> Row:
    wanted, dimension = _metrics(str(asked.query["metric"])), str(asked.query["dimension"])
    given = parts(str(asked.query["filter"]), ("marketplace_ids", "date_range", "listing_ids"), _DOMAIN, _INVALID)
    if choices(given.get("marketplace_ids", "")) != {MARKETPLACE}:
        raise EbayError(400, _INVALID, "marketplace_ids names one site on which the seller sells.", _DOMAIN)
    days = _days(asked.memory, given.get("date_range", ""))
    listings = sorted(choices(given["listing_ids"])) if "listing_ids" in given else _listings(asked.memory)
    if len(listings) > _MOST_LISTINGS:
        listings = listings[:_MOST_LISTINGS]
    told = _Traffic(asked.memory)
    keys = [(f"{day:%Y%m%d}", [(one, day) for one in listings]) for day in days if day < asked.memory.now.date()]
    if dimension == "LISTING":
        keys = [(one, [(one, day) for day in days]) for one in listings]
    records = [_record(key, told.figures(cells), wanted) for key, cells in keys]
    head = {
        "dimensionKeys": [{"key": dimension, "dataType": "STRING"}],
        "metrics": [{"key": name, "dataType": _METRICS[name], "localizedName": name.title()} for name in wanted],
    }
    updated = datetime.combine(asked.memory.now.date(), time(), UTC)
    return {
        "header": head, "records": records, "dimensionMetadata": [], "lastUpdatedDate": moment(updated),
        "startDate": moment(datetime.combine(days[0], time(), UTC)),
        "endDate": moment(datetime.combine(days[-1], time(), UTC)),
    }  # fmt: skip


class _Traffic:
    """Figures of listings on days, the same whenever they are asked for."""

    def __init__(self, memory: Memory) -> None:
        self._today = memory.now.date()
        self._sold: dict[tuple[str, str], int] = {}
        for order in memory.table("orders").values():
            for line in order["lineItems"]:
                key = (line["legacyItemId"], order["creationDate"][:10])
                self._sold[key] = self._sold.get(key, 0) + line["quantity"]

    def figures(self, cells: Sequence[tuple[str, date]]) -> dict[str, float]:
        """Return the figures of some listings on some days together."""
        views, seen, sold = (sum(numbers) for numbers in zip((0, 0, 0), *self._cells(cells), strict=True))
        return {
            "LISTING_IMPRESSION_TOTAL": seen, "LISTING_VIEWS_TOTAL": views, "TRANSACTION": sold,
            "CLICK_THROUGH_RATE": round(100 * views / seen, 2) if seen else 0.0,
            "SALES_CONVERSION_RATE": round(100 * sold / views, 2) if views else 0.0,
        }  # fmt: skip

    def _cells(self, cells: Sequence[tuple[str, date]]) -> Iterator[tuple[int, int, int]]:
        for listing, day in cells:
            if day < self._today:
                source = random.Random(f"{listing} {day}")
                sold = self._sold.get((listing, day.isoformat()), 0)
                views = source.randrange(12) + sold
                yield views, round(views / _CLICKS * source.uniform(0.7, 1.4)), sold


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
    live = [offer["listing"]["listingId"] for offer in memory.table("offers").values() if "listing" in offer]
    orders = sorted(memory.table("orders").values(), key=lambda order: str(order["creationDate"]), reverse=True)
    sold = [line["legacyItemId"] for order in orders for line in order["lineItems"]]
    return list(dict.fromkeys([*live, *sold]))


def _standards(asked: Asked) -> Row:
    cycles = ("CURRENT", "PROJECTED")
    return {
        "standardsProfiles": [
            {"program": "PROGRAM_US", "standardsLevel": "ABOVE_STANDARD", "defaultProgram": True, "metrics": [],
             "cycle": {"cycleType": cycle, "evaluationDate": moment(asked.memory.now)},
             "evaluationReason": "Regular evaluation"}
            for cycle in cycles
        ]
    }  # fmt: skip


HANDLERS: dict[str, Handler] = {"getTrafficReport": _traffic, "findSellerStandardsProfiles": _standards}
