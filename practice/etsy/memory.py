"""What the practice Etsy remembers: the past of the day on which it began, and every row that has changed since.

Only the changed rows are written down, so that a restart is as fast as the first start and a write costs little.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from practice.etsy import shapes
from practice.etsy.accounts import SHOP_ID
from practice.etsy.errors import missing
from practice.etsy.past import Past, past
from practice.etsy.settings_of_shop import first_settings
from practice.etsy.shapes import Row

_SKEW_SECONDS = 600
_MOST_REFUSALS = 200
_SETTLED = ("completed", "partially refunded")
# What people look at; the settled orders, payments and lines of the past would be many megabytes.
_REPORTED = ("shops", "listings", "inventories", "images", "sections", "policies", "profiles", "readiness", "holidays")


class Memory:
    """Rows by table and number.

    Args:
        folder: In which it is kept between starts.
        scenarios: Names of those that are on.
    """

    def __init__(self, folder: Path, scenarios: frozenset[str]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file, self._counts = folder / "changes.json", folder / "calls.json"
        self.scenarios = scenarios
        self._load()

    def _load(self) -> None:
        stored = _beginning() | _read(self._file)
        self.day = date.fromisoformat(stored["day"])
        self.tokens: dict[str, Any] = stored["tokens"]
        # Whether somebody edits in the browser before the next start.
        self.edits_follow: bool = stored["edits follow"]
        self._seen: set[str] = set()
        self._changed: dict[str, dict[str, Row | None]] = stored["changed"]
        self.past: Past = past(self.day)
        self._tables = _tables(self.past, self.day)
        for table, rows in self._changed.items():
            for number, row in rows.items():
                _put(self._tables[table], int(number), row)
        counted = _read(self._counts) or {"calls": {}, "refused": []}
        self._calls: Counter[str] = Counter(counted["calls"])
        self._refused: list[dict[str, Any]] = counted["refused"]

    def reset(self) -> None:
        """Forget everything that has happened; the scenarios stay."""
        for file in (self._file, self._counts):
            file.unlink(missing_ok=True)
        self._load()

    @property
    def now(self) -> int:
        """Seconds since 1970 by the service's clock."""
        return int(time.time()) + (_SKEW_SECONDS if "etsy-clock-skew" in self.scenarios else 0)

    def table(self, name: str) -> dict[int, Row]:
        """Return the rows of a table by their numbers."""
        return self._tables[name]

    def row(self, table: str, number: int, what: str) -> Row:
        """Return one row.

        Raises:
            EtsyError: There is none of that number.
        """
        found = self._tables[table].get(number)
        if found is None:
            raise missing(what)
        return found

    def keep(self, table: str, number: int, row: Row) -> Row:
        """Keep a row that is new or has changed."""
        self._change(table, number, row)
        return row

    def drop(self, table: str, number: int) -> None:
        """Forget a row."""
        self._change(table, number, None)

    def next_number(self, table: str) -> int:
        """Return a number that no row has."""
        return max(self._tables[table], default=1_000_000) + 1

    def first_time(self, fault: str) -> bool:
        """Tell whether something happens for the first time since the start."""
        is_first = fault not in self._seen
        self._seen.add(fault)
        return is_first

    def forget_first_times(self) -> None:
        """Let everything happen for the first time again."""
        self._seen.clear()

    def note_call(self, operation: str) -> None:
        """Count a call."""
        self._calls[operation] += 1
        self._write_counts()

    def note_refusal(self, operation: str, status: int, why: str) -> None:
        """Remember why a request was refused."""
        self._refused = [*self._refused[-_MOST_REFUSALS:], {"operation": operation, "status": status, "why": why}]
        self._write_counts()

    def report(self) -> dict[str, Any]:
        """Return what tests and curious people may see; orders that were settled before it began are left out."""
        changed = self._changed.get("receipts", {})
        orders = [
            row
            for number, row in self._tables["receipts"].items()
            if row["status"] not in _SETTLED or str(number) in changed
        ]
        return {
            "scenarios": sorted(self.scenarios), "began": self.day.isoformat(), "calls": dict(self._calls),
            "refused": self._refused, "orders": orders, "changed": self._changed,
            **{name: list(self._tables[name].values()) for name in _REPORTED},
        }  # fmt: skip

    def write(self) -> None:
        """Write down what has changed."""
        _write(self._file, {
            "day": self.day.isoformat(), "tokens": self.tokens, "edits follow": self.edits_follow, "changed": self._changed,
        })  # fmt: skip

    def _change(self, table: str, number: int, row: Row | None) -> None:
        _put(self._tables[table], number, row)
        self._changed.setdefault(table, {})[str(number)] = row
        self.write()

    def _write_counts(self) -> None:
        _write(self._counts, {"calls": self._calls, "refused": self._refused})


def _read(file: Path) -> dict[str, Any]:
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else {}


def _write(file: Path, content: dict[str, Any]) -> None:
    draft = file.with_suffix(".new")
    draft.write_text(json.dumps(content), encoding="utf-8")
    draft.replace(file)


def _beginning() -> dict[str, Any]:
    tokens: dict[str, Any] = {"refresh": {}, "access": {}, "codes": {}}
    return {"day": datetime.now(UTC).date().isoformat(), "tokens": tokens, "edits follow": False, "changed": {}}


def _put(table: dict[int, Row], number: int, row: Row | None) -> None:
    if row is None:
        table.pop(number, None)
    else:
        table[number] = row


def _tables(before: Past, day: date) -> dict[str, dict[int, Row]]:
    began = int(datetime(day.year - 4, 3, 1, tzinfo=UTC).timestamp())
    rows = {
        name: dict(getattr(before, name))
        for name in ("listings", "inventories", "images", "receipts", "payments", "entries", "reviews")
    }
    return {**rows, "shops": {SHOP_ID: shapes.shop(began)}, **first_settings()}
