"""Rows of cells become rows of values, by a mapping; what is wrong is named by sheet, row and column. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rapidfuzz import fuzz, process

from automation_suite.inventory import cells, files
from automation_suite.inventory.cells import Cell, CellError, Way
from automation_suite.inventory.columns import Column, heading_key
from automation_suite.inventory.files import Sheet
from automation_suite.inventory.mapping import ColumnMapping

_ALIKE = 80
_LETTERS = 26
_OF_NOTHING = "It is blank. A row that is no item, such as one of totals, must not stand in the table."


@dataclass(frozen=True)
class Fault:
    """What is wrong with which cell, for the person who wrote it.

    Attributes:
        sheet: Its name; empty of a CSV file.
        row: Its number; 0 when it is about the whole sheet.
        place: Of the column, from 0; none when it is about the whole row.
        heading: Of the column, as the file has it.
        what: The sentence.
    """

    sheet: str
    row: int
    place: int | None
    heading: str
    what: str

    def __str__(self) -> str:
        """Return it as one line."""
        sheet = [f'sheet "{self.sheet}"'] if self.sheet else []
        row = [f"row {self.row}"] if self.row else []
        column = [f"column {letters(self.place)} ({self.heading})"] if self.place is not None else []
        where = ", ".join([*sheet, *row, *column])
        return f"{where[:1].upper()}{where[1:]}: {self.what}" if where else self.what


@dataclass(frozen=True)
class Line:
    """One row of values.

    Attributes:
        sheet: Name of its sheet.
        row: Its number there.
        places: Of each field its column and heading, for faults that are found later.
        values: By field; a field whose column the file does not have is not in it.
    """

    sheet: str
    row: int
    places: Mapping[str, tuple[int, str]]
    values: Mapping[str, Any]

    def fault(self, field: str, what: str) -> Fault:
        """Return a fault of one of its cells."""
        place, heading = self.places.get(field, (None, ""))
        return Fault(self.sheet, self.row, place, heading, what)


@dataclass(frozen=True)
class Read:
    """What a file says.

    Attributes:
        lines: In their order.
        faults: What is wrong.
        notes: What was left out, and other things to know.
    """

    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Head:
    """The heading row of a sheet: where each of our columns stands, and the headings as they are."""

    at: int
    places: Mapping[str, int]
    headings: Sequence[str]


def letters(place: int) -> str:
    """Return a column's name in a spreadsheet: ``A`` for 0, ``AA`` for 26."""
    before, last = divmod(place, _LETTERS)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def is_heading(row: Sequence[Cell], mapping: ColumnMapping) -> bool:
    """Tell whether a row has the heading of every column that must be there."""
    there = {heading_key(str(cell)) for cell in row if not cells.is_blank(cell)}
    return all(any(heading_key(one) in there for one in names) for names in _needed(mapping).values())


def read(sheets: Sequence[Sheet], mapping: ColumnMapping, day_order: str = "") -> Read:
    """Return the rows of values of all sheets that have the headings.

    Args:
        sheets: Of the file.
        mapping: Whose columns are looked for.
        day_order: ``m/d/y`` or ``d/m/y``, by a person's word; the mapping's when empty.
    """
    lines, faults = list[Line](), list[Fault]()
    # What its owner does not see he cannot have meant; most often it is an older copy.
    notes = [f'The sheet "{sheet.name}" is hidden and was left out.' for sheet in sheets if sheet.hidden and sheet.rows]
    shown = [sheet for sheet in sheets if not sheet.hidden]
    heads = [(sheet, files.heading_row(sheet, lambda row: is_heading(row, mapping))) for sheet in shown]
    if all(at is None for _, at in heads):
        return Read((), (_no_heading(shown, mapping),), ())
    for sheet, at in heads:
        if at is None:
            notes += [f'The sheet "{sheet.name}" has no such headings and was left out.'] if sheet.rows else []
            continue
        head, wrong, unknown = _head(sheet, at, mapping)
        faults += [*wrong, *_merged(sheet, head)]
        notes += unknown
        way = Way(sheet.semicolons, day_order or mapping.dates)
        for line, found in _lines(sheet, head, mapping, way):
            lines.append(line)
            faults += found
    return Read(tuple(lines), tuple(faults), tuple(notes))


def _needed(mapping: ColumnMapping) -> dict[str, Sequence[str]]:
    """Return the columns by which a heading row is known: those that are required, or the first of them for items."""
    required = {name: names for name, names in mapping.columns.items() if mapping.column(name).required}
    # A table of items may have only the columns that change.
    key = next(iter(required), next(iter(mapping.columns)))
    return required if mapping.kind == "sales" else {key: mapping.columns[key]}


def _no_heading(sheets: Sequence[Sheet], mapping: ColumnMapping) -> Fault:
    if not any(sheet.rows for sheet in sheets):
        return Fault("", 0, None, "", "The file is empty.")
    wanted = "; ".join(f'"{" or ".join(names)}"' for names in _needed(mapping).values())
    widest = max((row for sheet in sheets for _, row in sheet.rows[:10]), key=len)
    there = ", ".join(str(cell) for cell in widest[:12] if not cells.is_blank(cell))
    return Fault("", 0, None, "", f"No row has the headings {wanted}. The widest of its first rows has: {there[:300]}.")


