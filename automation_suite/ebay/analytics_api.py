"""eBay's Analytics API: how often listings were seen and bought, and how eBay rates the seller. 100 calls a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from automation_suite.ebay.sites import Site
from automation_suite.platform_api.calls import ApiAnswer, Calls
from automation_suite.platform_api.reading import AnswerIncompleteError, Body

GROUP = "sell.analytics"
_ROOT = "/sell/analytics/v1"
METRICS = (
    "LISTING_IMPRESSION_TOTAL", "LISTING_VIEWS_TOTAL", "CLICK_THROUGH_RATE", "SALES_CONVERSION_RATE", "TRANSACTION",
)  # fmt: skip


class Dimension(StrEnum):
    """For what each line of a report stands."""

    DAY = "DAY"
    LISTING = "LISTING"


@dataclass(frozen=True)
class TrafficLine:
    """The figures of a day or of a listing.

    Attributes:
        key: The day as ``YYYYMMDD``, or the listing's number.
        figures: By eBay's names; one that eBay does not know for it is missing.
    """

    key: str
    figures: dict[str, Decimal]


@dataclass(frozen=True)
class TrafficReport:
    """What eBay tells of a time.

    Attributes:
        updated_at: How far its figures go; none when eBay does not say.
        lines: One for each day or listing that eBay knows something of.
    """

    updated_at: datetime | None
    lines: tuple[TrafficLine, ...]


@dataclass(frozen=True)
class Standard:
    """How eBay rates the seller in one program.

    Attributes:
        program: Such as ``PROGRAM_US``.
        cycle: ``CURRENT`` or ``PROJECTED``.
        level: ``TOP_RATED``, ``ABOVE_STANDARD`` or ``BELOW_STANDARD``.
        is_default: Whether it is the program of the seller's own site.
    """

    program: str
    cycle: str
    level: str
    is_default: bool


def traffic(
    calls: Calls, site: Site, dimension: Dimension, first: date, last: date, listing_ids: Sequence[str] = ()
) -> TrafficReport:
    """Return the figures of some days, the last one included. Without listings eBay tells of 200 at most.

    Raises:
        AnswerIncompleteError: Its head does not name the figures that were asked for.
    """
    query = traffic_query(site, dimension, first, last, listing_ids)
    return report_in(calls.call("GET", f"{_ROOT}/traffic_report", group=GROUP, query=query))


def standards(calls: Calls) -> tuple[Standard, ...]:
    """Return how eBay rates the seller, in every program and cycle."""
    answer = calls.call("GET", f"{_ROOT}/seller_standards_profile", group=GROUP)
    profiles = Body(answer.body, "eBay's rating of the seller").listed("standardsProfiles")
    return tuple(
        Standard(one.text("program"), one.part("cycle").text("cycleType"), one.text("standardsLevel"),
                 one.flag("defaultProgram"))
        for one in profiles
    )  # fmt: skip


def traffic_query(
    site: Site, dimension: Dimension, first: date, last: date, listing_ids: Sequence[str] = ()
) -> dict[str, str]:
    """Return the parameters of a report."""
    filters = [f"marketplace_ids:{{{site.marketplace}}}", f"date_range:[{first:%Y%m%d}..{last:%Y%m%d}]"]
    if listing_ids:
        filters.insert(1, f"listing_ids:{{{'|'.join(listing_ids)}}}")
    return {"dimension": str(dimension), "metric": ",".join(METRICS), "filter": ",".join(filters)}


def report_in(answer: ApiAnswer) -> TrafficReport:
    """Read a report.

    Raises:
        AnswerIncompleteError: Its head does not name the figures, or a line has not as many as the head.
    """
    body = Body(answer.body, "eBay's report on traffic")
    names = [metric.text("key") for metric in body.part("header").listed("metrics")]
    lines = {line.key: line for line in (_line(record, names) for record in body.parts("records"))}
    return TrafficReport(body.moment_or_none("lastUpdatedDate"), tuple(lines.values()))


def _line(body: Body, names: Sequence[str]) -> TrafficLine:
    keys, values = body.listed("dimensionValues"), body.listed("metricValues")
    if not keys or len(values) != len(names):
        raise AnswerIncompleteError(f"A line of eBay's report on traffic has {len(values)} figures instead of {len(names)}.")
    known = {name: value for name, value in zip(names, values, strict=True) if value.flag("applicable")}
    return TrafficLine(str(keys[0].raw.get("value")), {name: _number(value) for name, value in known.items()})


def _number(body: Body) -> Decimal:
    value: Any = body.raw.get("value")
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise body.lacks("value") from None
