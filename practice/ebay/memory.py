"""What the practice eBay remembers: the past of the day on which it began, and every row that has changed since.

Only the changed rows are written down, so that a restart is as fast as the first start.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from practice.ebay.goods import Good, goods
from practice.ebay.past import past
from practice.ebay.shapes import Row
from practice.ebay.sites import US, site_of

_SKEW = timedelta(minutes=10)
_MOST_REFUSALS = 200
_FIRST_NUMBER = 700_000_000_000


class Memory:
    """Rows by table and key.

    Args:
        folder: In which it is kept between starts.
        scenarios: Names of those that are on.
    """

    def __init__(self, folder: Path, scenarios: frozenset[str]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.scenarios = scenarios
        self.site = site_of(scenarios)
        # The seller of another site has a shop of his own.
        self._file = folder / ("changes.json" if self.site == US else f"changes-{self.site.marketplace.lower()}.json")
        stored = self._read()
        self.day = date.fromisoformat(stored["day"])
        self.tokens: dict[str, Any] = stored["tokens"]
        self._seen: list[str] = stored["seen faults"]
        self._numbers: int = stored["numbers"]
        self._changed: dict[str, dict[str, Row]] = stored["changed"]
        self.goods: list[Good] = goods()
        self._tables: dict[str, dict[str, Row]] = past(self.goods, self.day, self.site)
        for table, rows in self._changed.items():
            self.table(table).update(rows)
        self.calls: Counter[str] = Counter()
        self.groups: Counter[str] = Counter()
        self.refused: list[dict[str, Any]] = []
        self.refusals: Counter[str] = Counter()
        self._is_written = True

    @property
    def now(self) -> datetime:
        """The moment by the service's clock."""
        skew = _SKEW if "ebay-clock-skew" in self.scenarios else timedelta()
        return datetime.now(UTC).replace(microsecond=0) + skew

    def table(self, name: str) -> dict[str, Row]:
        """Return the rows of a table by their keys."""
        return self._tables.setdefault(name, {})

    def keep(self, table: str, key: str, row: Row) -> Row:
        """Keep a row that is new or has changed."""
        self.table(table)[key] = row
        self._changed.setdefault(table, {})[key] = row
        self._is_written = False
        return row

    def next_number(self) -> int:
        """Return a number that nothing has."""
        self._numbers, self._is_written = self._numbers + 1, False
        return self._numbers

    def keep_token(self, kind: str, token: str, about: Any) -> None:
        """Keep a token or a code."""
        self.tokens[kind][token] = about
        self._is_written = False

    def take_code(self, code: str) -> Any:
        """Return what a code is good for, once."""
        self._is_written = False
        return self.tokens["codes"].pop(code, None)

    def first_time(self, fault: str) -> bool:
        """Tell whether something happens for the first time since the practice began."""
        if fault in self._seen:
            return False
        self._seen.append(fault)
        self._is_written = False
        return True

    def forget(self, fault: str) -> bool:
        """Let something happen for the first time again, and tell whether it had happened."""
        if fault not in self._seen:
            return False
        self._seen.remove(fault)
        self._is_written = False
        return True

    def forget_all(self, but: str) -> None:
        """Let everything but one thing happen for the first time again."""
        self._seen = [fault for fault in self._seen if fault == but]
        self._is_written = False

    def note_refusal(self, operation: str, status: int, why: str) -> None:
        """Remember why a request was refused, and count it."""
        self.refusals[operation] += 1
        self.refused = [*self.refused[-_MOST_REFUSALS:], {"operation": operation, "status": status, "why": why}]

    def report(self) -> dict[str, Any]:
        """Return what tests and curious people may see."""
        return {
            "scenarios": sorted(self.scenarios), "began": self.day.isoformat(), "calls": dict(self.calls),
            "refusals": dict(self.refusals), "refused": self.refused, **self._tables,
        }  # fmt: skip

    def write(self) -> None:
        """Write down what has changed, if anything has."""
        if self._is_written:
            return
        draft = self._file.with_suffix(".new")
        kept = {
            "day": self.day.isoformat(), "tokens": self.tokens, "seen faults": self._seen, "numbers": self._numbers,
            "changed": self._changed,
        }  # fmt: skip
        draft.write_text(json.dumps(kept), encoding="utf-8")
        draft.replace(self._file)
        self._is_written = True

    def _read(self) -> dict[str, Any]:
        if self._file.exists():
            return dict(json.loads(self._file.read_text(encoding="utf-8")))
        tokens: dict[str, Any] = {"refresh": {}, "access": {}, "codes": {}}
        day = datetime.now(UTC).date().isoformat()
        return {"day": day, "tokens": tokens, "seen faults": [], "numbers": _FIRST_NUMBER, "changed": {}}