def _head(sheet: Sheet, at: int, mapping: ColumnMapping) -> tuple[_Head, list[Fault], list[str]]:
    number, row = sheet.rows[at]
    headings = ["" if cells.is_blank(cell) else " ".join(str(cell).split()) for cell in row]
    keys = [heading_key(heading) for heading in headings]
    places, faults = dict[str, int](), list[Fault]()
    for name, names in mapping.columns.items():
        found = next((key for one in names if (key := heading_key(one)) in keys), "")
        if not found:
            continue
        place = keys.index(found)
        places[name] = place
        if keys.count(found) > 1:
            second = keys.index(found, place + 1)
            faults.append(Fault(sheet.name, number, second, headings[second], f"It stands in column {letters(place)} too."))
    known = {heading_key(one) for names in mapping.columns.values() for one in names}
    unknown = [heading for heading, key in zip(headings, keys, strict=True) if heading and key not in known]
    return _Head(at, places, headings), faults, _about_unknown(unknown, places, mapping) if mapping.kind == "items" else []


def _about_unknown(unknown: Sequence[str], there: Mapping[str, int], mapping: ColumnMapping) -> list[str]:
    missing = [one for name, names in mapping.columns.items() if name not in there for one in names]
    notes = []
    for heading in unknown:
        best = process.extractOne(heading, missing, scorer=fuzz.ratio, processor=heading_key, score_cutoff=_ALIKE)
        meant = f' Did you mean "{best[0]}"?' if best else ""
        notes.append(f'The column "{heading}" is not known and was left out.{meant}')
    return notes


def _lines(sheet: Sheet, head: _Head, mapping: ColumnMapping, way: Way) -> Iterator[tuple[Line, list[Fault]]]:
    rows = list(_body(sheet, head, mapping))
    ways = {
        name: _way_of(mapping.column(name), [_at(row, place) for _, row in rows], way) for name, place in head.places.items()
    }
    places = {mapping.column(name).field: (place, head.headings[place]) for name, place in head.places.items()}
    for number, row in rows:
        line = Line(sheet.name, number, places, {})
        if _is_of_nothing(row, head, mapping):
            yield line, [line.fault(_key(mapping), _OF_NOTHING)]
            continue
        values, faults = dict[str, Any](), list(_beyond(sheet, number, row, head))
        for name, place in head.places.items():
            column = mapping.column(name)
            try:
                values[column.field] = _value(column, _meant(_at(row, place), mapping.words.get(name, {})), ways[name])
            except CellError as error:
                faults.append(line.fault(column.field, str(error)))
        for name, text in mapping.fixed.items():
            column = mapping.column(name)
            values.setdefault(column.field, column.read(text, way))
        yield replace(line, values=values), faults


def _body(sheet: Sheet, head: _Head, mapping: ColumnMapping) -> Iterator[files.Row]:
    for number, row in sheet.rows[head.at + 1 :]:
        if mapping.ends_at and any(str(cell).strip().casefold() == mapping.ends_at.casefold() for cell in row[:1]):
            return
        yield number, row


def _at(row: Sequence[Cell], place: int) -> Cell:
    return row[place] if place < len(row) else None


def _way_of(column: Column, some: Sequence[Cell], way: Way) -> Way:
    if column.read is not cells.day or way.day_order:
        return way
    return replace(way, day_order=cells.day_order(some))


def _value(column: Column, cell: Cell, way: Way) -> Any:
    if column.required and cells.is_blank(cell):
        raise CellError("It is blank.")
    return column.read(cells.unguarded(cell), way)


def _meant(cell: Cell, words: Mapping[str, str]) -> Cell:
    if not words:
        return cell
    by_key = {word.casefold().strip(): meaning for word, meaning in words.items()}
    return by_key.get("" if cell is None else str(cell).casefold().strip(), cell)


def _key(mapping: ColumnMapping) -> str:
    return mapping.column(next(iter(_needed(mapping)))).field


def _is_of_nothing(row: Sequence[Cell], head: _Head, mapping: ColumnMapping) -> bool:
    """Tell whether a row of a table of items has nothing of what makes an item, as one of totals has not."""
    required = [place for name, place in head.places.items() if mapping.column(name).required]
    return mapping.kind == "items" and all(cells.is_blank(_at(row, place)) for place in required)


def _merged(sheet: Sheet, head: _Head) -> Iterator[Fault]:
    """Give merged cells among the values: all but the first look blank, and would empty what they stand for."""
    for block in sorted(sheet.merged):
        places = [place for place in head.places.values() if block.first_column <= place <= block.last_column]
        first = max(block.first_row, sheet.rows[head.at][0] + 1)
        if places and block.last_row >= first:
            end = f"{letters(block.last_column)}{block.last_row}"
            what = f"It is merged with others as far as {end}. Take the merging back and write into each cell what it says."
            yield Fault(sheet.name, first, min(places), head.headings[min(places)], what)


def _beyond(sheet: Sheet, number: int, row: Sequence[Cell], head: _Head) -> Iterator[Fault]:
    """Give cells without a heading: most often a comma in an unquoted text has pushed the row to the right."""
    for place, cell in enumerate(row):
        if not cells.is_blank(cell) and (place >= len(head.headings) or not head.headings[place]):
            what = "There is no heading above it. Has a comma or semicolon in a text pushed the row to the right?"
            yield Fault(sheet.name, number, place, "no heading", what)
            return
