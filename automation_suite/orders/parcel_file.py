"""The label printer's export: which parcel belongs to which order."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from automation_suite.errors import SettingsError
from automation_suite.orders.trackings import Parcel
from automation_suite.owner_files import text_of_owner

HEADS = ("order", "carrier", "tracking", "shipped")


def parcels_in(path: Path, time_zone: str) -> list[Parcel]:
    """Return the parcels of a table.

    Args:
        path: Of the table.
        time_zone: Of moments that name none.

    Raises:
        SettingsError: The table is not there or a line is wrong; the message names it, and nothing of the table is used.
    """
    text = text_of_owner(path, "table of parcels", "parcels_file", "No tracking number was planned.")
    return list(_rows(text, path.name, ZoneInfo(time_zone)))


def _rows(text: str, name: str, zone: ZoneInfo) -> Iterator[Parcel]:
    lines = csv.DictReader(text.splitlines(), delimiter=";" if ";" in text.partition("\n")[0] else ",")
    if set(HEADS) - set(lines.fieldnames or ()):
        raise SettingsError(f"{name}, line 1: the columns {', '.join(HEADS)} are needed. No tracking number was planned.")
    for row in lines:
        yield _parcel(row, f"{name}, line {lines.line_num}", zone)


def _parcel(row: Mapping[str, str], where: str, zone: ZoneInfo) -> Parcel:
    try:
        shipped = datetime.fromisoformat(row["shipped"].strip())
    except (ValueError, AttributeError):
        raise SettingsError(
            f'{where}: "{row["shipped"]}" is no moment. No tracking number was planned.', "Write it as 2026-11-24 15:30."
        ) from None
    # In the owner's own time zone, because the platforms are told the day of it.
    moment = shipped.astimezone(zone) if shipped.tzinfo else shipped.replace(tzinfo=zone)
    order, carrier, number = ((row[name] or "").strip() for name in ("order", "carrier", "tracking"))
    return Parcel(order, carrier, number, moment)
