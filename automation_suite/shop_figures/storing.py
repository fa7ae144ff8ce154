"""Keeping a shop's figures: what is new or corrected is written, nothing is ever emptied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction

from automation_suite.history.models import Run
from automation_suite.shop_figures.merging import Figure, Key, Merged, merge
from automation_suite.shop_figures.models import DayFigure

_BATCH = 500


def store(figures: Sequence[Figure], platform: str, account: str, run: Run | None, now: datetime) -> Merged:
    """Keep figures as the platform told them, and return what that changed. A second time nothing changes.

    Args:
        figures: In any order.
        platform: Of which.
        account: Of which seller.
        run: That has read them.
        now: When.
    """
    days = {figure.day for figure in figures}
    with transaction.atomic():
        merged = merge(_by_key(stored(platform, account, days)), figures)
        DayFigure.objects.bulk_create(
            [_row(figure, platform, account, run, now) for figure in (*merged.new, *merged.changed)],
            batch_size=_BATCH,
            update_conflicts=True,
            unique_fields=["platform", "account", "day", "subject", "name"],
            update_fields=["value", "unit", "read_at", "run"],
        )
    return merged


def stored(platform: str, account: str, days: Iterable[date] | None = None) -> list[Figure]:
    """Return the figures that are kept of a seller, of some days or of all."""
    rows = DayFigure.objects.filter(platform=platform, account=account)
    chosen = rows if days is None else rows.filter(day__in=set(days))
    names = ("day", "name", "value", "unit", "subject")
    return [Figure(*row) for row in chosen.order_by("day").values_list(*names).iterator()]


def _by_key(figures: Iterable[Figure]) -> dict[Key, Figure]:
    return {figure.key: figure for figure in figures}


def _row(figure: Figure, platform: str, account: str, run: Run | None, now: datetime) -> DayFigure:
    return DayFigure(
        platform=platform, account=account, day=figure.day, subject=figure.subject, name=figure.name, value=figure.value,
        unit=figure.unit, read_at=now, run=run,
    )  # fmt: skip
