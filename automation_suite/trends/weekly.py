"""Weekly rows of figures from those that are kept: differences of what is counted so far, and sums of days. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from automation_suite.shop_figures.merging import Figure
from automation_suite.trends.rules import Series

_WEEK = timedelta(days=7)
_DAYS = 7
SO_FAR = " so far"

Values = Mapping[date, Decimal]


def counted_so_far(figures: Iterable[Figure], labels: Mapping[str, str], last: date) -> list[Series]:
    """Return what happened in each week, from figures that are counted so far and kept under the Monday of a week.

    A week after one of which nothing is known has no value, because what happened in it cannot be told from what happened
    before. What is counted so far and falls, as when a listing is renewed, gives none either.

    Args:
        figures: Of listings.
        labels: Of the listings, for people; others are left out.
        last: Monday of the last whole week.
    """
    rows: defaultdict[tuple[str, str], dict[date, Decimal]] = defaultdict(dict)
    for figure in figures:
        if figure.name.endswith(SO_FAR) and figure.subject in labels and figure.value is not None:
            rows[figure.subject, figure.name.removesuffix(SO_FAR)][figure.day] = figure.value
    return [
        Series(subject, labels[subject], name, _differences(values, last))
        for (subject, name), values in sorted(rows.items())
    ]


def week_by_week(figures: Iterable[Figure], name: str, last: date) -> list[Series]:
    """Return a figure that is kept once for each week, for each subject.

    Args:
        figures: Of all subjects.
        name: Of the figure.
        last: Monday of the last whole week.
    """
    rows: defaultdict[str, dict[date, Decimal]] = defaultdict(dict)
    for figure in figures:
        if figure.name == name and figure.value is not None:
            rows[figure.subject][figure.day] = figure.value
    return [
        Series(subject, subject, name, [_number(values.get(day)) for day in _mondays(values, last)])
        for subject, values in sorted(rows.items())
    ]


def summed(figures: Iterable[Figure], name: str, label: str, last: date) -> Series | None:
    """Return a figure of the whole shop by the sums of whole weeks; none when nothing is known of it.

    Args:
        figures: Of days.
        name: Of the figure.
        label: Of the shop.
        last: Monday of the last whole week.
    """
    days = {
        figure.day: figure.value
        for figure in figures
        if figure.name == name and not figure.subject and figure.value is not None
    }
    if not days:
        return None
    weeks = [
        [days.get(monday + timedelta(days=place)) for place in range(_DAYS)] for monday in _mondays(days, last)
    ]  # fmt: skip
    known = [[value for value in week if value is not None] for week in weeks]
    return Series("", label, name, [float(sum(week)) if len(week) == _DAYS else None for week in known])


def _differences(values: Values, last: date) -> list[float | None]:
    rows = []
    for monday in _mondays(values, last):
        before, now = values.get(monday - _WEEK), values.get(monday)
        rows.append(None if before is None or now is None or now < before else float(now - before))
    return rows


def _mondays(values: Values, last: date) -> list[date]:
    first = min(values)
    first -= timedelta(days=first.weekday())
    return [first + _WEEK * place for place in range((last - first).days // _DAYS + 1)]


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
