"""What a table changes: everything it says or, when anything in it is wrong, nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.db import transaction

from automation_suite.errors import PermanentError
from automation_suite.inventory import entries, events, files, tables
from automation_suite.inventory.columns import COLUMNS, Entry
from automation_suite.inventory.files import NOTHING
from automation_suite.inventory.mapping import ColumnMapping
from automation_suite.inventory.tables import Fault, Line, Read
from automation_suite.stock_sync.ledger import Event

_SHOWN_FAULTS = 20
_REQUIRED = tuple(column for column in COLUMNS if column.required)
# They become events, or only help to.
_QUANTITIES = ("quantity", "quantity_before")
_HEADINGS = {column.field: column.heading for column in COLUMNS}


class ImportRefusedError(PermanentError):
    """Something in a file is wrong, so nothing of it was imported."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        shown = "\n".join(f"  {fault}" for fault in faults[:_SHOWN_FAULTS])
        more = f"\n  … and {len(faults) - _SHOWN_FAULTS:,} more." if len(faults) > _SHOWN_FAULTS else ""
        count = "One thing is" if len(faults) == 1 else f"{len(faults):,} things are"
        super().__init__(f"{count} wrong:\n{shown}{more}\n{NOTHING} Correct it and import the file again.")
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Changes:
    """What a table would change.

    Attributes:
        new: Items that are not there yet.
        changed: Items with other values, and the headings of what is other.
        emptied: How many values would be blank afterwards that are not now.
        counted: How many there are of items, where that is news: what there was until now, and what there is.
        not_counted: SKUs of items of which the table has another number that was not taken.
        same: How many rows say what is known already.
        notes: What else to know.
    """

    new: tuple[Entry, ...]
    changed: tuple[tuple[Entry, tuple[str, ...]], ...]
    emptied: int
    counted: Mapping[str, tuple[int | None, int]]
    not_counted: tuple[str, ...]
    same: int
    notes: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the inventory stays as it is."""
        return not (self.new or self.changed or self.counted)


def read(path: Path, mapping: ColumnMapping, day_order: str = "") -> Read:
    """Return the rows of a file.

    Raises:
        FileError: It cannot be read.
        ImportRefusedError: Something in it is wrong.
    """
    found = tables.read(files.read(path, lambda row: tables.is_heading(row, mapping)), mapping, day_order)
    if found.faults:
        raise ImportRefusedError(found.faults)
    return found


def compare(lines: Sequence[Line], before: Mapping[str, Entry], *, count: bool) -> Changes:
    """Return what rows would change. Pure.

    Args:
        lines: Of the table.
        before: Every item as it is.
        count: Whether the quantities of a table that does not say what they were before are a count.

    Raises:
        ImportRefusedError: Rows contradict each other or the inventory.
    """
    faults = [*_twins(lines, before), *_incomplete(lines, before)]
    new, changed, emptied, same = list[Entry](), list[tuple[Entry, tuple[str, ...]]](), 0, 0
    counted, not_counted = dict[str, tuple[int | None, int]](), list[str]()
    for line in lines if not faults else ():
        sku = line.values["sku"]
        given = {name: value for name, value in line.values.items() if name not in _QUANTITIES}
        old = before.get(sku)
        entry = replace(old, **given) if old else Entry(**given)
        other = tuple(_HEADINGS[name] for name in given if old and getattr(entry, name) != getattr(old, name))
        number: int | None = line.values.get("quantity")
        if number is not None and (old is None or old.quantity != number):
            if old is not None and (why := _conflict(line, old)):
                faults.append(line.fault("quantity", why))
            elif old is None or _is_count(line, old, count):
                counted[sku] = (old.quantity if old else None, number)
            elif not _is_untouched(line):
                not_counted.append(sku)
        if old is None:
            new.append(entry)
        elif other:
            changed.append((entry, other))
            emptied += sum(not getattr(entry, name) and bool(getattr(old, name)) for name in given)
        else:
            same += sku not in counted
    if faults:
        raise ImportRefusedError(faults)
    return Changes(tuple(new), tuple(changed), emptied, counted, tuple(not_counted), same)


def apply(lines: Sequence[Line], now: datetime, *, count: bool, note: str) -> Changes:
    """Write what rows say, all of it or nothing, and return what has changed.

    Args:
        lines: Of the table.
        now: The moment.
        count: See ``compare``.
        note: For the ledger: from which file.

    Raises:
        ImportRefusedError: Rows contradict each other or the inventory. Nothing was written.
    """
    with transaction.atomic():
        events.locked([line.values["sku"] for line in lines])
        changes = compare(lines, entries.kept(), count=count)
        entries.keep([*changes.new, *(entry for entry, _ in changes.changed)], now)
        sums, fresh = events.sums(), {entry.sku for entry in changes.new}
        events.append(
            (_event(sku, number, sums, sku in fresh, now) for sku, (_, number) in changes.counted.items()), None, now, note
        )
    return changes


def _event(sku: str, number: int, sums: Mapping[str, int], is_new: bool, now: datetime) -> Event:
    if is_new and number:
        return Event(f"bought:{sku}", sku, "bought", number, now)
    return events.counted_event(sku, number, sums.get(sku, 0), now)


def _is_untouched(line: Line) -> bool:
    """Tell whether nobody has changed the quantity since the table was written."""
    return line.values.get("quantity_before") is not None and line.values["quantity_before"] == line.values["quantity"]


def _is_count(line: Line, old: Entry, count: bool) -> bool:
    if line.values.get("quantity_before") is not None:
        return not _is_untouched(line)
    # Of an item of which nobody ever said how many there are, the first number is the truth.
    return count or old.quantity is None


def _conflict(line: Line, old: Entry) -> str:
    """Return why a changed quantity cannot be taken: something was sold or counted since the table was written."""
    before, number = line.values.get("quantity_before"), line.values["quantity"]
    if before is None or _is_untouched(line) or old.quantity in (None, before):
        return ""
    return (
        f"It says {number}, was {before} when the table was written, and is {old.quantity} by now. Count it again, and write"
        f" {old.quantity} into the column {_HEADINGS['quantity_before']}."
    )


def _twins(lines: Sequence[Line], before: Mapping[str, Entry]) -> Iterator[Fault]:
    """Give SKUs that stand in two rows, or that look like another one, as after Excel has taken zeros away."""
    known = {_bare(sku): sku for sku in before}
    rows = dict[str, Line]()
    for line in lines:
        sku = line.values["sku"]
        if (first := rows.get(_bare(sku))) is not None:
            where = f"row {first.row}{f' of sheet {first.sheet}' if first.sheet != line.sheet else ''}"
            same = first.values["sku"] == sku
            yield line.fault(
                "sku", f"{sku} stands in {where} too." if same else f"It looks like {first.values['sku']} in {where}."
            )
        elif known.get(_bare(sku), sku) != sku:
            yield line.fault("sku", f"It looks like {known[_bare(sku)]}, which is in the inventory. Is it the same?")
        rows.setdefault(_bare(sku), line)


def _incomplete(lines: Sequence[Line], before: Mapping[str, Entry]) -> Iterator[Fault]:
    for line in lines:
        for column in _REQUIRED:
            if line.values["sku"] not in before and column.field not in line.values:
                yield line.fault(column.field, f"{line.values['sku']} is new and needs a {column.heading.lower()}.")


def _bare(sku: str) -> str:
    """Return a SKU without what is easily lost: capitals, blanks and, of a number, the zeros before it."""
    bare = "".join(sku.casefold().split())
    return bare.lstrip("0") or "0" if bare.isdigit() else bare
