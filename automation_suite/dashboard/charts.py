"""The charts of the dashboard as SVG. The style sheet of the page colours them, so that they follow light and dark."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pygal

from automation_suite.money import dollars

# About the width of a telephone: there the letters are shown as large as they are meant, elsewhere a little larger.
_WIDTH, _HEIGHT = 360, 150
_LETTERS = 11


def durations(
    weeks: Sequence[date], median: Sequence[float | None], slowest: Sequence[float | None], limits: Sequence[float]
) -> str:
    """Draw how long good runs took, week by week.

    Args:
        weeks: First day of each.
        median: Seconds in the middle; none for a week without any.
        slowest: Seconds of the slowest.
        limits: Seconds that are each drawn as a line across.
    """
    top = _top(max_of(slowest), max(limits))
    chart = pygal.Line(_config(allow_interruptions=True, show_dots=False, range=(0, top)))
    chart.y_labels = _steps(top)
    chart.value_formatter = lambda value: f"{value:.0f} s"
    chart.x_labels = _month_labels(weeks)
    # A line needs two weeks beside each other; a single one would not be seen.
    alone = not any(None not in pair for pair in pairwise(median))
    chart.add("slowest", slowest, show_dots=alone)
    chart.add("in the middle", median, show_dots=alone)
    for limit in limits:
        chart.add("limit", [limit] * len(weeks))
    return _svg(chart)


def amounts(months: Sequence[date], moved: Sequence[Decimal | None]) -> str:
    """Draw how many dollars moved in each month, one bar a month; none for a month of which nothing is known."""
    top = _top(float(max((amount for amount in moved if amount is not None), default=Decimal(0))), 1.0)
    chart = pygal.Bar(_config(range=(0, top)))
    chart.y_labels = _steps(top)
    chart.value_formatter = lambda value: dollars(Decimal(value)).removesuffix(".00")
    chart.x_labels = [f"{month:%b}" if place % 2 == 0 else "" for place, month in enumerate(months)]
    chart.add("moved", [None if amount is None else float(amount) for amount in moved])
    return _svg(chart)


def max_of(values: Sequence[float | None]) -> float:
    """Return the largest of the values that there are; 0 without any."""
    return max((value for value in values if value is not None), default=0.0)


def _config(**more: Any) -> pygal.Config:
    style = pygal.style.Style(label_font_size=_LETTERS, major_label_font_size=_LETTERS)
    return pygal.Config(
        style=style, js=(), css=(), width=_WIDTH, height=_HEIGHT, margin=4, margin_top=8, spacing=6, show_legend=False,
        disable_xml_declaration=True, truncate_label=-1, **more,
    )  # fmt: skip


def _svg(chart: Any) -> str:
    chart.add_xml_filter(_plain)
    return str(chart.render(is_unicode=True))


def _plain(root: Any) -> Any:
    """Leave nothing but the drawing: what is to be shown on hovering needs a script, and the colours are the page's."""
    for parent in list(root.iter()):
        for child in list(parent):
            # A comment has a function in the place of its name.
            if callable(child.tag) or child.tag in ("defs", "title", "desc") or "-overlay" in child.get("class", ""):
                parent.remove(child)
    root.attrib.pop("id", None)
    # What it shows is said beside it.
    root.set("aria-hidden", "true")
    return root


def _top(most: float, least: float) -> float:
    """Return the end of an axis: a round number above everything that is drawn."""
    needed = max(most, least) * 1.05
    step = next(step for power in range(12) for step in (1 * 10**power, 2 * 10**power, 5 * 10**power) if step * 4 >= needed)
    return float(-(-needed // step) * step)


def _steps(top: float) -> list[float]:
    count = next((count for count in (4, 3, 2) if top % count == 0), 1)
    return [top / count * number for number in range(count + 1)]


def _month_labels(weeks: Sequence[date]) -> list[str]:
    """Return the name of every third month at its first week, and nothing for all other weeks."""
    return [
        f"{week:%b}" if week.month % 3 == 0 and (place == 0 or weeks[place - 1].month != week.month) else ""
        for place, week in enumerate(weeks)
    ]
