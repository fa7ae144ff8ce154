"""A small platform whose memory is a file: what it shows, everything that was ever written, and how it fails.

Its memory survives the death of the process that writes, as a platform's does.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from automation_suite.errors import NeedsPersonError, PassingError
from automation_suite.plans.change import Answer, Change, Ended, Target, Value
from automation_suite.platform_api.calls import AnswerLostError, BudgetSpentError

TAKEN = Answer(Ended.TAKEN)
LOST = Answer(Ended.NOT_KNOWN)
REFUSED = Answer(Ended.NOT_TAKEN, explanation="The shop refuses it.")

# How one call goes wrong, in the order of the calls; an empty name is a call that goes well.
WRITE_FAULTS = (
    "", "lost after", "lost before", "raises lost after", "refused", "half", "altered", "short answer", "budget", "passing",
    "person", "own fault", "lost halfway",
)  # fmt: skip
READ_FAULTS = ("", "half", "passing", "person", "own fault", "budget")


@dataclass
class Shop:
    """The platform.

    Attributes:
        path: Its memory.
        write_faults: Of the next writes.
        read_faults: Of the next reads.
        slow: Whether what must not be sent twice shows only from the third look on.
        look: Called with each change right before the platform takes it.
        at: Called at each point at which a process may die.
    """

    path: Path
    write_faults: list[str] = field(default_factory=list)
    read_faults: list[str] = field(default_factory=list)
    slow: bool = False
    look: Callable[[Change], None] = lambda _: None
    at: Callable[[str], None] = lambda _: None

    def __post_init__(self) -> None:
        if not self.path.exists():
            self._save({"live": {}, "writes": [], "arriving": {}})

    @property
    def live(self) -> dict[str, Any]:
        """What it shows, by ``field/object``."""
        shown: dict[str, Any] = self._load()["live"]
        return shown

    @property
    def writes(self) -> list[tuple[str, Value]]:
        """Everything that was ever written."""
        return [(place, value) for place, value in self._load()["writes"]]

    def put(self, name: str, object_id: str, value: Value) -> None:
        """Somebody writes it by hand."""
        memory = self._load()
        memory["live"][f"{name}/{object_id}"] = value
        self._save(memory)

    def take(self, change: Change, altered: bool = False, repeatable: bool = True) -> None:
        """Take one change."""
        self.look(change)
        memory, place = self._load(), f"{change.field}/{change.object_id}"
        value = f"{change.new}!" if altered and change.field == "title" else change.new
        if self.slow and not repeatable:
            memory["arriving"][place] = [value, 2]
        else:
            memory["live"][place] = value
        memory["writes"].append([place, change.new])
        self._save(memory)

    def looked_at(self, places: Sequence[str]) -> dict[str, Any]:
        """Return what it shows of some places; what is arriving shows from the third look on."""
        memory = self._load()
        shown = {place: memory["live"].get(place) for place in places}
        for place in [place for place in places if place in memory["arriving"]]:
            value, looks = memory["arriving"].pop(place)
            if looks:
                memory["arriving"][place] = [value, looks - 1]
            else:
                shown[place] = memory["live"][place] = value
        self._save(memory)
        return shown

    def targets(self) -> Mapping[tuple[str, str], Target]:
        """Everything that can be changed there."""
        return {
            ("listing", "price"): Shelf(self, "price", most_rows=3),
            ("listing", "title"): Shelf(self, "title", most_rows=1, most_read=5),
            ("listing", "quantity"): Shelf(self, "quantity", most_rows=2),
            ("buyer", "message"): Shelf(
                self, "message", most_rows=1, repeatable=False, undo="A message that was sent cannot be taken back."
            ),
            ("order", "label"): Shelf(self, "label", most_rows=2, repeatable=False),
        }

    def _load(self) -> dict[str, Any]:
        memory: dict[str, Any] = json.loads(self.path.read_text())
        return memory

    def _save(self, memory: dict[str, Any]) -> None:
        new = self.path.with_suffix(".new")
        new.write_text(json.dumps(memory))
        new.replace(self.path)


@dataclass
class Shelf:
    """One field of the shop."""

    shop: Shop
    name: str
    most_rows: int
    repeatable: bool = True
    most_read: int = 0
    undo: str = ""

    def read(self, objects: Sequence[str]) -> Mapping[str, Value]:
        self.shop.at("read")
        fault = self.shop.read_faults.pop(0) if self.shop.read_faults else ""
        _raise(fault, "The shop does not answer.")
        shown = self.shop.looked_at([f"{self.name}/{one}" for one in objects])
        found = {one: shown[f"{self.name}/{one}"] for one in objects}
        kept = len(found) // 2 if fault == "half" else len(found)
        return dict(list(found.items())[:kept])

    def write(self, changes: Sequence[Change]) -> Sequence[Answer]:
        self.shop.at("before write")
        fault = self.shop.write_faults.pop(0) if self.shop.write_faults else ""
        if fault in ("passing", "person", "budget"):
            _raise(fault, "The shop does not answer.")
        answers = list(self._answers(changes, fault))
        self.shop.at("after write")
        if fault == "raises lost after":
            raise AnswerLostError("The shop's answer was lost.")
        if fault == "own fault":
            raise ZeroDivisionError("a fault of ours")
        return answers[:-1] if fault == "short answer" else answers

    def shows(self, wanted: Value, live: Value) -> bool:
        return Decimal(str(wanted)) == Decimal(str(live)) if self.name == "price" else bool(wanted == live)

    def _answers(self, changes: Sequence[Change], fault: str) -> Iterator[Answer]:
        for place, change in enumerate(changes):
            second_half = place >= (len(changes) + 1) // 2
            if fault == "refused" or (fault == "half" and second_half):
                yield REFUSED
            elif fault == "lost before" or (fault == "lost halfway" and second_half):
                yield LOST
            else:
                self.shop.take(change, fault == "altered", self.repeatable)
                self.shop.at("during write")
                yield LOST if fault in ("lost after", "lost halfway") else TAKEN


def _raise(fault: str, words: str) -> None:
    if fault == "passing":
        raise PassingError(words)
    if fault == "person":
        raise NeedsPersonError("The shop wants your consent again.", "Log in.")
    if fault == "budget":
        raise BudgetSpentError("The shop allows no further call today.")
    if fault == "own fault":
        raise ZeroDivisionError("a fault of ours")
